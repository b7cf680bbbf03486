"""What is marked in a page, and the bar that goes through it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reader.qt.find_bar import FindBar


def test_the_bar_goes_through_hits_until_something_is_typed(qtbot: QtBot) -> None:
    """F3 goes on among the hits; a letter begins another search."""
    bar = FindBar()
    qtbot.addWidget(bar)
    steps: list[int] = []
    finds: list[tuple[str, bool]] = []
    bar.hit_requested.connect(steps.append)
    bar.find_requested.connect(lambda *wish: finds.append(wish))
    bar.show_hits("tea")
    bar.set_found(3, 17)
    assert "3 of 17" == bar.count
    bar.go()
    bar.go(backward=True)
    assert ([1, -1], []) == (steps, finds)
    with qtbot.waitSignal(bar.hits_dropped):
        QTest.keyClicks(bar.findChildren(QLineEdit)[0], "s")
    assert [("teas", False)] == finds
    assert not bar.has_hits


def test_hits_that_are_dropped_take_the_bar_with_them(qtbot: QtBot) -> None:
    """A bar that was opened to find something stays."""
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.show_hits("tea")
    bar.drop_hits()
    assert bar.isHidden()
    bar.open_bar()
    bar.drop_hits()
    assert not bar.isHidden()
