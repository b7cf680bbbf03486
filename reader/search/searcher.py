"""One state of the index, open for reading: its segments as one row of documents, and the statistics of the whole.

Documents are numbered through all segments; deleted ones keep their number and are never handed out.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from math import log2
from operator import mul
from typing import NamedTuple

from whoosh.util.numeric import byte_to_length

from reader.core.text import fold
from reader.search import blocks, schema
from reader.search.memory import Memory
from reader.search.segment import Segment, prefix_end
from reader.search.vocabulary import Vocabulary

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

    def __init__(self, segments: Sequence[Segment], generation: int, vocabulary: Vocabulary | None = None) -> None:
        self.segments = tuple(segments)
        self.generation = generation
        self.starts = list(accumulate((segment.count for segment in segments), initial=0))
        self.all_count = self.starts[-1]
        self.memory = Memory()
        self.spellings: dict[tuple[str, bool], str | None] = {}
        self.near_words: dict[str, list[str]] = {}
        """What the speller has found for a word; a word is asked for with every letter that follows it."""
        self._vocabulary = vocabulary or Vocabulary()
        self._norms: dict[tuple[str, float], tuple[float, ...]] = {}
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

    def place(self, number: int) -> Place:
        """Return segment and number there of a document number."""
        at = bisect_right(self.starts, number) - 1
        return Place(self.segments[at], number - self.starts[at])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which a fair part of the notes is written, the most frequent first."""
        counts = Counter(language for segment in self.segments for language in segment.table.languages if language)
        enough = min(_SOME, max(1, self.count * _FEW))
        return tuple(language for language, count in counts.most_common(4) if count >= enough)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the words of all segments; made at the first call."""
        self._vocabulary.learn(self.segments)
        return self._vocabulary

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
            for term, entry in segment.entries(field, low, high, fits):
                yield term, start, segment, entry

    def fitting(
        self, field: str, fits: Callable[[str], object], part: str = ""
    ) -> Iterator[tuple[str, int, Segment, blocks.Entry]]:
        """Yield the terms of a field of words that `fits`, wherever; `part` is what each is known to hold."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            for place, term in segment.lexicon(field).fitting(fits, part):
                yield term, start, segment, segment.entry_at(field, place)

    def near(self, field: str, term: str, edits: int) -> Iterator[tuple[str, int, Segment, blocks.Entry]]:
        """Yield the other terms of a field of words with at most so many typos in `term`, nearest first."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            for _, other, place in segment.lexicon(field).near(term, edits):
                if other != term:
                    yield other, start, segment, segment.entry_at(field, place)

    def titled(self, words: str) -> Iterator[tuple[int, str]]:
        """Yield the documents whose title begins with folded `words`, and how it goes on.

        Where there are no words, these are the titles without any.
        """
        end = prefix_end(words) if words else "\0"
        for start, segment in zip(self.starts, self.segments, strict=False):
            listed = segment.titles_in_order
            for key, number in listed[bisect_left(listed, (words,)) : bisect_left(listed, (end,))]:
                yield start + number, key[len(words) :]

    def named(self, words: str) -> Iterator[int]:
        """Yield the documents whose file name is folded `words`, where that is not their title."""
        for start, segment in zip(self.starts, self.segments, strict=False):
            listed = segment.names_in_order
            for _, number in listed[bisect_left(listed, (words,)) : bisect_left(listed, (f"{words}\0",))]:
                yield start + number

    def numbered(self, digits: str) -> Iterator[int]:
        """Yield the documents that have a number in the name of their file."""
        stands = re.compile(rf"(?<!\d){digits}(?!\d)[^/]*\Z").search
        for start, segment, entry in self.entries(schema.NAME_WORDS.name, digits):
            docs, _ = segment.counted(entry)
            yield from (start + number for number in docs if stands(segment.table.paths[number]))

    def has_title(self, number: int, title: str) -> bool:
        """Return whether a document has this title to the letter, but for case."""
        segment, own = self.place(number)
        return fold(segment.table.titles[own]) == fold(title.strip())

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
        norms = self._weighted(field, weight)
        if entry.is_inline:
            number = start + entry.first
            scores[number] = scores.get(number, 0.0) + _DAMPED[min(int(entry.weight), 255)] * norms[entry.low]
            return 1
        docs, counts = segment.counted(entry)
        # Long lists are what a search is made of; these run without a line of Python for each document.
        values = map(norms.__getitem__, map(segment.lengths(field).__getitem__, docs))
        if counts is not None:
            values = map(mul, values, map(_DAMPED.__getitem__, counts))
        numbers = map(start.__add__, docs) if start else docs
        if not scores:
            scores.update(zip(numbers, values, strict=True))
            return len(docs)
        get = scores.get
        for number, value in zip(numbers, values, strict=True):
            scores[number] = get(number, 0.0) + value
        return len(docs)

    def _weighted(self, field: str, weight: float) -> tuple[float, ...]:
        found = self._norms.get((field, weight))
        if found is None:
            found = self._norms[field, weight] = tuple(weight * norm for norm in self.norms[field])
        return found
