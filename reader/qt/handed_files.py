"""Files that the system hands to the window that is open: macOS sends events where others start the program again."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

from reader.app.handover import Request


class HandedFiles(QObject):
    """Watch the events of an application for files to open.

    Signals:
        requested(Request): what the system has been asked to open with Postil.
    """

    requested = Signal(object)

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is handed over."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.requested.emit(Request((event.file(),)))
            return True
        return super().eventFilter(watched, event)
