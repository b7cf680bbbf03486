"""The strip of tabs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.qt.tab_strip import TabStrip


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Return a widget on the screen."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 60)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def strip(room: QWidget) -> TabStrip:
    """Return a strip of three tabs."""
    made = TabStrip(room)
    made.resize(700, 34)
    made.show_tabs(["Tea & silver", "<b>Oak</b>", "x" * 500], 1)
    return made


def middle(strip: TabStrip, number: int) -> QPoint:
    """Return a point on a tab."""
    return strip.tabRect(number).center()


def test_one_tab_needs_no_strip(strip: TabStrip) -> None:
    """It comes with the second."""
    assert strip.isVisible()
    strip.show_tabs(["Tea"], 0)
    assert strip.isHidden()


def test_titles_are_text_of_a_bearable_width(strip: TabStrip) -> None:
    """An ampersand is no shortcut, a long title does not fill the strip, and all are spoken."""
    assert ["Tea && silver", "<b>Oak</b>"] == [strip.tabText(number) for number in range(2)]
    assert strip.tabRect(2).width() <= 220
    assert "Tea & silver" == strip.accessibleTabName(0)
    buttons = strip.findChildren(QToolButton)
    strip.show_tabs(["Tea", '<img src="file:///tmp/a.png"> and more'], 1)
    assert strip.tabToolTip(1).startswith("<p>&lt;img")
    strip.show_tabs(["Tea & silver", "<b>Oak</b>", "x" * 500], 1)
    assert {"Close Tea & silver", "Close <b>Oak</b>"} <= {button.accessibleName() for button in buttons}


def test_showing_asks_for_nothing_and_clicking_does(strip: TabStrip, qtbot: QtBot) -> None:
    """Only a person chooses."""
    with qtbot.assertNotEmitted(strip.tab_requested):
        strip.show_tabs(["Tea", "Oak", "Silk", "Ink"], 3)
        strip.show_tabs(["Tea", "Oak"], 1)
    with qtbot.waitSignal(strip.tab_requested) as asked:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(strip, 0))
    assert [0] == asked.args


def test_tabs_close_by_button_and_by_the_middle_of_the_mouse(strip: TabStrip, qtbot: QtBot) -> None:
    """The strip only asks; it is told what is left."""
    with qtbot.waitSignal(strip.close_requested) as asked:
        QTest.mouseClick(strip, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, middle(strip, 2))
    assert [2] == asked.args
    button = strip.tabButton(0, QTabBar.ButtonPosition.RightSide)
    with qtbot.waitSignal(strip.close_requested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [0] == asked.args
    assert 3 == strip.count()
