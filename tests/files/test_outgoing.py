"""The links of a note, with their sentences."""

from pathlib import Path

import pytest

from reader.files.outgoing import Outgoing, outgoing
from reader.files.parse import read
from tests.pace import grows_evenly


def links(folder: Path, text: str) -> tuple[Outgoing, ...]:
    """Return the links of a note with this text."""
    (folder / "note.md").write_bytes(text.encode())
    return outgoing(read(folder, "note.md"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. See [[Tea]] **now**. Two.", Outgoing("Tea", "Tea", "See Tea now.")),
        ("See [[trade/Tea#Silver|the *tea*]]!", Outgoing("trade/Tea", "the tea", "See the tea!")),
        ("| a | [[Tea\\|leaf]] |", Outgoing("Tea", "leaf", "a leaf")),
        ("- a [leaf](../Tea%20time.md#x) of it", Outgoing("../Tea time.md", "leaf", "a leaf of it")),
        ("![[Tea]]", Outgoing("Tea", "Tea", "Tea")),
        ("茶。看[[茶叶]]吧。再见。", Outgoing("茶叶", "茶叶", "看茶叶吧。")),
        ("a\r\n> quoted [[Tea]]\r\nb", Outgoing("Tea", "Tea", "quoted Tea")),
    ],
)
def test_links_and_their_sentences(tmp_path: Path, text: str, found: Outgoing) -> None:
    """As plain text, without what marks a line."""
    assert (found,) == links(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "[web](https://example.org)",
        "![image](a.png)",
        "![[a.PNG]]",
        "[here](#heading)",
        "```\n[[Tea]]\n```",
        "[[]] [[#heading]]",
        "[mail](mailto:a@b.c)",
    ],
)
def test_what_is_no_link_to_a_note(tmp_path: Path, text: str) -> None:
    """The web, pictures, the note itself, and code."""
    assert () == links(tmp_path, text)


@pytest.mark.parametrize("piece", ["[[", "[a](", "[[a|", "![", "[[a]] ", "[a](b)", "[[a]].", "|[[a|b]]"])
def test_a_megabyte_of_brackets_takes_no_time(tmp_path: Path, piece: str) -> None:
    """Whatever is not closed."""

    def work(size: int) -> None:
        assert len(links(tmp_path, piece * (size // len(piece)))) <= 1000

    assert grows_evenly(work, 1_000_000)
