"""The Sources view: every source and every domain of the library, and the sentences of the notes that cite it."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.app.source_facts import Order, Passage, Question, SourcePage, SourceRow
from reader.core.work import cited_as
from reader.qt.citing_sentences import SentenceDelegate, SentenceView
from reader.qt.plain_label import PlainLabel
from reader.qt.sizes import grown, open_wide
from reader.qt.sources_model import ORDERS, ROW, PassagesModel, SourcesModel, name_of

_WIDTHS = {Order.NAME: 330, Order.DOMAIN: 148, Order.NOTES: 74, Order.MENTIONS: 96, Order.FIRST: 98, Order.LAST: 98}


class SourcesView(QDialog):
    """A window of its own beside the reading room; it asks for rows and never waits for them.

    Signals:
        rows_requested(Question): rows are wanted.
        passages_requested(str key, bool domain): the sentences of a source or of a domain are wanted.
        passage_chosen(str path, int mark): a sentence was chosen; mark -1 stands for the note as a whole.
        notes_requested(str query): all notes that cite a source shall be found.
        source_opened(str url): open a source in the browser.
        save_requested(): write all sources to a file.
    """

    rows_requested = Signal(object)
    passages_requested = Signal(str, bool)
    passage_chosen = Signal(str, int)
    notes_requested = Signal(str)
    source_opened = Signal(str)
    save_requested = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sources of the Library"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        open_wide(self, 1160, 700)
        self._order, self._backward = Order.NOTES, False
        self._key = ""
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find sources by words of their titles, authors or addresses"))
        self._field.setAccessibleName(self.tr("Find sources"))
        self._field.setClearButtonEnabled(True)
        self._rest = QTimer(self, singleShot=True, interval=120)
        self._rest.timeout.connect(self.ask)
        self._field.textChanged.connect(lambda _text: self._rest.start())
        self._tabs = QTabBar()
        self._tabs.setObjectName("kinds")
        self._tabs.setDrawBase(False)
        for name in (self.tr("Sources"), self.tr("Domains")):
            self._tabs.addTab(name)
        self._tabs.currentChanged.connect(lambda _tab: self.ask())
        self._count = PlainLabel(name="quiet")
        self._model = SourcesModel(self)
        self._model.more_requested.connect(lambda offset: self.rows_requested.emit(self.question(offset)))
        self._table = self._make_table()
        self._passages = PassagesModel(self)
        self._sentences = SentenceView()
        self._sentences.setModel(self._passages)
        self._sentences.setItemDelegate(SentenceDelegate(self._sentences))
        self._sentences.setAccessibleName(self.tr("Sentences that cite it"))
        self._sentences.clicked.connect(self._choose_passage)
        self._sentences.activated.connect(self._choose_passage)
        self._about = PlainLabel(name="quiet")
        self._about.setWordWrap(True)
        self._about.setContentsMargins(14, 4, 8, 2)
        self._buttons = self._make_buttons()
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._field.setFocus)
        self._show_row(None)

    @property
    def rows(self) -> list[SourceRow]:
        """The rows that are known so far."""
        return [self._model.index(row, 0).data(ROW) for row in range(self._model.rowCount())]

    @property
    def passages(self) -> list[Passage]:
        """The sentences that are shown."""
        return list(self._passages.passages)

    def question(self, offset: int = 0) -> Question:
        """Return what is asked for now."""
        domains = self._tabs.currentIndex() == 1
        return Question(self._field.text(), self._order, self._backward, domains, offset)

    def ask(self) -> None:
        """Ask for the rows anew."""
        self._rest.stop()
        self.rows_requested.emit(self.question())

    def show_rows(self, question: Question, page: SourcePage) -> None:
        """Show rows, if they are still those that are wanted."""
        if question != self.question(question.offset):
            return
        self._model.set_page(question, page)
        what = self.tr("domains") if question.domains else self.tr("sources")
        self._count.setText(f"{page.total:,} {what}")
        if question.offset:
            return
        kept = next((number for number, row in enumerate(page.rows) if row.key == self._key), 0)
        if self._model.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            self._table.selectionModel().setCurrentIndex(self._model.index(kept, 0), flags.ClearAndSelect | flags.Rows)
        else:
            self._show_row(None)

    def show_passages(self, key: str, passages: tuple[Passage, ...]) -> None:
        """Show the sentences of the chosen source."""
        if key == self._key:
            self._passages.set_passages(passages)

    def _make_table(self) -> QTreeView:
        table = QTreeView()
        table.setObjectName("table")
        table.setProperty("ring", "true")
        table.setAccessibleName(self.tr("Sources"))
        table.setModel(self._model)
        table.setItemDelegate(_OwnDirection(table))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.header()
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        for column, order in enumerate(ORDERS):
            table.setColumnWidth(column, _WIDTHS[order] if order is Order.NAME else grown(table, _WIDTHS[order]))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._sort_by)
        table.selectionModel().currentRowChanged.connect(lambda index, _before: self._show_row(index.data(ROW)))
        table.activated.connect(lambda _index: self._sentences.setFocus())
        return table

    def _make_buttons(self) -> dict[str, QPushButton]:
        deeds = {
            "find": (self.tr("&Notes That Cite It"), self._find_notes),
            "open": (self.tr("Open in &Browser"), self._open),
            "save": (self.tr("&Save as CSV…"), self.save_requested.emit),
            "close": (self.tr("Close"), self.close),
        }
        made = {}
        for name, (text, deed) in deeds.items():
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, deed=deed: deed())
            made[name] = button
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._tabs)
        top.addWidget(self._field, 1)
        top.addWidget(self._count)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._about)
        column.addWidget(self._sentences, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._table)
        splitter.addWidget(side)
        splitter.setSizes([820, 320])
        splitter.setStretchFactor(0, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._buttons["find"])
        foot.addWidget(self._buttons["open"])
        foot.addStretch()
        foot.addWidget(self._buttons["save"])
        foot.addWidget(self._buttons["close"])
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(splitter, 1)
        whole.addLayout(foot)

    def _sort_by(self, column: int) -> None:
        order = ORDERS[column]
        self._backward = not self._backward if order is self._order else False
        self._order = order
        self.ask()

    def _show_row(self, row: SourceRow | None) -> None:
        self._key = row.key if row else ""
        self._passages.set_passages(())
        self._buttons["find"].setEnabled(bool(row and (row.url or row.domain or row.byline)))
        self._buttons["open"].setEnabled(bool(row and row.url))
        self._about.setText((row.url or name_of(row)) if row else self.tr("No source matches."))
        if row is not None:
            self.passages_requested.emit(row.key, self._tabs.currentIndex() == 1)

    def _row(self) -> SourceRow | None:
        found = self._table.currentIndex().data(ROW)
        return found if isinstance(found, SourceRow) else None

    def _find_notes(self) -> None:
        row = self._row()
        if row is not None:
            self.notes_requested.emit(f'cites:"{row.url or row.domain or cited_as(row.title, row.byline)}"')

    def _open(self) -> None:
        row = self._row()
        if row is not None and row.url:
            self.source_opened.emit(row.url)

    def _choose_passage(self, index: QModelIndex) -> None:
        passage = self._passages.passages[index.row()]
        self.passage_chosen.emit(passage.path, -1 if passage.mark is None else passage.mark)


class _OwnDirection(QStyledItemDelegate):
    """Sets each text from the side from which it is read, in the column of all others."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Isolate the text (Qt calls this)."""
        super().initStyleOption(option, index)
        option.text = f"\u2068{option.text}\u2069"
