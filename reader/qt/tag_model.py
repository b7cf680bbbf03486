"""The tags of a library as a tree that Qt can show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.library import TagCount
from reader.core.text import fold

_NOWHERE = QModelIndex()


class TagRole(IntEnum):
    """What is asked of a row."""

    NAME = Qt.ItemDataRole.UserRole
    COUNT = Qt.ItemDataRole.UserRole + 1


@dataclass(slots=True)
class _Node:
    """One row. It is alive as long as the model shows it: Qt's indexes point at it."""

    tag: TagCount
    row: int
    parent: "_Node | None"
    children: list["_Node"] = field(default_factory=list)


class TagModel(QAbstractItemModel):
    """A tree of `TagCount`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top = _grow(TagCount("", 0), 0, None)

    def set_tags(self, tags: Iterable[TagCount]) -> None:
        """Replace the whole tree."""
        self.beginResetModel()
        self._top = _grow(TagCount("", 0, tuple(tags)), 0, None)
        self.endResetModel()

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
                return f"{tag.name}, 1 note" if tag.count == 1 else f"{tag.name}, {tag.count} notes"
            case TagRole.NAME:
                return tag.name
            case TagRole.COUNT:
                return tag.count
            case _:
                return None

    def _node(self, index: QModelIndex | QPersistentModelIndex) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._top


def with_chosen(tags: tuple[TagCount, ...], chosen: Iterable[str]) -> tuple[TagCount, ...]:
    """Return the tree with every chosen tag in it, with no notes where the counts do not know it.

    A filter that finds nothing must still be seen, so that it can be taken away.
    """
    for name in chosen:
        tags = _with(tags, name.split("/"), "")
    return tags


def _with(tags: tuple[TagCount, ...], parts: list[str], prefix: str) -> tuple[TagCount, ...]:
    if not parts:
        return tags
    name = prefix + parts[0]
    wanted = fold(name)
    for place, tag in enumerate(tags):
        if fold(tag.name) == wanted:
            grown = TagCount(tag.name, tag.count, _with(tag.children, parts[1:], tag.name + "/"))
            return (*tags[:place], grown, *tags[place + 1 :])
    added = TagCount(name, 0, _with((), parts[1:], name + "/"))
    return tuple(sorted((*tags, added), key=lambda tag: fold(tag.name)))


def _grow(tag: TagCount, row: int, parent: _Node | None) -> _Node:
    node = _Node(tag, row, parent)
    node.children = [_grow(child, number, node) for number, child in enumerate(tag.children)]
    return node
