"""Turn the words of documents into posting lists, one field at a time.

Whatever happens once for every word of a library happens here, so the loops over words are the interpreter's own: maps
that run to their end without a line of Python in between. A word costs one look-up and four bytes until the segment is
written; then the terms are gone through in stretches, because what is done for all places of a stretch at once costs
little.

A place is a number of 32 bits: the half above is the document's, the half below the position in it. A document that is
longer takes the numbers of several.
"""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress
from operator import add, sub
from typing import TypeAlias

from reader.search import analysis, blocks, lanes

MOST = 50_000
"""So many documents an inverter takes, whatever they are: there are 65,536 numbers, and long ones need several."""
_SHIFT = 16
_ROOM = 1 << _SHIFT
"""Words to which one number of a document is enough."""
_TYPE = "I"
_STRETCH = 20_000
"""Places that are turned into postings at once: few enough to stay close to the processor."""
_WORTH = 15
"""So many places are sorted in the time in which one is inserted."""

_Places: TypeAlias = "array[int]"


class Inverter:
    """The postings of one field of words in the making."""

    def __init__(self) -> None:
        self._places = _PlacesBySurface()
        self._longest = 0
        self._last = 0
        self._more: dict[int, int] = {}
        """How many numbers a long document takes beyond its first."""
        self._above = 0
        """The sum of these: so far the numbers are ahead of the documents."""

    def add(self, found: Sequence[str], document: int) -> None:
        """Add the surfaces of a document; documents ascend, and each comes once."""
        self._longest = max(self._longest, len(found))
        self._last = document
        start = document + self._above << _SHIFT
        # The places of a long one go on into the next number.
        _run(map(array.append, map(self._places.__getitem__, found), range(start, start + len(found))))
        if len(found) > _ROOM:
            self._more[document] = len(found) - 1 >> _SHIFT
            self._above += self._more[document]

    def postings(self) -> Iterator[tuple[str, blocks.Posting]]:
        """Yield the terms in order, each with its posting list."""
        found = self._places.by_term()
        numbers = self._numbers() if self._more else None
        for terms in _stretches(found):
            lists = [found[term] for term in terms]
            documents, positions = lanes.halves(array(_TYPE, b"".join(lists)))
            if numbers is not None:
                bases = map(numbers[1].__getitem__, documents)
                positions = array("I", map(add, bases, positions))
                documents = array("I", map(numbers[0].__getitem__, documents))
            yield from zip(terms, _postings(lists, documents, positions, self._longest), strict=True)

    def _numbers(self) -> tuple[list[int], list[int]]:
        """Return the document of each number, and how many of its words come before those of the number."""
        documents: list[int] = []
        bases: list[int] = []
        for document in range(self._last + 1):
            pieces = 1 + self._more.get(document, 0)
            documents += [document] * pieces
            bases += range(0, pieces << _SHIFT, _ROOM)
        return documents, bases


class _PlacesBySurface(dict[str, _Places]):
    """Where each surface asked for so far stands, in ascending order; those of one and the same term share a list."""

    def __init__(self) -> None:
        super().__init__()
        self._plain: dict[str, _Places] = {}
        self._identifiers: dict[str, tuple[str, ...]] = {}
        # What has no term is found nowhere.
        self._nowhere = array(_TYPE)

    def __missing__(self, surface: str) -> _Places:
        terms = analysis.terms(surface)
        if len(terms) == 1:
            places = self._plain.setdefault(terms[0], array(_TYPE))
        elif terms:
            places = array(_TYPE)
            self._identifiers[surface] = terms
        else:
            places = self._nowhere
        self[surface] = places
        return places

    def by_term(self) -> dict[str, _Places]:
        """Return where each term stands: an identifier and each of its parts wherever the identifier does, too."""
        several: dict[str, list[_Places]] = {}
        for surface, terms in self._identifiers.items():
            for term in terms:
                several.setdefault(term, []).append(self[surface])
        found = dict(self._plain)
        for term, lists in several.items():
            if term in found:
                lists.append(found[term])
            found[term] = _merged(lists)
        return found


def _merged(lists: Sequence[_Places]) -> _Places:
    """Return the places of several lists in ascending order."""
    *others, most = sorted(lists, key=len)
    few = sorted(chain(*others))
    if len(few) * _WORTH > len(most):
        return array(_TYPE, sorted(chain(most, few)))
    # A common word that is also a part of a rare identifier: its own places are copied in large pieces.
    found = array(_TYPE)
    low = 0
    for place in few:
        high = bisect_left(most, place, low)
        found += most[low:high]
        found.append(place)
        low = high
    return found + most[low:]


def _stretches(found: Mapping[str, _Places]) -> Iterator[list[str]]:
    terms: list[str] = []
    size = 0
    for term in sorted(found):
        terms.append(term)
        size += len(found[term])
        if size >= _STRETCH:
            yield terms
            terms, size = [], 0
    if terms:
        yield terms


def _postings(
    lists: Sequence[_Places], documents: "array[int]", positions: "array[int]", longest: int
) -> Iterator[blocks.Posting]:
    """Yield the posting list of each of several terms, whose places stand one after the other in both arrays.

    No document has more than `longest` words.
    """
    ends = list(accumulate(map(len, lists)))
    is_first = lanes.changes(documents)
    for start in (0, *ends[:-1]):
        is_first[start] = 1
    starts = list(compress(range(len(documents)), is_first))
    counts = list(map(sub, [*starts[1:], len(documents)], starts))
    docs = list(map(documents.__getitem__, starts))
    places = blocks.places(starts, counts, positions, longest)
    low = 0
    for end in ends:
        high = bisect_left(starts, end, low)
        yield blocks.Posting(docs[low:high], counts[low:high], places[low:high])
        low = high


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)
