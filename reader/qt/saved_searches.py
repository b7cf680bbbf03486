"""The saved searches of a library: filters with a name, pinned beside the tags."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.app.searches import Saved
from reader.qt.plain_label import PlainLabel
from reader.qt.plain_text import tooltip

_QUERY = Qt.ItemDataRole.UserRole


class SavedSearches(QWidget):
    """A list of names. Return or a click searches, F2 gives another name, Delete takes one away.

    Signals:
        chosen(str query): a saved search shall be made.
        renamed(str query, str name): it has another name now.
        remove_requested(str query): it shall be saved no longer.
    """

    chosen = Signal(str)
    renamed = Signal(str, str)
    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QIcon()
        self._view = _View()
        self._view.setAccessibleName(self.tr("Saved searches"))
        self._view.setProperty("ring", "true")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setItemDelegate(_Row(self._view))
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._view.itemClicked.connect(self._choose)
        self._view.entered_by_key.connect(self._choose)
        self._view.itemChanged.connect(self._on_changed)
        self._view.let_go.connect(self._remove)
        self._add_menu()
        self._empty = PlainLabel(
            self.tr("A search that you need again can be saved (Ctrl+Shift+S). It stays here."), "quiet", wraps=True
        )
        self._empty.setContentsMargins(14, 8, 14, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)
        self.show_searches(())

    @property
    def names(self) -> list[str]:
        """The names in the list."""
        return [self._view.item(row).text() for row in range(self._view.count())]

    def show_searches(self, saved: Sequence[Saved]) -> None:
        """Show these searches; the row that has the keyboard keeps it."""
        row = self._view.currentRow()
        blocked = self._view.blockSignals(True)
        self._view.clear()
        for one in saved:
            item = QListWidgetItem(self._icon, one.name)
            item.setData(_QUERY, one.query)
            item.setToolTip(tooltip(one.query))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, one.query)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._view.addItem(item)
        if saved:
            self._view.setCurrentRow(min(max(row, 0), len(saved) - 1))
        self._view.blockSignals(blocked)
        self._empty.setVisible(not saved)

    def edit(self, query: str) -> None:
        """Ask for a name of a saved search, in its row."""
        for row in range(self._view.count()):
            if self._view.item(row).data(_QUERY) == query:
                self._view.setCurrentRow(row)
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
                self._view.editItem(self._view.item(row))

    def set_icon(self, glass: QIcon) -> None:
        """Wear an icon in the colour of the theme."""
        self._icon = glass
        blocked = self._view.blockSignals(True)
        for row in range(self._view.count()):
            self._view.item(row).setIcon(glass)
        self._view.blockSignals(blocked)

    def _add_menu(self) -> None:
        rename, remove = QAction(self.tr("Rename"), self._view), QAction(self.tr("Remove"), self._view)
        rename.triggered.connect(lambda: self._view.editItem(self._view.currentItem()))
        remove.triggered.connect(lambda: self._remove(self._view.currentItem()))
        self._view.addActions([rename, remove])
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_QUERY))

    def _on_changed(self, item: QListWidgetItem) -> None:
        self.renamed.emit(item.data(_QUERY), item.text())

    def _remove(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.remove_requested.emit(item.data(_QUERY))


class _Row(QStyledItemDelegate):
    """A row with some air around its name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of any row (Qt calls this)."""
        return QSize(60, round(QFontMetricsF(option.font).lineSpacing() + 14))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the field for another name fill the row (Qt calls this)."""
        editor.setGeometry(option.rect.adjusted(2, 0, -2, 0))


class _View(QListWidget):
    """A list in which a row is entered or let go.

    Signals:
        entered_by_key(QListWidgetItem item): Return was pressed on a row.
        let_go(QListWidgetItem item): Delete was pressed on a row.
    """

    entered_by_key = Signal(QListWidgetItem)
    let_go = Signal(QListWidgetItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and Delete (Qt calls this)."""
        some = self.currentRow() >= 0
        if some and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_by_key.emit(self.currentItem())
        elif some and event.key() == Qt.Key.Key_Delete:
            self.let_go.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
