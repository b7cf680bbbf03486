"""The search field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class SearchBar(QLineEdit):
    """One line for a query. Return commits it, Down goes to what was found, Escape clears it.

    Signals:
        query_edited(str text): after every keystroke.
        query_committed(str text): Return was pressed.
        list_requested(): Down was pressed.
        leave_requested(): Escape was pressed in an empty field.
    """

    query_edited = Signal(str)
    query_committed = Signal(str)
    list_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search notes…"))
        self.setAccessibleName(self.tr("Search notes"))
        self.setMaxLength(2000)
        self._glass = QAction(self)
        self._glass.setEnabled(False)
        self._clear = QAction(self.tr("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._on_text_changed)

    def set_query(self, text: str) -> None:
        """Show `text` without signalling it."""
        blocked = self.blockSignals(True)
        self.setText(text)
        self.blockSignals(blocked)
        self._clear.setVisible(bool(text))

    def set_icons(self, glass: QIcon, clear: QIcon) -> None:
        """Wear icons in the colours of the theme."""
        self._glass.setIcon(glass)
        self._clear.setIcon(clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return, Down and Escape (Qt calls this)."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.query_committed.emit(self.text())
            case Qt.Key.Key_Down:
                self.list_requested.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.leave_requested.emit()
            case _:
                super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.query_edited.emit(text)
