import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QListView, QToolButton
from pytestqt.qtbot import QtBot

from reader.qt.note_list import NoteList
from reader.qt.note_model import NoteModel, Row, RowRole, spoken
from tests.pace import at_most

HOSTILE = "<b>x</b>\u202e<img src=x onerror=alert(1)>"


def rows(count: int) -> list[Row]:
    """Return so many rows, titled by number."""
    return [Row(f"{number}.md", f"Note {number}", "A passage.", tags=("ai",)) for number in range(count)]


@pytest.fixture
def notes(qtbot: QtBot) -> NoteList:
    """Return a list on the screen with five rows."""
    made = NoteList()
    qtbot.addWidget(made)
    made.resize(280, 600)
    made.show()
    qtbot.waitExposed(made)
    made.set_rows(rows(5))
    return made


def view_of(notes: NoteList) -> QListView:
    """Return the view inside the list."""
    view = notes.findChild(QListView)
    assert isinstance(view, QListView)
    return view


def click(notes: NoteList, row: int) -> None:
    """Click on a row."""
    view = view_of(notes)
    middle = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while rows come and go."""
    model = NoteModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for count in (0, 3, 1, 0, 7):
        model.set_rows(rows(count))
    assert model.rowCount() == 7
    assert tester.model() is model


def test_the_model_has_named_roles(qtbot: QtBot) -> None:
    """A view can ask by name."""
    names = {bytes(name.data()).decode() for name in NoteModel().roleNames().values()}
    assert {"path", "row"} <= names


def test_a_row_is_spoken_with_tags_and_citations() -> None:
    """What the eye sees in a row, the ear hears."""
    row = Row("a.md", "Tea", date="3 Feb", tags=("china", "trade"), citations=36)
    assert spoken(row) == "Tea, 3 Feb, tagged china, trade, 36 citations"


def test_a_hundred_thousand_rows_come_without_delay(notes: NoteList, qtbot: QtBot) -> None:
    """Setting and drawing them takes less than the eye notices."""

    def shown(many: list[Row]) -> None:
        notes.set_rows(many)
        notes.repaint()

    many = rows(100_000)
    # A tenth of a screen is drawn in any case, so a list of a hundred rows is what a screen costs.
    assert at_most(10, lambda: shown(many), lambda: shown(many[:100]))


def test_a_click_opens(notes: NoteList, qtbot: QtBot) -> None:
    """One click is enough."""
    with qtbot.waitSignal(notes.note_activated) as opened:
        click(notes, 2)
    assert opened.args == ["2.md"]


def test_return_opens_at_once(notes: NoteList, qtbot: QtBot) -> None:
    """Return does not wait for a rest."""
    notes.select("3.md")
    with qtbot.waitSignal(notes.note_activated, timeout=50) as opened:
        QTest.keyClick(view_of(notes), Qt.Key.Key_Return)
    assert opened.args == ["3.md"]


def test_arrows_open_after_a_rest_and_once(notes: NoteList, qtbot: QtBot) -> None:
    """Rushing through the list opens only the note that it ends on."""
    opened: list[str] = []
    notes.note_activated.connect(opened.append)
    notes.select("0.md")
    for _ in range(3):
        QTest.keyClick(view_of(notes), Qt.Key.Key_Down)
    assert opened == []
    qtbot.waitUntil(lambda: bool(opened))
    qtbot.wait(250)
    assert opened == ["3.md"]


def test_new_rows_open_nothing_and_keep_the_choice(notes: NoteList, qtbot: QtBot) -> None:
    """The chosen note stays chosen by its path, wherever it stands now."""
    notes.select("3.md")
    with qtbot.assertNotEmitted(notes.note_activated, wait=250):
        notes.set_rows(list(reversed(rows(5))))
    assert notes.current_path == "3.md"
    assert view_of(notes).currentIndex().row() == 1


def test_a_choice_that_is_gone_is_no_choice(notes: NoteList) -> None:
    """Where the chosen note is not found any more, no other takes its place."""
    notes.select("3.md")
    notes.set_rows(rows(2))
    assert notes.current_path == ""


def test_a_note_that_is_shown_before_there_are_rows_is_chosen_with_the_first(notes: NoteList) -> None:
    """And in view; what is looked for later does not bring it up again."""
    notes.set_rows(())
    notes.select("400.md")
    notes.set_rows(rows(500))
    assert "400.md" == notes.current_path
    view = view_of(notes)
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))
    notes.select("gone.md")
    notes.set_rows(rows(5))
    assert not notes.current_path


def test_rows_are_counted(notes: NoteList) -> None:
    """The line above says how many notes there are."""
    texts = {label.text() for label in notes.findChildren(QLabel)}
    assert "5 notes" in texts
    notes.set_rows(rows(1))
    assert "1 note" in {label.text() for label in notes.findChildren(QLabel)}


def test_an_empty_list_says_what_could_be_tried(notes: NoteList) -> None:
    """The sentence is there only while the list is empty."""
    notes.set_empty_text("Try fewer words.")
    sentence = next(label for label in notes.findChildren(QLabel) if label.text() == "Try fewer words.")
    assert not sentence.isVisible()
    notes.set_rows(())
    assert sentence.isVisible()


def test_a_sort_order_is_asked_for(notes: NoteList, qtbot: QtBot) -> None:
    """The list does not sort; it tells what is wanted."""
    button = next(each for each in notes.findChildren(QToolButton) if each.accessibleName() == "Sort the notes")
    action = next(action for action in button.menu().actions() if action.text() == "Created")
    with qtbot.waitSignal(notes.sort_requested) as wanted:
        action.trigger()
    assert wanted.args == ["created"]


def test_relevance_is_offered_while_searching_only(notes: NoteList) -> None:
    """Without a query there is nothing to be relevant to."""
    button = next(each for each in notes.findChildren(QToolButton) if each.accessibleName() == "Sort the notes")
    relevance = next(action for action in button.menu().actions() if action.text() == "Relevance")
    notes.set_sort("modified", with_relevance=False)
    assert not relevance.isVisible()
    notes.set_sort("relevance", with_relevance=True)
    assert relevance.isVisible()
    assert relevance.isChecked()


def test_up_on_the_first_row_leaves(notes: NoteList, qtbot: QtBot) -> None:
    """From the top of the list one comes back to the search field."""
    notes.select("0.md")
    with qtbot.waitSignal(notes.leave_requested):
        QTest.keyClick(view_of(notes), Qt.Key.Key_Up)


def test_hostile_titles_are_shown_as_written(notes: NoteList, qtbot: QtBot) -> None:
    """A title is text: spoken, shown and drawn as text, with no tooltip that could guess at HTML."""
    notes.set_rows([Row("x.md", HOSTILE, HOSTILE, ((0, 500), (3, 4)), HOSTILE, (HOSTILE,), 1)])
    notes.grab()
    index = view_of(notes).model().index(0, 0)
    assert index.data() == HOSTILE
    assert index.data(RowRole.PATH) == "x.md"
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None


def test_clicking_beside_the_rows_opens_nothing(notes: NoteList, qtbot: QtBot) -> None:
    """The empty part of the list is not a note."""
    view = view_of(notes)
    with qtbot.assertNotEmitted(notes.note_activated):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, view.viewport().height() - 4))


def chosen(notes: NoteList) -> list[str]:
    """Return the numbers in the paths of the chosen rows."""
    return [path.removesuffix(".md") for path in notes.chosen_paths]


def click_with(notes: NoteList, row: int, modifier: Qt.KeyboardModifier) -> None:
    """Click on a row while a key is held."""
    view = view_of(notes)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        modifier,
        view.visualRect(view.model().index(row, 0)).center(),
    )


def test_control_and_shift_choose_and_open_nothing(notes: NoteList, qtbot: QtBot) -> None:
    """Several rows are chosen by the mouse as everywhere; only the first click has opened a note."""
    with qtbot.waitSignal(notes.note_activated):
        click(notes, 1)
    with qtbot.assertNotEmitted(notes.note_activated, wait=300):
        click_with(notes, 3, Qt.KeyboardModifier.ControlModifier)
        assert ["1", "3"] == chosen(notes)
        click_with(notes, 4, Qt.KeyboardModifier.ShiftModifier)
    assert ["1", "3", "4"] == chosen(notes)


def test_rows_are_chosen_by_keys(notes: NoteList, qtbot: QtBot) -> None:
    """Shift and the arrows choose a range, Ctrl and Space add a row, Ctrl+A chooses all; nothing is opened."""
    click(notes, 0)
    view = view_of(notes)
    with qtbot.assertNotEmitted(notes.note_activated, wait=300):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert ["0", "1"] == chosen(notes)
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        assert ["0", "1", "3"] == chosen(notes)
        QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ["0", "1", "2", "3", "4"] == chosen(notes)
    assert any("5 chosen" in label.text() for label in notes.findChildren(QLabel))
    with qtbot.waitSignal(notes.note_activated):
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert 1 == len(chosen(notes))


def test_what_is_chosen_outlives_other_rows(notes: NoteList, qtbot: QtBot) -> None:
    """A filter leaves the chosen rows that it leaves, in their new order; a note that is opened takes nothing away."""
    click(notes, 1)
    click_with(notes, 3, Qt.KeyboardModifier.ControlModifier)
    click_with(notes, 4, Qt.KeyboardModifier.ControlModifier)
    notes.set_rows([*reversed(rows(4)), Row("new.md", "New")])
    assert ["3", "1"] == chosen(notes)
    notes.select("2.md")
    assert ["3", "1"] == chosen(notes)
    notes.set_rows([Row("new.md", "New")])
    assert [] == chosen(notes)
    notes.select("new.md")
    assert ["new"] == chosen(notes)


def test_all_that_is_chosen_opens_in_tabs(notes: NoteList, qtbot: QtBot) -> None:
    """Ctrl+Return on one of them means all; on another row only that one."""
    click(notes, 0)
    click_with(notes, 2, Qt.KeyboardModifier.ControlModifier)
    view = view_of(notes)
    with qtbot.waitSignal(notes.new_views_requested) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [("0.md", "2.md")]
    with qtbot.waitSignal(notes.new_view_requested) as alone:
        place = view.visualRect(view.model().index(4, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    assert alone.args == ["4.md"]


def test_the_menu_belongs_to_what_is_chosen(notes: NoteList, qtbot: QtBot) -> None:
    """The right button keeps a choice that it is upon, and chooses the row where it is upon another one."""
    click(notes, 0)
    click_with(notes, 2, Qt.KeyboardModifier.ControlModifier)
    view = view_of(notes)
    for row, expected in ((2, ["0", "2"]), (4, ["4"])):
        place = view.visualRect(view.model().index(row, 0)).center()
        with qtbot.assertNotEmitted(notes.note_activated, wait=50):
            QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=place)
        assert expected == chosen(notes)


def test_a_hundred_thousand_rows_are_chosen_at_once(notes: NoteList) -> None:
    """All of them are one run, whatever their number."""
    notes.set_rows(rows(100_000))
    view_of(notes).setFocus()
    notes.choose([f"{number}.md" for number in range(100_000)])
    assert 100_000 == len(notes.chosen_paths)


def test_a_note_that_is_not_listed_yet_is_chosen_when_it_comes(notes: NoteList) -> None:
    """Of a big library the first rows come first; what is chosen meanwhile stays chosen."""
    notes.select("400.md")
    notes.set_rows(rows(20))
    assert "" == notes.current_path
    notes.set_rows(rows(500))
    assert "400.md" == notes.current_path
    index = view_of(notes).currentIndex()
    assert view_of(notes).rect().contains(view_of(notes).visualRect(index))
    notes.select("900.md")
    click(notes, 400)
    notes.set_rows(rows(1000))
    assert "900.md" != notes.current_path
