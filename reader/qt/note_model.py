"""The rows of the note list as values, and the model that hands them to the view."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One note of the list, all of it plain text.

    `passage` is a snippet or the note's beginning; `marks` are `[start, end)` offsets of found words in it. `date` is
    as shown; `citations` counts sources.
    """

    path: str
    title: str
    passage: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    citations: int = 0


class RowRole(IntEnum):
    """What the delegate asks of a row."""

    PATH = Qt.ItemDataRole.UserRole
    ROW = Qt.ItemDataRole.UserRole + 1


class NoteModel(QAbstractListModel):
    """The rows of the list. It does no I/O and copies nothing: 100,000 rows are set as quickly as ten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, path: str) -> int | None:
        """Return the number of the row of `path`, or None."""
        return next((number for number, row in enumerate(self._rows) if row.path == path), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of notes (Qt calls this)."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of a row (Qt calls this)."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case RowRole.PATH:
                return row.path
            case RowRole.ROW:
                return row
            case _:
                return None

    def roleNames(self) -> dict[int, QByteArray]:
        """Name the roles (Qt calls this)."""
        own = {role.value: QByteArray(role.name.lower().encode()) for role in RowRole}
        return {**super().roleNames(), **own}


def spoken(row: Row) -> str:
    """Return what a screen reader says of a row: title, date, tags and citation count.

    >>> spoken(Row("a.md", "Tea", date="3 Feb", tags=("china", "trade"), citations=1))
    'Tea, 3 Feb, tagged china, trade, 1 citation'
    """
    parts = [row.title]
    if row.date:
        parts.append(row.date)
    if row.tags:
        parts.append("tagged " + ", ".join(row.tags))
    if row.citations:
        parts.append("1 citation" if row.citations == 1 else f"{row.citations} citations")
    return ", ".join(parts)
