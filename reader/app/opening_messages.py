"""What window and library process say to each other first, apart from all else so that it is loaded in no time."""

from msgspec import Struct

from reader.core.library_filter import Facets
from reader.core.note import Summary


class OpenLibrary(Struct, frozen=True):
    """Serve the library at `root`, an absolute path."""

    root: str


class GoOn(Struct, frozen=True):
    """The first note is on the screen: what takes long may begin."""


class LibraryBlock(Struct, frozen=True):
    """Some of the notes of the library, in the order of their paths; `last` ends the catalogue.

    `counts` are the tags and folders of all notes, where they were counted already.
    """

    root: str
    notes: tuple[Summary, ...]
    total: int
    last: bool
    counts: Facets | None = None


class Lacking(Struct, frozen=True):
    """The process cannot work here, and another one could not either: the system, or Postil, lacks a part."""

    sentence: str
