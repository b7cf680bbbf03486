"""Printed pages become PDFs in a process of its own, which is there only while it is needed."""

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from reader.app.look import Paper
from reader.app.messages import BindPages, Crashed, PageReady, PagesBound
from reader.app.opening_messages import Lacking
from reader.app.paths import Places
from reader.app.workers import Worker

_IDLE_MS = 20_000
"""So long the process waits for the next pages: whoever tries out margins binds again and again."""
_ENDED = "The PDF could not be made: the process that binds it ended by itself. Try it again."


class Binder(QObject):
    """Binds printed pages, in the order in which they come.

    Signals:
        bound(int ticket, bytes | str made): a PDF, or a sentence that says why there is none.
    """

    bound = Signal(int, object)

    _said = Signal(object, object)

    def __init__(self, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._worker: Worker | None = None
        self._tickets: deque[int] = deque()
        self._idle = QTimer(self, interval=_IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self.close)
        self._said.connect(self._on_said)

    def begin(self) -> None:
        """Begin the process, so that it is there when the pages are printed."""
        self._begun()
        if not self._tickets:
            self._idle.start()

    def bind(self, ready: PageReady, data: bytes, paper: Paper) -> None:
        """Bind what was printed of a page; `bound` answers."""
        self._idle.stop()
        self._tickets.append(ready.ticket)
        self._begun().send(BindPages(ready, data, paper))

    def close(self) -> None:
        """End the process; what it has not bound yet is forgotten."""
        if self._worker is not None:
            self._worker.kill()
        self._worker = None
        self._idle.stop()
        self._tickets.clear()

    def _begun(self) -> Worker:
        if self._worker is None:
            self._worker = started = Worker("bind", self._places)
            started.listen(lambda fact: self._said.emit(started, fact))
        return self._worker

    def _on_said(self, started: Worker, fact: object) -> None:
        if started is not self._worker:
            return
        match fact:
            case PagesBound(ticket, data):
                self._answer(ticket, data)
            case Crashed(message, report):
                self._answer(self._tickets[0], f"{message} {report}".strip())
            case Lacking(sentence):
                self._end(sentence)
            case None:
                self._end(_ENDED)

    def _answer(self, ticket: int, made: bytes | str) -> None:
        self._tickets.remove(ticket)
        if not self._tickets:
            self._idle.start()
        self.bound.emit(ticket, made)

    def _end(self, sentence: str) -> None:
        tickets = list(self._tickets)
        self.close()
        for ticket in tickets:
            self.bound.emit(ticket, sentence)
