"""A window that paints nothing for the blink in which the engine is given its first page.

To put a window together with the engine's page in it takes as long, the first time, as the engine takes to lay out that
page, and needs the thread that the engine asks for the page. Done before, it holds the engine up; done once the engine
has all it needs, both go on side by side.
"""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from reader.qt.scheme import SchemeHandler

_LONGEST_MS = 300
"""An engine that is not there by then is waited for with a window that paints."""
_FACES_MS = 30
"""So long after a document its faces are asked for, if it has any."""
_MORE_MS = 2
"""They are asked for one right after the other."""


class Stillness(QObject):
    """Holds the painting of a window until `handler` has given its page what it asks for."""

    def __init__(self, window: QWidget, handler: SchemeHandler) -> None:
        super().__init__(window)
        self._window = window
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._end)
        handler.document_served.connect(self._on_document)
        handler.face_served.connect(self._on_face)
        window.setUpdatesEnabled(False)
        self._rest.start(_LONGEST_MS)

    @Slot()
    def _on_document(self) -> None:
        self._rest.start(_FACES_MS)

    @Slot()
    def _on_face(self) -> None:
        self._rest.start(_MORE_MS)

    @Slot()
    def _end(self) -> None:
        self._window.setUpdatesEnabled(True)
        self.deleteLater()
