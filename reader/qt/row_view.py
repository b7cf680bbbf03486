"""How a list of rows behaves: even or wrapped rows, a smooth scroll, no editing, a ring around what has the keys."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView


def show_anew(view: QListView) -> None:
    """Paint what is on the screen again; to ask a view for its viewport before that takes as long as to make it."""
    if view.isVisible():
        view.viewport().update()


def show_rows(view: QListView, model: QAbstractItemModel, delegate: QAbstractItemDelegate) -> None:
    """Let `view` show the rows of `model` as `delegate` draws them."""
    view.setProperty("ring", "true")
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)


class WrappedRows(QListView):
    """A list whose rows are as high as their words in its width, a scroll bar that comes or goes included."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ring", "true")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again in another width, which Qt by itself does for another height only (Qt calls this)."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
