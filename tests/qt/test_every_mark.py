import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.core.citation import Citations, Source
from reader.qt import launch
from reader.qt.citation_model import Entry, EntryRole, Kind
from reader.qt.controller import Controller

LABELLED = Path(__file__).resolve().parents[1] / "citations" / "labelled"
NAMES = sorted(path.stem for path in LABELLED.glob("*.md"))
SAMPLE = NAMES[:: len(NAMES) // 32]
PARTS = 8
WAIT_MS = 15_000


class Browser(QObject):
    """Takes what would go to the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Remember an address in place of opening it."""
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Keep what is clicked from reaching a browser."""
    made = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "take")  # type: ignore[arg-type]  # PySide wants text, its stubs bytes
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def controller(warm_engine: None, browser: Browser, tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    """Open the window on the labelled notes."""
    library = tmp_path / "labelled"
    shutil.copytree(LABELLED, library)
    places = Places(tmp_path / "config", tmp_path / "cache")
    made = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    made.start(str(library))
    with qtbot.waitActive(made.window, timeout=WAIT_MS):
        made.window.activateWindow()
        made.window.raise_()
    qtbot.waitUntil(lambda: "up to date" in made.window.status.facts, timeout=90_000)
    yield made
    launch.end(made)


class Page:
    """The page in the window, and what a person's mouse does in it."""

    def __init__(self, controller: Controller, qtbot: QtBot) -> None:
        self.controller = controller
        self.qtbot = qtbot
        self.viewer = controller.window.viewer
        target = self.viewer._view.focusProxy()  # noqa: SLF001 - Chromium's own widget takes the events
        assert target is not None
        self.target = target
        view = controller.window.citations.findChild(QListView)
        assert isinstance(view, QListView)
        self.list: QListView = view

    def open(self, name: str) -> Citations:
        """Open a note and return its citations as the window knows them."""
        with self.qtbot.waitSignal(self.viewer.painted, timeout=60_000, raising=False) as painted:
            self.controller.navigator.open(name)
        said = self.controller.window.notice.sentence
        assert painted.signal_triggered, f"{name} was not painted; the page is {self.viewer.path}; {said}"
        return self.controller.navigator.citations

    def ask(self, script: str) -> object:
        """Return what `script` finds out in the page."""
        answer: list[object] = []
        self.viewer._page.runJavaScript(script, 1, answer.append)  # noqa: SLF001 - the engine itself is asked
        self.qtbot.waitUntil(lambda: bool(answer), timeout=WAIT_MS)
        return answer[0]

    def place(self, number: int) -> QPoint | None:
        """Return the middle of a mark's first line in the view, or None where there is no such mark on the screen."""
        script = f"""(() => {{
          const mark = document.getElementById("mention-{number}");
          const box = mark && mark.getClientRects()[0];
          if (!box) return "";
          const x = box.left + box.width / 2, y = box.top + box.height / 2;
          const inside = y >= 0 && y <= window.innerHeight;
          return inside ? `${{x}} ${{y}}` : "outside";
        }})()"""
        found = str(self.ask(script))
        if not found or found == "outside":
            return None
        x, y = (round(float(part)) for part in found.split())
        return QPoint(x, y)

    def entry(self) -> Entry | None:
        """Return the row that is chosen in the panel."""
        indexes = self.list.selectionModel().selectedIndexes()
        found = indexes[0].data(EntryRole.ENTRY) if indexes else None
        return found if isinstance(found, Entry) else None

    def row(self, source: int) -> int:
        """Return the row of a source."""
        model = self.list.model()
        for row in range(model.rowCount()):
            entry = model.index(row, 0).data(EntryRole.ENTRY)
            if entry.kind is not Kind.DANGLING and entry.number == source:
                return row
        raise AssertionError(f"source {source} is not in the panel")

    def until(self, condition: Callable[[], bool], milliseconds: int = 4000) -> bool:
        """Wait for a condition; return whether it came true."""
        try:
            self.qtbot.waitUntil(condition, timeout=milliseconds)
        except self.qtbot.TimeoutError:
            return False
        return True


def chosen(page: Page, number: int, citations: Citations) -> str:
    """Click on a mark and return what is wrong with what the panel chooses; "" where nothing is."""
    page.viewer.scroll_to_mention(number)
    place = page.place(number)
    if place is None:
        return f"mention-{number} is not on the screen"
    mention, source = citations.marks()[number]
    page.list.selectionModel().clear()
    page.list.selectionModel().setCurrentIndex(page.list.model().index(-1, 0), QItemSelectionModel.SelectionFlag.Clear)
    QTest.mouseClick(page.target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def is_chosen() -> bool:
        entry = page.entry()
        if entry is None:
            return False
        if source is None:
            return entry.kind is Kind.DANGLING and entry.label == mention.label
        return entry.kind is not Kind.DANGLING and entry.number == source

    return "" if page.until(is_chosen) else f"mention-{number} {mention.text!r} chose {page.entry()}, not {source}"


def shown(page: Page, source: int, wanted: Source, numbers: list[int]) -> list[str]:
    """Click on a source, again and again; return which of its marks did not come into view in their turn."""
    faults = []
    index = page.list.model().index(page.row(source), 0)
    page.controller.window.citations.select_source(source)
    for number in [*numbers, numbers[0]]:
        page.viewer.scroll_to("" if number != numbers[0] else "postil-nowhere")
        page.ask("window.scrollTo(0, 0), CSS.highlights.delete('postil-glow'), true")
        page.list.scrollTo(index)
        spot = page.list.visualRect(index)
        at = QPoint(spot.center().x(), spot.top() + 8)
        QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

        def is_there(number: int = number) -> bool:
            return page.place(number) is not None and page.ask(f"globalThis.postil.shownMention === {number}") is True

        if not page.until(is_there):
            faults.append(f"source {source} [{wanted.label}]: mention-{number} is not in view")
    return faults


def faults_of(page: Page, name: str) -> tuple[int, list[str]]:
    """Return how many mentions a note has, and what went wrong with them."""
    citations = page.open(f"{name}.md")
    marks = citations.marks()
    faults = [fault for number in range(len(marks)) if (fault := chosen(page, number, citations))]
    by_source: dict[int, list[int]] = defaultdict(list)
    for number, (_, source) in enumerate(marks):
        if source is not None:
            by_source[source].append(number)
    for source, numbers in by_source.items():
        faults += shown(page, source, citations.sources[source], numbers)
    return len(marks), [f"{name}: {fault}" for fault in faults]


def walk(controller: Controller, qtbot: QtBot, names: list[str]) -> int:
    """Go through notes mark by mark and source by source; return how many mentions were walked."""
    page = Page(controller, qtbot)
    total = 0
    faults = []
    for name in names:
        count, found = faults_of(page, name)
        total += count
        faults += found
        if os.environ.get("POSTIL_TELL") and found:
            print(*found, sep="\n", flush=True)
    print(f"{total} mentions, {len(faults)} faults")
    assert [] == faults
    return total


def test_a_mark_finds_its_source_and_the_source_its_marks(controller: Controller, qtbot: QtBot) -> None:
    """In a share of the labelled notes, a click on each mark and each source leads to the other."""
    assert walk(controller, qtbot, SAMPLE) > 10


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_every_mark_of_the_labelled_set(controller: Controller, qtbot: QtBot, part: int) -> None:
    """The same in all labelled notes, a part at a time: every mention, there and back."""
    assert walk(controller, qtbot, NAMES[part::PARTS]) > 300 // PARTS
