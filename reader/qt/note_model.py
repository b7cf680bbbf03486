"""The rows of the note list as values, and the model that hands them to the view."""

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt


class Row(Struct, frozen=True):
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


class Rows:
    """The rows of a list, of which only those that are looked at are made: a date in words takes time."""

    def __init__(self, paths: Sequence[str], titles: Sequence[str], make: Callable[[int], Row]) -> None:
        self.paths = paths
        self.titles = titles
        self._make = make
        self._made: dict[int, Row] = {}

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Rows":
        """Return rows that are there already."""
        return cls([row.path for row in rows], [row.title for row in rows], rows.__getitem__)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.paths)

    def __getitem__(self, number: int) -> Row:
        """Return one of them."""
        row = self._made.get(number)
        if row is None:
            row = self._made[number] = self._make(number)
        return row


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
        self._rows = Rows.of(())

    def set_rows(self, rows: Rows | Sequence[Row]) -> None:
        """Replace all rows."""
        self._rows = rows if isinstance(rows, Rows) else Rows.of(rows)
        self.setStringList(self._rows.titles)

    def row_of(self, path: str) -> int | None:
        """Return the number of the row of `path`, or None."""
        return next((number for number, own in enumerate(self._rows.paths) if own == path), None)

    def path_at(self, row: int) -> str:
        """Return the path of a row."""
        return self._rows.paths[row]

    def runs_of(self, paths: Collection[str]) -> list[tuple[int, int]]:
        """Return the rows of `paths` as the first and last numbers of those that follow each other."""
        wanted = frozenset(paths)
        numbers = [number for number, path in enumerate(self._rows.paths) if path in wanted]
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
        number = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._rows.titles[number]
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(self._rows[number])
            case RowRole.PATH:
                return self._rows.paths[number]
            case RowRole.ROW:
                return self._rows[number]
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
