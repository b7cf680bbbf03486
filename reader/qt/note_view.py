"""The rows of the note list under mouse and keyboard: one is opened, several are chosen."""

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_PLAIN = frozenset((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier))


class NoteView(QListView):
    """A list in which a plain click or arrow goes to one row, while Ctrl and Shift choose several.

    Signals:
        row_clicked(QModelIndex index): a row was clicked with the left button alone.
        entered_by_key(): Return was pressed on a row.
        beside_requested(QModelIndex index): Ctrl+Return, or the middle button of the mouse on a row.
        moved_by_key(): another row is current, by an arrow alone.
        left_upward(): Up was pressed on the first row.
        choice_changed(): other rows are chosen.
        menu_requested(QPoint at): the menu of what is chosen, at a place on the screen.
    """

    row_clicked = Signal(QModelIndex)
    entered_by_key = Signal()
    beside_requested = Signal(QModelIndex)
    moved_by_key = Signal()
    left_upward = Signal()
    choice_changed = Signal()
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._plain = True
        self.clicked.connect(self._on_clicked)

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+A, which elsewhere means the page (Qt calls this)."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.SelectAll)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and watch the moves (Qt calls this)."""
        before = self.currentIndex()
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.beside_requested.emit(before)
            else:
                self.entered_by_key.emit()
            return
        super().keyPressEvent(event)
        if event.modifiers() not in _PLAIN:
            return
        if self.currentIndex() != before:
            self.moved_by_key.emit()
        elif event.key() == Qt.Key.Key_Up and before.row() <= 0:
            self.left_upward.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the middle button choose nothing, and the right one nothing that is chosen already (Qt calls this)."""
        self._plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() is Qt.MouseButton.MiddleButton:
            return
        at = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.RightButton and self.selectionModel().isSelected(at):
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Handle the middle button (Qt calls this)."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self.beside_requested.emit(self.indexAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, under the pointer or under the current row (Qt calls this)."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos())
        elif self.currentIndex().isValid():
            self.menu_requested.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell of another choice (Qt calls this)."""
        super().selectionChanged(selected, deselected)
        self.choice_changed.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._plain:
            self.row_clicked.emit(index)
