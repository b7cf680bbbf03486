"""The tree of tags: choose one or several, and see how many notes each would leave."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.core.library import TagCount
from reader.core.text import fold
from reader.qt.plain_text import Hand, draw, mirrored, scaled
from reader.qt.tag_model import TagModel, TagRole, with_chosen
from reader.qt.tree_view import QuietTree

_Flag = QItemSelectionModel.SelectionFlag


class TagTree(QWidget):
    """Filters by tags. A click chooses one tag and a second click lets it go; Ctrl adds, Shift chooses a range.

    With the keyboard, arrows move, Return chooses one, Space adds or takes away, Escape clears.

    Signals:
        tags_changed(tuple[str, ...] names): other tags are chosen; as the tree spells them and in its order.
    """

    tags_changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tags: tuple[TagCount, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._open: set[str] = set()
        self._restoring = False
        self._model = TagModel(self)
        self._view = _View()
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Tags"))
        self._view.setItemDelegate(_TagDelegate(self._view))
        self._view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._view.expanded.connect(lambda index: self._open.add(_key(index)))
        self._view.collapsed.connect(lambda index: self._open.discard(_key(index)))
        self._view.clear_requested.connect(self.clear)
        self._clear = QToolButton()
        self._clear.setAccessibleName(self.tr("Show notes of all tags"))
        self._clear.setToolTip(self.tr("Show notes of all tags"))
        self._clear.clicked.connect(self.clear)
        self._clear.setVisible(False)
        self._lay_out()
        self.setFocusProxy(self._view)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen tags."""
        return self._chosen

    def set_tags(self, tags: tuple[TagCount, ...]) -> None:
        """Show other counts. What is chosen and what is unfolded stays so; nothing is signalled."""
        self._tags = tags
        self._rebuild()

    def choose(self, names: tuple[str, ...]) -> None:
        """Choose exactly these tags, unfolding what hides them."""
        if sorted(map(fold, names)) == sorted(map(fold, self._chosen)):
            return
        for name in map(fold, names):
            parts = name.split("/")
            self._open.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
        self._chosen = names
        self._rebuild()
        self._show_chosen()
        self.tags_changed.emit(self._chosen)

    def clear(self) -> None:
        """Choose none."""
        self.choose(())

    def set_icons(self, clear: QIcon) -> None:
        """Wear an icon in the colour of the theme."""
        self._clear.setIcon(clear)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 8, 2)
        title = QLabel(self.tr("Tags"))
        title.setObjectName("paneTitle")
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self._clear)
        head.setMinimumHeight(34)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._view)

    def _rebuild(self) -> None:
        """Show tags and choice anew; what has the keyboard, is unfolded and is in sight stays so."""
        current = _key(self._view.currentIndex())
        place = self._view.verticalScrollBar().value()
        chosen = set(map(fold, self._chosen))
        selection = self._view.selectionModel()
        self._restoring = True
        self._model.set_tags(with_chosen(self._tags, self._chosen))
        for index in self._model.indexes():
            key = _key(index)
            if key in self._open:
                self._view.setExpanded(index, True)
            if key in chosen:
                selection.select(index, _Flag.Select)
            if key == current:
                selection.setCurrentIndex(index, _Flag.NoUpdate)
        self._restoring = False
        self._view.verticalScrollBar().setValue(place)

    def _show_chosen(self) -> None:
        self._clear.setVisible(bool(self._chosen))

    def _on_selection_changed(self) -> None:
        if self._restoring:
            return
        selected = self._view.selectionModel()
        names = tuple(str(index.data(TagRole.NAME)) for index in self._model.indexes() if selected.isSelected(index))
        if names != self._chosen:
            self._chosen = names
            self._show_chosen()
            self.tags_changed.emit(names)


class _View(QuietTree):
    """A tree in which moving about chooses nothing.

    Signals:
        clear_requested(): Escape was pressed.
    """

    clear_requested = Signal()

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
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and self.selectedIndexes() == [index]:
                return _Flag.Toggle
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Space, Return and Escape (Qt calls this)."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape and self.selectedIndexes():
            self.clear_requested.emit()
        elif index.isValid() and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.selectionModel().select(index, self.selectionCommand(index, event))
        else:
            super().keyPressEvent(event)


class _TagDelegate(QStyledItemDelegate):
    """Draws a tag and, at the other end of the row, its count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of any row (Qt calls this)."""
        return QSize(60, round(QFontMetricsF(option.font).lineSpacing() + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row (Qt calls this)."""
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        palette = option.palette
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        if focused:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))
        role = QPalette.ColorRole
        ink = palette.color(role.HighlightedText if chosen else role.Text)
        quiet = palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        small = scaled(option.font, 0.93)
        count = f"{index.data(TagRole.COUNT):,}"
        width = QFontMetricsF(small).horizontalAdvance(count) + 2
        spacing = QFontMetricsF(option.font).lineSpacing()
        line = QRectF(rect.left() + 4, rect.center().y() - spacing / 2, rect.width() - 18, spacing)
        name = mirrored(painter, line.adjusted(0, 0, -width - 6, 0), rect)
        end = mirrored(painter, QRectF(line.right() - width, line.top(), width + 2, spacing), rect)
        draw(painter, name, str(index.data()), Hand(option.font, ink))
        draw(painter, end, count, Hand(small, quiet))


def _key(index: QModelIndex | QPersistentModelIndex) -> str:
    """Return the folded name of a tag, by which it is known again in another tree."""
    return fold(str(index.data(TagRole.NAME))) if index.isValid() else ""
