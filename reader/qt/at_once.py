"""Painting all that has changed in a window in one go, now.

Left to themselves, views lay out their rows when they are painted first, which brings up their scroll bars, which
changes the layout around them, which has the window painted again: and where the engine's page is part of it, each time
the whole window is put together anew.
"""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

_LAYERS = 3
"""A layout in a layout, and what that changes around it."""


def paint(widget: QWidget) -> None:
    """Paint all that has changed in the window of `widget`."""
    settle(widget.window())
    QCoreApplication.sendPostedEvents(widget.window(), QEvent.Type.UpdateRequest.value)


def settle(window: QWidget) -> None:
    """Give everything in a window its place, and ask for what is to be painted."""
    views = [view for view in window.findChildren(QAbstractItemView) if view.isVisible()]
    for _ in range(_LAYERS):
        for view in views:
            view.executeDelayedItemsLayout()
        for kind in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateLater):
            QCoreApplication.sendPostedEvents(None, kind.value)
