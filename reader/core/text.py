"""Small readings of text that every floor agrees on: folding, lines and one-line plain text."""

import re
import unicodedata
from bisect import bisect_right

LINE_END = re.compile(r"\r\n|\n|\r")
"""A line ends at LF, CRLF or a lone CR and nowhere else (not at U+2028, NEL or a form feed)."""

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """Return the form in which tags and names are compared: NFC and case-folded.

    >>> fold("Ce\u0301dille") == fold("c\u00e9DILLE")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def one_line(text: str, limit: int = 300) -> str:
    """Return `text` as one line of at most `limit` code points, without control or direction-override characters."""
    if text.isprintable() and "  " not in text:
        # of all blanks only the plain one is printable
        line = text.strip()
    else:
        line = " ".join(text.split())
        if not line.isprintable():
            line = " ".join(_INVISIBLE.sub("", line).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def direction(text: str) -> str:
    """Return `rtl` where the first letter with a direction reads from the right, else `ltr`.

    >>> direction("1. شمس")
    'rtl'
    """
    for char in text[:2000]:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def beside(*parts: str) -> str:
    """Return the parts that are not empty with points between them, each by itself where one reads from the right.

    >>> beside("Low 1984", "", "1 mention")
    'Low 1984 · 1 mention'
    """
    told = [part for part in parts if part]
    if any(direction(part) == "rtl" for part in told):
        told = [f"\u2068{part}\u2069" for part in told]
    return " · ".join(told)


class LineIndex:
    r"""Translate offsets in a text to 1-based lines and columns, both counted in code points.

    >>> LineIndex("one\r\ntwo\rthree").position(5)
    (2, 1)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def line(self, offset: int) -> int:
        """Return the 1-based line that holds `offset`."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of `offset`."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1
