"""How a window starts: what is asked for before there is a controller, and that it is asked for once."""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.app.opening_messages import LibraryBlock, OpenLibrary
from reader.app.paths import Places
from reader.app.settings import Settings, save
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import launch
from reader.qt.tasks import Tasks


def test_what_was_asked_for_ahead_is_not_asked_for_again(qtbot: QtBot, tmp_path: Path) -> None:
    """The answer that came before anybody listened is told to who listens later, and once."""
    library = tmp_path / "notes"
    library.mkdir()
    library.joinpath("one.md").write_text("# One\n")
    places = Places(tmp_path / "config", tmp_path / "cache")
    ahead = OpenLibrary(str(library.resolve()))
    process = Worker("library", places)
    process.send(ahead)
    # Long enough for the answer to be there before there are tasks; where it is not, it comes later.
    QTest.qWait(1500)
    tasks = Tasks(places, process, None, ahead)
    heard: list[object] = []
    tasks.library_fact.connect(heard.append)
    tasks.ask_library(ahead)
    try:
        qtbot.waitUntil(lambda: any(isinstance(fact, LibraryBlock) for fact in heard), timeout=20_000)
        QTest.qWait(1000)
        assert 1 == sum(isinstance(fact, LibraryBlock) for fact in heard)
        tasks.ask_library(ahead)
        qtbot.waitUntil(lambda: 2 == sum(isinstance(fact, LibraryBlock) for fact in heard), timeout=20_000)
    finally:
        tasks.close()


def test_a_library_that_has_gone_since_last_time_is_told_of(warm_engine: None, qtbot: QtBot, tmp_path: Path) -> None:
    """The manual is shown instead, and a sentence says what is missing."""
    places, gone = Places(tmp_path / "config", tmp_path / "cache"), tmp_path / "gone"
    save(places.settings, Settings(library=str(gone)))
    controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    try:
        with qtbot.waitSignal(controller.window.viewer.painted, timeout=60_000):
            controller.start()
        assert f"There is no folder and no note {gone}." == controller.window.notice.sentence
        assert "Start here.md" == controller.navigator.path
    finally:
        launch.end(controller)
