"""The index processes of a big build, started before all that a build needs is loaded: they load at the same time."""

import os
import subprocess
from collections.abc import Iterable
from contextlib import suppress

from reader.app.paths import Places, library_root
from reader.app.stored_notes import catalogue_file
from reader.app.workers import command
from reader.core.note import Stamp
from reader.errors import ReaderError
from reader.files.scan import scan

_MOST = 4
_NOTE = 3_000
_MUCH = 3_000_000
"""So many bytes of notes, each with `_NOTE` more, are read by several processes."""


def processes() -> int:
    """Return how many processes a build is worth on this machine, that of the build included."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST)


def is_much(stamps: Iterable[Stamp]) -> bool:
    """Return whether notes are worth several processes."""
    return processes() > 1 and sum(_NOTE + stamp.size for stamp in stamps) >= _MUCH


class Crew:
    """Index processes that wait for a build, as many as are worth it; end them with `close` where none has come."""

    def __init__(self, places: Places) -> None:
        self._waiting: list[subprocess.Popen[bytes]] = []
        # Where one process cannot be started, more are of no use either.
        with suppress(OSError):
            # The build itself is one of them.
            for _ in range(max(1, processes() - 1)):
                # A window's builder has a low priority, and hands it on; for a command somebody is waiting.
                arguments = command("index", places)
                self._waiting.append(subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE))

    def take(self) -> "list[subprocess.Popen[bytes]]":
        """Hand the processes over to a build, which ends them."""
        taken, self._waiting = self._waiting, []
        return taken

    def close(self) -> None:
        """End the processes that nobody has taken."""
        for process in self.take():
            process.kill()
            # Waits for the end, and closes the pipes.
            process.communicate()


def called_early(places: Places, library: str | None, *, anew: bool) -> Crew | None:
    """Return a crew for a library that is big and has no index, or gets it `anew`; None for any other one."""
    try:
        root = library_root(library) if library else None
        if root is None or (catalogue_file(places.library_cache(root)).exists() and not anew):
            return None
        # More notes than these are never too few.
        found = scan(root, limit=_MUCH // _NOTE)
    except ReaderError:
        # The command itself tells of it.
        return None
    return Crew(places) if is_much(found.notes.values()) else None
