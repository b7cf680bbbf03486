"""Words near a citation: `silver NEAR cites:tide.example` finds notes where a sentence that cites the source has them.

The index knows words and sources, but not which sentence cites what; the catalogue knows the sentences.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from reader.app.source_table import SourceTable
from reader.core import query_nodes as nodes
from reader.search import analysis
from reader.search.stems import stem

_LANGUAGE = "en"


def resolve(node: nodes.Node | None, sources: SourceTable) -> nodes.Node | None:
    """Return a query in which what stands near a citation is narrowed to the notes that have such a sentence."""
    match node:
        case nodes.NearCite(words, cited):
            # The sentences decide; the index, which may know other forms of the words, only ranks and marks.
            ranked = nodes.Or((words, nodes.Everything()))
            return nodes.And((nodes.Among(_paths(words, cited, sources)), nodes.Cites(cited), ranked))
        case nodes.And(parts) | nodes.Or(parts):
            return replace(node, nodes=tuple(found for part in parts if (found := resolve(part, sources)) is not None))
        case nodes.Not(inner):
            found = resolve(inner, sources)
            return nodes.Not(found) if found is not None else None
    return node


def _paths(words: nodes.Word | nodes.Phrase, cited: str, sources: SourceTable) -> frozenset[str]:
    slots = analysis.slots(words.text, prefix=words.is_open or (isinstance(words, nodes.Word) and words.prefix))
    exact = isinstance(words, nodes.Phrase)
    found: set[str] = set()
    for path, sentence in sources.citing(cited):
        if path not in found and _holds(sentence, slots, exact=exact):
            found.add(path)
    return frozenset(found)


def _holds(sentence: str, slots: Sequence[analysis.Slot], *, exact: bool) -> bool:
    """Return whether a sentence has the words of `slots` one after another."""
    read = [analysis.terms(surface) for surface in analysis.surfaces(sentence)]
    last = max((slot.position for slot in slots), default=len(read))
    return any(
        all(_fits(slot, read[start + slot.position], exact=exact) for slot in slots)
        for start in range(len(read) - last)
    )


def _fits(slot: analysis.Slot, terms: Sequence[str], *, exact: bool) -> bool:
    if slot.term in terms or (slot.prefix and any(term.startswith(slot.term) for term in terms)):
        return True
    return not exact and any(stem(term, _LANGUAGE) == stem(slot.term, _LANGUAGE) for term in terms[:1])
