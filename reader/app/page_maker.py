"""Pages with a limit, for a caller that can wait: the page process is replaced when it takes too long."""

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from reader.app.limits import Allowance, limit_s
from reader.app.look import Look, Paper
from reader.app.messages import (
    Crashed,
    FileReady,
    OpenNote,
    PageRead,
    PageReady,
    PageWish,
    ReadFile,
    ReadPage,
    Refused,
)
from reader.app.opening_messages import Lacking
from reader.app.paths import Places
from reader.app.workers import Worker
from reader.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from reader.app.messages import Fact

_START_S = 20.0
"""What a process that has just been started may take besides, on a machine with a cold disk."""


class PageMaker:
    """Make pages of one library, each within its limit; behind the limit comes the plain text. Threads take turns.

    Raises UnreadableError where a note cannot be read, LimitError where not even its text comes in time.
    """

    def __init__(self, root: Path, places: Places, started: Worker | None = None) -> None:
        """Make pages of the library at `root`, with a page process that was `started` before or one of its own."""
        self._root = root
        self._places = places
        self._worker: Worker | None = None
        self._facts: queue.SimpleQueue[Fact | None] = queue.SimpleQueue()
        if started is not None:
            self._worker = started
            started.listen(self._facts.put)
        self._warm = False
        self._ticket = 0
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the page process."""
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def read(self, path: str) -> PageRead:
        """Return the fragment of the note at `path`."""
        wish = ReadPage(self._next(), str(self._root), path)
        fact = self._limited(wish, replace(wish, plain=True))
        assert isinstance(fact, PageRead)
        return fact

    def document(self, path: str, look: Look, paper: Paper | None = None, *, plain: bool = False) -> PageReady:
        """Return the whole document of the note at `path`, or (`plain`) that of its text as it stands in the file."""
        wish = OpenNote(self._next(), str(self._root), path, look, paper, plain)
        fact = self._limited(wish, replace(wish, plain=True))
        assert isinstance(fact, PageReady)
        return fact

    def file(self, path: str) -> FileReady:
        """Return an image of the library."""
        wish = ReadFile(self._next(), str(self._root), path)
        fact = self._limited(wish, wish)
        assert isinstance(fact, FileReady)
        return fact

    def _next(self) -> int:
        with self._turn:
            self._ticket += 1
            return self._ticket

    def _limited(self, wish: PageWish, plain: PageWish) -> "Fact":
        with self._turn:
            fact = self._ask(wish) or self._ask(plain)
        if fact is None:
            message = f"{wish.path} takes too long to read."
            raise LimitError(message, "Split it into smaller notes.")
        if isinstance(fact, Refused):
            raise UnreadableError(fact.message, fact.hint)
        return fact

    def _ask(self, wish: PageWish) -> "Fact | None":
        """Return the answer, or None when it did not come in time and the process was stopped."""
        if self._worker is None:
            self._facts = queue.SimpleQueue()
            self._worker = Worker("page", self._places, self._facts.put)
            self._warm = False
        limit = limit_s(self._size(wish.path)) + (0 if self._warm else _START_S)
        allowance = Allowance(limit, self._worker.busy_s)
        self._worker.send(wish)
        while (left := allowance.rest_s(self._worker.busy_s)) > 0:
            try:
                fact = self._facts.get(timeout=left)
            except queue.Empty:
                continue
            if fact is None:
                break
            if isinstance(fact, Lacking):
                self.close()
                raise UnreadableError(fact.sentence)
            self._warm = True
            if not isinstance(fact, Crashed) and getattr(fact, "ticket", 0) == wish.ticket:
                return fact
        self.close()
        return None

    def _size(self, path: str) -> int:
        try:
            return (self._root / path).stat().st_size
        except (OSError, ValueError):
            return 0
