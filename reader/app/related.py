"""Notes that belong together: those that cite the same sources, and those that share telling words.

A source that few notes cite says more than one that all cite, as in inverse document frequency (Spärck Jones 1972).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from reader.app.same_works import is_address
from reader.app.session import Session
from reader.app.source_facts import Related
from reader.core.query import parse as parse_query
from reader.core.text import fold

_WORD = re.compile(r"[^\W\d_]{5,}")
_TERMS = 12
_FOUND = 20


def related_notes(session: Session, path: str) -> list[Related]:
    """Return at most 20 notes related to the one at `path`, the closest first."""
    citing = session.catalogue.sources.shared(path)
    shared: dict[str, list[str]] = {}
    for key, paths in citing.items():
        for other in paths - {path}:
            shared.setdefault(other, []).append(key)
    terms = _terms(session, path)
    snapshot = session.snapshot
    found = []
    for other in {*shared, *terms}:
        note = snapshot.by_path.get(other)
        if note is None or other == path:
            continue
        sources = sorted(shared.get(other, ()), key=lambda each: (len(citing[each]), each))
        weight = sum(math.log(1 + len(snapshot.notes) / len(citing[each])) for each in sources)
        words = sorted(terms.get(other, {}).items(), key=lambda item: (-item[1], item[0]))
        score = weight + 0.2 * sum(own for _, own in words)
        addresses = tuple(each for each in sources if is_address(each))
        found.append(
            Related(other, note.title, score, addresses, tuple(word for word, _ in words), _titles(session, sources))
        )
    return sorted(found, key=lambda item: (-item.score, item.path))[:_FOUND]


def _titles(session: Session, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of those sources that have no URL."""
    names = session.catalogue.sources.names(key for key in keys if key.startswith("urn:") or not is_address(key))
    return tuple(name for name in names.values() if name)


def _terms(session: Session, path: str) -> dict[str, dict[str, float]]:
    """Return, for each other note, which of this note's most telling words it holds (at least three), and their weight.

    A word tells more the more often it stands here, and the fewer notes have it.
    """
    note = session.note(path)
    title = set(_words(note.title))
    counts = Counter(_words(note.body))
    total = len(session.snapshot.notes)
    likely = sorted(counts, key=lambda word: (-(counts[word] + 5 * (word in title)), word))[: 3 * _TERMS]
    holders: dict[str, set[str]] = {}
    weights: dict[str, float] = {}
    for word in likely:
        # Searched as a phrase of one word: neither its beginning nor its stem is meant.
        results = session.index.search(parse_query(f'"{word}"'), limit=200, snippets=0)
        if 1 < results.total <= max(6, total // 5):
            holders[word] = {hit.path for hit in results.hits}
            weights[word] = (1 + math.log(counts[word] + 5 * (word in title))) * math.log(1 + total / results.total)
    best = sorted(holders, key=lambda word: (-weights[word], word))[:_TERMS]
    found: dict[str, dict[str, float]] = {}
    for word in best:
        for other in holders[word] - {path}:
            found.setdefault(other, {})[word] = weights[word]
    return {other: words for other, words in found.items() if len(words) >= min(3, len(best))}


def _words(text: str) -> Iterable[str]:
    return (fold(match[0]) for match in _WORD.finditer(text))
