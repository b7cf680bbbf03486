"""How a window starts: what is asked for before there is a controller, and that it is asked for once."""

from base64 import b64encode
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.app.ahead import begin
from reader.app.handover import Request
from reader.app.opening_messages import GoOn, LibraryBlock, OpenLibrary
from reader.app.paths import Places
from reader.app.settings import Loaded as SettingsFile, Settings, load, save
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import completion, launch, opening
from reader.qt.completion import complete
from reader.qt.equipment import start_engine
from reader.qt.joining import join
from reader.qt.tasks import Tasks
from tests.conftest import live_processes
from tests.knots import make_much_elsewhere, tie
from tests.qt.steps import Open, rows


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
    tasks.hear_library()
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


@pytest.fixture
def places_read_before(warm_engine: None, qtbot: QtBot, tmp_path: Path) -> Places:
    """Return the places of a person who has read a note, and closed the window."""
    library = tmp_path / "library"
    library.mkdir()
    library.joinpath("one.md").write_text("# One\n\nA word[1].\n\nSources:\n[1] https://oak.example/arch\n")
    places = Places(tmp_path / "config", tmp_path / "cache")
    first = Start(places, library)
    try:
        qtbot.waitUntil(lambda: len(first.controller.finder.listing.notes) == 1, timeout=60_000)
        first.controller.opener.open("one.md")
        qtbot.waitUntil(lambda: first.painted == ["one.md"], timeout=60_000)
    finally:
        launch.end(first.controller)
    return places


def test_the_page_that_was_read_last_is_there_before_one_is_made(
    places_read_before: Places, qtbot: QtBot, tmp_path: Path
) -> None:
    """With its source; where the page is made again and is the same, it is not drawn again."""
    start = Start(places_read_before, tmp_path / "library")
    try:
        qtbot.waitUntil(lambda: start.painted == ["one.md"], timeout=60_000)
        assert not start.made
        assert "one.md" == start.controller.window.notes.current_path
        assert ["https://oak.example/arch"] == [one.url for one in start.controller.navigator.citations.sources]
        qtbot.waitUntil(lambda: len(start.made) == 1, timeout=60_000)
        QTest.qWait(500)
        assert ["one.md"] == start.painted
    finally:
        launch.end(start.controller)


def test_a_page_that_would_be_another_today_is_drawn_again(
    places_read_before: Places, qtbot: QtBot, tmp_path: Path
) -> None:
    """The reader's own style has changed, which the note's file does not tell."""
    places_read_before.config.joinpath("style.css").write_text("p { color: green }")
    start = Start(places_read_before, tmp_path / "library")
    try:
        qtbot.waitUntil(lambda: start.painted == ["one.md", "one.md"], timeout=60_000)
        assert start.controller.navigator.citations.sources
    finally:
        launch.end(start.controller)


def test_the_list_is_there_before_the_library_process_tells_of_it(
    places_read_before: Places, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is typed at once is searched for; it is not lost when the notes come."""
    start = Start(places_read_before, tmp_path / "library")
    try:
        assert ["One"] == rows(start.controller)
        assert not start.controller.finder.listing.notes
        QTest.keyClicks(start.controller.window.search, "word")
        qtbot.waitUntil(lambda: start.controller.finder.listing.complete, timeout=60_000)
        qtbot.waitUntil(lambda: bool(start.controller.finder.sought), timeout=60_000)
        assert "word" == start.controller.finder.query
        assert ["One"] == rows(start.controller)
        # An engine that is taken away in the middle of a page takes the next one of this process with it.
        qtbot.waitUntil(lambda: start.painted[:1] == ["one.md"], timeout=60_000)
    finally:
        launch.end(start.controller)


def test_no_library_process_begins_before_it_is_wanted(
    places_read_before: Places, qtbot: QtBot, tmp_path: Path
) -> None:
    """Where the list was kept it begins with the first other wish, or when the note is there; then it tells of all."""
    root = str((tmp_path / "library").resolve())
    tasks = Tasks(places_read_before, None, None, OpenLibrary(root))
    heard: list[object] = []
    tasks.library_fact.connect(heard.append)

    def libraries() -> int:
        return sum("--worker library " in line for _, line in live_processes())

    before = libraries()
    try:
        tasks.ask_library(OpenLibrary(root))
        assert tasks.kept_list(root, "modified", "one.md") is not None
        QTest.qWait(300)
        assert before == libraries()
        tasks.ask_library(GoOn())
        assert before + 1 == libraries()
        qtbot.waitUntil(lambda: any(isinstance(fact, LibraryBlock) for fact in heard), timeout=20_000)
        QTest.qWait(500)
        assert 1 == sum(isinstance(fact, LibraryBlock) for fact in heard)
    finally:
        tasks.close()


def test_a_list_that_is_another_today_is_shown_anew(places_read_before: Places, qtbot: QtBot, tmp_path: Path) -> None:
    """A note came and one has gone while no window was open."""
    tmp_path.joinpath("library", "two.md").write_text("# Two\n")
    tmp_path.joinpath("library", "one.md").unlink()
    start = Start(places_read_before, tmp_path / "library")
    try:
        assert ["One"] == rows(start.controller)
        qtbot.waitUntil(lambda: rows(start.controller) == ["Two"], timeout=60_000)
    finally:
        launch.end(start.controller)


class Steps(opening.Steps):
    """The steps of a start, with all that they load."""

    def __init__(self, places: Places, library: Path) -> None:
        ahead = begin(places, (str(library),))
        window = opening.make_window(ahead.loaded)
        super().__init__(opening.Opening(window, places, Trace(None), ahead), Loaded(), Request((str(library),)))


class Loaded:
    """All steps, loaded already."""

    join = staticmethod(join)
    equip = staticmethod(start_engine)
    complete = staticmethod(complete)
    end = staticmethod(launch.end)
    report = staticmethod(launch.report)
    explain = staticmethod(str)


def test_damaged_settings_are_told_of_and_the_window_fits_the_screen(
    warm_engine: None, qtbot: QtBot, tmp_path: Path
) -> None:
    """The sentence is still there when the library is; a window that was left on a larger screen is made smaller."""
    library, places = tmp_path / "library", Places(tmp_path / "config", tmp_path / "cache")
    for folder in (library, places.config):
        folder.mkdir()
    library.joinpath("one.md").write_text("# One\n")
    places.settings.write_text("{ damaged")
    steps = Steps(places, library)
    steps.begin()
    qtbot.waitUntil(lambda: bool(steps.controllers), timeout=10_000)
    controller = steps.controllers[0]
    qtbot.waitUntil(lambda: ["One"] == rows(controller), timeout=60_000)
    steps.go_to(3)
    assert "settings.damaged.json" in controller.window.notice.sentence
    room = controller.window.screen().availableSize()
    controller.window.resize(2 * room.width(), 2 * room.height())
    state = controller.window.save_state()
    launch.end(controller)
    again = opening.make_window(load_settings(places, state))
    qtbot.addWidget(again)
    assert again.size() == again.size().boundedTo(room)


def load_settings(places: Places, state: bytes) -> SettingsFile:
    """Return the settings with a window that was left so."""
    save(places.settings, Settings(window=b64encode(state).decode()))
    return load(places.settings)


class Start:
    """A window that begins no page process by itself, with what is made and painted in it."""

    def __init__(self, places: Places, library: Path) -> None:
        self.controller = launch.make(places, None, None, Trace(None), OpenLibrary(str(library.resolve())))
        self.made: list[object] = []
        self.painted: list[str] = []
        self.controller.tasks.page_fact.connect(self.made.append)
        self.controller.window.viewer.painted.connect(self.painted.append)
        self.controller.start(str(library))


def test_cycles_go_in_the_thread_of_the_window(
    open_window: Open, library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The threads that listen to the processes make much, and leave the window's objects alone."""
    monkeypatch.setattr(completion, "_SWEEP_MS", 50)
    open_window(library)
    gone_in: list[str] = []
    tie(gone_in)
    made = make_much_elsewhere(10_000)
    assert gone_in == []
    qtbot.waitUntil(lambda: gone_in == ["MainThread"])
    assert made
