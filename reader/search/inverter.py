"""Turn the words of documents into posting lists, one field at a time.

Whatever happens once for every word of a library happens here, so the loops over words are the interpreter's own: maps
that run to their end without a line of Python in between. A word costs one look-up and eight bytes until the segment is
written; then the terms are gone through in stretches, because what is done for all places of a stretch at once costs
little.
"""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress
from operator import sub
from typing import TypeAlias

from reader.search import analysis, blocks, lanes

_SHIFT = 32
"""A place is one number: the document's, and so many bits below it for the position in the document."""
_TYPE = "L" if array("L").itemsize == 8 else "Q"
"""The type of places: where L has 64 bits, numbers become such ones in fewer steps."""
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

    def add(self, found: Sequence[str], document: int) -> None:
        """Add the surfaces of a document; documents ascend, and each comes once."""
        self._longest = max(self._longest, len(found))
        start = document << _SHIFT
        _run(map(array.append, map(self._places.__getitem__, found), range(start, start + len(found))))

    def postings(self) -> Iterator[tuple[str, blocks.Posting]]:
        """Yield the terms in order, each with its posting list."""
        found = self._places.by_term()
        for terms in _stretches(found):
            yield from zip(terms, _postings([found[term] for term in terms], self._longest), strict=True)


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


def _postings(lists: Sequence[_Places], longest: int) -> Iterator[blocks.Posting]:
    """Yield the posting list of each of several terms; no document has more than `longest` words."""
    documents, positions = lanes.halves(array(_TYPE, b"".join(lists)))
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
