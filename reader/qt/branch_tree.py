"""A tree of tags or folders: choose one or several, and see how many notes each has."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.core.library import TagCount
from reader.qt.branch_model import BranchModel, BranchRole, with_chosen
from reader.qt.plain_label import PlainLabel
from reader.qt.plain_text import Hand, draw, mirrored, scaled
from reader.qt.tree_view import QuietTree

_Flag = QItemSelectionModel.SelectionFlag


class BranchTree(QWidget):
    """Filters by names. A click chooses one and a second click lets it go; Ctrl adds, Shift chooses a range.

    With the keyboard, arrows move, Return chooses one, Space adds or takes away, Escape clears.

    Signals:
        choice_changed(): other names are chosen.
    """

    choice_changed = Signal()

    def __init__(
        self, title: str, key: Callable[[str], str] = str, *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        """Show names under `title`, or the sentence `empty` where there are none; those with the same `key` are one."""
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name_key = key
        self._branches: tuple[TagCount, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._open: set[str] = set()
        self._restoring = False
        self._model = BranchModel(self)
        self._view = BranchView()
        self._view.setModel(self._model)
        self._view.setAccessibleName(title)
        self._view.setItemDelegate(_BranchDelegate(self._view))
        self._view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._view.expanded.connect(lambda index: self._open.add(self._key(index)))
        self._view.collapsed.connect(lambda index: self._open.discard(self._key(index)))
        self._view.clear_requested.connect(self.clear)
        self._view.menu_requested.connect(self._show_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        self._empty = PlainLabel(empty, "quiet", wraps=True)
        self._empty.setContentsMargins(14, 4, 14, 0)
        self._empty.hide()
        column.addWidget(self._empty)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen names, as the tree spells them and in its order."""
        return self._chosen

    def show_branches(self, branches: tuple[TagCount, ...]) -> None:
        """Show other counts. What is chosen and what is unfolded stays so; nothing is signalled."""
        self._branches = branches
        self._rebuild()
        self._empty.setVisible(bool(self._empty.text()) and not self._model.rowCount())

    def choose(self, names: tuple[str, ...]) -> None:
        """Choose exactly these names, unfolding what hides them."""
        if sorted(map(self._name_key, names)) == sorted(map(self._name_key, self._chosen)):
            return
        for name in map(self._name_key, names):
            parts = name.split("/")
            self._open.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
        self._chosen = names
        self._rebuild()
        self.choice_changed.emit()

    def clear(self) -> None:
        """Choose none."""
        self.choose(())

    def _kept(self) -> tuple[str, ...]:
        """Return the names that are in the tree whatever was counted."""
        return self._chosen

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Return what can be done with one name."""
        name = str(index.data(BranchRole.NAME))
        others = tuple(other for other in self._chosen if other != name)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Only This"), lambda: self.choose((name,)))
        if name in self._chosen:
            menu.addAction(self.tr("&Let Go"), lambda: self.choose(others))
        elif others:
            menu.addAction(self.tr("&Add to the Others"), lambda: self.choose((*others, name)))
        return menu

    def _show_menu(self, index: QModelIndex) -> None:
        place = self._view.visualRect(index).bottomLeft()
        self.menu_of(index).popup(self._view.viewport().mapToGlobal(place))

    def _rebuild(self) -> None:
        """Show names and choice anew; what has the keyboard, is unfolded and is in sight stays so."""
        current = self._key(self._view.currentIndex())
        place = self._view.verticalScrollBar().value()
        chosen = set(map(self._name_key, self._chosen))
        selection = self._view.selectionModel()
        self._restoring = True
        self._model.show_branches(with_chosen(self._branches, self._kept(), self._name_key))
        for index in self._model.indexes():
            key = self._key(index)
            if key in self._open:
                self._view.setExpanded(index, True)
            if key in chosen:
                selection.select(index, _Flag.Select)
            if key == current:
                selection.setCurrentIndex(index, _Flag.NoUpdate)
        self._restoring = False
        self._view.verticalScrollBar().setValue(place)

    def _key(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return what a row is known by in another tree."""
        return self._name_key(str(index.data(BranchRole.NAME))) if index.isValid() else ""

    def _on_selection_changed(self) -> None:
        if self._restoring:
            return
        selected = self._view.selectionModel()
        names = tuple(str(index.data(BranchRole.NAME)) for index in self._model.indexes() if selected.isSelected(index))
        if names != self._chosen:
            self._chosen = names
            self.choice_changed.emit()


class BranchView(QuietTree):
    """A tree in which moving about chooses nothing.

    Signals:
        clear_requested(): Escape was pressed.
        bar_requested(QModelIndex index): Minus, or the middle button of the mouse on a row.
        menu_requested(QModelIndex index): the menu of a row, by the mouse or by its key.
    """

    clear_requested = Signal()
    bar_requested = Signal(QModelIndex)
    menu_requested = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Choose by Space and Return only, and let go by a click on the only chosen one (Qt calls this)."""
        if isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                return _Flag.Toggle
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                return _Flag.ClearAndSelect
            return _Flag.NoUpdate
        if isinstance(event, QMouseEvent):
            if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton}:
                return _Flag.NoUpdate
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.type() == QEvent.Type.MouseButtonPress and plain and self.selectedIndexes() == [index]:
                return _Flag.Toggle
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Space, Return, Minus and Escape (Qt calls this)."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape:
            self.clear_requested.emit()
        elif index.isValid() and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.selectionModel().select(index, self.selectionCommand(index, event))
        elif index.isValid() and event.text() == "-":
            self.bar_requested.emit(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Handle the middle button (Qt calls this)."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index.isValid():
            self.bar_requested.emit(index)
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a row (Qt calls this)."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.menu_requested.emit(index)


class _BranchDelegate(QStyledItemDelegate):
    """Draws a name and, at the other end of the row, its count; a barred one is struck out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of any row (Qt calls this)."""
        return QSize(60, round(QFontMetricsF(option.font).lineSpacing() + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row (Qt calls this)."""
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        barred = bool(index.data(BranchRole.BARRED))
        palette = option.palette
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))
        role = QPalette.ColorRole
        quiet = palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        ink = quiet if barred else palette.color(role.HighlightedText if chosen else role.Text)
        small, font = scaled(option.font, 0.93), scaled(option.font, 1.0)
        font.setStrikeOut(barred)
        count = "" if barred else f"{index.data(BranchRole.COUNT):,}"
        width = QFontMetricsF(small).horizontalAdvance(count) + 2
        spacing = QFontMetricsF(option.font).lineSpacing()
        line = QRectF(rect.left() + 4, rect.center().y() - spacing / 2, rect.width() - 18, spacing)
        name = mirrored(painter, line.adjusted(0, 0, -width - 6, 0), rect)
        end = mirrored(painter, QRectF(line.right() - width, line.top(), width + 2, spacing), rect)
        draw(painter, name, str(index.data()), Hand(font, ink, side=painter.layoutDirection()))
        draw(painter, end, count, Hand(small, quiet))
