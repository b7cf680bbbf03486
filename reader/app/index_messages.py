"""What a build and its index processes say to each other: frozen values over pipes."""

from pathlib import Path

from msgspec import Struct

from reader.app.catalogue import Entry
from reader.core.note import Stamp
from reader.search.parts import Part


class ReadNotes(Struct, frozen=True):
    """Read these notes of the library at `root`, and keep them for the part to come."""

    root: Path
    notes: tuple[tuple[str, Stamp], ...]


class WritePart(Struct, frozen=True):
    """Write what was read since the last part to `folder`."""

    folder: Path


class NotesRead(Struct, frozen=True):
    """What the notes of one `ReadNotes` put into the catalogue."""

    entries: tuple[Entry, ...]


class PartWritten(Struct, frozen=True):
    """A part lies in its folder."""

    part: Part


class PartFailed(Struct, frozen=True):
    """The disk did not take a part; `reason` is the system's word for it."""

    reason: str
