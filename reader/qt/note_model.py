"""The rows of the note list as values, and the model that hands them to the view."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt


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


class NoteModel(QStringListModel):
    """The rows of the list; it does no I/O.

    The view asks for the number of rows once for each row that it lays out. Qt's own list of strings, which here holds
    the titles, answers that without coming into Python: 100,000 rows are there in the blink of an eye.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self._rows = rows
        self.setStringList([row.title for row in rows])

    def row_of(self, path: str) -> int | None:
        """Return the number of the row of `path`, or None."""
        return next((number for number, row in enumerate(self._rows) if row.path == path), None)

    def path_at(self, row: int) -> str:
        """Return the path of a row."""
        return self._rows[row].path

    def runs_of(self, paths: Collection[str]) -> list[tuple[int, int]]:
        """Return the rows of `paths` as the first and last numbers of those that follow each other."""
        wanted = frozenset(paths)
        numbers = [number for number, row in enumerate(self._rows) if row.path in wanted]
        runs: list[tuple[int, int]] = []
        for number in numbers:
            if runs and runs[-1][1] == number - 1:
                runs[-1] = runs[-1][0], number
            else:
                runs.append((number, number))
        return runs

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let rows be chosen, and neither edited nor dragged about (Qt calls this)."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

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
