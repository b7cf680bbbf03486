"""Journeys of somebody who searches: spelt wrong, found again, saved, and read from hit to hit."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QListWidget, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from reader.qt.controller import Controller
from tests.qt.steps import Open, Picture, click_row, opened, press, rows, view_of


def search(controller: Controller, qtbot: QtBot, text: str, *found: str) -> None:
    """Type a query by keys, and wait for exactly these rows."""
    field = controller.window.search
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)
    qtbot.waitUntil(lambda: sorted(found) == sorted(rows(controller)), timeout=20_000)


def test_a_word_that_is_spelt_wrong_is_found(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """What is near is shown and offered above the list; a click on the offer takes it."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    search(controller, qtbot, "quernstoen", "The Mill")
    assert "shown instead: quernstone" in window.notes.hint.sentence
    assert "quernstone" in window.notes.hint.offers
    picture(controller)
    window.notes.hint.findChildren(QToolButton)[0].click()
    assert "quernstone" == window.search.text()
    qtbot.waitUntil(window.notes.hint.isHidden, timeout=20_000)
    assert ["The Mill"] == rows(controller)


def test_hits_are_gone_through_with_a_key(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """The page begins at the first hit, the bar counts, and F3 goes round; a note found by its tag says so."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    search(controller, qtbot, '"flood" OR arch ', "The Bridge")
    assert window.notes.hint.sentence.startswith("With the phrase “flood” or with “arch”")
    click_row(controller, qtbot, "The Bridge")
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=20_000)
    total = int(window.find_bar.count.rpartition(" ")[2])
    picture(controller)
    for step in (*range(2, total + 1), 1):
        QTest.keyClick(window, Qt.Key.Key_F3)
        qtbot.waitUntil(lambda step=step: window.find_bar.count == f"{step} of {total}", timeout=20_000)  # type: ignore[misc]  # a lambda with a default
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.find_bar.count == f"{total} of {total}", timeout=20_000)


def test_a_search_is_saved_renamed_found_again_and_removed(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """It stays beside the tags and in the field's menu, with its library, also for the next window."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    search(controller, qtbot, "tag:stone -boats", "The Mill")
    press(controller, Qt.Key.Key_S, shift=True)
    field = window.searches.findChildren(QListWidget)[0].findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "Stone only")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ["Stone only"] == window.searches.names
    picture(controller)
    window.search.clear()
    qtbot.waitUntil(lambda: len(rows(controller)) > 1, timeout=20_000)
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    menu = window.search.findChildren(QMenu)[0]
    assert "Stone only" == menu.actions()[0].text()
    menu.actions()[0].trigger()
    menu.hide()
    qtbot.waitUntil(lambda: ["The Mill"] == rows(controller), timeout=20_000)
    controller.searches.set_library(controller.root)
    assert ["Stone only"] == window.searches.names
    saved = view_of(window.searches, QListView)
    saved.setFocus()
    QTest.keyClick(saved, Qt.Key.Key_Delete)
    assert [] == window.searches.names
