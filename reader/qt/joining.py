"""The controller for a window that stands."""

from reader.qt.controller import Controller
from reader.qt.opening import Opening
from reader.qt.tasks import Tasks


def join(opening: Opening) -> Controller:
    """Return the controller of the window, with its processes."""
    ahead = opening.ahead
    tasks = Tasks(opening.places, ahead.library, opening.page, ahead.asked, opening.window)
    return Controller(opening.window, tasks, opening.places, ahead.loaded.settings, opening.trace)
