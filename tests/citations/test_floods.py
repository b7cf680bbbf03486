"""Notes made to be slow: whatever is repeated, four times as much takes about four times as long."""

import gc
import time

import pytest

from reader.citations.read import read
from reader.core.note import Note, Stamp

_SIZE = 12_000
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


def _seconds(text: str, rounds: int) -> float:
    """Return the least processor time that reading `text` takes: the collector and other processes only add to it."""
    note = Note("note.md", Stamp(0, 0), text, 0, "note", "")
    times = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        read(note)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("tail", ["", _TAIL], ids=["alone", "with a list"])
@pytest.mark.parametrize("piece", _FLOODS, ids=repr)
def test_time_grows_with_the_length(piece: str, tail: str) -> None:
    """Four times the text takes about four times as long; its square would be sixteen."""
    times = _SIZE // len(piece)
    once = _seconds(piece * times + tail, 3)
    assert _seconds(piece * 4 * times + tail, 2) <= 9 * once + _GRACE
