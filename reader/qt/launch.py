"""All steps of a start at once, for who has time (`reader.qt.opening` goes step by step), and the end of all."""

import shiboken6
from PySide6.QtWidgets import QApplication

from reader.app.ahead import Ahead
from reader.app.log import crash_report
from reader.app.opening_messages import OpenLibrary
from reader.app.paths import Places
from reader.app.settings import load
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import opening
from reader.qt.completion import complete
from reader.qt.controller import Controller
from reader.qt.equipment import start_engine
from reader.qt.joining import join


def make_application() -> QApplication:
    """Return the application."""
    return opening.make_application()


def make(
    places: Places, library: Worker | None, page: Worker | None, trace: Trace, asked: OpenLibrary | None = None
) -> Controller:
    """Return the controller of a window that is shown, and of all that works behind it (see `Ahead`)."""
    ahead = Ahead(load(places.settings), library, asked)
    window = opening.make_window(ahead.loaded)
    window.show()
    trace.mark("window_shown")
    controller = join(opening.Opening(window, places, trace, ahead, page))
    start_engine(controller)
    complete(controller)
    return controller


def end(controller: Controller) -> None:
    """Remember what is to be remembered, stop all processes, and take the window down."""
    controller.close()
    engine = controller.engine
    # Pages have to go before their profile, and the profile before what serves it.
    for part in (controller.window, *((engine.profile, engine.handler) if engine else ())):
        shiboken6.delete(part)


def report(controller: Controller, error: BaseException) -> None:
    """Tell of a bug in one sentence, and keep what is known of it."""
    controller.desktop.keep_report(type(error).__name__, crash_report(error, controller.places.cache))
