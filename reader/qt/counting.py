"""Counts of tags and folders beside the list: at once where there are few notes, and off the event loop where not."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QThreadPool, Signal

from reader.core.library_filter import Facets, Filter, facets
from reader.core.note import Summary

_FEW = 2_000


class Counting(QObject):
    """Counts for the trees; of several counts the latest wins.

    Signals:
        counted(Filter wanted, Facets counts): tags and folders of the notes that the filter leaves.
    """

    counted = Signal(object, object)

    _done = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._latest = 0
        # One thread: a second count would only make both wait.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._on_done)

    def count(self, notes: Sequence[Summary], wanted: Filter) -> None:
        """Count among `notes`."""
        self._latest += 1
        if len(notes) <= _FEW:
            self.counted.emit(wanted, facets(notes, wanted))
            return
        number = self._latest
        self._pool.clear()
        self._pool.start(lambda: self._done.emit(number, wanted, facets(notes, wanted)))

    def _on_done(self, number: int, wanted: Filter, counts: Facets) -> None:
        if number == self._latest:
            self.counted.emit(wanted, counts)
