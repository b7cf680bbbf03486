"""The builder: a process at low priority that reads what is much, and puts the index together in idle times."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from reader.app.messages import IndexProgress, Refused
from reader.app.opening_messages import Lacking
from reader.app.paths import Places
from reader.app.pipe import Pipe
from reader.app.session import Session
from reader.app.settings import load
from reader.app.workers import command

_TELL_S = 0.3


def build_library(pipe: Pipe, places: Places, root: Path, *, tidy: bool = False) -> int:
    """Bring catalogue and index of `root` up to date, telling the progress; return the exit code.

    With `tidy` only put together what the index has in many pieces.
    """
    if hasattr(os, "nice"):
        os.nice(10)
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told > _TELL_S:
            told = time.monotonic()
            pipe.send(IndexProgress(done, total))

    with Session(root, places, load(places.settings).settings.exclude) as session:
        if tidy:
            return 0 if session.tidy() else 1
        done = session.refresh(tell)
    return 1 if done.busy else 0


class Built(Struct, frozen=True):
    """The builder with a number has ended with an exit code and, where it failed, one sentence."""

    pid: int
    code: int
    message: str
    tidy: bool


class Builder:
    """The builder of the library process: at most one at a time. `tell` hears `IndexProgress` and, last, `Built`."""

    def __init__(self, places: Places, tell: Callable[[object], None]) -> None:
        self._places = places
        self._tell = tell
        self._process: subprocess.Popen[bytes] | None = None
        self._tidy = False

    @property
    def is_running(self) -> bool:
        """Return whether there is one."""
        return self._process is not None

    @property
    def is_tidying(self) -> bool:
        """Return whether there is one that reads nothing and only puts the index together."""
        return self._process is not None and self._tidy

    def start(self, root: Path, *, tidy: bool = False) -> None:
        """Start one for the library at `root`."""
        self._tidy = tidy
        arguments = command("build", self._places, str(root), *(["tidy"] if tidy else []))
        process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr)
        self._process = process
        threading.Thread(target=self._hear, args=(process, tidy), name="builder", daemon=True).start()

    def stop(self) -> None:
        """Kill it; what it has committed stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def has_ended(self, built: Built) -> bool:
        """Return whether `built` tells of the present one, and let go of it; one that was stopped does not count."""
        if self._process is None or self._process.pid != built.pid:
            return False
        self._process = None
        return True

    def _hear(self, process: "subprocess.Popen[bytes]", tidy: bool) -> None:  # noqa: FBT001 - an argument of a thread
        assert process.stdin is not None
        assert process.stdout is not None
        pipe = Pipe(process.stdout, process.stdin)
        message = ""
        try:
            while True:
                fact = pipe.receive()
                if isinstance(fact, IndexProgress):
                    self._tell(fact)
                elif isinstance(fact, Refused):
                    message = f"{fact.message} {fact.hint}".strip()
                elif isinstance(fact, Lacking):
                    message = fact.sentence
        except (EOFError, OSError):
            self._tell(Built(process.pid, process.wait(), message, tidy))
        finally:
            process.stdout.close()
            process.stdin.close()
