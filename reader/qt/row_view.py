"""How a list of rows behaves: even rows, a smooth scroll, no editing, and a ring around what has the keyboard."""

from PySide6.QtCore import QAbstractItemModel, Qt
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
