"""From a query to results: evaluate, correct what nothing was found for, rank, and show why."""

import re
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.core import query_nodes as nodes
from reader.core.query import Query
from reader.core.query_words import explain
from reader.core.results import Hit, Results, Sought
from reader.search import spelling
from reader.search.analysis import fold_word
from reader.search.evaluate import Scores, evaluate
from reader.search.occurrences import Marks
from reader.search.rank import Ranked, best
from reader.search.searcher import Searcher
from reader.search.snippets import Texts, snippet
from reader.search.work import Mark, Work

_SOUGHT = 100
"""So many words are marked in a page."""
_NEAR = 3
"""So many near words are told besides the nearest."""
_LITTLE = 2
"""With so few hits a better spelling is looked for."""


class Wish(NamedTuple):
    """How many hits and passages are wanted, and whether an unfinished last word may be longer.

    The paths of all notes found are wanted where there are at most `paths`.
    """

    limit: int
    snippets: int
    prefix: bool = True
    paths: int = 0


class Found(NamedTuple):
    """What evaluating a query gave.

    `corrected` are words that have a better spelling, and which; `shown` tells what was looked for instead of what was
    typed, if so.
    """

    scores: Scores
    work: Work
    corrected: Mapping[str, str]
    shown: str = ""


class Answers:
    """Answer queries; keeps what is dear to compute while the index stays the same."""

    def __init__(self) -> None:
        self._texts = Texts()

    def answer(self, searcher: Searcher, query: Query, wish: Wish, began: float) -> Results:
        """Return the results of a query; `began` is when its time started to count (`perf_counter`)."""
        root = query.root or nodes.Everything()
        found = self._find(searcher, root if wish.prefix else nodes.closed(root))
        ranked = best(searcher, query, found.scores, wish.limit)
        words, rows, kinds = ordered(found.work.marks), found.work.rows, found.work.kinds
        sought = Marks(words, rows, [*(kinds.get(word, 0) for word in words), *(kinds.get(row, 0) for row in rows)])
        hits = tuple(
            self._hit(searcher, place, sought, with_snippet=number < wish.snippets)
            for number, place in enumerate(ranked)
        )
        understood = query.understood
        if found.shown:
            understood += f" (not found; shown instead: {found.shown})"
        return Results(
            query=query.text,
            understood=understood,
            total=len(found.scores),
            hits=hits,
            total_exact=found.work.is_exact,
            took_ms=round((time.perf_counter() - began) * 1000, 3),
            suggestion=_respelled(query.text, found.corrected) if found.corrected else None,
            near=_near(searcher, query.text, found.corrected),
            sought=_sought(sought),
            paths=_paths(searcher, found.scores) if len(found.scores) <= wish.paths else (),
        )

    def _find(self, searcher: Searcher, root: nodes.Node) -> Found:
        work = Work()
        scores = evaluate(searcher, root, work)
        if len(scores) > _LITTLE:
            return Found(scores, work, spelling.misspelt(searcher, root))
        if not spelling.is_doubtful(searcher, root):
            return Found(scores, work, {}) if scores else _loosely(searcher, root, {})
        better, changed = spelling.corrected(searcher, root)
        if scores:
            return Found(scores, work, changed)
        if not changed:
            return _loosely(searcher, root, {})
        second = Work()
        scores = evaluate(searcher, better, second)
        told = ", ".join(sorted(changed.values()))
        return Found(scores, second, changed, told) if scores else _loosely(searcher, better, changed)

    def _hit(self, searcher: Searcher, place: Ranked, marks: Marks, *, with_snippet: bool) -> Hit:
        segment, number = searcher.place(place.number)
        table = segment.table
        passage = snippet(*self._texts.get(segment, number), marks) if with_snippet else None
        return Hit(
            path=table.paths[number],
            title=table.titles[number],
            score=-place.score - 100 * place.bucket,
            tags=tuple(table.tags[number]),
            snippets=(passage,) if passage is not None else (),
        )


def _loosely(searcher: Searcher, root: nodes.Node, changed: Mapping[str, str]) -> Found:
    """Look for the words of a query that finds nothing as they may stand anywhere."""
    loose = spelling.loosened(searcher, root)
    work = Work()
    scores = evaluate(searcher, loose, work) if loose != root or changed else {}
    shown = explain(loose) if scores else ", ".join(sorted(changed.values()))
    return Found(scores, work, changed, shown)


def ordered(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks without those that another one covers."""
    prefixes = tuple(mark.text for mark in marks if mark.prefix)
    return [mark for mark in dict.fromkeys(marks) if mark.prefix or not prefixes or not mark.text.startswith(prefixes)]


def _near(searcher: Searcher, text: str, changed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the query with other words near to the first one that was changed."""
    old, new = next(iter(changed.items()), ("", ""))
    others = spelling.near_words(searcher, fold_word(old), _NEAR + 1) if old else []
    return tuple(_respelled(text, {old: other}) for other in others if other != new)[:_NEAR]


def _sought(marks: Marks) -> tuple[Sought, ...]:
    """Return what to mark in a page: words in all their forms, and rows of words."""
    single = [Sought((mark.text,), mark.prefix) for mark in marks.words]
    rows = [Sought(tuple(mark.text for mark in row), row[-1].prefix) for row in marks.rows]
    return tuple(dict.fromkeys([*rows, *single]))[:_SOUGHT]


def _paths(searcher: Searcher, scores: Scores) -> tuple[str, ...]:
    """Return the paths of all documents, the best score first."""
    places = map(searcher.place, sorted(scores, key=scores.__getitem__, reverse=True))
    return tuple(segment.table.paths[number] for segment, number in places)


def _respelled(text: str, changed: Mapping[str, str]) -> str:
    for old, new in changed.items():
        text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _, new=new: new, text, count=1)  # type: ignore[misc]  # a lambda's default
    return text
