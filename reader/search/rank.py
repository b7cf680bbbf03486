"""Put what a query found in order: the exact title, titles that begin so, then by score."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import NamedTuple

from reader.core import query_nodes as nodes
from reader.core.query import Query
from reader.core.text import fold
from reader.search.builder import title_key
from reader.search.searcher import Searcher
from reader.search.segment import prefix_end


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
    buckets = _buckets(searcher, query, scores)
    candidates: Iterable[int] = scores
    if 0 < limit < len(scores):
        # Only what could be among the best is put in order: all with the score of the last one, or a better one.
        least = nlargest(limit, scores.values())[-1]
        candidates = {*buckets, *(number for number, score in scores.items() if score >= least)}
    ranked = []
    for number in candidates:
        segment, own = searcher.place(number)
        table = segment.table
        score = -round(scores[number], 6)
        ranked.append(Ranked(buckets.get(number, 0), score, -table.modified[own], table.paths[own], number))
    ranked.sort()
    return ranked[:limit]


def _buckets(searcher: Searcher, query: Query, scores: Mapping[int, float]) -> dict[int, int]:
    """Return -3 for notes whose title is the query (-4: to the letter), -2 where it begins with its words, else -1."""
    wanted = title_key(query.text) if query.root is not None and _is_plain(query.root) else ""
    if not wanted:
        return {}
    buckets = {}
    letters = fold(query.text.strip())
    for start, segment in zip(searcher.starts, searcher.segments, strict=False):
        listed = segment.titles_in_order
        for key, own in listed[bisect_left(listed, (wanted,)) : bisect_left(listed, (prefix_end(wanted),))]:
            if start + own in scores:
                rest = key[len(wanted) : len(wanted) + 1]
                buckets[start + own] = -2 if rest == " " else -1
                if not rest:
                    buckets[start + own] = -4 if fold(segment.table.titles[own]) == letters else -3
    return buckets


def _is_plain(node: nodes.Node) -> bool:
    """Return whether a query is words only, so that it may be a title."""
    match node:
        case nodes.And(parts) | nodes.Or(parts):
            return all(_is_plain(part) for part in parts)
        case nodes.Word(edits=0) | nodes.Phrase():
            return True
    return False
