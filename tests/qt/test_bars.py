"""The small widgets: search field, find bar, notice bar, status line, popover and sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QProgressBar, QPushButton, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.app.look import Look
from reader.core.pick_book import Pick, PickBook
from reader.qt.find_bar import FindBar
from reader.qt.look_popover import LookPopover
from reader.qt.notice_bar import NoticeBar
from reader.qt.picks import PickModel
from reader.qt.quick_open import QuickOpen
from reader.qt.search_bar import SearchBar
from reader.qt.status import StatusLine

HOSTILE = "<b>x</b><img src=x>"
PICKS = [
    Pick("tea.md", "Silk, tea and silver", "trade/tea.md"),
    Pick("trade.md", "Trade routes before steam"),
    Pick("rest.md", "The rest"),
    Pick("x.md", HOSTILE),
]


def labels(widget: QWidget) -> set[str]:
    """Return the texts of all labels that are in sight."""
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()}


@pytest.fixture
def search(qtbot: QtBot) -> SearchBar:
    """Return a search field on the screen."""
    made = SearchBar()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_keystroke_is_told(search: SearchBar) -> None:
    """Results follow the fingers."""
    edited: list[str] = []
    search.query_edited.connect(edited.append)
    QTest.keyClicks(search, "tea")
    assert edited == ["t", "te", "tea"]


def test_return_commits_and_down_goes_to_the_list(search: SearchBar, qtbot: QtBot) -> None:
    """Hands stay on the keys."""
    search.set_query("tea")
    with qtbot.waitSignal(search.query_committed) as committed:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert committed.args == ["tea"]
    with qtbot.waitSignal(search.list_requested):
        QTest.keyClick(search, Qt.Key.Key_Down)


def test_escape_clears_and_then_leaves(search: SearchBar, qtbot: QtBot) -> None:
    """One key, two steps."""
    search.set_query("tea")
    with qtbot.waitSignal(search.query_edited) as edited:
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert edited.args == [""]
    with qtbot.waitSignal(search.leave_requested):
        QTest.keyClick(search, Qt.Key.Key_Escape)


def test_a_query_can_be_set_in_silence(search: SearchBar, qtbot: QtBot) -> None:
    """Opening another library empties the field without a search."""
    with qtbot.assertNotEmitted(search.query_edited):
        search.set_query("tea")
    assert search.text() == "tea"


@pytest.fixture
def find_bar(qtbot: QtBot) -> FindBar:
    """Return a find bar that has come up."""
    made = FindBar()
    qtbot.addWidget(made)
    made.open_bar()
    qtbot.waitExposed(made)
    return made


def test_finding_goes_both_ways(find_bar: FindBar) -> None:
    """Typing finds, Return goes on, Shift and Return go back."""
    asked: list[tuple[str, bool]] = []
    find_bar.find_requested.connect(lambda text, backward: asked.append((text, backward)))
    field = find_bar.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [("a", False), ("ab", False), ("ab", False), ("ab", True)]


def test_the_find_bar_counts(find_bar: FindBar) -> None:
    """Which place of how many, or that there is none."""
    QTest.keyClicks(find_bar.findChildren(QLineEdit)[0], "tea")
    find_bar.set_found(3, 17)
    assert labels(find_bar) == {"3 of 17"}
    find_bar.set_found(0, 0)
    assert labels(find_bar) == {"not found"}


def test_escape_closes_the_find_bar(find_bar: FindBar, qtbot: QtBot) -> None:
    """The marks in the page go with it."""
    field = find_bar.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "tea")
    with qtbot.waitSignals([find_bar.find_requested, find_bar.closed]):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not find_bar.isVisible()
    assert find_bar.text == "tea"


def test_a_notice_is_one_sentence_and_one_action(qtbot: QtBot) -> None:
    """It is plain text, answers by name, and is gone after the answer."""
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice(HOSTILE, "Open a folder…", "open_library")
    assert bar.sentence == HOSTILE
    assert bar.findChildren(QLabel)[0].textFormat() is Qt.TextFormat.PlainText
    with qtbot.waitSignal(bar.action_requested) as wanted:
        bar.findChildren(QPushButton)[0].click()
    assert wanted.args == ["open_library"]
    assert bar.sentence == ""


def test_a_notice_without_an_action_has_no_button(qtbot: QtBot) -> None:
    """And Escape closes it."""
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice("The note was removed.")
    assert not bar.findChildren(QPushButton)[0].isVisible()
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    """Return a status line on the screen."""
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(900, 26)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_status_line_counts(status: StatusLine) -> None:
    """Big numbers are grouped, one is one, and notes are never written."""
    status.set_facts(1067, "index up to date")
    assert labels(status) == {"1,067 notes · index up to date", "read-only"}
    status.set_facts(1)
    assert status.facts == "1 note"


def test_progress_shows_after_a_moment_with_a_number(status: StatusLine, qtbot: QtBot) -> None:
    """What is done before shows no progress at all."""
    bar = status.findChildren(QProgressBar)[0]
    status.set_progress(1, 2000, "Reading notes")
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    status.set_progress(1200, 2000, "Reading notes")
    assert "Reading notes 1,200 / 2,000" in labels(status)
    status.set_progress(2000, 2000)
    assert not bar.isVisible()


def test_quick_things_show_no_progress(status: StatusLine, qtbot: QtBot) -> None:
    """A line that flashes by says nothing."""
    bar = status.findChildren(QProgressBar)[0]
    status.set_progress(1, 2)
    status.set_progress(2, 2)
    qtbot.wait(220)
    assert not bar.isVisible()


def test_a_long_link_fits_the_status_line(status: StatusLine) -> None:
    """It is shortened in the middle and never widens the window."""
    status.set_link("https://example.org/" + "x" * 3000)
    assert any(text.startswith("https://") and "…" in text for text in labels(status))
    assert status.minimumSizeHint().width() < 900


def test_the_popover_changes_one_thing_at_a_time(qtbot: QtBot) -> None:
    """Each change tells the whole look; showing another look tells nothing."""
    parent = QWidget()
    qtbot.addWidget(parent)
    popover = LookPopover(parent)
    told: list[Look] = []
    popover.look_changed.connect(told.append)
    popover.set_look(Look(text_size=125, measure=60))
    buttons = {button.text(): button for button in popover.findChildren(QToolButton)}
    buttons["A+"].click()
    buttons["Sans"].click()
    height, measure = popover.findChildren(QSlider)
    measure.setValue(72)
    height.setValue(height.value() + 2)
    assert "110 %" in {label.text() for label in popover.findChildren(QLabel)}
    assert told == [
        Look(text_size=140, measure=60),
        Look(text_size=140, measure=60, face="sans"),
        Look(text_size=140, measure=72, face="sans"),
        Look(text_size=140, measure=72, face="sans", line_height=110),
    ]


def test_the_models_lines_keep_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while lines come and go."""
    model = PickModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for picks in (PICKS, [], PICKS[:1]):
        model.set_picks(picks)
    assert model.rowCount() == 1
    assert tester.model() is model


def test_the_sheet_is_used_with_the_keyboard(qtbot: QtBot) -> None:
    """Type, move, choose; the key of the line comes out and the sheet is gone."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    sheet = QuickOpen("Open a note by its title", window)
    sheet.open_sheet(PickBook.of(PICKS))
    field = sheet.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "t")
    QTest.keyClick(field, Qt.Key.Key_Down)
    wanted = sheet.findChildren(QListView)[0].currentIndex().data()
    with qtbot.waitSignals([sheet.closed, sheet.chosen]):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert wanted == "Trade routes before steam"
    assert not sheet.isVisible()


def test_escape_closes_the_sheet_and_chooses_nothing(qtbot: QtBot) -> None:
    """A sheet is no question that must be answered."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sheet = QuickOpen("Open a note by its title", window)
    sheet.open_sheet(PickBook.of(PICKS))
    with qtbot.assertNotEmitted(sheet.chosen):
        QTest.keyClick(sheet.findChildren(QLineEdit)[0], Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_who_had_the_keyboard_has_it_again(qtbot: QtBot) -> None:
    """And not what comes next; the sheet tells once that it is gone."""
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(window), QLineEdit(window)
    sheet = QuickOpen("Open a note by its title", window)
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        window.raise_()
    for holder, key in ((before, Qt.Key.Key_Return), (after, Qt.Key.Key_Escape)):
        holder.setFocus()
        told: list[bool] = []
        sheet.closed.connect(lambda told=told: told.append(True))
        sheet.open_sheet(PickBook.of(PICKS))
        field = sheet.findChildren(QLineEdit)[0]
        assert field.hasFocus()
        QTest.keyClick(field, key)
        assert holder.hasFocus()
        assert told == [True]


def test_notes_that_come_later_are_found_by_the_same_letters(qtbot: QtBot) -> None:
    """Whoever typed before the library was there need not type again."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sheet = QuickOpen("Open a note by its title", window)
    sheet.open_sheet(PickBook.of(()))
    QTest.keyClicks(sheet.findChildren(QLineEdit)[0], "t")
    view = sheet.findChildren(QListView)[0]
    assert 0 == view.model().rowCount()
    sheet.set_book(PickBook.of(PICKS))
    assert view.model().rowCount()
    QTest.keyClick(sheet.findChildren(QLineEdit)[0], Qt.Key.Key_Down)
    chosen = view.currentIndex().data()
    sheet.set_book(PickBook.of(PICKS))
    assert chosen == view.currentIndex().data()
