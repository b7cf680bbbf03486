"""Better spellings: for a word that no note holds, the nearest word that one does."""

from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.core import query_nodes as nodes
from reader.search import analysis, schema
from reader.search.searcher import Searcher

_SHORTEST = 4
_LONG = 6
"""From so many letters on a word may hold two typos."""
_RARE = 2
_FAR_MORE = 10
_CANDIDATES = 40
_FIELDS = (schema.TITLE, schema.HEADING, schema.TAGS, schema.BODY)


def vocabulary(searcher: Searcher) -> dict[str, int]:
    """Return the words of the index with the number of documents that hold them, roughly."""
    counts: dict[str, int] = {}
    for segment in sorted(searcher.segments, key=lambda segment: -segment.count):
        if not counts:
            counts = {term: count for term, count in segment.vocabulary.items() if _is_word(term)}
            continue
        for term, count in segment.vocabulary.items():
            if _is_word(term):
                counts[term] = counts.get(term, 0) + count
    return counts


def _is_word(term: str) -> bool:
    return len(term) >= _SHORTEST - 1 and not term.isdigit()


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word nearest to `word`: fewest typos, then the same first letter, then the most frequent.

    Where there is none, the beginnings of longer words count too.
    """
    edits = 1 if len(word) < _LONG else 2
    near = _near(word, {other: other for other in known}, edits)
    if not near and len(word) >= _LONG:
        near = _near(word, {other[: len(word)]: other for other in sorted(known, key=known.__getitem__)}, edits)
    if not near:
        return None
    return min(near, key=lambda hit: (hit[0], hit[1][0] != word[0], -known[hit[1]], hit[1]))[1]


def _near(word: str, spellings: Mapping[str, str], edits: int) -> list[tuple[int, str]]:
    found = process.extract(word, spellings.keys(), scorer=OSA.distance, score_cutoff=edits, limit=_CANDIDATES)
    return [(int(distance), spellings[other]) for other, distance, _ in found if other != word]


def is_doubtful(searcher: Searcher, node: nodes.Node) -> bool:
    """Return whether a word of the tree is in so few notes that it may be a typo; looks at no vocabulary."""
    match node:
        case nodes.Word(text, _, 0):
            slots = analysis.slots(text)
            if len(slots) != 1:
                return False
            entries = [entry for one in _FIELDS for *_, entry in searcher.entries(one.name, slots[0].term)]
            return max((entry.documents for entry in entries), default=0) <= _RARE
        case nodes.And(parts) | nodes.Or(parts):
            return any(is_doubtful(searcher, part) for part in parts)
        case nodes.Within(_, inner):
            return is_doubtful(searcher, inner)
    return False


def corrected(node: nodes.Node, known: Mapping[str, int]) -> tuple[nodes.Node, dict[str, str]]:
    """Return the tree with unknown words replaced, and what was replaced by what.

    A word that is part of known ones becomes a pattern; any other becomes the nearest known one. A rare word gives
    way to a far more frequent one that is one typo away.
    """
    match node:
        case nodes.Word(text, prefix, 0, is_open):
            slots = analysis.slots(text)
            if len(slots) != 1 or len(slots[0].term) < _SHORTEST or analysis.is_unspaced(slots[0].term):
                return node, {}
            better = _better(slots[0].term, known, may_go_on=prefix or is_open)
            if better is None:
                return node, {}
            return (nodes.Pattern(better) if "*" in better else nodes.Word(better)), {text: better}
        case nodes.And(parts) | nodes.Or(parts):
            done = [corrected(part, known) for part in parts]
            changed = {old: new for _, changes in done for old, new in changes.items()}
            return replace(node, nodes=tuple(part for part, _ in done)), changed
        case nodes.Within(_, inner):
            better_inner, changed = corrected(inner, known)
            return replace(node, node=better_inner), changed
    return node, {}


def _better(term: str, known: Mapping[str, int], *, may_go_on: bool) -> str | None:
    count = known.get(term, 0)
    if count > _RARE or (may_go_on and not count and any(other.startswith(term) for other in known)):
        return None
    if count:
        better = nearest(term, known) if len(term) >= _LONG else None
        if better is None or better.startswith(term) or term.startswith(better):
            return None  # another form of the word is no better spelling
        is_typo = OSA.distance(term, better) == 1 and known[better] >= _FAR_MORE * count
        return better if is_typo else None
    if any(term in other for other in known):
        return f"*{term}*"
    return nearest(term, known)
