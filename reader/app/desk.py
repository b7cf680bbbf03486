"""What lies on the desk: the tabs of a library, and where each note was left. Kept beside the settings."""

import logging
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from reader.app import kept
from reader.core.history import Visit

_LOG = logging.getLogger(__name__)
_PLACES = 1000
_TABS = 50
_READ = 30


class Desk(Struct, frozen=True):
    """What is open in a library: a visit for each tab, the index of the shown one, and the places in notes.

    `read` are the paths of the notes read last, the latest first; `pinned` those that are to stay at hand.
    """

    tabs: tuple[Visit, ...] = ()
    at: int = 0
    places: Mapping[str, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()

    def reading(self, path: str) -> "Desk":
        """Return the desk after the note at `path` was opened."""
        read = (path, *(other for other in self.read if other != path))[:_READ]
        return Desk(self.tabs, self.at, self.places, read, self.pinned)

    def pinning(self, path: str) -> "Desk":
        """Return the desk with the note at `path` pinned, or no longer so where it is."""
        others = tuple(other for other in self.pinned if other != path)
        pinned = others if path in self.pinned else (*others, path)
        return Desk(self.tabs, self.at, self.places, self.read, pinned)


def load(file: Path, library: str) -> Desk:
    """Return the desk of a library; an empty one where there is none or the file is damaged."""
    raw = kept.read(file).get(library)
    if not isinstance(raw, dict):
        return Desk()
    try:
        tabs = tuple(Visit(str(path), str(place)) for path, place in raw["tabs"])
        at = min(max(int(raw["at"]), 0), max(len(tabs) - 1, 0))
        places = {str(path): str(place) for path, place in raw["places"].items()}
        return Desk(tabs, at, places, tuple(map(str, raw["read"])), tuple(map(str, raw["pinned"])))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        _LOG.info("What lay open in %s cannot be read: %r", library, error)
        return Desk()


def save(file: Path, library: str, desk: Desk) -> None:
    """Keep the desk of a library, in one step; raise UnwritableError where that fails."""
    value = {
        "tabs": [[visit.path, visit.place] for visit in desk.tabs[:_TABS]],
        "at": desk.at,
        "places": dict(list(desk.places.items())[-_PLACES:]),
        "read": desk.read,
        "pinned": desk.pinned,
    }
    kept.write(file, library, value, "What lies open")
