"""The panel of what speaks of a note, and the strip over it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QToolButton
from pytestqt.qtbot import QtBot

from reader.app.link_messages import Backlink, LinksFound
from reader.core.results import Snippet
from reader.qt.links_panel import LinksPanel
from reader.qt.side_tabs import SideTabs

LINK = Backlink("a.md", "<b>Oak</b>", Snippet("See the mill there.", ((8, 12),)), 3)
MENTION = Backlink("b.md", "Wool", Snippet("An old mill.", ()))


@pytest.fixture
def panel(qtbot: QtBot) -> LinksPanel:
    """Return a panel on the screen."""
    made = LinksPanel()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_two_lists_under_one_switch(panel: LinksPanel) -> None:
    """Links first; where there are none, mentions."""
    assert not any(switch.isVisible() for switch in panel.findChildren(QToolButton))
    panel.show_links(LinksFound(1, "x.md", (LINK,), (MENTION, MENTION)))
    assert ["1 linked", "2 unlinked"] == [switch.text() for switch in panel.findChildren(QToolButton)]
    assert ["<b>Oak</b>"] == panel.rows
    panel.findChildren(QToolButton)[1].click()
    assert ["Wool", "Wool"] == panel.rows
    panel.show_links(LinksFound(1, "x.md", (LINK,), (MENTION,)))
    assert ["Wool"] == panel.rows
    panel.show_nothing()
    panel.show_links(LinksFound(2, "y.md", (), (MENTION,)))
    assert ["Wool"] == panel.rows
    panel.show_nothing()
    panel.show_links(LinksFound(2, "z.md", (), ()))
    assert "No note links to this one." in [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_note_opens_at_the_words_that_speak(panel: LinksPanel, qtbot: QtBot) -> None:
    """With Ctrl in a tab of its own."""
    panel.show_links(LinksFound(1, "x.md", (LINK,), ()))
    view = panel.findChildren(QListView)[0]
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(panel.passage_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert ["a.md", "mill"] == chosen.args
    with qtbot.waitSignal(panel.new_view_requested) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ["a.md"] == chosen.args


def test_one_pane_at_a_time(qtbot: QtBot) -> None:
    """The strip says which."""
    other, panel = QLabel("one"), QLabel("two")
    side = SideTabs("Panes", {"One": other, "Two": panel})
    qtbot.addWidget(side)
    side.show()
    with qtbot.waitSignal(side.turned) as turned:
        side.turn_to(1)
    assert [1] == turned.args
    assert (False, True) == (other.isVisible(), panel.isVisible())
