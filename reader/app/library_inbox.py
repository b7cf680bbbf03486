"""What the library process is told from within, and which of the waiting wishes a newer one overtakes."""

from msgspec import Struct

from reader.app import finding
from reader.app.heading_messages import FindHeadings
from reader.app.link_messages import FindLinks
from reader.app.messages import IndexProgress, RefreshLibrary, Search
from reader.app.opening_messages import OpenLibrary
from reader.app.source_messages import FindRelated, ListSources, ReadPassages


class Hint(Struct, frozen=True):
    """The watcher saw something change under `root`."""

    root: str


class Quiet(Struct, frozen=True):
    """Nobody has wanted anything for a while."""


_LATEST_COUNTS = (
    *(Search, Hint, RefreshLibrary, IndexProgress),
    *(ListSources, ReadPassages, FindRelated, FindLinks, FindHeadings),
)


def overtaken(old: object, new: object) -> bool:
    """Let the latest search win, and one look at the folder do for many hints."""
    if isinstance(new, OpenLibrary):
        return isinstance(old, (OpenLibrary, Search, finding.Rest, Hint, RefreshLibrary, IndexProgress))
    if isinstance(new, Search) and isinstance(old, finding.Rest):
        return True
    return type(old) is type(new) and isinstance(new, _LATEST_COUNTS)
