"""Start, hear and stop the processes that do the work: all of them this same program, spawned, never forked."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from reader.app.paths import Places
from reader.app.pipe import Pipe
from reader.app.relay import Relay

if TYPE_CHECKING:
    # A worker is started before anything is known of what it says.
    from reader.app.messages import Fact, Wish

Kind = Literal["page", "library", "build", "index", "export", "fetch"]


def command(kind: Kind, places: Places, *arguments: str) -> list[str]:
    """Return the command line of a worker."""
    # -P: a folder that happens to hold a `reader/` must not be taken for the program.
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "reader"]
    return [*program, "--worker", kind, str(places.config), str(places.cache), *arguments]


class Worker:
    """One process at the other end of a pipe, from its start to its end.

    Facts are handed to `on_fact` in a thread of this object, and None once the process has ended.
    """

    def __init__(self, kind: Kind, places: Places, on_fact: "Callable[[Fact | None], None]") -> None:
        self._process = subprocess.Popen(command(kind, places), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe = Pipe(self._process.stdout, self._process.stdin)
        self._on_fact = on_fact
        self._thread = threading.Thread(target=self._hear, name=f"{kind} process", daemon=True)
        self._thread.start()

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
        """Return the processor seconds that the process has had, or None where the system does not tell (proc(5))."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return None
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

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

    def _hear(self) -> None:
        try:
            while True:
                self._on_fact(cast("Fact", self._pipe.receive()))
        except (EOFError, OSError, ValueError):
            self._on_fact(None)


@dataclass(slots=True)
class Started:
    """A worker, and the relay that holds its facts until the window listens."""

    worker: Worker
    relay: Relay


def start(kind: Kind, places: Places) -> Started:
    """Start a worker before there is a window."""
    relay = Relay()
    return Started(Worker(kind, places, relay), relay)
