"""A window that paints no more than it must for the blink in which the engine shows its first page.

To put a window together with the engine's page in it takes as long, the first time, as the engine takes to lay out that
page, and needs the thread that the engine asks for the page. Done before, it holds the engine up; done once the engine
has all it needs, both go on side by side. And with the first frame of the page the engine has the whole window painted
again, of which nothing but the page has changed.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from reader.qt.scheme import SchemeHandler
from reader.qt.viewer import Viewer

_LONGEST_MS = 300
"""An engine that is not there by then is waited for with a window that paints."""
_FACES_MS = 30
"""So long after a document its faces are asked for, if it has any."""
_MORE_MS = 2
"""They are asked for one right after the other."""
_FRAME_MS = 500
"""So long, after that, the first frame may take."""
_OFF = Qt.WidgetAttribute.WA_UpdatesDisabled


class Stillness(QObject):
    """Holds the painting of a window until `handler` has given its page what it asks for.

    Until `viewer` is painted, what wants the whole window painted again waits; what wants its own place painted, as
    everything else does, is.
    """

    def __init__(self, window: QWidget, handler: SchemeHandler, viewer: Viewer) -> None:
        super().__init__(window)
        self._window = window
        self._is_held = True
        self._is_over = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._on_rest)
        handler.document_served.connect(self._on_document)
        handler.face_served.connect(self._on_face)
        viewer.painted.connect(self._end)
        window.setUpdatesEnabled(False)
        self._rest.start(_LONGEST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint what has changed by now (Qt calls this)."""
        if event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.Expose}:
            self._window.setAttribute(_OFF, False)
            QTimer.singleShot(0, self, self._pass_over)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_document(self) -> None:
        if self._is_held:
            self._rest.start(_FACES_MS)

    @Slot()
    def _on_face(self) -> None:
        if self._is_held:
            self._rest.start(_MORE_MS)

    @Slot()
    def _on_rest(self) -> None:
        if not self._is_held:
            self._end()
            return
        self._is_held = False
        self._window.setUpdatesEnabled(True)
        self._window.installEventFilter(self)
        self._pass_over()
        self._rest.start(_FRAME_MS)

    @Slot()
    def _pass_over(self) -> None:
        """Pass over wishes for the window as a whole; what was put off until after the end comes too late."""
        if not self._is_over:
            self._window.setAttribute(_OFF, True)

    @Slot()
    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._rest.stop()
        self._window.removeEventFilter(self)
        self._window.setUpdatesEnabled(True)
        # Whoever else has asked for it meanwhile gets it now.
        self._window.update()
        self.deleteLater()
