"""The list of notes: what is chosen is opened, and stays chosen when the rows change."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader.qt.hint_line import HintLine
from reader.qt.note_delegate import NoteDelegate
from reader.qt.note_head import FILTERS, SORTS, NoteHead
from reader.qt.note_model import NoteModel, Row, RowRole, Rows
from reader.qt.note_view import NoteView
from reader.qt.plain_label import PlainLabel
from reader.qt.row_view import show_anew, show_rows
from reader.qt.theme import Palette

__all__ = ["FILTERS", "SORTS", "NoteList", "Row"]

_REST_MS = 150
"""How long the arrow keys must rest on a row before its note is opened."""


class NoteList(QWidget):
    """The notes that the filters leave, under a line that counts them.

    Signals:
        note_activated(str path): a note was clicked, entered, or rested upon with the arrow keys.
        new_view_requested(str path): the same in a tab of its own, by Ctrl+Return or the middle button of the mouse.
        sort_requested(str order): one of `SORTS` was chosen.
        filter_requested(str term): a term of `FILTERS` was ticked or unticked.
        new_views_requested(tuple[str, ...] paths): the same for all that are chosen.
        menu_requested(QPoint at): the menu of what is chosen is asked for, at a place on the screen.
        leave_requested(): Up was pressed on the first row.
        query_requested(str query): another query that was offered shall be searched for.
    """

    note_activated = Signal(str)
    new_view_requested = Signal(str)
    sort_requested = Signal(str)
    filter_requested = Signal(str)
    new_views_requested = Signal(tuple)
    menu_requested = Signal(object)
    leave_requested = Signal()
    query_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._activate_current)
        self._awaited = ""
        self._model = NoteModel(self)
        self._delegate = NoteDelegate(self)
        self._head = NoteHead()
        self._head.sort_requested.connect(self.sort_requested)
        self._head.filter_requested.connect(self.filter_requested)
        self._head.hint.query_requested.connect(self.query_requested)
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

    @property
    def chosen_paths(self) -> list[str]:
        """The paths of all chosen rows, in the order of the list."""
        return [self._model.path_at(row) for start, end in self._ranges() for row in range(start, end + 1)]

    @property
    def several(self) -> list[str]:
        """The paths of the chosen rows, where they are several and the list has the keyboard: commands mean them."""
        paths = self.chosen_paths if self._view.hasFocus() else []
        return paths if len(paths) > 1 else []

    def announce(self, sentence: str) -> None:
        """Have the results read out: who hears the window is in the search field, and would not learn of them."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def set_rows(self, rows: Rows | Sequence[Row], heading: str = "", *, alike: bool = False) -> None:
        """Show other rows. Chosen notes stay chosen and in their place as far as they are still among them.

        `heading` stands above; without one the rows are counted. Rows that are `alike` are the same, with more to see.
        """
        resting = self._rest.isActive()
        self._rest.stop()
        several = self.chosen_paths if self._chosen_count() > 1 else []
        current = self.current_path
        place = self._view.verticalScrollBar().value()
        self._model.set_rows(rows)
        counted = self.tr("1 note") if len(rows) == 1 else self.tr("{count} notes").format(count=f"{len(rows):,}")
        self._head.set_heading(heading or counted)
        self._empty.setVisible(not rows and bool(self._empty.text()))
        awaited = "" if current else self._awaited
        self._choose_row(current or awaited, scroll=False)
        if self.current_path:
            self._awaited = ""
        if several:
            self.choose(several)
        self._on_choice_changed()
        if resting and self.current_path:
            # Rows that come late must not take back what the arrow keys were about to open.
            self._rest.start()
        self._view.verticalScrollBar().setValue(place if alike or self.current_path else 0)
        if awaited and self.current_path and not heading:
            self._view.scrollTo(self._view.currentIndex())

    def choose(self, paths: Collection[str]) -> None:
        """Choose the rows of all `paths` that are listed; the keyboard stays where it is."""
        selection = QItemSelection()
        for start, end in self._model.runs_of(paths):
            selection.select(self._model.index(start), self._model.index(end))
        self._view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def empty_text(self) -> str:
        """What the list says where it has no rows; empty where it has some."""
        return self._empty.text() if not self._empty.isHidden() else ""

    def set_empty_text(self, sentence: str) -> None:
        """Say what could be tried, where there are no rows."""
        self._empty.setText(sentence)
        self._empty.setVisible(not self._model.rowCount() and bool(sentence))

    def set_hint(self, sentence: str, queries: Sequence[str]) -> None:
        """Say under the count how the rows were found, and offer other queries; nothing says nothing."""
        self._head.hint.show_hint(sentence, queries)

    @property
    def hint(self) -> HintLine:
        """What is said of a search."""
        return self._head.hint

    def select(self, path: str, *, scroll: bool = True) -> None:
        """Choose the row of `path` without opening it; an unknown path chooses none, until it comes.

        Where several rows are chosen, they are for something else, and stay so.
        """
        if self._chosen_count() > 1:
            return
        self._awaited = path if self._model.row_of(path) is None else ""
        self._choose_row(path, scroll=scroll)

    def _choose_row(self, path: str, *, scroll: bool) -> None:
        row = self._model.row_of(path) if path else None
        if row is None:
            self._view.clearSelection()
            self._view.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        index = self._model.index(row)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self._view.scrollTo(index)

    def go_to_first(self, *, anew: bool = False) -> None:
        """Take the keyboard and open the first row where none is chosen; with `anew`, whatever is chosen."""
        chosen = self._view.selectionModel().hasSelection() and not (anew and self._chosen_count() == 1)
        # With the focus Qt makes the first row the current one, but neither chooses nor opens it.
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not chosen and self._model.rowCount():
            self.select(str(self._model.index(0).data(RowRole.PATH)))
            self._rest.start()

    def set_sort(self, order: str, *, with_relevance: bool) -> None:
        """Tick the order that is in force; relevance is offered only while something is searched for."""
        self._head.set_sort(order, with_relevance=with_relevance)

    def set_filters(self, terms: Sequence[str]) -> None:
        """Tick the filters that are among the terms of a query."""
        self._head.set_filters(terms)

    def set_palette(self, palette: Palette, sort_icon: QIcon, filter_icon: QIcon | None = None) -> None:
        """Draw in other colours."""
        self._head.set_icons(sort_icon, filter_icon or QIcon())
        self._delegate.set_palette(palette)
        show_anew(self._view)

    def _make_view(self) -> NoteView:
        view = NoteView(self)
        view.setAccessibleName(self.tr("Notes"))
        show_rows(view, self._model, self._delegate)
        view.row_clicked.connect(self._activate)
        view.entered_by_key.connect(self._activate_current)
        view.beside_requested.connect(self._activate_beside)
        view.moved_by_key.connect(self._rest.start)
        view.left_upward.connect(self.leave_requested)
        view.choice_changed.connect(self._on_choice_changed)
        view.menu_requested.connect(self.menu_requested)
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._view, 1)

    def _ranges(self) -> list[tuple[int, int]]:
        """Return the chosen rows as their first and last numbers; a hundred thousand are one pair."""
        selection = self._view.selectionModel().selection()
        each = [selection.at(number) for number in range(selection.count())]
        return sorted((found.top(), found.bottom()) for found in each)

    def _chosen_count(self) -> int:
        return sum(end - start + 1 for start, end in self._ranges())

    def _on_choice_changed(self) -> None:
        count = self._chosen_count()
        self._head.set_chosen(count)
        if count > 1:
            self._rest.stop()

    def _activate(self, index: QModelIndex) -> None:
        self._rest.stop()
        if index.isValid():
            self.note_activated.emit(index.data(RowRole.PATH))

    def _activate_beside(self, index: QModelIndex) -> None:
        """Open the row in a tab; where it is one of several that are chosen, all of them."""
        self._rest.stop()
        path = str(index.data(RowRole.PATH)) if index.isValid() else ""
        chosen = self.chosen_paths
        if len(chosen) > 1 and path in chosen:
            self.new_views_requested.emit(tuple(chosen))
        elif path:
            self.new_view_requested.emit(path)

    def _activate_current(self) -> None:
        self._activate(self._view.currentIndex())


def _empty_label(view: QWidget) -> QLabel:
    label = PlainLabel(name="quiet", wraps=True, parent=view)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.hide()
    column = QVBoxLayout(view)
    column.setContentsMargins(20, 32, 20, 20)
    column.addWidget(label)
    column.addStretch()
    return label
