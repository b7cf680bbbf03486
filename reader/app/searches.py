"""The searches of a library: those that were saved under a name, and those that were made last."""

import logging
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.app import kept
from reader.core.text import one_line

_LOG = logging.getLogger(__name__)
_RECENT = 30
_SAVED = 200
_LONGEST = 2000


class Saved(Struct, frozen=True):
    """A query under a name of the reader's choice."""

    name: str
    query: str


class Searches(Struct, frozen=True):
    """What was saved, in the order in which it was, and `recent` queries, the latest first."""

    saved: tuple[Saved, ...] = ()
    recent: tuple[str, ...] = ()

    def searching(self, query: str) -> "Searches":
        """Return the searches after one more was made; one that only began so is forgotten."""
        query = one_line(query, _LONGEST)
        if not query:
            return self
        others = (other for other in self.recent if other != query)
        return replace(self, recent=(query, *others)[:_RECENT])

    def saving(self, query: str, name: str = "") -> "Searches":
        """Return the searches with `query` saved; one that is saved already only gets another name."""
        query = one_line(query, _LONGEST)
        saved = Saved(one_line(name, 80) or query, query)
        if any(other.query == query for other in self.saved):
            return replace(self, saved=tuple(saved if other.query == query else other for other in self.saved))
        return replace(self, saved=(*self.saved, saved)[:_SAVED]) if query else self

    def without(self, query: str) -> "Searches":
        """Return the searches with `query` saved no longer."""
        return replace(self, saved=tuple(other for other in self.saved if other.query != query))

    def forgetting(self) -> "Searches":
        """Return the searches without those that were made last."""
        return replace(self, recent=())


def load(file: Path, library: str) -> Searches:
    """Return the searches of a library; none where there are none or the file is damaged."""
    raw = kept.read(file).get(library)
    if not isinstance(raw, dict):
        return Searches()
    try:
        saved = tuple(Saved(str(name), str(query)) for name, query in raw["saved"])
        return Searches(saved[:_SAVED], tuple(map(str, raw["recent"]))[:_RECENT])
    except (KeyError, TypeError, ValueError) as error:
        _LOG.info("The searches of %s cannot be read: %r", library, error)
        return Searches()


def save(file: Path, library: str, searches: Searches) -> None:
    """Keep the searches of a library, in one step; raise UnwritableError where that fails."""
    saved = [[one.name, one.query] for one in searches.saved]
    kept.write(file, library, {"saved": saved, "recent": searches.recent}, "Searches")
