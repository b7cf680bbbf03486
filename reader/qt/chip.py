"""A chip: a small round button that counts, filters or takes a filter away, with the same air at both ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget


class Chip(QToolButton):
    """Shows words, after an icon where it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: QIcon) -> None:
        """Wear another icon; the chip is as wide as it needs to be then."""
        self.setIcon(icon)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of icon and words (Qt calls this)."""
        hint = super().sizeHint()
        if self.icon().isNull():
            return hint
        # Qt makes room for two spaces behind the words; words alone stand in its middle, but not those after an icon.
        return hint - QSize(self.fontMetrics().horizontalAdvance(" ") * 2 - 2, 0)
