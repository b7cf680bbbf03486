"""Work on values off the event loop, where there are so many that a person would feel it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

_T = TypeVar("_T")


class Aside(QObject):
    """Does one thing at a time; of several the latest wins."""

    _done = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._latest = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._on_done)

    def do(self, work: Callable[[], _T], then: Callable[[_T], None], *, much: bool) -> None:
        """Hand what `work` returns to `then`: at once, or where it is `much` in a later turn of the event loop.

        Such work runs in a thread and must look at nothing that changes meanwhile.
        """
        self._latest += 1
        self._pool.clear()
        if not much:
            then(work())
            return
        number = self._latest
        self._pool.start(lambda: self._done.emit(number, work(), then))

    def close(self) -> None:
        """Want nothing any more."""
        self._latest += 1
        self._pool.clear()
        self._pool.waitForDone()

    def _on_done(self, number: int, made: object, then: Callable[[object], None]) -> None:
        if number == self._latest:
            then(made)
