"""A worker's inbox: wishes in the order they came, of which the latest of a kind wins."""

import queue
import threading
from collections.abc import Callable

from reader.app.pipe import Pipe

Overtaken = Callable[[object, object], bool]
"""Tell whether a waiting item need not be done because of a newer one."""


class Inbox:
    """Collect items from a pipe and from within, and hand them out one by one; None when the pipe has ended."""

    def __init__(self, overtaken: Overtaken) -> None:
        self._overtaken = overtaken
        self._items: list[object] = []
        self._changed = threading.Condition()
        self._ended = False

    def listen(self, pipe: Pipe, at_end: Callable[[], None] | None = None) -> threading.Thread:
        """Start the thread that takes values from `pipe` until it ends."""

        def run() -> None:
            try:
                while True:
                    self.put(pipe.receive())
            except (EOFError, OSError):
                if at_end is not None:
                    at_end()
                self.end()

        thread = threading.Thread(target=run, name="inbox", daemon=True)
        thread.start()
        return thread

    def put(self, item: object) -> None:
        """Add an item; drop the waiting ones that it overtakes."""
        with self._changed:
            self._items = [old for old in self._items if not self._overtaken(old, item)]
            self._items.append(item)
            self._changed.notify()

    def end(self) -> None:
        """Let `take` return None once all items are handed out."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait(self, timeout: float) -> None:
        """Return when there is something to take, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._ended, timeout)

    def judge(self, overtaken: Overtaken) -> None:
        """Drop what is overtaken in another way from now on."""
        with self._changed:
            self._overtaken = overtaken

    def take(self, timeout: float | None = None) -> object | None:
        """Return the next item; None at the end. Raise queue.Empty after `timeout` seconds without one."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._items or self._ended, timeout):
                raise queue.Empty
            return self._items.pop(0) if self._items else None
