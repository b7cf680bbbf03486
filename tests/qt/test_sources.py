import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QListView, QTabBar
from pytestqt.qtbot import QtBot

from reader.app.paths import Places
from reader.app.source_facts import Order, Passage, Question, SourcePage, SourceRow
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import launch
from reader.qt.citation_model import EntryRole, Kind
from reader.qt.controller import Controller
from reader.qt.sources_model import PassagesModel, SourcesModel

TIDE = """---
title: The Tide
created: 2020-05-01
---
The sea comes twice a day[1], and the *moon* calls it[2]. Nobody knows the rest[9].

A second paragraph leans on one house only[1].

Sources:
[1] Tables of the Bay https://www.bay.example/tables
[2] The Moon's Pull https://sky.example/moon
[3] https://bit.ly/abc
"""
BOATS = """---
title: Boats
created: 2024-02-03
---
They wait for the tables[1].

[1] http://bay.example/tables/
"""


@pytest.fixture
def controller(warm_engine: None, tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    """Open the window on two notes that share a source."""
    library = tmp_path / "notes"
    library.mkdir()
    (library / "tide.md").write_text(TIDE, encoding="utf-8")
    (library / "boats.md").write_text(BOATS, encoding="utf-8")
    places = Places(tmp_path / "config", tmp_path / "cache")
    made = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    made.start(str(library))
    with qtbot.waitActive(made.window, timeout=15_000):
        made.window.activateWindow()
        made.window.raise_()
    qtbot.waitUntil(lambda: "up to date" in made.window.status.facts, timeout=60_000)
    yield made
    launch.end(made)


@pytest.fixture
def ask(controller: Controller, qtbot: QtBot) -> Callable[[str], object]:
    """Return a function that asks the shown page."""

    def run(script: str) -> object:
        answer: list[str] = []
        page = controller.window.viewer._page  # noqa: SLF001 - what is on the screen is asked of the engine itself
        page.runJavaScript(f"JSON.stringify([{script}])", 1, answer.append)
        qtbot.waitUntil(lambda: bool(answer), timeout=15_000)
        return json.loads(answer[0])[0]

    return run


def open_note(controller: Controller, qtbot: QtBot, path: str) -> None:
    """Open a note and wait for its page."""
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=60_000):
        controller.navigator.open(path)


def test_every_source_is_listed_with_its_sentences(controller: Controller, qtbot: QtBot) -> None:
    """Sources and domains, found by words; a sentence leads to its place in the note."""
    controller.window.commands["sources"].trigger()
    view = controller.commands.desk.view
    assert view is not None
    qtbot.waitUntil(lambda: len(view.rows) == 3, timeout=20_000)
    first = view.rows[0]
    assert ("Tables of the Bay", 2, 3) == (first.title, first.notes, first.mentions)
    assert ("2020-05-01", "2024-02-03") == (first.first, first.last)
    qtbot.waitUntil(lambda: len(view.passages) == 3, timeout=20_000)
    assert ["Boats", "The Tide", "The Tide"] == [passage.note for passage in view.passages]
    field = view.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("moon")
    qtbot.waitUntil(lambda: [row.title for row in view.rows] == ["The Moon's Pull"], timeout=20_000)
    field.clear()
    tabs = view.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: {"bay.example", "sky.example", "bit.ly"} == {row.key for row in view.rows}, timeout=20_000)
    qtbot.waitUntil(lambda: len(view.passages) == 3, timeout=20_000)
    sentences = view.findChildren(QListView)[0]
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=60_000):
        QTest.mouseClick(
            sentences.viewport(),
            Qt.MouseButton.LeftButton,
            pos=sentences.visualRect(sentences.model().index(2, 0)).center(),
        )
    assert "tide.md" == controller.window.viewer.path
    view.close()


def test_all_notes_that_cite_a_source_are_found(controller: Controller, qtbot: QtBot) -> None:
    """From the menu of a source in the panel, and from the view, by a query."""
    controller.window.citations.search_requested.emit('cites:"bay.example/tables"')
    notes = controller.window.notes.findChild(QListView)
    assert isinstance(notes, QListView)
    qtbot.waitUntil(lambda: "cites:" in controller.finder.query, timeout=20_000)
    qtbot.waitUntil(lambda: notes.model().rowCount() == 2, timeout=20_000)


def test_a_filter_of_the_list_is_a_word_of_the_query(controller: Controller, qtbot: QtBot) -> None:
    """Ticked and unticked, beside the words that are there."""
    search = controller.window.search
    search.setText("sea")
    controller.window.notes.filter_requested.emit("has:dangling")
    assert "has:dangling sea" == search.text()
    qtbot.waitUntil(lambda: controller.finder.found_paths == ["tide.md"], timeout=20_000)
    controller.window.notes.filter_requested.emit("has:dangling")
    assert "sea" == search.text()


def test_related_notes_say_why(controller: Controller, qtbot: QtBot) -> None:
    """The other note shares a source."""
    open_note(controller, qtbot, "boats.md")
    controller.window.commands["related"].trigger()
    sheet = controller.commands.desk.related
    qtbot.waitUntil(sheet.isVisible, timeout=20_000)
    view = sheet.findChild(QListView)
    assert isinstance(view, QListView)
    index = view.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("The Tide, cites bay.example")
    sheet.close_sheet()


def test_a_mark_shows_its_card(controller: Controller, qtbot: QtBot, ask: Callable[[str], object]) -> None:
    """Under the pointer and under the keyboard: title, domain, sentence; without a source it says so."""
    open_note(controller, qtbot, "tide.md")
    viewer = controller.window.viewer
    card = controller.commands.desk.citing.card
    target = viewer._view.focusProxy()  # noqa: SLF001 - Chromium's own widget takes the events
    assert target is not None
    rect = "document.getElementById('mention-1').getBoundingClientRect()"
    box = ask(f"(() => {{ const r = {rect}; return [r.x, r.y, r.width, r.height]; }})()")
    assert isinstance(box, list)
    middle = QPoint(round(box[0] + box[2] / 2), round(box[1] + box[3] / 2))
    QTest.mouseMove(target, middle - QPoint(30, 60))
    QTest.mouseMove(target, middle)
    qtbot.waitUntil(lambda: card.lines[:2] == ["The Moon's Pull", "sky.example"], timeout=15_000)
    assert "The sea comes twice a day" in card.lines[2]
    QTest.mouseMove(target, middle + QPoint(0, 200))
    qtbot.waitUntil(lambda: card.lines == [], timeout=15_000)
    viewer.setFocus()
    for _ in range(3):
        QTest.keyClick(target, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: card.lines[:1] == ["No source"], timeout=15_000)
    QTest.keyClick(target, Qt.Key.Key_Return)
    panel = controller.window.citations.findChild(QListView)
    assert isinstance(panel, QListView)
    qtbot.waitUntil(lambda: panel.currentIndex().isValid(), timeout=15_000)
    assert Kind.DANGLING is panel.currentIndex().data(EntryRole.ENTRY).kind


def test_domains_stand_in_the_margin_on_request(
    controller: Controller, qtbot: QtBot, ask: Callable[[str], object]
) -> None:
    """Two domains behind the first paragraph, one behind the second; no line of the text moves."""
    open_note(controller, qtbot, "tide.md")
    heights = "[...document.querySelectorAll('main p')].map((p) => p.getBoundingClientRect().top)"
    before = ask(heights)
    shown = "[...document.querySelectorAll('[data-postil-domains]')].map((p) => p.dataset.postilDomains)"
    controller.window.commands["domains"].trigger()
    qtbot.waitUntil(lambda: ask(shown) == ["2 domains", "1 domain"], timeout=15_000)
    assert before == ask(heights)
    controller.window.commands["domains"].trigger()
    qtbot.waitUntil(lambda: ask(shown) == [], timeout=15_000)


def test_a_passage_is_copied_with_its_sources(
    controller: Controller, qtbot: QtBot, ask: Callable[[str], object]
) -> None:
    """What is selected, as Markdown, with the sources that it cites."""
    open_note(controller, qtbot, "tide.md")
    ask("(() => { const r = new Range(); r.selectNodeContents(document.querySelector('main > p')); "
        "getSelection().removeAllRanges(); getSelection().addRange(r); return 1; })()")  # fmt: skip
    QGuiApplication.clipboard().clear()
    controller.window.commands["copy_with_sources"].trigger()
    expected = (
        "The sea comes twice a day[1], and the *moon* calls it[2]. Nobody knows the rest[?].\n\nSources:\n\n"
        "1. [Tables of the Bay](https://www.bay.example/tables)\n2. [The Moon's Pull](https://sky.example/moon)\n"
    )
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == expected, timeout=15_000)
    ask("getSelection().removeAllRanges()")
    controller.window.commands["copy_with_sources"].trigger()
    qtbot.waitUntil(lambda: "Select a passage" in controller.window.notice.sentence, timeout=15_000)


KEYED = """---
references:
- id: low84
  type: book
  title: Of Tides
  author: [{family: Low, given: Ada}]
  issued: 1984
- id: berg
  title: Sand
  URL: https://sand.example/
---
It comes [see @low84, p. 97; @berg, ch. 2], as said [@low84, p. 3].
"""


def test_words_and_pages_are_copied_with_the_numbers(
    controller: Controller, qtbot: QtBot, ask: Callable[[str], object], tmp_path: Path
) -> None:
    """A passage that cites by keys keeps what stands beside them; its list says who wrote what and when."""
    (tmp_path / "notes" / "keyed.md").write_text(KEYED, encoding="utf-8")
    open_note(controller, qtbot, "keyed.md")
    ask("(() => { const r = new Range(); r.selectNodeContents(document.querySelector('main > p')); "
        "getSelection().removeAllRanges(); getSelection().addRange(r); return 1; })()")  # fmt: skip
    QGuiApplication.clipboard().clear()
    controller.window.commands["copy_with_sources"].trigger()
    qtbot.waitUntil(lambda: "Sources" in QGuiApplication.clipboard().text(), timeout=15_000)
    assert (
        "It comes see [1], p. 97; [2], ch. 2, as said [1, p. 3].\n\nSources:\n\n"
        "1. Ada Low (1984): Of Tides\n2. [Sand](https://sand.example/)\n"
    ) == QGuiApplication.clipboard().text()


def test_the_models_keep_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while rows come in parts and sentences are replaced."""
    model = SourcesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = tuple(
        SourceRow(f"k{n}", f"T{n}", f"https://e.example/{n}", "e.example", 1, 2, "2020-01-01", "", 1) for n in range(5)
    )
    asked: list[int] = []
    model.more_requested.connect(asked.append)
    model.set_page(Question(), SourcePage(rows[:3], 5))
    assert [3] == asked, "the tester asks for what is left"
    model.set_page(Question(offset=3), SourcePage(rows[3:], 5))
    assert ([3], 5) == (asked, model.rowCount())
    model.set_page(Question(domains=True, order=Order.NAME), SourcePage(rows[:1], 1))
    assert ["Domain ↑", "Sources"] == [model.headerData(column, Qt.Orientation.Horizontal) for column in (0, 1)]
    passages = PassagesModel()
    watcher = QAbstractItemModelTester(passages, QAbstractItemModelTester.FailureReportingMode.Fatal)
    passages.set_passages((Passage("a.md", "A", "1", "So.", 1, 0), Passage("a.md", "A", "1", "", 2, None)))
    assert (tester.model(), watcher.model()) == (model, passages)
