"""Answer a search in two steps: the best hits at once, and a moment later what takes long in a big library.

While somebody types, only the first step is taken: the second waits until there is nothing else to do.
"""

from collections.abc import Iterable

from msgspec import Struct

from reader.app.messages import Found, FoundAll, Search
from reader.app.session import Session
from reader.core.library_filter import Facets, facets
from reader.core.note import Summary

AT_ONCE = 1_000
"""Up to so many notes are counted and listed with the first answer."""
MOST = 10_000
"""So many notes are listed at the most; nobody scrolls further down."""
PASSAGES = 20
"""Rows of a result that come with a passage: more than a list shows at once."""


class Rest(Struct, frozen=True):
    """The second step of a search that has been answered."""

    wish: Search


def first(session: Session, wish: Search) -> Found:
    """Return the best hits; with them the counts and all other paths, where there are few."""
    results = session.search(wish.text, wish.wanted, wish.limit, PASSAGES, paths=AT_ONCE)
    counted = _counted(session, wish, results.paths, AT_ONCE) if results.total <= AT_ONCE else None
    return Found(wish.ticket, results, counted)


def rest(session: Session, wish: Search) -> FoundAll:
    """Return the paths of what was found, and how often its tags and folders come."""
    every = max(1, len(session.snapshot.notes))
    paths = session.search(wish.text, wish.wanted, 1, 0, paths=every).paths
    return FoundAll(wish.ticket, paths[:MOST], _counted(session, wish, paths, every) or Facets())


def _counted(session: Session, wish: Search, paths: Iterable[str], most: int) -> Facets | None:
    """Count tags and folders over what was found; beside alternatives, over what the others would bring too.

    None where that would be more than `most` notes.
    """
    strict = wish.wanted.strict
    if strict != wish.wanted:
        results = session.search(wish.text, strict, 1, 0, paths=most)
        if len(results.paths) < results.total:
            return None
        paths = results.paths
    known = session.snapshot.by_path
    found: Iterable[Summary] = (known[path] for path in paths if path in known)
    return facets(found, wish.wanted)
