"""Sizes for the letters of the desktop: what suits letters of a usual size grows with larger ones."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

_LINE = 17
"""The height of a line of letters of a usual size, in the pixels of a 100 % screen."""
_ICON = 16
_SHARE = 0.92


def grown(widget: QWidget, pixels: int) -> int:
    """Return `pixels`, or more where the letters of `widget` are larger than usual."""
    return round(pixels * max(1.0, widget.fontMetrics().height() / _LINE))


def grow_icons(window: QWidget) -> None:
    """Let the pictures on all buttons of `window` grow with its letters."""
    side = grown(window, _ICON)
    if side > _ICON:
        for button in window.findChildren(QToolButton):
            button.setIconSize(QSize(side, side))


def open_wide(window: QWidget, width: int, height: int) -> None:
    """Give a dialog this size, or a larger one for larger letters, as far as the screen has room."""
    wanted = QSize(grown(window, width), grown(window, height))
    window.resize(wanted.boundedTo(window.screen().availableSize() * _SHARE))
