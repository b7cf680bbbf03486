"""An export that takes a while: a process of its own does it, a small window counts and can stop it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from reader.app.export import sweep
from reader.app.export_messages import Exported, ExportNotes, ExportProgress, Outcome
from reader.app.messages import Crashed, Refused
from reader.app.opening_messages import Lacking
from reader.app.paths import Places
from reader.app.workers import Worker

if TYPE_CHECKING:
    from reader.app.messages import Fact

_PATIENCE_S = 2.0
"""Seconds in which a stopped export may end the note that it is at."""


class ExportRun(QObject):
    """One running export, from its start to `finished`.

    Signals:
        finished(list[Outcome] outcomes, str sentence): it is at its end, stopped or not; a sentence says what went
            wrong as a whole.
    """

    finished = Signal(object, str)

    _said = Signal(object)

    def __init__(self, job: ExportNotes, places: Places, parent: QObject, counter: QWidget | None) -> None:
        """Start `job`; a window over `counter` counts the notes, without one it is done silently."""
        super().__init__(parent)
        self._job = job
        self._ended = False
        self._said.connect(self._on_said)
        self._dialog = _counter(counter, len(job.notes), self.stop) if counter is not None else None
        self._worker = Worker("export", places, self._said.emit)
        self._worker.send(job)

    def stop(self) -> None:
        """Stop it: what is written stays, what is not yet is not begun, and no half of a file is left."""
        self._end([Outcome(path) for path, _ in self._job.notes], "The export was stopped.")

    def _on_said(self, fact: "Fact | None") -> None:
        match fact:
            case ExportProgress(done, total):
                if self._dialog is not None:
                    self._dialog.setLabelText(self.tr("Exporting note {0} of {1}").format(done, total))
                    self._dialog.setValue(done)
            case Exported(outcomes):
                self._end(list(outcomes), "")
            case Refused(_, message, hint):
                self._end([], f"{message} {hint}".strip())
            case Crashed(message, report):
                self._end([], f"{message} {report}".strip())
            case Lacking(sentence):
                self._end([], sentence)
            case None:
                self._end([], "The export process ended by itself.")

    def _end(self, outcomes: list[Outcome], sentence: str) -> None:
        if self._ended:
            return
        self._ended = True
        if self._dialog is not None:
            self._dialog.reset()
            self._dialog.deleteLater()
        self._worker.close(_PATIENCE_S)
        sweep(Path(self._job.output), self._worker.pid)
        self.finished.emit(outcomes, sentence)
        self.deleteLater()


def _counter(parent: QWidget, total: int, stop: Callable[[], None]) -> QProgressDialog:
    dialog = QProgressDialog(parent)
    dialog.setWindowTitle(dialog.tr("Export"))
    dialog.setLabelText(dialog.tr("Exporting {0} notes").format(total))
    dialog.setCancelButtonText(dialog.tr("Stop"))
    dialog.setRange(0, total)
    dialog.setMinimumDuration(400)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.canceled.connect(stop)
    dialog.setValue(0)
    return dialog
