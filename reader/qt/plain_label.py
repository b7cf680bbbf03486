"""A label for words that come from notes, folders and settings: they are shown as they are written, never as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that takes no text for rich text, which Qt does by itself where it looks like it."""

    def __init__(self, text: str = "", name: str = "", *, wraps: bool = False, parent: QWidget | None = None) -> None:
        """Show `text`, dressed by the style sheet as `name`, on several lines where it `wraps`."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setWordWrap(wraps)
