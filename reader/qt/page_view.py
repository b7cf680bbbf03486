"""The engine's view with the manners of the window: its menu, its wheel, and tooltips that are no HTML."""

from PySide6.QtCore import QChildEvent, QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QToolTip

from reader.qt.plain_text import tooltip

_BY_KEY = frozenset(
    (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
)


class PageView(QWebEngineView):
    """The view of a page.

    Signals:
        menu_requested(QPoint at): a context menu, at a place on the screen.
        wheel_turned(int step): with Ctrl held, up (1) or down (-1).
        ringed(bool wanted): whether the page has the keyboard, and got it by a key.
    """

    menu_requested = Signal(QPoint)
    wheel_turned = Signal(int)
    ringed = Signal(bool)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for Postil's menu in place of the engine's, which offers saving and view-source (Qt calls this)."""
        self.menu_requested.emit(event.globalPos())

    def childEvent(self, event: QChildEvent) -> None:
        """Watch the widget inside, which gets the wheel (Qt calls this)."""
        if event.added() and event.child().isWidgetType():
            event.child().installEventFilter(self)
        super().childEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn Ctrl and the wheel into a wish for another text size, and show titles as they are (Qt calls this).

        The engine makes the `title` of what is below the mouse the view's tooltip, and Qt would read that as HTML.
        """
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = event.angleDelta().y()
            if step:
                self.wheel_turned.emit(1 if step > 0 else -1)
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.toolTip()
            QToolTip.showText(event.globalPos(), tooltip(text) if text else "", self)
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            # The one key that the engine keeps to itself, wanted or not.
            around = self.parentWidget()
            assert around is not None
            QCoreApplication.sendEvent(around, event.clone())
        elif isinstance(event, QFocusEvent):
            self.ringed.emit(event.gotFocus() and event.reason() in _BY_KEY)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.ringed.emit(False)
        return super().eventFilter(watched, event)
