"""Find words by their places: phrases, and words near each other."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from reader.search import blocks
from reader.search.analysis import Slot
from reader.search.schema import Field
from reader.search.searcher import Searcher
from reader.search.segment import Segment, prefix_end
from reader.search.work import Work

Positions = dict[int, Sequence[int]]
"""By document number of a segment, ascending positions."""

_BONUS = 2.0
"""How much more a phrase counts than a word."""


def phrase(searcher: Searcher, slots: Sequence[Slot], fields: Sequence[Field], work: Work) -> dict[int, float]:
    """Return the weighted number of times that the slots follow each other at their distances, by document."""
    counts: dict[int, float] = {}
    for one in fields:
        norms = searcher.norms[one.name]
        for start, segment in zip(searcher.starts, searcher.segments, strict=False):
            lengths = segment.lengths(one.name)
            for number, places in occurrences(segment, one.name, slots, work).items():
                counts[start + number] = counts.get(start + number, 0.0) + _BONUS * len(places) * norms[lengths[number]]
    return counts


def near(
    searcher: Searcher,
    sides: tuple[Sequence[Slot], Sequence[Slot]],
    distance: int,
    fields: Sequence[Field],
    work: Work,
) -> dict[int, float]:
    """Return the weighted number of times that one side stands near the other, by document."""
    counts: dict[int, float] = {}
    left, right = sides
    spans = left[-1].position - left[0].position, right[-1].position - right[0].position
    for one in fields:
        norms = searcher.norms[one.name]
        for start, segment in zip(searcher.starts, searcher.segments, strict=False):
            lefts = occurrences(segment, one.name, left, work)
            rights = occurrences(segment, one.name, right, work) if lefts else {}
            lengths = segment.lengths(one.name)
            for number in lefts.keys() & rights.keys():
                times = _meetings(lefts[number], rights[number], spans, distance)
                if times:
                    counts[start + number] = counts.get(start + number, 0.0) + times * norms[lengths[number]]
    return counts


def _meetings(left: Sequence[int], right: Sequence[int], spans: tuple[int, int], distance: int) -> int:
    """Count the places of the left side that a right one is near to; `spans` is from the first word to the last."""
    times = 0
    for position in left:
        first, last = position - distance - spans[1], position + spans[0] + distance
        at = bisect_left(right, first)
        # A word is not near itself, nor a phrase to one that it overlaps.
        while at < len(right) and position - spans[1] <= right[at] <= position + spans[0]:
            at += 1
        times += at < len(right) and right[at] <= last
    return times


def occurrences(segment: Segment, field: str, slots: Sequence[Slot], work: Work) -> Positions:
    """Return where in each document of a segment the slots stand in a row: the position of the first slot."""
    lists = []
    for slot in slots:
        found = _entries(segment, field, slot, work)
        if not found:
            return {}
        lists.append((sum(entry.documents for entry in found), slot, found))
    lists.sort(key=lambda item: item[0])
    base = slots[0].position
    places: Positions | None = None
    for _, slot, found in lists:
        own = _positions(segment, found, places, slot.position - base)
        if places is not None:
            own = _both(places, own)
        places = own
        if not places:
            break
    return places or {}


def _entries(segment: Segment, field: str, slot: Slot, work: Work) -> list[blocks.Entry]:
    if not slot.prefix:
        entry = segment.entry(field, slot.term)
        return [entry] if entry is not None else []
    found = []
    for _, entry in segment.entries(field, slot.term, prefix_end(slot.term)):
        if not work.spend(entry.documents):
            break
        found.append(entry)
    return found


def _positions(
    segment: Segment, entries: Sequence[blocks.Entry], wanted: Mapping[int, object] | None, back: int
) -> Positions:
    """Return the positions of any of the entries' terms, moved `back`, in the wanted documents (None: in all)."""
    found: dict[int, Sequence[int]] = {}
    for entry in entries:
        docs, _, values = segment.posting(entry)
        for number, value in zip(docs, values or (), strict=False):
            if wanted is None or number in wanted:
                own = [position - back for position in blocks.positions_of(value)]
                found[number] = sorted({*found[number], *own}) if number in found else own
    return found


def _both(one: Positions, other: Positions) -> Positions:
    places: dict[int, Sequence[int]] = {}
    for number, positions in other.items():
        shared = sorted(set(positions).intersection(one[number]))
        if shared:
            places[number] = shared
    return places
