"""What a build and its index processes say to each other: frozen values over pipes."""

from dataclasses import dataclass
from pathlib import Path

from reader.app.catalogue import Entry
from reader.core.note import Stamp
from reader.search.parts import Part


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """Read these notes of the library at `root`, and keep them for the part to come."""

    root: Path
    notes: tuple[tuple[str, Stamp], ...]


@dataclass(frozen=True, slots=True)
class WritePart:
    """Write what was read since the last part to `folder`."""

    folder: Path


@dataclass(frozen=True, slots=True)
class NotesRead:
    """What the notes of one `ReadNotes` put into the catalogue."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PartWritten:
    """A part lies in its folder."""

    part: Part


@dataclass(frozen=True, slots=True)
class PartFailed:
    """The disk did not take a part; `reason` is the system's word for it."""

    reason: str
