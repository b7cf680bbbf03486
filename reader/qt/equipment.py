"""The engine for the viewer: loaded and started once the window stands, because it takes longer than all else."""

from reader.app.paths import bundled
from reader.markup import fonts
from reader.qt import engine
from reader.qt.controller import Controller
from reader.qt.engine import Engine
from reader.qt.page_files import PageFiles
from reader.qt.page_view import PageView
from reader.qt.scheme import SchemeHandler
from reader.qt.stillness import Stillness
from reader.qt.viewer import Viewer
from reader.qt.web_page import WebPage


def make_engine() -> Engine:
    """Start the engine; it must have been shut before (`reader.qt.engine.prepare`)."""
    handler = SchemeHandler(fonts.files())
    return Engine(handler, engine.make_profile(handler))


def equip(viewer: Viewer, made: Engine) -> None:
    """Let `viewer` show pages."""
    page = WebPage(made.profile, bundled("resources") / "viewer" / "viewer.js", viewer)
    viewer.attach(PageView(), page, made.handler)


def start_engine(controller: Controller) -> None:
    """Start the engine for the window of `controller`."""
    engine.prepare(still=controller.motion.is_reduced)
    controller.engine = made = make_engine()
    viewer = controller.window.viewer
    if viewer.path:
        # A page waits.
        Stillness(controller.window, made.handler, viewer)
    equip(viewer, made)
    PageFiles(made.handler, controller.tasks, controller.navigator)
