"""The search field."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

_SHOWN = 12
_WIDEST = 360


class SearchBar(QLineEdit):
    """One line for a query. Return commits it, Down goes to what was found, Escape clears it.

    Down in the empty field, or a click on the glass, offers the searches that were made before.

    Signals:
        history_requested(): the searches made before are asked for; `show_history` shows them.
        query_chosen(str query): one of them was chosen.
        forget_requested(): they shall be forgotten.
        query_edited(str text): after every keystroke.
        query_committed(str text): Return was pressed.
        list_requested(): Down was pressed.
        leave_requested(): Escape was pressed in an empty field.
    """

    history_requested = Signal()
    query_chosen = Signal(str)
    forget_requested = Signal()
    query_edited = Signal(str)
    query_committed = Signal(str)
    list_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search notes…"))
        self.setAccessibleName(self.tr("Search notes"))
        self.setMaxLength(2000)
        self._glass = QAction(self.tr("Searches made before"), self)
        self._glass.triggered.connect(self.history_requested)
        self._history = QMenu(self)
        self._history.setAccessibleName(self.tr("Searches made before"))
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

    def show_history(self, recent: Sequence[str], saved: Sequence[tuple[str, str]]) -> None:
        """Offer queries under the field: saved ones by their names, and under them the latest ones."""
        self._history.clear()
        for name, query in saved[:_SHOWN]:
            self._add(name, query)
        self._history.addSeparator()
        known = {query for _, query in saved[:_SHOWN]}
        for query in [query for query in recent if query not in known][:_SHOWN]:
            self._add(query, query)
        if recent:
            self._history.addSeparator()
            self._history.addAction(self.tr("Forget These Searches")).triggered.connect(self.forget_requested)
        if self._history.isEmpty():
            self._history.addAction(self.tr("There are no earlier searches")).setEnabled(False)
        else:
            self._history.setActiveAction(self._history.actions()[0])
        self._history.setMinimumWidth(self.width())
        self._history.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _add(self, name: str, query: str) -> None:
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST).replace("&", "&&")
        self._history.addAction(shown).triggered.connect(lambda: self.query_chosen.emit(query))

    def set_icons(self, glass: QIcon, clear: QIcon) -> None:
        """Wear icons in the colours of the theme."""
        self._glass.setIcon(glass)
        self._clear.setIcon(clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return, Down and Escape (Qt calls this)."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.query_committed.emit(self.text())
            case Qt.Key.Key_Down if not self.text():
                self.history_requested.emit()
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
