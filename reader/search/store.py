"""The index's folder: who may write, which commit is the latest, and what to do with a damaged one.

The folder's name carries the schema's version, so that another version of Postil neither reads nor harms it. A commit
is one renamed file (Whoosh's table of contents); whoever has no lock goes on with the commit that he has open.
"""

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC, clean_files

from reader.errors import UnreadableError, UnwritableError
from reader.search import schema
from reader.search.segment_files import DamagedError

_LOCK = "writer.lock"
_EPOCH = 1_750_000_000
_CONTENTS = re.compile(rf"_{schema.NAME}_(\d+)\.toc")


class Commit(NamedTuple):
    """A commit: its number, and Whoosh's descriptions of its segments. Number 0 has none."""

    generation: int
    segments: list[Any]


class WholeFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's storage, but files are read whole: Whoosh leaves a damaged one open."""

    def open_file(self, name: str, **_: object) -> BufferFile:
        """Return the content of a file."""
        return BufferFile(Path(self.folder, name).read_bytes(), name=name)


class Store:
    """The folder of one library's index, below `home`, which belongs to the user alone."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / f"v{schema.VERSION}"
        self.storage = WholeFiles(str(self.folder))

    def tidy(self) -> None:
        """Remove what writers left behind that were killed. The caller holds the lock."""
        shutil.rmtree(self.folder / "parts", ignore_errors=True)

    def prepare(self) -> None:
        """Make the folder where it is missing. Raises UnreadableError where it is not the user's own."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableError(f"The search index cannot be written: {error.strerror}.") from error
        self.check_owner()
        for other in self.home.glob("v*"):
            if other != self.folder and other.is_dir() and not other.is_symlink():
                shutil.rmtree(other, ignore_errors=True)

    def check_owner(self) -> None:
        """Raise UnreadableError where somebody else could have written the index: reading it runs what it says."""
        if not hasattr(os, "getuid"):
            return
        for folder in (self.home, self.folder):
            if not folder.exists():
                continue
            about = folder.stat()
            if about.st_uid != os.getuid():
                raise UnreadableError(
                    f"The search index in {folder} belongs to another user.", "Remove it or choose another --cache."
                )
            if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                folder.chmod(0o700)

    def generation(self) -> int:
        """Return the number of the latest commit, or 0."""
        with suppress(OSError):
            found = [match for file in self.folder.iterdir() if (match := _CONTENTS.fullmatch(file.name))]
            return max((int(match[1]) for match in found), default=0)
        return 0

    def next_generation(self) -> int:
        """Return the number of the next commit. A new index begins with the time, so that no number comes twice."""
        return (self.generation() or int(time.time()) - _EPOCH) + 1

    def read(self) -> Commit:
        """Return the latest commit. Raises DamagedError where it cannot be read."""
        generation = self.generation()
        if generation == 0:
            return Commit(0, [])
        self.check_owner()
        try:
            return Commit(generation, list(TOC.read(self.storage, schema.NAME, gen=generation).segments))
        except Exception as error:
            # Whoosh unpickles here: damage shows as any error at all.
            raise DamagedError(f"table of contents {generation}: {error}") from error

    def write(self, generation: int, segments: Sequence[Any]) -> None:
        """Commit: from now on readers see these segments. The caller holds the lock."""
        TOC(schema.make(), list(segments), generation).write(self.storage, schema.NAME)
        clean_files(self.storage, schema.NAME, generation, segments)

    def parts(self) -> Path:
        """Return the folder in which segments are written until they are committed; it is made where it is missing."""
        folder = self.folder / "parts"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def wipe(self) -> None:
        """Remove all commits and segments. The caller holds the lock."""
        for file in self.folder.iterdir():
            if file.name != _LOCK and not file.is_dir():
                with suppress(OSError):
                    file.unlink()

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold the writer's lock, or yield False where another one has it. It ends with the process, too."""
        lock = self.storage.lock(_LOCK)
        try:
            mine = lock.acquire()
        except OSError as error:
            raise UnwritableError(f"The search index cannot be written: {error.strerror}.") from error
        try:
            yield mine
        finally:
            if mine:
                lock.release()

    def size(self) -> int:
        """Return the bytes on disk."""
        total = 0
        with suppress(OSError):
            for file in os.scandir(self.folder):
                with suppress(OSError):
                    total += file.stat().st_size
        return total
