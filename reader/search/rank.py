"""Put what a query found in order: the exact title, the file of that name, titles that begin so, then by score."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from typing import NamedTuple

from reader.core import query_nodes as nodes
from reader.core.query import Query
from reader.search.builder import title_key
from reader.search.searcher import Searcher

_LONGEST = 400
"""No title is longer."""


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
    """Return -5 for notes whose title is the query to the letter, -4 where its words are, -3 for a file of that name.

    Where a title begins with the words of the query it is -2, and -1 where the last one is longer there, or where the
    query is a number in the name of the file: `1559` is rather `rfc-1559` than what speaks of it. What is compared is
    the query as it was typed, and the words alone that it looks for.
    """
    asked = (query.text, " ".join(_words(query.root)) if query.root is not None else "")
    buckets: dict[int, int] = {}
    for text in dict.fromkeys(text[:_LONGEST].strip() for text in asked):
        if not text:
            continue
        words = title_key(text)
        for number, rest in searcher.titled(words):
            bucket = -2 if rest[:1] == " " else -1
            if not rest:
                bucket = -5 if searcher.has_title(number, text) else -4
            buckets[number] = min(bucket, buckets.get(number, 0))
        for number in searcher.named(words):
            buckets[number] = min(-3, buckets.get(number, 0))
        if len(words) > 1 and words.isdecimal():
            for number in searcher.numbered(words):
                buckets[number] = min(-1, buckets.get(number, 0))
    return {number: bucket for number, bucket in buckets.items() if number in scores}


def _words(node: nodes.Node) -> Iterator[str]:
    """Yield the words that a title may be made of."""
    match node:
        case nodes.Word(text, edits=0) | nodes.Phrase(text):
            yield text
        case nodes.And(parts):
            for part in parts:
                yield from _words(part)
        case nodes.Or((inner, nodes.Titled())) | nodes.Within(nodes.Scope.TITLE, inner):
            yield from _words(inner)
