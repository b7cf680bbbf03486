"""Better spellings: for a word that no note holds, the nearest word that one does."""

from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.core import query_nodes as nodes
from reader.search import analysis, schema, words
from reader.search.searcher import Searcher

_SHORTEST = 4
_CANDIDATES = 40
_FIELDS = (schema.TITLE, schema.HEADING, schema.TAGS, schema.BODY)


def vocabulary(searcher: Searcher) -> dict[str, int]:
    """Return the words of the index with the number of documents that hold them, roughly."""
    counts: dict[str, int] = {}
    for term, documents in words.terms_of(searcher, _FIELDS):
        if len(term) >= _SHORTEST - 1 and not term.isdigit():
            counts[term] = max(documents, counts.get(term, 0))
    return counts


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word nearest to `word`: fewest typos, then the same first letter, then the most frequent."""
    edits = 1 if len(word) < 6 else 2
    found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=edits, limit=_CANDIDATES)
    near = [(int(distance), other) for other, distance, _ in found if other != word]
    if not near:
        return None
    return min(near, key=lambda hit: (hit[0], hit[1][0] != word[0], -known[hit[1]], hit[1]))[1]


def has_unknown(searcher: Searcher, node: nodes.Node) -> bool:
    """Return whether a word of the tree may need a better spelling, without looking at the whole vocabulary."""
    match node:
        case nodes.Word(text, _, 0):
            slots = analysis.slots(text)
            return len(slots) == 1 and not any(
                found for one in _FIELDS for found in searcher.entries(one.name, slots[0].term)
            )
        case nodes.And(parts) | nodes.Or(parts):
            return any(has_unknown(searcher, part) for part in parts)
        case nodes.Within(_, inner):
            return has_unknown(searcher, inner)
    return False


def corrected(node: nodes.Node, known: Mapping[str, int]) -> tuple[nodes.Node, dict[str, str]]:
    """Return the tree with unknown words replaced by the nearest known ones, and what was replaced by what."""
    match node:
        case nodes.Word(text, prefix, 0, is_open):
            slots = analysis.slots(text)
            if len(slots) != 1 or len(slots[0].term) < _SHORTEST or slots[0].term in known:
                return node, {}
            if (prefix or is_open) and any(term.startswith(slots[0].term) for term in known):
                return node, {}
            better = nearest(slots[0].term, known)
            return (nodes.Word(better), {text: better}) if better else (node, {})
        case nodes.And(parts) | nodes.Or(parts):
            done = [corrected(part, known) for part in parts]
            changed = {old: new for _, changes in done for old, new in changes.items()}
            return replace(node, nodes=tuple(part for part, _ in done)), changed
        case nodes.Within(_, inner):
            better_inner, changed = corrected(inner, known)
            return replace(node, node=better_inner), changed
    return node, {}
