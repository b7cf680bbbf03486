"""The outline of the shown note, with the section marked that is being read."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader.core.page import Heading
from reader.qt.theme import LIGHT, Palette
from reader.qt.tree_view import QuietTree

_ID = Qt.ItemDataRole.UserRole


class Outline(QWidget):
    """The headings of a note as a tree.

    Signals:
        heading_activated(str id): a heading was clicked or entered.
    """

    heading_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._palette = LIGHT
        self._items: dict[str, QStandardItem] = {}
        self._current = ""
        self._model = QStandardItemModel(self)
        self._view = _View()
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Outline"))
        self._view.clicked.connect(self._activate)
        self._view.return_pressed.connect(lambda: self._activate(self._view.currentIndex()))
        self._empty = QLabel(self.tr("This note has no headings."))
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._empty.hide()
        self._lay_out()
        self.setFocusProxy(self._view)

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Show the headings of another note, nested by their levels."""
        self._model.clear()
        self._items.clear()
        self._current = ""
        above: list[tuple[int, QStandardItem]] = [(0, self._model.invisibleRootItem())]
        for heading in headings:
            item = QStandardItem(heading.text)
            item.setEditable(False)
            item.setData(heading.id, _ID)
            while above[-1][0] >= heading.level:
                above.pop()
            above[-1][1].appendRow(item)
            above.append((heading.level, item))
            self._items[heading.id] = item
        self._view.expandAll()
        self._empty.setVisible(not headings)

    def show_nothing(self) -> None:
        """Show the outline as it is without a note."""
        self.set_headings(())
        self._empty.hide()

    def set_current(self, heading: str) -> None:
        """Mark the section with this id as the one being read; an unknown id marks none."""
        if heading == self._current:
            return
        self._mark(self._items.get(self._current), marked=False)
        self._current = heading
        item = self._items.get(heading)
        self._mark(item, marked=True)
        if item is not None:
            self._view.scrollTo(item.index())

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._palette = palette
        self._mark(self._items.get(self._current), marked=True)

    def _lay_out(self) -> None:
        self._empty.setContentsMargins(14, 6, 14, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty)
        column.addWidget(self._view)

    def _mark(self, item: QStandardItem | None, *, marked: bool) -> None:
        if item is None:
            return
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.Bold if marked else QFont.Weight.Normal)
        item.setFont(font)
        # No brush at all, rather than an empty one: that would be black in every theme.
        item.setData(QBrush(QColor(self._palette.accent)) if marked else None, Qt.ItemDataRole.ForegroundRole)

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.heading_activated.emit(index.data(_ID))


class _View(QuietTree):
    """A tree that tells when Return was pressed.

    Signals:
        return_pressed(): on the current heading.
    """

    return_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return (Qt calls this)."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.return_pressed.emit()
        else:
            super().keyPressEvent(event)
