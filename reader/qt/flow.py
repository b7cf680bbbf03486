"""A layout that sets widgets like words: in lines, each as wide as it wants to be."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Puts widgets side by side, and below each other where the room ends. Mirrored where one reads from the right."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item (Qt calls this)."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items (Qt calls this)."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None (Qt calls this)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away (Qt calls this)."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def hasHeightForWidth(self) -> bool:
        """Say that less room in a line means more lines (Qt calls this)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines (Qt calls this)."""
        return self._set(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the least room, from which the layout grows (Qt calls this)."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room of the widest item (Qt calls this)."""
        least = QSize(0, 0)
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        """Place all items (Qt calls this)."""
        super().setGeometry(rect)
        self._set(rect, move=True)

    def _set(self, rect: QRect, *, move: bool) -> int:
        """Go through the items line by line; return the height that they need."""
        x = y = line = 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x and x + size.width() > rect.width():
                x, y, line = 0, y + line + self._gap, 0
            if move:
                left = rect.right() + 1 - x - size.width() if mirrored else rect.left() + x
                item.setGeometry(QRect(QPoint(left, rect.top() + y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line
