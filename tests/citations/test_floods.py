"""Notes made to be slow: whatever is repeated, twice as much takes about twice as long."""

import time

import pytest

from reader.citations.read import read
from reader.core.note import Note, Stamp

_SIZE = 40_000
_TAIL = "\n\nSources:\n[1] https://a.example/x\n[2] https://b.example/y\n"
_GRACE = 0.05
"""Seconds below which a clock tells nothing."""
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


def _seconds(text: str) -> float:
    note = Note("note.md", Stamp(0, 0), text, 0, "note", "")
    began = time.process_time()
    read(note)
    return time.process_time() - began


@pytest.mark.parametrize("tail", ["", _TAIL], ids=["alone", "with a list"])
@pytest.mark.parametrize("piece", _FLOODS, ids=repr)
def test_twice_as_much_takes_twice_as_long(piece: str, tail: str) -> None:
    """Processor time grows with the length of a note, not with its square."""
    times = _SIZE // len(piece)
    once = _seconds(piece * times + tail)
    assert _seconds(piece * 2 * times + tail) <= 3 * once + _GRACE
