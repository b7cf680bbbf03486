"""The shown note and the desktop around the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from reader.qt.actions import ACTIONS
from reader.qt.shortcuts_sheet import ShortcutsSheet
from reader.qt.window import MainWindow


def drop(window: MainWindow, urls: list[str]) -> bool:
    """Drop these addresses on the window; return whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    place, actions, button = QPointF(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place.toPoint(), actions, data, button, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(place, actions, data, button, Qt.KeyboardModifier.NoModifier))
    return enter.isAccepted()


def test_files_are_taken_and_addresses_are_not(window: MainWindow, tmp_path: Path) -> None:
    """Whatever else is dragged along."""
    told: list[tuple[str, ...]] = []
    window.dropped.connect(told.append)
    file = tmp_path / "a b#.md"
    assert not drop(window, ["https://example.org/a.md"])
    assert drop(window, [QUrl.fromLocalFile(str(file)).toString(), "https://example.org/"])
    assert [(str(file),)] == told


def test_nothing_but_the_page_is_left_and_all_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    """What was hidden before stays hidden, and the key works without a menu bar."""
    window.commands["show_tags"].setChecked(False)
    window.tabs.show_tabs(["a", "b"], 0)
    around = (window.menuBar(), window.search, window.notes, window.citations, window.status, window.tabs)
    qtbot.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[no-untyped-call]
    assert [False] * 6 == [widget.isVisible() for widget in around]
    assert window.viewer.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[no-untyped-call]
    assert [True] * 6 == [widget.isVisible() for widget in around]
    assert not window.tags.isVisible()


def test_the_sheet_lists_every_action(window: MainWindow, qtbot: QtBot) -> None:
    """As the menus name them."""
    sheet = ShortcutsSheet(window.commands)
    qtbot.addWidget(sheet)
    lines = dict(sheet.lines)
    assert {line.text.replace("&", "") for line in ACTIONS} == set(lines)
    assert "F3, Ctrl+G" == lines["Find Next"]
