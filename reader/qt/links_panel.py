"""What speaks of the shown note: notes that link to it, and notes that only say its name."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from reader.app.link_messages import Backlink, LinksFound
from reader.core.text import one_line
from reader.qt.note_delegate import NoteDelegate
from reader.qt.note_model import NoteModel, Row, RowRole
from reader.qt.plain_label import PlainLabel
from reader.qt.row_view import show_anew, show_rows
from reader.qt.theme import Palette

_KINDS = ("linked", "mentioned")


class LinksPanel(QWidget):
    """Two lists under one switch, each note with the sentence that speaks of the shown one.

    Signals:
        passage_chosen(str path, str words): a note was clicked or entered; the words are those that speak.
        new_view_requested(str path): the same in a tab of its own.
    """

    passage_chosen = Signal(str, str)
    new_view_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lists: dict[str, Sequence[Backlink]] = dict.fromkeys(_KINDS, ())
        self._kind = "linked"
        self._known = False
        self._model = NoteModel(self)
        self._delegate = NoteDelegate(self)
        self._view = self._make_view()
        self._empty = PlainLabel(name="quiet", wraps=True)
        self._empty.setContentsMargins(14, 4, 14, 0)
        self._switches = {kind: self._make_switch(kind) for kind in _KINDS}
        head = QWidget()
        head.setObjectName("paneHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 10, 4)
        for switch in self._switches.values():
            row.addWidget(switch)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._empty)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._show()

    @property
    def rows(self) -> list[str]:
        """The titles in the list."""
        return [str(self._model.index(row).data()) for row in range(self._model.rowCount())]

    def show_links(self, found: LinksFound) -> None:
        """Show what speaks of a note; where nothing links to it, what mentions it."""
        same = self._known
        self._known = True
        self._lists = {"linked": found.linked, "mentioned": found.mentioned}
        if not same:
            self._kind = "linked" if found.linked or not found.mentioned else "mentioned"
        self._show()

    def show_nothing(self) -> None:
        """Show the panel as it is while nothing is known."""
        self._known = False
        self._lists = dict.fromkeys(_KINDS, ())
        self._show()

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._delegate.set_palette(palette)
        show_anew(self._view)

    def _make_view(self) -> "_View":
        view = _View()
        view.setAccessibleName(self.tr("Notes that speak of this one"))
        show_rows(view, self._model, self._delegate)
        view.clicked.connect(self._choose)
        view.entered_by_key.connect(self._choose)
        view.beside_requested.connect(lambda index: self.new_view_requested.emit(index.data(RowRole.PATH)))
        return view

    def _make_switch(self, kind: str) -> QToolButton:
        switch = QToolButton()
        switch.setObjectName("chip")
        switch.setCheckable(True)
        switch.clicked.connect(lambda: self._turn_to(kind))
        return switch

    def _turn_to(self, kind: str) -> None:
        self._kind = kind
        self._show()

    def _show(self) -> None:
        texts = {"linked": self.tr("{count} linked"), "mentioned": self.tr("{count} unlinked")}
        for kind, switch in self._switches.items():
            switch.setText(texts[kind].format(count=len(self._lists[kind])))
            switch.setChecked(kind == self._kind)
            switch.setVisible(self._known)
        listed = self._lists[self._kind]
        self._model.set_rows([_row(link) for link in listed])
        sentences = {
            "linked": self.tr("No note links to this one."),
            "mentioned": self.tr("No note says the name of this one without a link."),
        }
        self._empty.setText(sentences[self._kind])
        self._empty.setVisible(self._known and not listed)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(RowRole.ROW)
        if isinstance(row, Row):
            self.passage_chosen.emit(row.path, row.passage[row.marks[0][0] : row.marks[0][1]] if row.marks else "")


class _View(QListView):
    """A list that tells when a row was entered.

    Signals:
        entered_by_key(QModelIndex index): Return was pressed on a row.
        beside_requested(QModelIndex index): the same with Ctrl.
    """

    entered_by_key = Signal(QModelIndex)
    beside_requested = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return (Qt calls this)."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            beside = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.beside_requested if beside else self.entered_by_key).emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _row(link: Backlink) -> Row:
    times = f"{link.count} times" if link.count > 1 else ""
    return Row(link.path, one_line(link.title), link.sentence.text, link.sentence.marks, times)
