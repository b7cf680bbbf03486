"""Where in a text the words of a query stand, as they are marked in a passage."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reader.search import analysis
from reader.search.work import Mark

_WORDS = 40
_LIMIT = 240
_GAP = re.compile(r"[\W_]{0,40}")

Occurrence = tuple[int, int, int]
"""Start, end, and the kind of what stands there."""


class Marks(NamedTuple):
    """What a passage is to show: single `words`, and `rows` of words that follow each other.

    `kinds` tells for each of the words, then for each of the rows, which word of the query it is a form of; without it
    all are different ones.
    """

    words: Sequence[Mark]
    rows: Sequence[Sequence[Mark]] = ()
    kinds: Sequence[int] = ()

    def each(self) -> Iterator[tuple[int, Sequence[Mark]]]:
        """Yield the first of all marks as rows, each with its kind."""
        every = [*((mark,) for mark in self.words), *self.rows]
        return islice(zip(self.kinds or range(len(every)), every, strict=True), _WORDS)


def occurrences(text: str, marks: Marks, limit: int = _LIMIT) -> list[Occurrence]:
    """Return where in a folded text is what is marked, in order of the starts.

    Of each mark at most `limit` places are returned. Where there is none at all, words count within others, such as
    the parts of an identifier.
    """
    found = [place for kind, row in marks.each() for place in islice(places(text, kind, row), limit)]
    if not found:
        every = ((kind, mark) for kind, row in marks.each() for mark in row)
        found = [(start, end, kind) for kind, mark in every for start, end in islice(_anywhere(text, mark.text), limit)]
    return sorted(found)


def places(text: str, kind: int, row: Sequence[Mark], low: int = 0, high: int | None = None) -> Iterator[Occurrence]:
    """Yield where words stand in a row, whatever signs are between them; the first begins between `low` and `high`."""
    for start, end in _words(text, row[0], low, high):
        last = _row_end(text, end, row[1:]) if len(row) > 1 else end
        if last:
            yield start, last, kind


def _anywhere(text: str, part: str, low: int = 0, high: int | None = None) -> Iterator[tuple[int, int]]:
    at = text.find(part, low, high) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + len(part), high)


def _words(text: str, mark: Mark, low: int, high: int | None) -> Iterator[tuple[int, int]]:
    """Yield where a word stands as a whole; in scripts without spaces, where it stands."""
    if analysis.is_unspaced(mark.text):
        yield from _anywhere(text, mark.text, low, high)
        return
    for start, end in _anywhere(text, mark.text, low, high):
        if not text[start - 1 : start].isalnum():
            last = _end(text, end) if mark.prefix else end
            if last == end and text[end : end + 1].isalnum():
                continue
            yield start, last


def _row_end(text: str, at: int, rest: Sequence[Mark]) -> int:
    """Return where the other words of a row end that follow at `at`; 0 where they do not."""
    for mark in rest:
        gap = _GAP.match(text, at)
        start = gap.end() if gap else at
        if not text.startswith(mark.text, start):
            return 0
        at = start + len(mark.text)
        if text[at : at + 1].isalnum() and not analysis.is_unspaced(mark.text):
            if not mark.prefix:
                return 0
            at = _end(text, at)
    return at


def _end(text: str, at: int) -> int:
    """Return where the word ends that goes on at `at`."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def merged(found: Sequence[Occurrence]) -> list[tuple[int, int]]:
    """Return the spans of occurrences, those that touch put together."""
    spans: list[tuple[int, int]] = []
    for start, end, _ in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
