"""The panel of citations: where a note's claims come from, and where in the text each source is used."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.core.citation import Citations
from reader.qt.citation_delegate import CitationDelegate
from reader.qt.citation_model import (
    CitationModel,
    Entry,
    EntryRole,
    Kind,
    as_markdown,
    entries_of,
    matching,
    shown_title,
)
from reader.qt.flow import Flow
from reader.qt.theme import Palette

_LONG_TITLE = 30
"""Where no title is longer than this, one line is enough for all."""


class CitationPanel(QWidget):
    """Lists the sources of the shown note and the marks without one.

    Signals:
        mention_requested(int source, int position): go to a citing sentence: the source's number, and which of its
            mentions, both from 0. Another click on the same source goes on to the next.
        dangling_requested(int number): go to a mark without a source: its number in `Citations.dangling`.
        entry_requested(int source): go to the entry itself, for a source that nothing cites.
        source_opened(str url): open the source in the browser; only ever after a key or a click.
    """

    mention_requested = Signal(int, int)
    dangling_requested = Signal(int)
    entry_requested = Signal(int)
    source_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries: list[Entry] = []
        self._visited: tuple[Kind, int, int] | None = None
        self._model = CitationModel(self)
        self._delegate = CitationDelegate(self)
        self._title = QLabel()
        self._title.setObjectName("paneTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._chips = {kind: self._make_chip(kind) for kind in Kind}
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter sources"))
        self._filter.setAccessibleName(self.tr("Filter sources"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._apply_filter)
        self._empty = QLabel()
        self._empty.setObjectName("quiet")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._view = self._make_view()
        self._lay_out()
        self.setFocusProxy(self._view)
        self.show_nothing()

    def set_citations(self, citations: Citations) -> None:
        """Show the citations of another note; the filter is taken away."""
        self._entries = entries_of(citations)
        self._visited = None
        for kind, chip in self._chips.items():
            count = sum(entry.kind is kind for entry in self._entries)
            chip.setChecked(False)
            chip.setText(f"{count:,} {kind}")
            chip.setVisible(bool(count) or (kind is Kind.CITED and bool(self._entries)))
        self._title.setText(self.tr("Citations {count}").format(count=f"{len(citations.sources):,}"))
        blocked = self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.blockSignals(blocked)
        self._filter.setVisible(bool(self._entries))
        longest = max((entry.label for entry in self._entries), key=len, default="")
        two = any(len(shown_title(entry)) > _LONG_TITLE for entry in self._entries)
        self._delegate.set_measure(2 if two else 1, longest)
        self._empty.setText("" if self._entries else self.tr("This note cites nothing."))
        self._apply_filter()

    def show_nothing(self) -> None:
        """Show the panel as it is without a note."""
        self.set_citations(Citations())
        self._title.setText(self.tr("Citations"))
        self._empty.clear()
        self._empty.hide()

    def select_source(self, number: int, position: int = -1) -> None:
        """Choose a source and bring it into view; a filter that hides it is taken away.

        `position` is the mention that the person comes from: the next click goes on to the one behind it.
        """
        self._choose(Kind.CITED, number)
        entry = next(
            (entry for entry in self._entries if entry.kind is not Kind.DANGLING and entry.number == number), None
        )
        self._visited = (entry.kind, number, position) if entry and position >= 0 else None

    def select_dangling(self, number: int) -> None:
        """Choose the row of the mark without a source that has this number in `Citations.dangling`."""
        self._choose(Kind.DANGLING, number)

    def set_palette(self, palette: Palette, icons: dict[Kind, QIcon]) -> None:
        """Draw in other colours; `icons` are those of the chips."""
        self._delegate.set_palette(palette)
        for kind, chip in self._chips.items():
            chip.setIcon(icons.get(kind, QIcon()))
        self._view.viewport().update()

    def _make_chip(self, kind: Kind) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setIconSize(QSize(15, 15))
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setAccessibleName(self.tr("Show only {kind} entries").format(kind=kind))
        chip.setToolTip(self.tr("Show only {kind} entries").format(kind=kind))
        chip.toggled.connect(self._apply_filter)
        return chip

    def _make_view(self) -> "_View":
        view = _View()
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self.tr("Citations"))
        view.clicked.connect(self._go_on)
        view.space_pressed.connect(lambda: self._go_on(view.currentIndex()))
        view.return_pressed.connect(lambda: self._open(view.currentIndex()))
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("paneHead")
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(7)
        column.addWidget(self._title)
        chips = Flow(4)
        for chip in self._chips.values():
            chips.addWidget(chip)
        column.addLayout(chips)
        column.addWidget(self._filter)
        column.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self._view, 1)

    def _apply_filter(self) -> None:
        kinds = frozenset(kind for kind, chip in self._chips.items() if chip.isChecked())
        chosen = self._view.currentIndex().data(EntryRole.ENTRY)
        shown = matching(self._entries, self._filter.text(), kinds)
        self._model.set_entries(shown)
        if self._entries:
            self._empty.setText("" if shown else self.tr("No source matches."))
        self._empty.setVisible(not shown and bool(self._empty.text()))
        if chosen in shown:
            self._choose(chosen.kind, chosen.number)

    def _choose(self, kind: Kind, number: int) -> None:
        row = self._model.row_of(kind, number)
        if row is None and self._filtered():
            self._filter.clear()
            for chip in self._chips.values():
                chip.setChecked(False)
            row = self._model.row_of(kind, number)
        if row is None:
            self._view.clearSelection()
            return
        index = self._model.index(row)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.scrollTo(index)

    def _filtered(self) -> bool:
        return bool(self._filter.text()) or any(chip.isChecked() for chip in self._chips.values())

    def _go_on(self, index: QModelIndex) -> None:
        entry = index.data(EntryRole.ENTRY)
        if entry is None:
            return
        if not entry.marks:
            self.entry_requested.emit(entry.number)
            return
        last = self._visited
        again = last is not None and last[:2] == (entry.kind, entry.number)
        position = (last[2] + 1) % len(entry.marks) if last and again else 0
        self._visited = (entry.kind, entry.number, position)
        if entry.kind is Kind.DANGLING:
            self.dangling_requested.emit(entry.marks[position])
        else:
            self.mention_requested.emit(entry.number, position)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(EntryRole.ENTRY)
        if entry is not None and entry.url:
            self.source_opened.emit(entry.url)

    def _show_menu(self, at: QPoint) -> None:
        index = self._view.indexAt(at)
        entry = index.data(EntryRole.ENTRY)
        if entry is None:
            return
        clipboard = QGuiApplication.clipboard()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Go to Citing Sentence"), lambda: self._go_on(index)).setEnabled(bool(entry.marks))
        if entry.url:
            menu.addAction(self.tr("Open in &Browser"), lambda: self.source_opened.emit(entry.url))
            menu.addSeparator()
            menu.addAction(self.tr("Copy &Address"), lambda: clipboard.setText(entry.url))
            menu.addAction(self.tr("Copy as &Markdown"), lambda: clipboard.setText(as_markdown(entry)))
        menu.popup(self._view.viewport().mapToGlobal(at))


class _View(QListView):
    """The list itself, which tells Space from Return.

    Signals:
        space_pressed(): go to the citing sentence.
        return_pressed(): open the source.
    """

    space_pressed = Signal()
    return_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ring", "true")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Space and Return (Qt calls this)."""
        if event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.return_pressed.emit()
        else:
            super().keyPressEvent(event)
