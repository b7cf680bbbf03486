from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.app.searches import Saved
from reader.qt.hint_line import HintLine
from reader.qt.saved_searches import SavedSearches
from reader.qt.search_bar import SearchBar

SAVED = (Saved("Old <b>paper</b>", "tag:history paper"), Saved("tea", "tea"))


def pane(qtbot: QtBot) -> tuple[SavedSearches, QListWidget]:
    """Return the pane with two searches, and its list, which has the keyboard."""
    made = SavedSearches()
    qtbot.addWidget(made)
    made.show_searches(SAVED)
    made.show()
    qtbot.waitExposed(made)
    view = made.findChildren(QListWidget)[0]
    view.setFocus()
    view.setCurrentRow(0)
    return made, view


def test_a_saved_search_is_made_renamed_and_removed_by_keys(qtbot: QtBot) -> None:
    """Return, F2 and Delete do so; nothing in a name is read as HTML."""
    made, view = pane(qtbot)
    assert ["Old <b>paper</b>", "tea"] == made.names
    with qtbot.waitSignal(made.chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert ["tag:history paper"] == chosen.args
    QTest.keyClick(view, Qt.Key.Key_F2)
    field = view.findChildren(QLineEdit)[0]
    field.setText("Paper")
    with qtbot.waitSignal(made.renamed) as renamed:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert ["tag:history paper", "Paper"] == renamed.args
    with qtbot.waitSignal(made.remove_requested) as removed:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert ["tag:history paper"] == removed.args
    assert "&lt;" not in view.item(1).toolTip()


def test_the_row_keeps_the_keyboard_when_searches_change(qtbot: QtBot) -> None:
    """After one was taken away, the next one is there to be taken too."""
    made, view = pane(qtbot)
    view.setCurrentRow(1)
    made.show_searches(SAVED[:1])
    assert 0 == view.currentRow()
    made.show_searches(())
    assert [] == made.names


def test_the_field_offers_searches_made_before(qtbot: QtBot) -> None:
    """Down in the empty field asks for them; saved ones stand first, and none twice."""
    bar = SearchBar()
    qtbot.addWidget(bar)
    bar.show()
    with qtbot.waitSignal(bar.history_requested):
        QTest.keyClick(bar, Qt.Key.Key_Down)
    bar.show_history(["tea & milk", "tea"], [("Tea", "tea")])
    menu = bar.findChildren(QMenu)[0]
    shown = [action for action in menu.actions() if not action.isSeparator()]
    assert ["Tea", "tea && milk", "Forget These Searches"] == [action.text() for action in shown]
    with qtbot.waitSignal(bar.query_chosen) as chosen:
        shown[1].trigger()
    assert ["tea & milk"] == chosen.args
    menu.hide()
    QTest.keyClicks(bar, "x")
    with qtbot.waitSignal(bar.list_requested):
        QTest.keyClick(bar, Qt.Key.Key_Down)


def test_other_queries_are_offered(qtbot: QtBot) -> None:
    """Each is a button that can be pressed by the keyboard; without anything to say the line is not there."""
    line = HintLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.show_hint("Did you mean …", ["garden", "war & peace"])
    assert ("Did you mean …", ["garden", "war & peace"]) == (line.sentence, line.offers)
    with qtbot.waitSignal(line.query_requested) as wanted:
        line.findChildren(QToolButton)[1].click()
    assert ["war & peace"] == wanted.args
    line.show_hint("", ())
    assert ([], True) == (line.offers, line.isHidden())


def test_queries_that_are_offered_later_have_room(qtbot: QtBot) -> None:
    """Where the line stands already with others or with none, each new button is wholly in sight."""
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    line = HintLine()
    column.addWidget(line)
    column.addStretch()
    around.resize(240, 300)
    around.show()
    qtbot.waitExposed(around)
    for queries in ((), ["deepseek cheap"], ["tide", "moon over the harbour", "high water", "low water"], ["one"]):
        line.show_hint("Not found; shown instead: a word or two. Did you mean …", queries)
        QTest.qWait(30)
        for button in (each for each in line.findChildren(QToolButton) if each.isEnabled()):
            parent = button.parentWidget()
            assert parent is not None
            assert button.height() > 8
            assert parent.rect().contains(button.geometry())
            assert line.rect().contains(parent.geometry())
