"""The list of notes: what is chosen is opened, and stays chosen when the rows change."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.qt.note_delegate import NoteDelegate
from reader.qt.note_model import NoteModel, Row, RowRole
from reader.qt.row_view import show_rows
from reader.qt.theme import Palette

__all__ = ["SORTS", "NoteList", "Row"]

SORTS = {"title": "Title", "modified": "Modified", "created": "Created", "relevance": "Relevance"}
FILTERS = {
    "has:citations": "With Sources",
    "has:dangling": "With Marks That Lead Nowhere",
    "has:uncited": "With Sources That Nothing Cites",
}
"""Terms of the query language that the filter button offers, and what they are called."""
_REST_MS = 150
"""How long the arrow keys must rest on a row before its note is opened."""


class NoteList(QWidget):
    """The notes that the filters leave, under a line that counts them.

    Signals:
        note_activated(str path): a note was clicked, entered, or rested upon with the arrow keys.
        new_view_requested(str path): the same in a tab of its own, by Ctrl+Return or the middle button of the mouse.
        sort_requested(str order): one of `SORTS` was chosen.
        filter_requested(str term): a term of `FILTERS` was ticked or unticked.
        leave_requested(): Up was pressed on the first row.
    """

    note_activated = Signal(str)
    new_view_requested = Signal(str)
    sort_requested = Signal(str)
    filter_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._activate_current)
        self._model = NoteModel(self)
        self._delegate = NoteDelegate(self)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setObjectName("quiet")
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setObjectName("quiet")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(14, 0, 10, 6)
        self._note.hide()
        self._sort = self._make_sort_button()
        self._filter = self._make_filter_button()
        self._view = self._make_view()
        self._empty = _empty_label(self._view)
        self._lay_out()
        self.setFocusProxy(self._view)
        self.set_rows(())

    @property
    def current_path(self) -> str:
        """The path of the chosen row; empty where none is."""
        index = self._view.currentIndex()
        return str(index.data(RowRole.PATH)) if index.isValid() else ""

    def set_rows(self, rows: Sequence[Row], heading: str = "") -> None:
        """Show other rows. The chosen note stays chosen and in its place where it is still among them.

        `heading` stands above; without one the rows are counted.
        """
        resting = self._rest.isActive()
        self._rest.stop()
        chosen = self.current_path
        place = self._view.verticalScrollBar().value()
        self._model.set_rows(rows)
        self._count.setText(heading or ("1 note" if len(rows) == 1 else f"{len(rows):,} notes"))
        self._empty.setVisible(not rows and bool(self._empty.text()))
        self.select(chosen, scroll=False)
        if resting and self.current_path:
            # Rows that come late must not take back what the arrow keys were about to open.
            self._rest.start()
        self._view.verticalScrollBar().setValue(place if self.current_path else 0)

    @property
    def empty_text(self) -> str:
        """What the list says where it has no rows; empty where it has some."""
        return self._empty.text() if not self._empty.isHidden() else ""

    def set_empty_text(self, sentence: str) -> None:
        """Say what could be tried, where there are no rows."""
        self._empty.setText(sentence)
        self._empty.setVisible(not self._model.rowCount() and bool(sentence))

    def set_note(self, sentence: str) -> None:
        """Say under the count how the rows were found; an empty sentence says nothing."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def select(self, path: str, *, scroll: bool = True) -> None:
        """Choose the row of `path` without opening it; an unknown path chooses none."""
        row = self._model.row_of(path) if path else None
        if row is None:
            self._view.clearSelection()
            self._view.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        index = self._model.index(row)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self._view.scrollTo(index)

    def go_to_first(self) -> None:
        """Take the keyboard and choose the first row where none is chosen."""
        chosen = self._view.selectionModel().hasSelection()
        # With the focus Qt makes the first row the current one, but neither chooses nor opens it.
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not chosen and self._model.rowCount():
            self.select(str(self._model.index(0).data(RowRole.PATH)))
            self._rest.start()

    def set_sort(self, order: str, *, with_relevance: bool) -> None:
        """Tick the order that is in force; relevance is offered only while something is searched for."""
        for name, action in self._orders.items():
            action.setChecked(name == order)
        self._orders["relevance"].setVisible(with_relevance)
        self._sort.setToolTip(self.tr("Sorted by {order}").format(order=SORTS[order].lower()))

    def set_filters(self, terms: Sequence[str]) -> None:
        """Tick the filters that are among the terms of a query."""
        for term, action in self._filters.items():
            action.setChecked(term in terms)
        self._filter.setChecked(any(action.isChecked() for action in self._filters.values()))

    def set_palette(self, palette: Palette, sort_icon: QIcon, filter_icon: QIcon | None = None) -> None:
        """Draw in other colours."""
        self._filter.setIcon(filter_icon or QIcon())
        self._delegate.set_palette(palette)
        self._sort.setIcon(sort_icon)
        self._view.viewport().update()

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(self.tr("Sort the notes"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._orders: dict[str, QAction] = {}
        for name, text in SORTS.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, name=name: self.sort_requested.emit(name))
            group.addAction(action)
            self._orders[name] = action
        button.setMenu(menu)
        return button

    def _make_filter_button(self) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(self.tr("Filter the notes"))
        button.setToolTip(self.tr("Only notes with sources, or with citations to look at"))
        button.setCheckable(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._filters: dict[str, QAction] = {}
        for term, text in FILTERS.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, term=term: self.filter_requested.emit(term))
            self._filters[term] = action
        button.setMenu(menu)
        return button

    def _make_view(self) -> "_View":
        view = _View(self)
        view.setAccessibleName(self.tr("Notes"))
        show_rows(view, self._model, self._delegate)
        view.clicked.connect(self._activate)
        view.entered_by_key.connect(self._activate_current)
        view.beside_requested.connect(self._activate_beside)
        view.moved_by_key.connect(self._rest.start)
        view.left_upward.connect(self.leave_requested)
        return view

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 4, 8, 4)
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self._filter)
        row.addWidget(self._sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._note)
        column.addWidget(self._view)

    def _activate(self, index: QModelIndex) -> None:
        self._rest.stop()
        if index.isValid():
            self.note_activated.emit(index.data(RowRole.PATH))

    def _activate_beside(self, index: QModelIndex) -> None:
        self._rest.stop()
        if index.isValid():
            self.new_view_requested.emit(index.data(RowRole.PATH))

    def _activate_current(self) -> None:
        self._activate(self._view.currentIndex())


class _View(QListView):
    """A list that tells when the keyboard moved in it or entered a row.

    Signals:
        entered_by_key(): Return was pressed on a row.
        beside_requested(QModelIndex index): Ctrl+Return, or the middle button of the mouse on a row.
        moved_by_key(): another row is current, by a key.
        left_upward(): Up was pressed on the first row.
    """

    entered_by_key = Signal()
    beside_requested = Signal(QModelIndex)
    moved_by_key = Signal()
    left_upward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and watch the moves (Qt calls this)."""
        before = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.beside_requested.emit(before)
            else:
                self.entered_by_key.emit()
            return
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.moved_by_key.emit()
        elif event.key() == Qt.Key.Key_Up and before.row() <= 0:
            self.left_upward.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Handle the middle button (Qt calls this)."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self.beside_requested.emit(self.indexAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the middle button choose nothing (Qt calls this)."""
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)


def _empty_label(view: QWidget) -> QLabel:
    label = QLabel(view)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.hide()
    column = QVBoxLayout(view)
    column.setContentsMargins(20, 32, 20, 20)
    column.addWidget(label)
    column.addStretch()
    return label
