import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from reader.core.library import TagCount
from reader.qt.tag_model import TagModel, TagRole, with_chosen
from reader.qt.tag_tree import TagTree

TAGS = (
    TagCount("ai", 14, (TagCount("ai/ethics", 3), TagCount("ai/models", 6))),
    TagCount("china", 9),
    TagCount("history", 4, (TagCount("history/china", 3),)),
)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def tags(qtbot: QtBot) -> TagTree:
    """Return a tree on the screen."""
    made = TagTree()
    qtbot.addWidget(made)
    made.resize(260, 320)
    made.show()
    qtbot.waitExposed(made)
    made.set_tags(TAGS)
    return made


def view_of(tags: TagTree) -> QTreeView:
    """Return the view inside the tree."""
    view = tags.findChild(QTreeView)
    assert isinstance(view, QTreeView)
    return view


def index_of(tags: TagTree, name: str) -> QModelIndex:
    """Return the index of a tag."""
    model = view_of(tags).model()
    assert isinstance(model, TagModel)
    return next(index for index in model.indexes() if index.data(TagRole.NAME) == name)


def click(tags: TagTree, name: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Click on a tag."""
    view = view_of(tags)
    middle = view.visualRect(index_of(tags, name)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, middle)


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while trees come and go."""
    model = TagModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for tree in (TAGS, (), TAGS[2:], TAGS):
        model.set_tags(tree)
    assert [index.data(TagRole.NAME) for index in model.indexes()] == [
        "ai",
        "ai/ethics",
        "ai/models",
        "china",
        "history",
        "history/china",
    ]
    assert tester.model() is model


def test_a_tag_shows_its_last_part_and_speaks_its_count(tags: TagTree) -> None:
    """The tree says the rest."""
    index = index_of(tags, "ai/models")
    assert index.data() == "models"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "ai/models, 6 notes"


def test_a_click_chooses_and_a_second_lets_go(tags: TagTree, qtbot: QtBot) -> None:
    """One hand is enough."""
    with qtbot.waitSignal(tags.tags_changed) as chosen:
        click(tags, "china")
    assert chosen.args == [("china",)]
    with qtbot.waitSignal(tags.tags_changed) as chosen:
        click(tags, "china")
    assert chosen.args == [()]


def test_control_adds_and_shift_chooses_a_range(tags: TagTree, qtbot: QtBot) -> None:
    """As in every list of the desktop."""
    click(tags, "ai")
    click(tags, "history", CONTROL)
    assert list(tags.chosen) == ["ai", "history"]
    click(tags, "ai")
    click(tags, "history", SHIFT)
    assert list(tags.chosen) == ["ai", "china", "history"]


def test_arrows_move_and_choose_nothing(tags: TagTree, qtbot: QtBot) -> None:
    """Moving through the tree must not filter at every step."""
    view = view_of(tags)
    view.setCurrentIndex(QModelIndex())
    view.setFocus()
    with qtbot.assertNotEmitted(tags.tags_changed):
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert list(tags.chosen) == []


def test_space_adds_and_return_chooses_one(tags: TagTree, qtbot: QtBot) -> None:
    """All that the mouse can do, the keyboard can."""
    view = view_of(tags)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert list(tags.chosen) == ["ai", "china"]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert list(tags.chosen) == ["ai"]
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert list(tags.chosen) == ["china"]


def test_escape_and_the_button_clear(tags: TagTree, qtbot: QtBot) -> None:
    """The button is there only while there is something to clear."""
    button = tags.findChildren(QToolButton)[0]
    assert not button.isVisible()
    click(tags, "ai")
    assert button.isVisible()
    QTest.keyClick(view_of(tags), Qt.Key.Key_Escape)
    assert list(tags.chosen) == []
    click(tags, "ai")
    with qtbot.waitSignal(tags.tags_changed) as chosen:
        button.click()
    assert chosen.args == [()]
    assert not button.isVisible()


def test_new_counts_keep_what_is_chosen_unfolded_and_current(tags: TagTree, qtbot: QtBot) -> None:
    """Counts follow the query; nothing else may jump, and nothing is signalled."""
    view = view_of(tags)
    view.expand(index_of(tags, "ai"))
    click(tags, "ai/models")
    with qtbot.assertNotEmitted(tags.tags_changed):
        tags.set_tags((TagCount("AI", 2, (TagCount("AI/models", 2),)), TagCount("zoo", 1)))
    assert view.isExpanded(index_of(tags, "AI"))
    assert view.selectionModel().isSelected(index_of(tags, "AI/models"))
    assert view.currentIndex() == index_of(tags, "AI/models")
    assert index_of(tags, "AI/models").data(TagRole.COUNT) == 2


def test_a_chosen_tag_without_notes_stays_in_sight(tags: TagTree, qtbot: QtBot) -> None:
    """A filter that finds nothing can still be taken away."""
    click(tags, "china")
    tags.set_tags(())
    assert index_of(tags, "china").data(TagRole.COUNT) == 0
    click(tags, "china")
    assert list(tags.chosen) == []


def test_tags_can_be_chosen_from_outside(tags: TagTree, qtbot: QtBot) -> None:
    """A tag clicked in the page is chosen here, unfolded; the same choice again says nothing."""
    with qtbot.waitSignal(tags.tags_changed) as chosen:
        tags.choose(("history/china",))
    assert chosen.args == [("history/china",)]
    assert view_of(tags).isExpanded(index_of(tags, "history"))
    with qtbot.assertNotEmitted(tags.tags_changed):
        tags.choose(("History/China",))


def test_missing_tags_are_put_where_they_belong() -> None:
    """A tag that the counts do not know stands among its kin with a count of 0."""
    tree = with_chosen(TAGS, ["ai/robots", "Books/old"])
    assert [tag.name for tag in tree] == ["ai", "Books", "china", "history"]
    assert [(tag.name, tag.count) for tag in tree[0].children] == [("ai/ethics", 3), ("ai/models", 6), ("ai/robots", 0)]
    assert tree[1] == TagCount("Books", 0, (TagCount("Books/old", 0),))


def test_hostile_tags_are_shown_as_written(tags: TagTree) -> None:
    """A tag is text."""
    hostile = "<b>x<script>alert(1)<script>"
    tags.set_tags((TagCount(hostile, 1),))
    tags.grab()
    index = index_of(tags, hostile)
    assert index.data() == hostile
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None
