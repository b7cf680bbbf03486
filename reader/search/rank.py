"""Put what a query found in order: the exact title, titles that begin so, then by score."""

from collections.abc import Mapping
from heapq import nsmallest
from typing import NamedTuple

from reader.core import query_nodes as nodes
from reader.core.query import Query
from reader.search.builder import title_key
from reader.search.searcher import Searcher


class Ranked(NamedTuple):
    """A document in its place: sorting these puts the best first."""

    bucket: int
    score: float
    modified: int
    path: str
    number: int


def best(searcher: Searcher, query: Query, scores: Mapping[int, float], limit: int) -> list[Ranked]:
    """Return the best `limit` documents. Score and bucket are negative, so that ascending order is the best first.

    Equal scores, as those of filters, put the note changed last first; the path decides the rest, so that the order
    is the same each time.
    """
    wanted = title_key(query.text) if query.root is not None and _is_plain(query.root) else ""
    starts = f"{wanted} "
    places = searcher.places
    ranked = []
    for number, score in scores.items():
        segment, own = places[number]
        table = segment.table
        bucket = 0
        if wanted:
            key = table.keys[own]
            if key.startswith(wanted):
                bucket = -3 if key == wanted else -2 if key.startswith(starts) else -1
        ranked.append(Ranked(bucket, -round(score, 6), -table.modified[own], table.paths[own], number))
    return nsmallest(limit, ranked) if limit < len(ranked) else sorted(ranked)


def _is_plain(node: nodes.Node) -> bool:
    """Return whether a query is words only, so that it may be a title."""
    match node:
        case nodes.And(parts) | nodes.Or(parts):
            return all(_is_plain(part) for part in parts)
        case nodes.Word(edits=0) | nodes.Phrase():
            return True
    return False
