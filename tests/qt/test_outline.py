import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QTreeView
from pytestqt.qtbot import QtBot

from reader.core.page import Heading
from reader.qt.outline import Outline

HEADINGS = (
    Heading(1, "Tea", "tea"),
    Heading(3, "Green", "green"),
    Heading(2, "Trade", "trade"),
    Heading(3, "<b>Silver</b>", "silver"),
    Heading(1, "Silk", "silk"),
)


@pytest.fixture
def outline(qtbot: QtBot) -> Outline:
    """Return an outline on the screen."""
    made = Outline()
    qtbot.addWidget(made)
    made.resize(280, 300)
    made.show()
    qtbot.waitExposed(made)
    made.set_headings(HEADINGS)
    return made


def view_of(outline: Outline) -> QTreeView:
    """Return the tree inside the outline."""
    return outline.findChildren(QTreeView)[0]


def lines(outline: Outline, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    """Return the headings as text, indented as they are nested."""
    model = view_of(outline).model()
    found = []
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found += ["  " * depth + str(index.data()), *lines(outline, index, depth + 1)]
    return found


def marked(outline: Outline) -> list[str]:
    """Return the headings that are marked as being read."""
    model = view_of(outline).model()
    return [
        str(index.data())
        for index in model.match(
            model.index(0, 0),
            Qt.ItemDataRole.DisplayRole,
            "",
            -1,
            Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive,
        )
        if (font := index.data(Qt.ItemDataRole.FontRole)) and font.bold()
    ]


def test_headings_are_nested_by_level_and_shown_as_written(outline: Outline) -> None:
    """A level that is left out makes no hole."""
    assert lines(outline) == ["Tea", "  Green", "  Trade", "    <b>Silver</b>", "Silk"]


def test_the_model_keeps_qts_rules(outline: Outline) -> None:
    """Qt's own tester watches while headings come and go."""
    tester = QAbstractItemModelTester(view_of(outline).model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    outline.set_headings(())
    outline.set_headings(HEADINGS[::-1])
    assert lines(outline)[0] == "Silk"
    assert tester.model() is view_of(outline).model()


def test_a_click_and_return_go_to_a_heading(outline: Outline, qtbot: QtBot) -> None:
    """Both tell the id of the heading."""
    view = view_of(outline)
    trade = view.model().index(1, 0, view.model().index(0, 0))
    with qtbot.waitSignal(outline.heading_activated) as asked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(trade).center())
    assert asked.args == ["trade"]
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(outline.heading_activated) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == ["silver"]


def test_the_section_that_is_read_is_marked_alone(outline: Outline) -> None:
    """The mark moves, and is gone where there is no such section."""
    outline.set_current("trade")
    assert marked(outline) == ["Trade"]
    outline.set_current("silk")
    assert marked(outline) == ["Silk"]
    outline.set_current("")
    assert marked(outline) == []


def test_a_note_without_headings_says_so(outline: Outline) -> None:
    """In one quiet line, and only where there is a note."""
    outline.set_headings(())
    assert "This note has no headings." in {label.text() for label in outline.findChildren(QLabel) if label.isVisible()}
    outline.show_nothing()
    assert {label.text() for label in outline.findChildren(QLabel) if label.isVisible()} == set()


def test_ten_thousand_headings_are_no_matter(outline: Outline) -> None:
    """The outline of the longest note is there at once, and marking is quick."""
    outline.set_headings([Heading(1 + number % 6, f"Heading {number}", f"h{number}") for number in range(10_000)])
    outline.set_current("h9999")
    assert marked(outline) == ["Heading 9999"]
