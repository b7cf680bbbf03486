"""The tags or the folders of a library as a tree that Qt can show."""

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import IntEnum

from msgspec import Struct, field
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.library import TagCount
from reader.core.text import fold

_NOWHERE = QModelIndex()


class BranchRole(IntEnum):
    """What is asked of a row."""

    NAME = Qt.ItemDataRole.UserRole
    COUNT = Qt.ItemDataRole.UserRole + 1
    BARRED = Qt.ItemDataRole.UserRole + 2


class _Node(Struct):
    """One row. It is alive as long as the model shows it: Qt's indexes point at it."""

    tag: TagCount
    row: int
    parent: "_Node | None"
    children: list["_Node"] = field(default_factory=list)


class BranchModel(QAbstractItemModel):
    """A tree of `TagCount`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top = _grow(TagCount("", 0), 0, None)
        self._barred: Collection[str] = ()

    def show_branches(self, branches: Iterable[TagCount]) -> None:
        """Replace the whole tree."""
        self.beginResetModel()
        self._top = _grow(TagCount("", 0, tuple(branches)), 0, None)
        self.endResetModel()

    def bar(self, keys: Collection[str]) -> None:
        """Show the tags with these folded names as barred."""
        if set(keys) != set(self._barred):
            self._barred = keys
            for index in self.indexes():
                self.dataChanged.emit(index, index, [BranchRole.BARRED])

    def indexes(self) -> Iterator[QModelIndex]:
        """Yield the index of every tag, parents before their children."""
        waiting = [*reversed(self._top.children)]
        while waiting:
            node = waiting.pop()
            yield self.createIndex(node.row, 0, node)
            waiting.extend(reversed(node.children))

    def index(self, row: int, column: int, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> QModelIndex:
        """Return the index of a child (Qt calls this)."""
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    # The stubs know QObject.parent() only, which takes nothing.
    def parent(self, index: QModelIndex | QPersistentModelIndex) -> QModelIndex:  # type: ignore[override]
        """Return the index of the tag above (Qt calls this)."""
        above = self._node(index).parent
        return QModelIndex() if above is None or above is self._top else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many tags are right below (Qt calls this)."""
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return 1 (Qt calls this)."""
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of a tag (Qt calls this)."""
        if not index.isValid():
            return None
        tag = self._node(index).tag
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tag.name.rpartition("/")[2]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(tag)
            case BranchRole.NAME:
                return tag.name
            case BranchRole.COUNT:
                return tag.count
            case BranchRole.BARRED:
                return fold(tag.name) in self._barred
            case _:
                return None

    def _spoken(self, tag: TagCount) -> str:
        if fold(tag.name) in self._barred:
            return self.tr("{name}, left out").format(name=tag.name)
        if tag.count == 1:
            return self.tr("{name}, 1 note").format(name=tag.name)
        return self.tr("{name}, {count} notes").format(name=tag.name, count=tag.count)

    def _node(self, index: QModelIndex | QPersistentModelIndex) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._top


def with_chosen(
    branches: tuple[TagCount, ...], chosen: Iterable[str], key: Callable[[str], str] = fold
) -> tuple[TagCount, ...]:
    """Return the tree with every chosen name in it, with no notes where the counts do not know it.

    A filter that finds nothing must still be seen, so that it can be taken away. Names with the same `key` are one.
    """
    for name in chosen:
        branches = _with(branches, name.split("/"), "", key)
    return branches


def _with(
    branches: tuple[TagCount, ...], parts: list[str], prefix: str, key: Callable[[str], str]
) -> tuple[TagCount, ...]:
    if not parts:
        return branches
    name = prefix + parts[0]
    wanted = key(name)
    for place, branch in enumerate(branches):
        if key(branch.name) == wanted:
            grown = TagCount(branch.name, branch.count, _with(branch.children, parts[1:], branch.name + "/", key))
            return (*branches[:place], grown, *branches[place + 1 :])
    added = TagCount(name, 0, _with((), parts[1:], name + "/", key))
    return tuple(sorted((*branches, added), key=lambda branch: key(branch.name)))


def _grow(tag: TagCount, row: int, parent: _Node | None) -> _Node:
    node = _Node(tag, row, parent)
    node.children = [_grow(child, number, node) for number, child in enumerate(tag.children)]
    return node
