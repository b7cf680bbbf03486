"""Make one segment of several, without the deleted documents, term by term and in little memory."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from typing import Any

from reader.search import blocks, schema
from reader.search.segment import Segment
from reader.search.segment_writer import Documents, Terms, write_segment

_Numbers = list[int | None]


def merge_segments(storage: Any, segments: Sequence[Segment]) -> Any:  # noqa: ANN401 - Whoosh has no types
    """Write a new segment that holds the live documents of `segments`, in their order, and return its description."""
    documents = Documents(deflated=True)
    numbers = [_copy(segment, documents) for segment in segments]
    return write_segment(storage, documents, _terms(segments, numbers))


def _copy(segment: Segment, documents: Documents) -> _Numbers:
    """Copy the live documents of a segment, and return their new numbers by the old ones (None: deleted)."""
    table = segment.table
    numbers: _Numbers = [None] * segment.count
    live = [number for number in range(segment.count) if number not in segment.deleted]
    for new, old in enumerate(live, len(documents)):
        numbers[old] = new
        documents.paths.append(table.paths[old])
        documents.titles.append(table.titles[old])
        documents.keys.append(table.keys[old])
        documents.names.append(table.names[old])
        documents.tags.append(table.tags[old])
        documents.modified.append(table.modified[old])
        documents.sizes.append(table.sizes[old])
        documents.languages.append(table.languages[old])
        documents.texts.append(segment.deflated(old))
    share = len(live) / max(1, segment.count)
    for field in schema.WORD_FIELDS:
        lengths = segment.lengths(field.name)
        documents.lengths.setdefault(field.name, bytearray()).extend(lengths[old] for old in live)
        total = round(segment.total(field.name) * share)
        documents.totals[field.name] = documents.totals.get(field.name, 0) + total
    return numbers


def _terms(segments: Sequence[Segment], numbers: Sequence[_Numbers]) -> Terms:
    for field in schema.WORD_FIELDS:
        yield field.name, _field(segments, numbers, field.name, has_places=True)
    for name in schema.FACTS:
        yield name, _field(segments, numbers, name, has_places=False)


def _field(
    segments: Sequence[Segment], numbers: Sequence[_Numbers], name: str, *, has_places: bool
) -> Iterator[tuple[str, blocks.Posting]]:
    def own(order: int, segment: Segment) -> Iterator[tuple[str, int, blocks.Entry]]:
        return ((term, order, entry) for term, entry in segment.entries(name))

    streams = [own(order, segment) for order, segment in enumerate(segments)]
    for term, group in groupby(merge(*streams), key=lambda item: item[0]):
        posting = _posting(segments, numbers, group, has_places=has_places)
        if posting.docs:
            yield term, posting


def _posting(
    segments: Sequence[Segment],
    numbers: Sequence[_Numbers],
    group: Iterable[tuple[str, int, blocks.Entry]],
    *,
    has_places: bool,
) -> blocks.Posting:
    docs: list[int] = []
    counts: list[int] = []
    places: list[bytes] = []
    for _, order, entry in group:
        renumbered = numbers[order]
        old_docs, old_counts, values = segments[order].posting(entry)
        for at, old in enumerate(old_docs):
            new = renumbered[old]
            if new is not None:
                docs.append(new)
                counts.append(old_counts[at])
                if has_places and values is not None:
                    places.append(blocks.wrapped(values[at]))
    return blocks.Posting(docs, counts, places if has_places else None)
