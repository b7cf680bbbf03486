import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.app import workers
from reader.app.paths import Places
from reader.qt.notice_bar import NoticeBar
from reader.qt.remote_images import RemoteImages
from reader.qt.scheme import SchemeHandler
from reader.qt.viewer import Viewer
from reader.qt.web_page import WebPage
from tests.app.test_fetching import PNG, serving

WORLD = 1
# The program's own fetch process, which here may reach this machine.
PROGRAM = """
from reader.app.fetch_worker import serve_fetch
from reader.app.pipe import own_pipe
serve_fetch(own_pipe(), lambda address: True)
"""


def picture() -> bytes:
    """Return a picture that can be drawn, 30 by 20."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())


@pytest.fixture
def allowed() -> list[bool]:
    """Return whether images may be loaded; a test may change its mind."""
    return [True]


@pytest.fixture
def notice(qtbot: QtBot) -> NoticeBar:
    """Return the bar that tells of failures."""
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def remote(
    viewer: Viewer,
    handler: SchemeHandler,
    notice: NoticeBar,
    allowed: list[bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[RemoteImages]:
    """Join the page with fetch processes."""
    monkeypatch.setattr(workers, "command", lambda *_: [sys.executable, "-c", PROGRAM])
    places = Places(tmp_path / "config", tmp_path / "cache")
    made = RemoteImages(viewer, handler, notice, lambda: allowed[0], lambda: workers.Worker("fetch", places))
    yield made
    made.close()


def ask(qtbot: QtBot, viewer: Viewer, script: str) -> object:
    """Return what a script in the isolated world gives."""
    answers: list[str] = []
    viewer.findChildren(WebPage)[0].runJavaScript(f"JSON.stringify([{script}])", WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return json.loads(answers[0])[0]


def click(qtbot: QtBot, viewer: Viewer) -> None:
    """Rest on the place of the image for a while, then click it."""
    box = ask(qtbot, viewer, "(({ x, y }) => [x + 8, y + 8])(document.querySelector('a').getClientRects()[0])")
    assert isinstance(box, list)
    surface: QWidget | None = viewer.focusProxy()
    while surface is not None and surface.focusProxy() is not None:
        surface = surface.focusProxy()
    assert surface is not None
    at = QPoint(*map(round, box))
    QTest.mouseMove(surface, at)
    qtbot.wait(300)
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=at)


def place(host: str) -> str:
    """Return the page's place of an image, as it is drawn."""
    return (
        f'<p><a class="remote-image" href="http://{host}/a.png"><span class="remote-host">{host}</span> A map</a></p>'
    )


Shower = Callable[..., None]


def test_a_click_loads_an_image_this_once(
    remote: RemoteImages, viewer: Viewer, open_page: Shower, qtbot: QtBot
) -> None:
    """Nothing is asked of its host before, one thing after; the next time the page has the place again."""
    with serving(image=picture()) as (host, asked):
        open_page(place(host))
        qtbot.wait(200)
        assert [] == asked
        click(qtbot, viewer)
        width = "document.querySelector('a.loaded img')?.naturalWidth || 0"
        qtbot.waitUntil(lambda: ask(qtbot, viewer, width) == 30, timeout=20_000)
        assert ["/a.png"] == [path for path, _ in asked]
        open_page(place(host), path="again.md")
        assert 0 == ask(qtbot, viewer, width)
        assert ["/a.png"] == [path for path, _ in asked]


def test_without_leave_the_browser_is_asked(
    remote: RemoteImages, viewer: Viewer, allowed: list[bool], open_page: Shower, qtbot: QtBot
) -> None:
    """As with any link; Postil itself sends nothing."""
    allowed[0] = False
    with serving(image=picture()) as (host, asked):
        open_page(place(host))
        with qtbot.waitSignal(viewer.web_link_requested, timeout=5_000) as wanted:
            click(qtbot, viewer)
        assert [f"http://{host}/a.png"] == wanted.args
        qtbot.wait(200)
        assert [] == asked


def test_what_cannot_be_drawn_leaves_its_place(
    remote: RemoteImages, viewer: Viewer, notice: NoticeBar, open_page: Shower, qtbot: QtBot
) -> None:
    """It begins like an image and is none: the page says so in one sentence."""
    with serving(image=PNG) as (host, _asked):
        open_page(place(host))
        click(qtbot, viewer)
        qtbot.waitUntil(lambda: "cannot be drawn" in notice.sentence, timeout=20_000)
        assert "A map" in str(ask(qtbot, viewer, "document.querySelector('a').textContent"))


def test_a_private_host_is_told(
    remote: RemoteImages,
    viewer: Viewer,
    notice: NoticeBar,
    open_page: Shower,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The program as it is reaches no host of this machine."""
    monkeypatch.setattr(
        workers, "command", lambda *_: [sys.executable, "-c", PROGRAM.replace(", lambda address: True", "")]
    )
    with serving(image=picture()) as (host, asked):
        open_page(place(host))
        click(qtbot, viewer)
        qtbot.waitUntil(lambda: "not on the open internet" in notice.sentence, timeout=20_000)
        assert [] == asked
