import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.qt import theme
from reader.qt.actions import ACTIONS, build, shown
from reader.qt.look_popover import LookPopover
from reader.qt.note_model import Row
from reader.qt.quick_open import QuickOpen
from reader.qt.side_tabs import SideTabs
from reader.qt.window import MainWindow
from tests.qt.conftest import RESOURCES

PANES = ("search", "tags", "notes", "viewer", "citations", "outline")


def focused_pane(window: MainWindow) -> str:
    """Return the name of the pane that has the keyboard."""
    focused = QApplication.focusWidget()
    for name in PANES:
        pane = getattr(window, name)
        if focused is not None and (pane is focused or pane.isAncestorOf(focused)):
            return name
    return ""


def press(window: MainWindow, keys: str) -> None:
    """Press a shortcut, wherever the keyboard is."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # Qt's stubs do not know it
    QTest.keyClick(QApplication.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def test_every_action_has_its_own_name_and_keys() -> None:
    """Two actions on one key would both be dead."""
    names = [action.name for action in ACTIONS]
    keys = [keys for action in ACTIONS for keys in action.shortcuts]
    assert sorted(names) == sorted(set(names))
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("keys", [keys for action in ACTIONS for keys in action.shortcuts])
def test_every_shortcut_is_one_that_qt_knows(keys: str) -> None:
    """A slip of the pen would be silent."""
    assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_every_action_is_in_a_menu(window: MainWindow) -> None:
    """Menus name all that can be done."""
    found = {action.objectName() for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert {action.name for action in ACTIONS} <= found


def test_menus_have_no_letter_twice(window: MainWindow) -> None:
    """Alt and a letter chooses one line."""
    for menu in window.menuBar().findChildren(QMenu):
        texts = [action.text() for action in menu.actions() if "&" in action.text()]
        letters = [text[text.index("&") + 1].casefold() for text in texts]
        assert sorted(letters) == sorted(set(letters)), menu.title()


def test_the_command_list_names_what_can_be_done_now(window: MainWindow) -> None:
    """With its menu and its keys, without what is switched off and without itself."""
    commands = build(window)
    commands["back"].setEnabled(False)
    lines = {name: (text, keys) for name, text, keys in shown(commands)}
    assert lines["export_pdf"] == ("File: Export or Print…", "Ctrl+E")
    assert "back" not in lines
    assert "commands" not in lines


def test_f6_goes_round_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    """Forward, and with Shift back."""
    window.search.setFocus()
    seen = []
    for _ in PANES:
        press(window, "F6")
        seen.append(focused_pane(window))
    assert seen == [*PANES[1:], PANES[0]]
    press(window, "Shift+F6")
    assert focused_pane(window) == "outline"


def test_hidden_panes_are_left_out(window: MainWindow, qtbot: QtBot) -> None:
    """What cannot be seen does not get the keyboard."""
    window.commands["show_sides"].trigger()
    window.commands["show_tags"].trigger()
    window.search.setFocus()
    seen = []
    for _ in range(3):
        press(window, "F6")
        seen.append(focused_pane(window))
    assert seen == ["notes", "viewer", "search"]


@pytest.mark.parametrize(
    ("keys", "panes"), [("Ctrl+1", ["tags"]), ("Ctrl+2", ["notes"]), ("Ctrl+3", ["citations", "outline"])]
)
def test_panes_are_hidden_and_shown(window: MainWindow, keys: str, panes: list[str]) -> None:
    """By one key each."""
    window.search.setFocus()
    press(window, keys)
    assert [getattr(window, pane).isVisible() for pane in panes] == [False] * len(panes)
    press(window, keys)
    assert [getattr(window, pane).isVisible() for pane in panes] == [True] * len(panes)


def test_without_tags_and_notes_the_left_side_is_gone(window: MainWindow) -> None:
    """The page gets the room."""
    before = window.viewer.width()
    window.commands["show_tags"].trigger()
    window.commands["show_notes"].trigger()
    QApplication.processEvents()
    assert window.viewer.width() > before + 200


def test_the_state_is_what_it_was(window: MainWindow, qtbot: QtBot) -> None:
    """Size, panes and what is hidden come back."""
    window.resize(1100, 700)
    window.commands["show_tags"].trigger()
    state = window.save_state()
    window.resize(900, 600)
    window.commands["show_tags"].trigger()
    assert window.restore_state(state)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1100, 700)
    assert not window.tags.isVisible()


@pytest.mark.parametrize("state", [b"", b"\xff", b"[]", b"{}", json.dumps({"geometry": 3, "hidden": []}).encode()])
def test_a_damaged_state_changes_nothing(window: MainWindow, state: bytes) -> None:
    """A file of another version does no harm."""
    size = window.size()
    assert not window.restore_state(state)
    assert window.size() == size


def test_a_state_of_nonsense_is_survived(window: MainWindow) -> None:
    """Well-formed, but not a word of Qt in it."""
    keys = ("geometry", "left", "right", "whole")
    state = json.dumps({**dict.fromkeys(keys, "bm9uc2Vuc2U="), "hidden": ["x"]}).encode()
    assert not window.restore_state(state)
    assert window.viewer.isVisible()


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
def test_every_theme_dresses_everything(window: MainWindow, palette: theme.Palette) -> None:
    """The ground of the window is that of the palette, and every button has its drawing."""
    window.set_theme(palette)
    ground = window.grab().toImage().pixelColor(window.width() - 6, 40)
    assert ground.name() == palette.room
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible() and not button.text()]
    assert [button.accessibleName() for button in buttons if button.icon().isNull()] == []


def test_every_control_has_a_name(window: MainWindow) -> None:
    """For those who hear the window: no button, field or list without one."""
    look = LookPopover(window)
    look.show()
    QuickOpen("Open a note", window)
    window.find_bar.open_bar()
    window.notice.show_notice("Something.", "Do it", "x")
    window.notes.set_rows([Row("a.md", "A")])
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QAbstractSlider, QProgressBar)
    controls: list[QWidget] = [widget for kind in kinds for widget in window.findChildren(kind)]
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in controls
        if not isinstance(widget, QScrollBar | QHeaderView)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        # Qt's own: the little buttons in a line edit speak their action's text, that of a menu bar is its overflow.
        and not isinstance(widget.parentWidget(), QLineEdit | QMenuBar)
    ]
    look.hide()
    assert nameless == []


def test_the_title_is_text_and_is_shortened(window: MainWindow) -> None:
    """A long or hostile title neither widens the window nor is read as HTML."""
    window.set_note_title("<b>x</b> " + "long " * 200)
    QApplication.processEvents()
    assert window.windowTitle().startswith("<b>x</b> long")
    assert window.minimumSizeHint().width() <= 1280
    window.set_note_title("")
    assert window.windowTitle() == "Postil"


def test_closing_is_told_before_it_happens(window: MainWindow, qtbot: QtBot) -> None:
    """So that the state can be saved."""
    with qtbot.waitSignal(window.closing):
        window.close()


def test_full_screen_and_back(window: MainWindow, qtbot: QtBot) -> None:
    """By one key."""
    press(window, "F11")
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    press(window, "F11")
    assert not window.windowState() & Qt.WindowState.WindowFullScreen


@pytest.mark.parametrize("width", [180, 214, 240, 284])
def test_no_tab_of_a_side_is_out_of_sight(qtbot: QtBot, width: int) -> None:
    """In a narrow pane their titles move together; in a wide one they have their air again."""
    side = SideTabs("Places", {title: QWidget() for title in ("Tags", "At Hand", "Folders", "Searches")})
    side.setStyleSheet(theme.style_sheet(theme.LIGHT, RESOURCES / "icons"))
    qtbot.addWidget(side)
    side.show()
    qtbot.waitExposed(side)
    strip = side.findChild(QTabBar)
    assert strip is not None
    for wide in (600, width):
        side.resize(wide, 300)
        # A pane is never so narrow that its tabs cannot be told apart.
        qtbot.waitUntil(lambda: strip.tabRect(strip.count() - 1).right() <= side.width() <= max(wide, 220))  # noqa: B023 - at once
    side.resize(600, 300)
    titles = [strip.fontMetrics().horizontalAdvance(strip.tabText(at)) for at in range(strip.count())]
    qtbot.waitUntil(lambda: all(strip.tabRect(at).width() >= title + 12 for at, title in enumerate(titles)))
