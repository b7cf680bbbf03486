"""What the tests of the window share: an engine that is shut before it starts, and pages to show in it."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QUrl, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.markup import fonts
from reader.qt import engine, launch, scheme
from reader.qt.controller import Controller
from reader.qt.engine import Engine
from reader.qt.equipment import equip
from reader.qt.viewer import Viewer
from reader.qt.window import MainWindow
from tests.qt.steps import BRIDGE, FILLER, MILL, Open, Picture, shades

collect_ignore = ["at_spi_reader.py"]
"""A program for the system's own Python, which has gi."""

Hits = Mapping[str, object] | None
_SETTLED_MS = 100
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PAGE = """<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src postil: data:; style-src 'nonce-n'; font-src postil:">
<style nonce="n">body {{ font: 16px/1.5 serif; margin: 20px }} p {{ margin: 0 0 16px }}</style></head>
<body><main>{body}</main></body></html>"""

# Before there is an application; graphics that a test machine lacks are no concern of these tests.
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{engine.chromium_flags()} --disable-gpu"
scheme.register()


def let_go(thing: QObject) -> None:
    """Delete a part of the engine at once: pages go before their profile, and that before its handler."""
    thing.deleteLater()
    QApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def warm_engine(qapp: QApplication) -> None:
    """Start the engine once, so that its remarks on missing graphics are no failure of the first test."""
    handler = qInstallMessageHandler(lambda *_: None)
    view = QWebEngineView()
    view.show()
    view.load(QUrl("about:blank"))
    waiting = [True]
    view.loadFinished.connect(lambda _: waiting.clear())
    while waiting:
        qapp.processEvents()
    view.close()
    let_go(view)
    qInstallMessageHandler(handler)


@pytest.fixture
def handler(warm_engine: None) -> Iterator[scheme.SchemeHandler]:
    """Return a handler of the private scheme that serves the bundled resources."""
    made = scheme.SchemeHandler(fonts.files())
    yield made
    let_go(made)


@pytest.fixture
def profile(handler: scheme.SchemeHandler) -> Iterator[QWebEngineProfile]:
    """Return a shut profile; it goes after all pages of the test."""
    made = engine.make_profile(handler)
    yield made
    let_go(made)


@pytest.fixture
def viewer(handler: scheme.SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot) -> Viewer:
    """Return a viewer on the screen, with no page yet."""
    made = Viewer()
    equip(made, Engine(handler, profile))
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def window(handler: scheme.SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot) -> MainWindow:
    """Return the window on the screen, with the keyboard."""
    viewer = Viewer()
    equip(viewer, Engine(handler, profile))
    made = MainWindow(viewer, RESOURCES / "icons")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def open_page(viewer: Viewer, qtbot: QtBot) -> Callable[..., None]:
    """Return a function that shows a body in the viewer and waits until it is painted."""

    def show(body: str, path: str = "note.md", anchor: str = "", place: str = "", hits: Hits = None) -> None:
        with qtbot.waitSignal(viewer.painted, timeout=60_000):
            viewer.show_document(path, PAGE.format(body=body), anchor, place, hits)

    return show


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of notes."""
    root = tmp_path / "notes"
    root.mkdir()
    (root / "bridge.md").write_text(BRIDGE.format(filler=FILLER), encoding="utf-8")
    (root / "Mill.md").write_text(MILL, encoding="utf-8")
    (root / "boats.txt").write_text("Boats\n\nThey carry stone and wool.\n", encoding="utf-8")
    return root


@pytest.fixture
def open_window(warm_engine: None, tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    """Return a function that opens the window on a path; its processes are stopped at the end."""
    made: list[Controller] = []

    def run(path: Path) -> Controller:
        places = Places(tmp_path / "config", tmp_path / "cache")
        trace = Trace(tmp_path / "trace.jsonl")
        controller = launch.make(places, Worker("library", places), Worker("page", places), trace)
        made.append(controller)
        controller.start(str(path))
        controller.window.activateWindow()
        with qtbot.waitActive(controller.window, timeout=10_000):
            controller.window.raise_()
        return controller

    yield run
    for controller in made:
        launch.end(controller)


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    """Return a function that keeps a picture of the window in `build/journeys`, and is sure that it shows something."""
    folder = RESOURCES.parent / "build" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)

    def take(controller: Controller, step: str = "") -> None:
        file = folder / f"{request.node.name.removeprefix('test_')}{'-' if step else ''}{step}.png"
        QTest.qWait(_SETTLED_MS)
        image = controller.window.grab().toImage()
        assert image.save(str(file))
        assert shades(image) > 10

    return take
