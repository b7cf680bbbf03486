"""The controller for a window that stands."""

from PySide6.QtCore import QTimer

from reader.qt.controller import Controller
from reader.qt.opening import Opening
from reader.qt.tasks import Tasks

_SPARE_MS = 3000
"""So long a start has the machine to itself, before a spare page process is made ready."""


def join(opening: Opening) -> Controller:
    """Return the controller of the window, with its processes."""
    ahead = opening.ahead
    tasks = Tasks(opening.places, ahead.library, opening.page, ahead.asked)
    QTimer.singleShot(_SPARE_MS, tasks, tasks.warm_up)
    return Controller(opening.window, tasks, opening.places, ahead.loaded.settings, opening.trace)
