"""The notes at hand: those that were pinned, and under them those that were read last."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from reader.core.pick_book import Pick
from reader.qt.picks import PICK_ROLE, PickDelegate, PickModel
from reader.qt.plain_label import PlainLabel
from reader.qt.row_view import show_rows


class AtHand(QWidget):
    """A short list. Return or a click opens a note, Ctrl+Return or the middle button in a tab, Delete lets go of a pin.

    Signals:
        note_activated(str path): a note shall be opened.
        new_view_requested(str path): the same in a tab of its own.
        unpin_requested(str path): a note shall no longer be pinned.
    """

    note_activated = Signal(str)
    new_view_requested = Signal(str)
    unpin_requested = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = PickModel(self)
        self._view = _View()
        self._view.setAccessibleName(title)
        show_rows(self._view, self._model, PickDelegate(self._view, 13))
        self._view.clicked.connect(lambda index: self.note_activated.emit(_path(index)))
        self._view.entered.connect(lambda index: self.note_activated.emit(_path(index)))
        self._view.beside_requested.connect(lambda index: self.new_view_requested.emit(_path(index)))
        self._view.let_go.connect(lambda index: self.unpin_requested.emit(_path(index)))
        self._empty = PlainLabel(self.tr("Notes that you pin (Ctrl+D) or read are at hand here."), "quiet", wraps=True)
        self._empty.setContentsMargins(14, 8, 14, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)

    @property
    def titles(self) -> list[str]:
        """The titles in the list."""
        return [str(self._model.index(row).data()) for row in range(self._model.rowCount())]

    def show_notes(self, notes: Sequence[Pick]) -> None:
        """Show these notes; what has the keyboard keeps it where it is still there."""
        current = _path(self._view.currentIndex())
        self._model.set_picks(notes)
        self._empty.setVisible(not notes)
        row = next((number for number, note in enumerate(notes) if note.key == current), None)
        if row is not None:
            self._view.setCurrentIndex(self._model.index(row))


class _View(QListView):
    """A list in which a row is entered, opened beside, or let go.

    Signals:
        entered(QModelIndex index): Return was pressed on a row.
        beside_requested(QModelIndex index): the same with Ctrl, or the middle button of the mouse.
        let_go(QModelIndex index): Delete was pressed on a row.
    """

    entered = Signal(QModelIndex)
    beside_requested = Signal(QModelIndex)
    let_go = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and Delete (Qt calls this)."""
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            beside = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.beside_requested if beside else self.entered).emit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.let_go.emit(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Handle the middle button (Qt calls this)."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index.isValid():
            self.beside_requested.emit(index)
        else:
            super().mouseReleaseEvent(event)


def _path(index: QModelIndex) -> str:
    pick = index.data(PICK_ROLE)
    return pick.key if isinstance(pick, Pick) else ""
