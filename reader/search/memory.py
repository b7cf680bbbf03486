"""What was found for a word a moment ago: while somebody types on, the words before it stay the same."""

from collections.abc import Callable, Hashable

from msgspec import Struct

from reader.search.work import Mark, Work

_MOST = 300_000
"""So many scores are kept in all."""

Scores = dict[int, float]


class _Kept(Struct, frozen=True):
    scores: Scores
    terms: int
    postings: int
    is_exact: bool
    marks: tuple[Mark, ...]
    rows: tuple[tuple[Mark, ...], ...]


class Memory:
    """The scores of what was looked up last, for one state of the index. They must not be changed."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Kept] = {}
        self._size = 0

    def recall(self, key: Hashable, find: Callable[[Work], Scores], work: Work) -> Scores:
        """Return what `find` returns, or has returned for `key`; `work` is charged and marked the same either way."""
        kept = self._kept.pop(key, None)
        if kept is None or kept.terms >= work.terms or kept.postings >= work.postings:
            own = Work(work.terms, work.postings)
            scores = find(own)
            spent = work.terms - own.terms, work.postings - own.postings
            if kept is not None:
                self._size -= len(kept.scores)
            kept = _Kept(scores, *spent, own.is_exact, tuple(own.marks), tuple(own.rows))
            self._size += len(scores)
        self._kept[key] = kept
        while self._size > _MOST and len(self._kept) > 1:
            self._size -= len(self._kept.pop(next(iter(self._kept))).scores)
        work.terms -= kept.terms
        work.postings -= kept.postings
        work.is_exact = work.is_exact and kept.is_exact
        work.marks.extend(kept.marks)
        work.rows.extend(kept.rows)
        kind = max(work.kinds.values(), default=0) + 1
        work.kinds.update((mark, kind) for mark in kept.marks if mark not in work.kinds)
        work.kinds.update((row, kind) for row in kept.rows if row not in work.kinds)
        return kept.scores
