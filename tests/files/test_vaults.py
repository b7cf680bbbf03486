"""The seeds and the public collections beside the checkout are read whole, where they are present."""

import os
import re
from pathlib import Path

import pytest

from reader.core.note import Note, Reading
from reader.files.parse import read
from reader.files.scan import scan

VAULTS = ("deep-review", "eips", "game-dev-research", "kepano", "logseq-docs", "powershell-docs", "rust-blog")
NOTE = re.compile(r"\.(?:md|markdown|mdown|mkd|txt)$", re.IGNORECASE)


def notes_of(root: Path) -> list[Note]:
    """Return every note of a library."""
    return [read(root, path) for path in scan(root).notes]


def test_the_seeds_have_their_titles_and_tags(shared: Path) -> None:
    """Two titles stand in front matter, two are first lines, one is a first sentence."""
    notes = sorted(notes_of(shared / "seeds"), key=lambda note: note.path)
    lines = [note.text.split("\n")[0] for note in notes]
    assert ["json", "json", "none", "none", "none"] == [note.reading for note in notes]
    assert [note.metadata["title"] for note in notes[:2]] == [note.title for note in notes[:2]]
    assert [line.strip() for line in lines[2:4]] == [note.title for note in notes[2:4]]
    assert lines[4].split(". ")[0] + "." == notes[4].title
    assert [6, 3, 0, 0, 0] == [len(note.tags) for note in notes]
    assert [note.metadata["tags"] for note in notes[:2]] == [list(note.tags) for note in notes[:2]]
    assert [()] * 5 == [note.problems for note in notes]


@pytest.mark.parametrize("name", VAULTS)
def test_a_collection_is_read_whole(shared: Path, name: str) -> None:
    """All notes are listed, every front matter is read in some way, and nearly nothing is odd."""
    root = shared / "vaults" / name
    plain = {
        (Path(folder) / file).relative_to(root).as_posix()
        for folder, _, files in os.walk(root)
        for file in files
        if NOTE.search(file) and not any(part.startswith(".") for part in Path(folder).relative_to(root).parts)
    }
    assert plain == set(scan(root).notes)
    notes = notes_of(root)
    unread = [note.path for note in notes if note.reading is Reading.NONE and re.match(r"\s*(?:---|\+\+\+)", note.text)]
    assert [] == unread
    assert [] == [note.path for note in notes if not note.title or note.encoding != "utf-8"]
    assert sum(len(note.problems) for note in notes) <= len(notes) / 100
