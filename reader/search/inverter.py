"""Turn the words of documents into posting lists, one field at a time.

Whatever happens once for every word of a library happens here, so the loops over words are the interpreter's own: maps
that run to their end without a line of Python in between, over what one document holds and the processor has at hand.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from reader.search import analysis, blocks


class Inverter:
    """The postings of one field of words in the making."""

    def __init__(self) -> None:
        self._terms = _Terms()
        # For each term one flat list: document, count, place, document, count, place, …
        self._entries: defaultdict[str, list[Any]] = defaultdict(list)

    def add(self, found: Sequence[str], document: int) -> None:
        """Add the surfaces of a document; documents ascend, and each comes once."""
        terms = list(map(self._terms.__getitem__, found))
        where: dict[str, list[int]] = {term: [] for term in dict.fromkeys(terms)}
        _run(map(list.append, map(where.__getitem__, terms), range(len(found))))
        where.pop("", None)
        self._resolve(where)
        groups = list(where.values())
        facts = zip(repeat(document), map(len, groups), blocks.places(groups, len(found)), strict=False)
        _run(map(list.extend, map(self._entries.__getitem__, where), facts))

    def _resolve(self, where: dict[str, list[int]]) -> None:
        """Put identifiers in the place of their marks, and their parts wherever the document has them in any case."""
        marks = self._terms.marks
        found = marks.keys() & where.keys()
        for mark in found:
            whole, own = marks[mark][0], where.pop(mark)
            where[whole] = sorted(where[whole] + own) if whole in where else own
        parts: dict[str, list[int]] = {}
        for mark in found:
            whole, *rest = marks[mark]
            own = where[whole]
            for part in rest:
                parts[part] = parts[part] + own if part in parts else own
        for part, positions in parts.items():
            if part in where:
                where[part] = sorted({*positions, *where[part]})
            else:
                where[part] = sorted(set(positions))

    def postings(self) -> Iterator[tuple[str, blocks.Posting]]:
        """Yield the terms in order, each with its posting list."""
        for term in sorted(self._entries):
            flat = self._entries[term]
            yield term, blocks.Posting(flat[::3], flat[1::3], flat[2::3])


class _Terms(dict[str, str]):
    """The term of each surface asked for so far ("" where it has none), or a mark where it has several."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[str, ...]] = {}

    def __missing__(self, surface: str) -> str:
        found = analysis.terms(surface) or ("",)
        if len(found) == 1:
            term = found[0]
        else:
            # No term holds a NUL.
            term = surface + "\0"
            self.marks[term] = found
        self[surface] = term
        return term


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)
