"""Start, hear and stop the processes that do the work: all of them this same program, spawned, never forked."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

from reader.app.limits import busy_s
from reader.app.paths import Places
from reader.app.pipe import Pipe

if TYPE_CHECKING:
    # A worker is started before anything is known of what it says.
    from reader.app.messages import Fact, Wish

    Listener = Callable[[Fact | None], None]

Kind = Literal["page", "library", "build", "index", "export", "bind", "fetch"]

_THRIFTY = {"MALLOC_MMAP_THRESHOLD_": str(128 * 1024)}
"""Have glibc give big pieces of memory back to the system as soon as they are free (mallopt(3)): it raises this limit
when it meets some, and what a search has needed once would stay for the hours in which nobody searches."""


def command(kind: Kind, places: Places, *arguments: str) -> list[str]:
    """Return the command line of a worker."""
    # -P: a folder that happens to hold a `reader/` must not be taken for the program.
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "reader"]
    return [*program, "--worker", kind, str(places.config), str(places.cache), *arguments]


class Worker:
    """One process at the other end of a pipe, from its start to its end.

    Facts are handed to `on_fact` in a thread of this object, and None once the process has ended; without it they wait
    until `listen` is called.
    """

    def __init__(self, kind: Kind, places: Places, on_fact: "Listener | None" = None) -> None:
        environment = os.environ | _THRIFTY if kind == "library" else None
        arguments = command(kind, places)
        self._process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe = Pipe(self._process.stdout, self._process.stdin)
        self._kind = kind
        self._thread: threading.Thread | None = None
        if on_fact is not None:
            self.listen(on_fact)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return the exit code of the process, or None while it runs."""
        return self._process.poll()

    @property
    def busy_s(self) -> float | None:
        """Return the processor seconds that the process has had, or None where the system does not tell."""
        return busy_s(self.pid)

    def listen(self, on_fact: "Listener") -> None:
        """Hand all facts, from the first one on, to `on_fact`. Until then none is read: that costs whoever waits."""
        self._thread = threading.Thread(target=self._hear, args=[on_fact], name=f"{self._kind} process", daemon=True)
        self._thread.start()

    def send(self, wish: "Wish") -> bool:
        """Send a wish; return False where the process has ended."""
        try:
            self._pipe.send(wish)
        except (OSError, ValueError):
            return False
        return True

    def close(self, patience: float = 3.0) -> None:
        """Ask the process to end, wait up to `patience` seconds, and stop it if it has not."""
        self._close_input()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap()

    def kill(self) -> None:
        """Stop the process at once."""
        self._process.kill()
        self._close_input()
        self._reap()

    def _reap(self) -> None:
        self._process.wait()
        if self._thread is not None:
            self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _close_input(self) -> None:
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
        except OSError:
            # What was still to be written has no reader any more.
            return

    def _hear(self, on_fact: "Listener") -> None:
        try:
            while True:
                on_fact(cast("Fact", self._pipe.receive()))
        except (EOFError, OSError, ValueError):
            on_fact(None)
