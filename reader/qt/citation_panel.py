"""The panel of citations: where a note's claims come from, and where in the text each source is used."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.citation import Citations
from reader.qt.citation_delegate import CitationDelegate
from reader.qt.citation_head import CitationHead
from reader.qt.citation_model import (
    CitationModel,
    Entry,
    EntryRole,
    Kind,
    entries_of,
    matching,
    ordered,
)
from reader.qt.citing_sentences import CitingSentences
from reader.qt.row_view import WrappedRows, show_anew
from reader.qt.theme import Palette


class CitationPanel(QWidget):
    """Lists the sources of the shown note, the marks without one, and what is odd about them.

    Signals:
        mention_requested(int source, int position): go to a citing sentence: the source's number, and which of its
            mentions, both from 0. Another click on the same source goes on to the next.
        dangling_requested(int number): go to a mark without a source: its number in `Citations.dangling`.
        entry_requested(int source): go to the entry itself, for a source that nothing cites.
        line_requested(int line): go to what a remark is about, by its line in the file.
        source_opened(str url): open the source in the browser; only ever after a key or a click.
        note_requested(str path): open the note that a source is.
        search_requested(str query): find all notes that cite a source.
        copy_requested(Entry entry): copy what stands in this row.
        menu_requested(Entry entry, QPoint place): show what can be done with it, at this place of the screen.
    """

    mention_requested = Signal(int, int)
    dangling_requested = Signal(int)
    entry_requested = Signal(int)
    line_requested = Signal(int)
    source_opened = Signal(str)
    note_requested = Signal(str)
    search_requested = Signal(str)
    copy_requested = Signal(Entry)
    menu_requested = Signal(Entry, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries: list[Entry] = []
        self._visited: tuple[Kind, int, int] | None = None
        self._model = CitationModel(self)
        self._delegate = CitationDelegate(self)
        self._head = CitationHead(self)
        self._head.changed.connect(self._apply_filter)
        self._sentences = CitingSentences(self)
        self._sentences.sentence_chosen.connect(self._go_to)
        self._view = self._make_view()
        self._head.list_requested.connect(self._view.setFocus)
        self._lay_out()
        self.setFocusProxy(self._view)
        self.show_nothing()

    @property
    def sentences(self) -> list[str]:
        """The citing sentences that are shown."""
        return self._sentences.sentences

    def set_citations(self, citations: Citations, notes: Mapping[str, str] | None = None) -> None:
        """Show the citations of another note; the filter is taken away.

        `notes` are the paths of the notes that addresses of the note lead to.
        """
        self._entries = entries_of(citations, notes)
        self._visited = None
        self._head.set_entries(self._entries)
        self._head.set_title(self.tr("Citations {count}").format(count=f"{len(citations.sources):,}"))
        longest = max((entry.label for entry in self._entries), key=len, default="")
        self._delegate.set_measure(longest)
        self._apply_filter()

    def show_nothing(self) -> None:
        """Show the panel as it is without a note."""
        self.set_citations(Citations())
        self._head.set_title(self.tr("Citations"))
        self._head.set_empty_text("")

    def select_source(self, number: int, position: int = -1) -> None:
        """Choose a source and bring it into view; a filter that hides it is taken away.

        `position` is the mention that the person comes from: the next click goes on to the one behind it.
        """
        self._choose(Kind.CITED, number)
        entry = next((entry for entry in self._entries if entry.is_source and entry.number == number), None)
        self._visited = (entry.kind, number, position) if entry and position >= 0 else None
        self._sentences.set_current(position)

    def select_dangling(self, number: int) -> None:
        """Choose the row of the mark without a source that has this number in `Citations.dangling`."""
        self._choose(Kind.DANGLING, number)
        entry = next((entry for entry in self._entries if entry.kind is Kind.DANGLING and number in entry.marks), None)
        if entry is not None:
            position = entry.marks.index(number)
            self._visited = (entry.kind, entry.number, position)
            self._sentences.set_current(position)

    def go_on(self, entry: Entry | None) -> None:
        """Go to the next sentence that cites an entry, or to what it is about; no entry is passed over."""
        if entry is None:
            return
        if entry.kind is Kind.PROBLEM:
            self.line_requested.emit(entry.line)
        elif not entry.marks:
            self.entry_requested.emit(entry.number)
        else:
            last = self._visited
            again = last is not None and last[:2] == (entry.kind, entry.number)
            self._go(entry, (last[2] + 1) % len(entry.marks) if last and again else 0)

    def set_palette(self, palette: Palette, icons: dict[Kind, QIcon], sort: QIcon | None = None) -> None:
        """Draw in other colours; `icons` are those of the chips, `sort` that of the order."""
        self._delegate.set_palette(palette)
        self._head.set_icons(icons, sort or QIcon())
        show_anew(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentences their share of the new height (Qt calls this)."""
        super().resizeEvent(event)
        self._sentences.fit()

    def _make_view(self) -> "_View":
        view = _View()
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self.tr("Citations"))
        view.clicked.connect(lambda index: self.go_on(index.data(EntryRole.ENTRY)))
        view.space_pressed.connect(lambda: self.go_on(view.currentIndex().data(EntryRole.ENTRY)))
        view.return_pressed.connect(lambda: self._open(view.currentIndex()))
        view.copy_pressed.connect(self._copy)
        view.customContextMenuRequested.connect(self._show_menu)
        view.menu_pressed.connect(lambda: self._show_menu(view.visualRect(view.currentIndex()).center()))
        view.selectionModel().currentChanged.connect(lambda index, _before: self._show_sentences(index))
        return view

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addWidget(self._view, 1)
        whole.addWidget(self._sentences)

    def _apply_filter(self) -> None:
        chosen = self._view.currentIndex().data(EntryRole.ENTRY)
        shown = matching(ordered(self._entries, self._head.order), self._head.words, self._head.kinds)
        self._model.set_entries(shown)
        nothing = self.tr("No source matches.") if self._entries else self.tr("This note cites nothing.")
        self._head.set_empty_text("" if shown else nothing)
        if chosen in shown:
            self._choose(chosen.kind, chosen.number)
        else:
            self._show_sentences(QModelIndex())

    def _choose(self, kind: Kind, number: int) -> None:
        row = self._model.row_of(kind, number)
        if row is None and self._head.is_filtering:
            self._head.clear()
            row = self._model.row_of(kind, number)
        if row is None:
            self._view.clearSelection()
            return
        index = self._model.index(row)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_sentences(index)
        self._view.scrollTo(index)

    def _show_sentences(self, index: QModelIndex) -> None:
        entry = index.data(EntryRole.ENTRY)
        if entry is None or not entry.sentences:
            self._sentences.show_sentences("", ())
            return
        count = len(entry.sentences)
        title = self.tr("Cited in") if entry.is_source else self.tr("No source for")
        said = f"{title} {'1 sentence' if count == 1 else f'{count:,} sentences'}"
        self._sentences.show_sentences(said, entry.sentences)
        here = self._visited is not None and self._visited[:2] == (entry.kind, entry.number)
        self._sentences.set_current(self._visited[2] if self._visited and here else -1)

    def _go_to(self, position: int) -> None:
        entry = self._view.currentIndex().data(EntryRole.ENTRY)
        if entry is not None and position < len(entry.marks):
            self._go(entry, position)

    def _go(self, entry: Entry, position: int) -> None:
        self._visited = (entry.kind, entry.number, position)
        self._sentences.set_current(position)
        if entry.kind is Kind.DANGLING:
            self.dangling_requested.emit(entry.marks[position])
        else:
            self.mention_requested.emit(entry.number, position)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(EntryRole.ENTRY)
        if entry is None:
            return
        if entry.note:
            self.note_requested.emit(entry.note)
        elif entry.url:
            self.source_opened.emit(entry.url)

    def _copy(self) -> None:
        entry = self._view.currentIndex().data(EntryRole.ENTRY)
        if entry is not None:
            self.copy_requested.emit(entry)

    def _show_menu(self, at: QPoint) -> None:
        entry = self._view.indexAt(at).data(EntryRole.ENTRY)
        if entry is not None and entry.kind is not Kind.PROBLEM:
            self.menu_requested.emit(entry, self._view.viewport().mapToGlobal(at))


class _View(WrappedRows):
    """The list itself, which tells Space from Return.

    Signals:
        space_pressed(): go to the citing sentence.
        return_pressed(): open the source.
        copy_pressed(): copy the source.
        menu_pressed(): show the menu of the row.
    """

    space_pressed = Signal()
    return_pressed = Signal()
    copy_pressed = Signal()
    menu_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def event(self, event: QEvent) -> bool:
        """Keep the key for copying from the menu, which copies what is selected in the page (Qt calls this)."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _copies(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Space, Return and the key for copying (Qt calls this)."""
        if _copies(event):
            self.copy_pressed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.return_pressed.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_pressed.emit()
        else:
            super().keyPressEvent(event)


def _copies(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)
