"""What a start begins before Qt is loaded: the library process, which reads its list while the window is being made.

Where the list was kept, the window does not need that process for its first picture, and has the machine to itself.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from reader.app import kept_file
from reader.app.opening_messages import OpenLibrary
from reader.app.paths import Places
from reader.app.settings import Loaded, load, remembered_library
from reader.app.workers import Worker

_SOON_READ = 4_000_000
"""Bytes of the list of thirty thousand notes. To wait for a longer one would hold up the window."""


class Ahead(Struct, frozen=True):
    """The settings; the library process, where it runs; what it is to be asked first, or was; None for nothing."""

    loaded: Loaded
    library: Worker | None = None
    asked: OpenLibrary | None = None
    has_list: bool = False
    """Whether the list of that library is kept, and read in a moment; it may not serve any more."""

    def stop(self) -> None:
        """Stop the process: there will be no window."""
        if self.library is not None:
            self.library.kill()


def begin(places: Places, given: Sequence[str]) -> Ahead:
    """Ask a library process for the folder that a window on the paths `given` opens first, if that is not kept."""
    loaded = load(places.settings)
    root = first_library(given, loaded.settings.library)
    if root is None:
        return Ahead(loaded)
    asked = OpenLibrary(str(root.resolve()))
    if kept := kept_file.size(places, asked.root, kept_file.LIST):
        return Ahead(loaded, None, asked, has_list=kept <= _SOON_READ)
    library = Worker("library", places)
    library.send(asked)
    return Ahead(loaded, library, asked)


def first_library(given: Sequence[str], remembered: str) -> Path | None:
    """Return the folder that a controller opens first; None where it opens none, or a note first."""
    if not any(Path(path).exists() for path in given):
        return remembered_library(remembered)
    first = opening_order(given)[0]
    return first if first.is_dir() else None


def opening_order(given: Sequence[str]) -> list[Path]:
    """Return in which order a controller opens what is named: folders, then the notes that are to be seen in them.

    Of several, what is named first is opened last, so that it is what is seen.
    """
    return sorted(map(Path, reversed(given)), key=lambda path: not path.is_dir())
