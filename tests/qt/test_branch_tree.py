import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QTreeView
from pytestqt.qtbot import QtBot

from reader.core.library import TagCount
from reader.qt.branch_model import BranchModel, BranchRole, with_chosen
from reader.qt.branch_tree import BranchTree
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
    made = TagTree("Tags")
    qtbot.addWidget(made)
    made.resize(260, 320)
    made.show()
    qtbot.waitExposed(made)
    made.show_branches(TAGS)
    return made


def view_of(tags: TagTree) -> QTreeView:
    """Return the view inside the tree."""
    view = tags.findChild(QTreeView)
    assert isinstance(view, QTreeView)
    return view


def model_of(tags: TagTree) -> BranchModel:
    """Return the model inside the tree."""
    model = view_of(tags).model()
    assert isinstance(model, BranchModel)
    return model


def index_of(tags: TagTree, name: str) -> QModelIndex:
    """Return the index of a tag."""
    return next(index for index in model_of(tags).indexes() if index.data(BranchRole.NAME) == name)


def click(tags: TagTree, name: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Click on a tag."""
    view = view_of(tags)
    middle = view.visualRect(index_of(tags, name)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, middle)


def test_a_tree_without_branches_says_what_would_be_there(qtbot: QtBot) -> None:
    """Not before it is known that there are none."""
    tree = TagTree("Tags", empty="Tags stand here.")
    qtbot.addWidget(tree)
    tree.show()
    (sentence,) = tree.findChildren(QLabel)
    assert not sentence.isVisible()
    tree.show_branches(())
    assert sentence.isVisible()
    assert "Tags stand here." == sentence.text()
    tree.show_branches(TAGS)
    assert not sentence.isVisible()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while trees come and go."""
    model = BranchModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for tree in (TAGS, (), TAGS[2:], TAGS):
        model.show_branches(tree)
    assert [index.data(BranchRole.NAME) for index in model.indexes()] == [
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
    with qtbot.waitSignal(tags.choice_changed):
        click(tags, "china")
    assert ("china",) == tags.chosen
    with qtbot.waitSignal(tags.choice_changed):
        click(tags, "china")
    assert not tags.chosen


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
    with qtbot.assertNotEmitted(tags.choice_changed):
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


def test_escape_clears(tags: TagTree, qtbot: QtBot) -> None:
    """What is chosen and what is barred goes at once."""
    click(tags, "ai")
    tags.bar(("china",))
    with qtbot.waitSignal(tags.choice_changed):
        QTest.keyClick(view_of(tags), Qt.Key.Key_Escape)
    assert ((), ()) == (tags.chosen, tags.barred)


def test_a_tag_is_barred_and_let_in_again(tags: TagTree, qtbot: QtBot) -> None:
    """By Minus and by the middle button; what is barred is not chosen, and what is chosen is not barred."""
    view = view_of(tags)
    click(tags, "ai")
    view.setCurrentIndex(index_of(tags, "ai"))
    with qtbot.waitSignal(tags.choice_changed):
        QTest.keyClick(view, Qt.Key.Key_Minus)
    assert ((), ("ai",)) == (tags.chosen, tags.barred)
    assert index_of(tags, "ai").data(BranchRole.BARRED)
    assert "ai, left out" == index_of(tags, "ai").data(Qt.ItemDataRole.AccessibleTextRole)
    middle = view.visualRect(index_of(tags, "china")).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, PLAIN, middle)
    assert ((), ("ai", "china")) == (tags.chosen, tags.barred)
    click(tags, "ai")
    assert (("ai",), ("china",)) == (tags.chosen, tags.barred)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, PLAIN, middle)
    assert (("ai",), ()) == (tags.chosen, tags.barred)


def test_a_barred_tag_without_notes_stays_in_sight(tags: TagTree, qtbot: QtBot) -> None:
    """It can be let in again."""
    tags.bar(("china",))
    tags.show_branches(TAGS[:1])
    assert ["ai", "china"] == [
        index.data(BranchRole.NAME) for index in model_of(tags).indexes() if "/" not in index.data(BranchRole.NAME)
    ]


def test_the_menu_of_a_row_does_the_same(tags: TagTree, qtbot: QtBot) -> None:
    """Each thing that a hidden key does is in the menu."""
    click(tags, "ai")
    texts = [action.text() for action in tags.menu_of(index_of(tags, "china")).actions()]
    assert ["&Only This", "&Add to the Others", "&Without This"] == texts
    for action in tags.menu_of(index_of(tags, "china")).actions()[1:]:
        action.trigger()
    assert (("ai",), ("china",)) == (tags.chosen, tags.barred)
    (let_in,) = [one for one in tags.menu_of(index_of(tags, "china")).actions() if "Let &In" in one.text()]
    let_in.trigger()
    assert not tags.barred


def test_folders_are_told_apart_by_case(qtbot: QtBot) -> None:
    """What is two folders on the disk is two rows, of which one is chosen."""
    folders = BranchTree("Folders")
    qtbot.addWidget(folders)
    folders.resize(260, 320)
    folders.show()
    folders.show_branches((TagCount("A", 1), TagCount("a", 3)))
    folders.choose(("a",))
    view = folders.findChild(QTreeView)
    assert view is not None
    assert ["a"] == [index.data(BranchRole.NAME) for index in view.selectedIndexes()]


def test_new_counts_keep_what_is_chosen_unfolded_and_current(tags: TagTree, qtbot: QtBot) -> None:
    """Counts follow the query; nothing else may jump, and nothing is signalled."""
    view = view_of(tags)
    view.expand(index_of(tags, "ai"))
    click(tags, "ai/models")
    with qtbot.assertNotEmitted(tags.choice_changed):
        tags.show_branches((TagCount("AI", 2, (TagCount("AI/models", 2),)), TagCount("zoo", 1)))
    assert view.isExpanded(index_of(tags, "AI"))
    assert view.selectionModel().isSelected(index_of(tags, "AI/models"))
    assert view.currentIndex() == index_of(tags, "AI/models")
    assert index_of(tags, "AI/models").data(BranchRole.COUNT) == 2


def test_a_chosen_tag_without_notes_stays_in_sight(tags: TagTree, qtbot: QtBot) -> None:
    """A filter that finds nothing can still be taken away."""
    click(tags, "china")
    tags.show_branches(())
    assert index_of(tags, "china").data(BranchRole.COUNT) == 0
    click(tags, "china")
    assert list(tags.chosen) == []


def test_tags_can_be_chosen_from_outside(tags: TagTree, qtbot: QtBot) -> None:
    """A tag clicked in the page is chosen here, unfolded; the same choice again says nothing."""
    with qtbot.waitSignal(tags.choice_changed):
        tags.choose(("history/china",))
    assert ("history/china",) == tags.chosen
    assert view_of(tags).isExpanded(index_of(tags, "history"))
    with qtbot.assertNotEmitted(tags.choice_changed):
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
    tags.show_branches((TagCount(hostile, 1),))
    tags.grab()
    index = index_of(tags, hostile)
    assert index.data() == hostile
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None
