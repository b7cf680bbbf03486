"""The sources of a library, and the sentences that cite one of them, as rows that Qt can show."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reader.app.source_facts import Order, Passage, Question, SourcePage, SourceRow
from reader.core.text import one_line
from reader.qt.citation_model import address_words
from reader.qt.citing_sentences import HEADING
from reader.qt.plain_text import tooltip
from reader.qt.rows import short_date

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
COLUMNS = {
    Order.NAME: "Source",
    Order.DOMAIN: "Domain",
    Order.NOTES: "Notes",
    Order.MENTIONS: "Mentions",
    Order.FIRST: "First",
    Order.LAST: "Last",
}
OF_DOMAINS = {Order.NAME: "Domain", Order.DOMAIN: "Sources"}
ORDERS = tuple(COLUMNS)
_NUMBERS = frozenset((Order.NOTES, Order.MENTIONS))


class SourcesModel(QAbstractTableModel):
    """Rows in the order of the library process, which hands them over a part at a time.

    Signals:
        more_requested(int offset): rows behind those that are known are wanted.
    """

    more_requested = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SourceRow] = []
        self._total = 0
        self._asked = -1
        self._names = COLUMNS
        self._sign = Order.NOTES, "↓"

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return self._total

    def set_page(self, question: Question, page: SourcePage) -> None:
        """Take rows: from the beginning, or behind those that are known."""
        self._total = page.total
        if question.offset == 0:
            self.beginResetModel()
            self._rows = list(page.rows)
            self._asked = -1
            self._names = COLUMNS | OF_DOMAINS if question.domains else COLUMNS
            self._sign = question.order, "↑" if question.is_rising else "↓"
            self.endResetModel()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        elif question.offset == len(self._rows) and page.rows:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether the library has more rows (Qt calls this)."""
        return not parent.isValid() and len(self._rows) < self._total and self._asked != len(self._rows)

    def fetchMore(self, parent: _Index) -> None:
        """Ask for more rows, once (Qt calls this)."""
        if not self.canFetchMore(parent):
            return
        self._asked = len(self._rows)
        self.more_requested.emit(self._asked)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the number of known rows (Qt calls this)."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the number of columns (Qt calls this)."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column (Qt calls this)."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            order = ORDERS[section]
            return f"{self._names[order]} {self._sign[1]}" if order is self._sign[0] else self._names[order]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(ORDERS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of a row (Qt calls this)."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        column = ORDERS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cell(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(row.url or row.title) if column is Order.NAME else None
            case Qt.ItemDataRole.AccessibleTextRole if column is Order.NAME:
                return f"{name_of(row)}, {row.domain}, {row.notes:,} notes, {row.mentions:,} mentions"
            case value if value == ROW:
                return row
            case _:
                return None


def name_of(row: SourceRow) -> str:
    """Return the title, or what the address says in words; a domain is its own name."""
    name = one_line(row.title or address_words(row.url) or row.key)
    return f"{name} · {row.byline}" if row.byline else name


def _cell(row: SourceRow, column: Order) -> str:
    match column:
        case Order.NAME:
            return name_of(row)
        case Order.DOMAIN:
            if row.url or row.key != row.domain:
                return row.domain
            return f"{row.sources:,}"
        case Order.NOTES:
            return f"{row.notes:,}"
        case Order.MENTIONS:
            return f"{row.mentions:,}"
        case Order.FIRST:
            return short_date(row.first)
        case _:
            return short_date(row.last)


def _alignment(column: Order) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class PassagesModel(QAbstractListModel):
    """Sentences that cite a source, under the titles of their notes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passages: Sequence[Passage] = ()

    @property
    def passages(self) -> Sequence[Passage]:
        """What is shown."""
        return self._passages

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._passages = passages
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the number of sentences (Qt calls this)."""
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of a sentence (Qt calls this)."""
        if not index.isValid():
            return None
        passage = self._passages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return passage.sentence or "Listed, but no sentence cites it."
        if role == HEADING:
            before = index.row() and self._passages[index.row() - 1].path
            return "" if before == passage.path else one_line(passage.note)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{passage.note}: {passage.sentence}"
        return None
