"""The composition root of the window: make everything, connect it, run it, and end it."""

import argparse
import os
import sys
from pathlib import Path
from types import TracebackType

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from reader import __version__
from reader.app.alert import tell
from reader.app.handover import Request, address
from reader.app.log import crash_report
from reader.app.paths import Places, bundled
from reader.app.settings import load
from reader.app.trace import Trace
from reader.app.workers import Started, start
from reader.markup import fonts
from reader.qt import engine, scheme
from reader.qt.controller import Controller, Engine
from reader.qt.pdf import Printer
from reader.qt.single_instance import SingleInstance, bring_forward
from reader.qt.tasks import Tasks
from reader.qt.viewer import Viewer
from reader.qt.window import MainWindow

_NO_DISPLAY = 3


def run(options: argparse.Namespace, request: Request, places: Places, library: Started) -> int:
    """Open the window on what the command line names, and return the exit code when it is closed."""
    if sys.platform == "linux" and not has_display():
        library.worker.kill()
        tell("There is no display. Start Postil on a desktop, or under xvfb-run.")
        return _NO_DISPLAY
    page = start("page", places)
    application = make_application()
    instance = SingleInstance(address(places))
    if not instance.begin(request):
        library.worker.kill()
        page.worker.kill()
        return 0
    trace = Trace(Path(options.trace) if options.trace else None)
    controller = make(places, library, page, trace)
    hook = sys.excepthook

    def report(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if options.log == "debug":
            hook(kind, error, where)
        controller.desktop.keep_report(type(error).__name__, crash_report(error, places.cache))

    sys.excepthook = report
    instance.requested.connect(lambda asked: answer(controller, asked))
    controller.start(*request.paths)
    code = application.exec()
    instance.close()
    end(controller)
    sys.excepthook = hook
    return int(code)


def answer(controller: Controller, asked: Request) -> None:
    """Open what a later start was asked to open, and come to the front."""
    bring_forward(controller.window, asked.token)
    if asked.paths:
        controller.open_given(asked.paths)


def has_display() -> bool:
    """Return whether a window can be shown here."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """Return the application, with the web engine shut before it is first loaded."""
    engine.prepare()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(["postil"])
    QGuiApplication.setApplicationDisplayName("Postil")
    QGuiApplication.setDesktopFileName("postil")
    application.setApplicationName("postil")
    application.setApplicationVersion(__version__)
    return application


def make(places: Places, library: Started, page: Started, trace: Trace) -> Controller:
    """Make the window and all that works behind it."""
    loaded = load(places.settings)
    resources = bundled("resources")
    handler = scheme.SchemeHandler(fonts.files())
    profile = engine.make_profile(handler)
    viewer = Viewer(handler, profile, resources / "viewer" / "viewer.js")
    window = MainWindow(viewer, resources / "icons")
    window.setWindowIcon(QIcon(str(resources / "icons" / "postil.svg")))
    tasks = Tasks(places, library, page)
    printer = Printer(handler, profile, window)
    controller = Controller(window, tasks, Engine(handler, profile, printer), places, loaded.settings, trace)
    if loaded.notice:
        window.notice.show_notice(loaded.notice)
    QTimer.singleShot(2000, tasks.warm_up)
    return controller


def end(controller: Controller) -> None:
    """Remember what is to be remembered, stop all processes, and take the window down."""
    controller.close()
    engine_of = controller.engine
    # Pages have to go before their profile, and the profile before what serves it.
    for part in (controller.window, engine_of.profile, engine_of.handler):
        shiboken6.delete(part)
