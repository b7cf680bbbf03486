"""The title of the shown note in the bar: one line of plain text that never widens the window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LONGEST = 300


class TitleLabel(QLabel):
    """A label that shortens its text to the room that it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._whole = title[:_LONGEST]
        self.setAccessibleName(self._whole)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no room at all (Qt calls this)."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title anew (Qt calls this)."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 16))
