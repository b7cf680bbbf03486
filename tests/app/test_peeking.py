from pathlib import Path

from reader.app.paths import Places
from reader.app.peek_messages import NotePeeked, PeekNote
from reader.app.reading import Reading

NOTE = """---
title: Ropes & knots
---
# Ropes & knots

A *good* rope[1] holds $x^2$ boats, <b>always</b>.

- hemp ^old
- sisal

## The bowline

Round the tree and back.

### A loop

It does not slip.

## Others

More.
"""


def peek(folder: Path, fragment: str) -> NotePeeked:
    """Peek at the note."""
    (folder / "ropes.md").write_text(NOTE, encoding="utf-8")
    reading = Reading(folder, Places(folder / ".config", folder / ".cache"))
    try:
        return reading.peek(PeekNote(7, str(folder), "ropes.md", fragment))
    finally:
        reading.close()


def test_a_note_begins_after_its_title(tmp_path: Path) -> None:
    """Marks are gone, formulas are as typed, the title is not said twice."""
    text = "A good rope[1] holds x^2 boats, always.\nhemp\nsisal\n"
    text += "The bowline\nRound the tree and back.\nA loop\nIt does not slip."
    assert NotePeeked(7, "Ropes & knots", "", text) == peek(tmp_path, "")


def test_a_heading_and_a_block_are_parts(tmp_path: Path) -> None:
    """The section to its end, the block alone."""
    section = "Round the tree and back.\nA loop\nIt does not slip."
    assert NotePeeked(7, "Ropes & knots", "The bowline", section) == peek(tmp_path, "the-bowline")
    assert NotePeeked(7, "Ropes & knots", "", "hemp") == peek(tmp_path, "block-old")


def test_an_unknown_part_is_the_beginning(tmp_path: Path) -> None:
    """As a link to it leads to the top."""
    assert peek(tmp_path, "") == peek(tmp_path, "nowhere")


def test_the_beginning_of_a_long_note_is_short(tmp_path: Path) -> None:
    """However long its one paragraph is."""
    (tmp_path / "long.md").write_text("# Long\n\n" + "many words " * 50_000, encoding="utf-8")
    reading = Reading(tmp_path, Places(tmp_path / ".config", tmp_path / ".cache"))
    peeked = reading.peek(PeekNote(7, str(tmp_path), "long.md"))
    reading.close()
    assert peeked.text.startswith("many words many")
    assert len(peeked.text) <= 420
