"""Notes made to be slow: whatever is repeated, four times as much takes about four times as long."""

import pytest

from reader.citations.read import read
from reader.core.note import Note, Stamp
from tests.pace import grows_evenly

_SIZE = 12_000
_TAIL = "\n\nSources:\n[1] https://a.example/x\n[2] https://b.example/y\n"
_FLOODS = (
    *(
        "[",
        "]",
        "[[",
        "[1",
        "[1]",
        "[^",
        "[^a]",
        "[^a]:",
        "`",
        "``a",
        "```\n",
        "~~~\n",
        "^",
        "^1^",
        "¹",
        "@",
        "@a",
        "[@a; ",
    ),
    *("1", "1. a\n", "[1] https://a.example/x\n", "[1]: https://a.example/x\n", "[a][1] ", "http", "https://", "www."),
    *(
        "https://a.example/(",
        "[x](http",
        "[x](https://a.example/x) ",
        "[a+1](https://",
        "doi:10.1000/",
        "【1†",
        "<sup>1",
    ),
    *("<a ", "<code>", "<!--", "$a ", "%%", "\\[", "(1) https://a.example\n", "|", "> ", "    a\n\n", "References\n"),
    *("See also\n- [a](b)\n", "Sources:\n- a\n", "a.1 ", "_a", "*", "[1-9999]", "[a\n", "\n"),
)


def _read(text: str) -> None:
    read(Note("note.md", Stamp(0, 0), text, 0, "note", ""))


@pytest.mark.parametrize("tail", ["", _TAIL], ids=["alone", "with a list"])
@pytest.mark.parametrize("piece", _FLOODS, ids=repr)
def test_time_grows_with_the_length(piece: str, tail: str) -> None:
    """Four times the text takes about four times as long; its square would be sixteen."""
    assert grows_evenly(lambda size: _read(piece * (size // len(piece)) + tail), 4 * _SIZE)
