"""The bar over the page: one sentence and one action. It never stops the person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from reader.qt.plain_label import PlainLabel


class NoticeBar(QWidget):
    """Says what went wrong, or what could be done, until it is answered or closed.

    Signals:
        action_requested(str name): the button was pressed; the name that `show_notice` was given.
        closed(): the bar was closed without it.
    """

    action_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = ""
        self._sentence = PlainLabel(wraps=True)
        self._button = QPushButton()
        self._button.clicked.connect(self._on_clicked)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 8, 7)
        row.setSpacing(12)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty while the bar is hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def show_notice(self, sentence: str, action: str = "", name: str = "") -> None:
        """Say `sentence`; where `action` is given, offer a button of that text, known as `name`."""
        self._name = name
        self._sentence.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._sentence, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Say nothing more."""
        self.hide()

    def set_icons(self, close: QIcon) -> None:
        """Wear an icon in the colour of the theme."""
        self._close.setIcon(close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape (Qt calls this)."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.hide()
        self.action_requested.emit(self._name)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
