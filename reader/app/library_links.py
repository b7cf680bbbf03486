"""Where the links of one note lead in its library: by the catalogue, and where that knows nothing, by the disk."""

import logging
import os
import posixpath
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from reader.app.catalogue import Catalogue
from reader.core.links import SUFFIXES
from reader.core.note import Note
from reader.core.text import fold
from reader.errors import ReaderError
from reader.files.inside import locate
from reader.files.names import from_disk
from reader.files.parse import read as read_note

_LOG = logging.getLogger(__name__)
_COVERS = ("index", "readme", "_index")
"""Names of a note that stands for its folder, as sites and forges have it; one named like the folder does as well."""


class LibraryLinks:
    """What the page of one note may ask of its library (see `reader.core.page.Links`).

    Every answer is kept as long as the page is drawn: long notes say the same names again and again.
    """

    def __init__(self, root: Path, origin: str, catalogue: Catalogue) -> None:
        self._root = root
        self._origin = origin
        self._catalogue = catalogue
        self._notes: dict[str, str | None] = {}
        self._files: dict[str, str | None] = {}
        self._listed: dict[str, dict[str, str]] = {}

    def note(self, target: str) -> str | None:
        """Return the path of the note that `target` leads to, or None.

        A folder leads to the note that stands for it.
        """
        if target not in self._notes:
            self._notes[target] = (
                self._known(self._catalogue.find_note, target)
                or self._beside(target, ("", *SUFFIXES), SUFFIXES)
                or self._cover(target)
            )
        return self._notes[target]

    def file(self, target: str) -> str | None:
        """Return the path of the file that `target` leads to, or of the folder, which ends in a slash; else None."""
        if target not in self._files:
            self._files[target] = (
                self._known(self._catalogue.find_file, target)
                or self._beside(target, ("",), ("",))
                or self._folder(target)
            )
        return self._files[target]

    def read(self, path: str) -> Note | None:
        """Return the note at `path`, or None where it cannot be read."""
        try:
            return read_note(self._root, path)
        except ReaderError:
            return None

    def _known(self, find: Callable[[str, str], str | None], target: str) -> str | None:
        try:
            return find(target, self._origin)
        except sqlite3.Error as error:
            _LOG.info("The catalogue cannot be read: %s", error)
            return None

    def _places(self, target: str) -> Iterator[str]:
        """Yield the paths inside the library that `target` may mean, as written: from here, then from its root."""
        here = PurePosixPath(self._origin)
        if here.is_absolute() or not target or "\0" in target:
            return
        for start in (here.parent, PurePosixPath()):
            path = posixpath.normpath(str(start / target))
            if not path.startswith("/") and path.partition("/")[0] != "..":
                yield path

    def _beside(self, target: str, endings: tuple[str, ...], kinds: tuple[str, ...]) -> str | None:
        """Return the path of a file that is just where `target` says, for a library that nobody has catalogued yet."""
        for place in self._places(target):
            for ending in endings:
                path = place + ending
                if path.lower().endswith(kinds) and self._is_there(path) and self._real(path, os.path.isfile):
                    return path
        return None

    def _folder(self, target: str) -> str | None:
        for place in self._places(target):
            if place == "." or (self._is_there(place) and self._real(place, os.path.isdir)):
                return place + "/"
        return None

    def _cover(self, target: str) -> str | None:
        folder = self._folder(target)
        if folder is None:
            return None
        entries = self._entries(folder.rstrip("/"))
        for name in (*_COVERS, fold(posixpath.basename(folder.rstrip("/")))):
            for suffix in SUFFIXES:
                entry = entries.get(name + suffix)
                if entry and self._real(folder + entry, os.path.isfile):
                    return posixpath.normpath(folder + entry)
        return None

    def _is_there(self, path: str) -> bool:
        """Return whether the folder of `path` lists its name: most targets are nowhere, and that is told cheaply."""
        folder, name = posixpath.split(path)
        return fold(name) in self._entries(folder)

    def _entries(self, folder: str) -> dict[str, str]:
        """Return the names in a folder of the library by their folded spelling."""
        if folder not in self._listed:
            try:
                real = locate(self._root, folder) if folder else self._root
                names = sorted(from_disk(entry.name) for entry in Path(real).iterdir())
            except (ReaderError, OSError, ValueError):
                names = []
            self._listed[folder] = {fold(name): name for name in names}
        return self._listed[folder]

    def _real(self, path: str, is_kind: Callable[[str], bool]) -> bool:
        try:
            return is_kind(locate(self._root, path))
        except (ReaderError, OSError, ValueError):
            return False
