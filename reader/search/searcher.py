"""One state of the index, open for reading: its segments as one row of documents, and the statistics of the whole.

Documents are numbered through all segments; deleted ones keep their number and are never handed out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from math import log2
from typing import NamedTuple

from whoosh.util.numeric import byte_to_length

from reader.search import blocks, schema
from reader.search.segment import Segment

_LENGTHS = tuple(byte_to_length(code) for code in range(256))
_FEW = 0.02
"""A language counts when at least this share of the notes is written in it, or `_SOME` notes are."""
_SOME = 20
_SHORTEST = 0.5
_DAMPED = (0.0, *(1 + log2(count) for count in range(1, 256)))
"""What so many occurrences in one field count: thirty in a text must not drown one in a title."""


class Place(NamedTuple):
    """A document: its segment, and its number there."""

    segment: Segment
    number: int


class Searcher:
    """The segments of one commit. Close only when nobody uses the segments any more."""

    def __init__(self, segments: Sequence[Segment], generation: int) -> None:
        self.segments = tuple(segments)
        self.generation = generation
        self.starts = list(accumulate((segment.count for segment in segments), initial=0))
        self.all_count = self.starts[-1]
        self.count = sum(segment.count - len(segment.deleted) for segment in segments)

    @cached_property
    def deleted(self) -> frozenset[int]:
        """Return the numbers that are no documents any more."""
        return frozenset(
            start + number
            for start, segment in zip(self.starts, self.segments, strict=False)
            for number in segment.deleted
        )

    @cached_property
    def live(self) -> frozenset[int]:
        """Return the numbers of all documents."""
        return frozenset(range(self.all_count)) - self.deleted

    @cached_property
    def places(self) -> list[Place]:
        """Return segment and number there of every document number."""
        return [Place(segment, number) for segment in self.segments for number in range(segment.count)]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which a fair part of the notes is written, the most frequent first."""
        counts = Counter(language for segment in self.segments for language in segment.table.languages if language)
        enough = min(_SOME, max(1, self.count * _FEW))
        return tuple(language for language, count in counts.most_common(4) if count >= enough)

    @cached_property
    def norms(self) -> dict[str, tuple[float, ...]]:
        """Return for each field of words what one occurrence counts, by the field's length as Whoosh's byte."""
        norms = {}
        for field in schema.WORD_FIELDS:
            total = sum(segment.total(field.name) for segment in self.segments)
            mean = total / max(1, self.all_count) or 1.0
            norms[field.name] = tuple(
                # A note of three words is not a better answer than one of thirty: short ones count as half the mean.
                field.weight / (1 - field.b + field.b * max(length / mean, _SHORTEST))
                for length in _LENGTHS
            )
        return norms

    def entries(self, field: str, term: str) -> Iterator[tuple[int, Segment, blocks.Entry]]:
        """Yield start, segment and entry of a term for every segment that has it."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            entry = segment.entry(field, term)
            if entry is not None:
                yield start, segment, entry

    def matching(
        self, field: str, low: str = "", high: str | None = None, fits: Callable[[str], object] | None = None
    ) -> Iterator[tuple[str, int, Segment, blocks.Entry]]:
        """Yield the terms of a range, those that `fits` where it is given, with start, segment and entry."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            for term, entry in segment.entries(field, low, high):
                if fits is None or fits(term):
                    yield term, start, segment, entry

    def documents(self, found: Iterable[tuple[int, Segment, blocks.Entry]]) -> set[int]:
        """Return the documents that any of the entries lists."""
        numbers: set[int] = set()
        for start, segment, entry in found:
            docs, _ = segment.counted(entry)
            numbers.update(start + number for number in docs)
        return numbers

    def add(self, scores: dict[int, float], field: str, weight: float, found: tuple[int, Segment, blocks.Entry]) -> int:
        """Add what a term counts in each of its documents to `scores`; return how many documents were looked at."""
        start, segment, entry = found
        norms = self.norms[field]
        if entry.is_inline:
            number = start + entry.first
            count = min(int(entry.weight), 255)
            scores[number] = scores.get(number, 0.0) + weight * _DAMPED[count] * norms[entry.low]
            return 1
        docs, counts = segment.counted(entry)
        lengths = segment.lengths(field)
        get = scores.get
        if counts is None:
            for doc in docs:
                scores[start + doc] = get(start + doc, 0.0) + weight * norms[lengths[doc]]
        else:
            for doc, count in zip(docs, counts, strict=True):
                scores[start + doc] = get(start + doc, 0.0) + weight * _DAMPED[count] * norms[lengths[doc]]
        return len(docs)
