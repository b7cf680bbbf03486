"""The window first: it stands with all its panes in their places before what works behind it is loaded.

A start goes in four steps, each in a turn of the event loop of its own: the window; its controller, which fills the
list; the engine, which takes longest; export and dialogs, once the note is there. Where the list was kept the window
has it when it is shown. Each step loads modules of its own (`Later`). Whoever presses a key or a button before the last
step has it done at once.
"""

import argparse
import gc
import os
import sys
from base64 import b64decode
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QRhiWidget

from reader import __version__
from reader.app import kept_file
from reader.app.ahead import Ahead
from reader.app.alert import tell
from reader.app.handover import Request, address
from reader.app.paths import Places, bundled
from reader.app.settings import Loaded
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import at_once, letters, remarks, theme
from reader.qt.single_instance import SingleInstance, bring_forward
from reader.qt.sizes import grow_icons
from reader.qt.viewer import Viewer
from reader.qt.window import MainWindow

if sys.platform == "darwin":
    from reader.qt.handed_files import HandedFiles

if TYPE_CHECKING:
    from reader.qt.controller import Controller

REFUSED = 3
_LIST_MS = 400
"""So long the engine waits for the list, which is quick."""
_NOTE_MS = 3000
"""So long all else waits for the note."""
_UNSEEN_MS = 1000
"""A window that nobody sees by then, because it was started as an icon, goes on all the same."""


class Opening(Struct, frozen=True):
    """A window that stands, and what the steps behind it need."""

    window: MainWindow
    places: Places
    trace: Trace
    ahead: Ahead
    page: Worker | None = None
    """The page process, where it runs already."""


class Later(Protocol):
    """The steps behind the window; each loads what it needs."""

    def join(self, opening: Opening) -> "Controller":
        """Return the controller of the window."""

    def equip(self, controller: "Controller") -> None:
        """Start the engine."""

    def complete(self, controller: "Controller") -> None:
        """Add export, dialogs, and what the menus ask for."""

    def end(self, controller: "Controller") -> None:
        """Remember what is to be remembered, stop all processes, and take the window down."""

    def report(self, controller: "Controller", error: BaseException) -> None:
        """Tell of a bug."""

    def explain(self, error: ImportError) -> str:
        """Return what the system lacks."""


def run(options: argparse.Namespace, request: Request, places: Places, ahead: Ahead, later: Later) -> int:
    """Open the window on what the command line names, and return the exit code when it is closed."""
    if sys.platform == "linux" and not has_display():
        ahead.stop()
        tell("There is no display. Start Postil on a desktop, or under xvfb-run.")
        return REFUSED
    application = make_application()
    instance = SingleInstance(address(places))
    if not instance.begin(request):
        ahead.stop()
        return 0
    trace = Trace(Path(options.trace) if options.trace else None)
    steps = Steps(Opening(make_window(ahead.loaded), places, trace, ahead), later, request)
    hook = sys.excepthook

    def report(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if options.log == "debug" or not steps.controllers:
            hook(kind, error, where)
        for controller in steps.controllers:
            later.report(controller, error)

    sys.excepthook = report
    instance.requested.connect(steps.answer)
    if sys.platform == "darwin":
        HandedFiles(application).requested.connect(steps.answer)
    steps.begin()
    code = application.exec()
    instance.close()
    steps.go_to(1)
    for controller in steps.controllers:
        (controller.tasks.close if steps.refused else partial(later.end, controller))()
    if not steps.controllers:
        ahead.stop()
    sys.excepthook = hook
    return int(code)


def has_display() -> bool:
    """Return whether a window can be shown here."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """Return the application, which knows that an engine will come."""
    remarks.log()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(["postil"])
    QGuiApplication.setApplicationDisplayName("Postil")
    QGuiApplication.setDesktopFileName("postil")
    application.setApplicationName("postil")
    application.setApplicationVersion(__version__)
    letters.give(application.font())
    return application


def make_window(loaded: Loaded) -> MainWindow:
    """Return the window as it was left, with nothing in it yet."""
    viewer = Viewer()
    icons = bundled("resources") / "icons"
    window = MainWindow(viewer, icons, theme.resolve(loaded.settings.theme))
    window.setWindowIcon(QIcon(str(icons / "postil.svg")))
    grow_icons(window)
    for name in ("back", "forward"):
        window.commands[name].setEnabled(False)
    if loaded.settings.window:
        window.restore_state(b64decode(loaded.settings.window))
    window.resize(window.size().boundedTo(window.screen().availableSize()))
    return window


class Steps(QObject):
    """The steps of a start behind the window."""

    _exposed = Signal()

    def __init__(self, opening: Opening, later: Later, request: Request) -> None:
        super().__init__(opening.window)
        self.controllers: list[Controller] = []
        """The controller, once there is one."""
        self.refused = False
        """Whether the system lacks what the page needs."""
        self._opening = opening
        self._later = later
        self._request = request
        self._steps = (self._join, self._equip, self._complete)
        self._done = 0
        self._is_shown = False
        self._is_whole = False
        self._exposed.connect(self._on_shown, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Show the window; the steps follow."""
        window = self._opening.window
        _expect_engine(window.viewer)
        if self._opening.ahead.has_list:
            # It is there with the first picture of the window.
            self.go_to(1)
            if self.refused:
                return
        window.show()
        if self.controllers:
            at_once.settle(window)
        window.windowHandle().installEventFilter(self)
        if window.windowHandle().isExposed():
            self._exposed.emit()
        QTimer.singleShot(_UNSEEN_MS, self, lambda: self.go_to(1))

    def go_to(self, step: int) -> None:
        """Do all steps up to this one that were not done yet: 1 controller, 2 engine, 3 all else."""
        while self._done < step:
            self._done += 1
            try:
                self._steps[self._done - 1]()
            except ImportError as error:
                # The engine needs more of the system than the window does.
                self._refuse(self._later.explain(error))

    def _refuse(self, sentence: str) -> None:
        """End a start that cannot become a window one can read in; one that has become that says it there."""
        if self._is_whole:
            self._opening.window.notice.show_notice(sentence)
            return
        self._done = len(self._steps)
        self.refused = True
        self._opening.window.hide()
        tell(sentence)
        # The loop may not run yet.
        QTimer.singleShot(0, self, lambda: QCoreApplication.exit(REFUSED))

    def answer(self, asked: Request) -> None:
        """Open what a later start was asked to open, and come to the front."""
        bring_forward(self._opening.window, asked.token)
        self.go_to(1)
        if asked.paths:
            self.controllers[0].open_given(asked.paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on when the window is on the screen, and hurry when it is used (Qt calls this)."""
        kind = event.type()
        if kind in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}:
            self.go_to(3)
        elif kind is QEvent.Type.Expose and not self._is_shown:
            # What is exposed has been painted when this comes.
            self._exposed.emit()
        return False

    def _on_shown(self) -> None:
        if not self._is_shown:
            self._is_shown = True
            self._opening.trace.mark("window_shown")
            self.go_to(1)
            for controller in self.controllers:
                controller.finder.tell_kept()

    def _join(self) -> None:
        controller = self._later.join(replace(self._opening, page=self._begin_page()))
        self.controllers.append(controller)
        controller.tasks.lacking.connect(self._refuse)
        controller.finder.listed.connect(lambda _notes: self._later_on(0, 2))
        self._opening.window.viewer.painted.connect(lambda _path: self._later_on(0, 3))
        self._later_on(_LIST_MS, 2)
        self._later_on(_NOTE_MS, 3)
        controller.start(*self._request.paths)
        if self._opening.ahead.loaded.notice:
            # Not before: what is opened takes away what was told of another library.
            self._opening.window.notice.show_notice(self._opening.ahead.loaded.notice)

    def _begin_page(self) -> Worker | None:
        """Begin the page process, not before: three at once on two cores would hold the window up.

        Where the page that was read last is kept, the process begins when that is on the screen.
        """
        asked = self._opening.ahead.asked
        if asked is not None and kept_file.size(self._opening.places, asked.root, kept_file.PAGE):
            return None
        return Worker("page", self._opening.places)

    def _equip(self) -> None:
        self._later.equip(self.controllers[0])

    def _complete(self) -> None:
        self._later.complete(self.controllers[0])
        self._opening.window.windowHandle().removeEventFilter(self)
        gc.freeze()
        self._is_whole = True

    def _later_on(self, pause: int, step: int) -> None:
        QTimer.singleShot(pause, self, lambda: self.go_to(step))


def _expect_engine(viewer: Viewer) -> None:
    """Make the window one that the engine can draw in: Qt would have to take it away and make it anew."""
    if os.environ.get("QT_QUICK_BACKEND") != "software" and QGuiApplication.platformName() != "offscreen":
        canvas = QRhiWidget(viewer)
        canvas.setFixedSize(1, 1)
        canvas.hide()
