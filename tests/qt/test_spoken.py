"""What a screen reader is told, asked of Qt's own accessibility tree."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from reader.core.citation import Citations, Source, State
from reader.core.library import TagCount
from reader.core.page import Heading
from reader.qt.note_model import Row
from reader.qt.window import MainWindow


def view_of(pane: QWidget) -> QAbstractItemView:
    """Return the list or tree that has the keyboard when the pane gets it."""
    view = pane.focusProxy()
    assert isinstance(view, QAbstractItemView)
    return view


def spoken_rows(pane: QWidget) -> list[str]:
    """Return the names of the rows in a pane, as its accessible view has them; a hidden header is no row."""
    tree = QAccessible.queryAccessibleInterface(view_of(pane))
    children = [tree.child(number) for number in range(tree.childCount())]
    return [child.text(QAccessible.Text.Name) for child in children if child.role() != QAccessible.Role.ColumnHeader]


def test_rows_are_spoken_whole(window: MainWindow, qtbot: QtBot) -> None:
    """Title, tags and counts of every row, in each of the four lists."""
    window.notes.set_rows([Row("a.md", "Tea", date="3 Feb", tags=("china",), citations=2)])
    window.tags.show_branches((TagCount("china", 9),))
    source = Source("1", "Silver", "https://example.org/", "example.org", 1, 0, 1, State.UNCITED)
    window.citations.set_citations(Citations((source,)))
    window.outline.set_headings([Heading(1, "Tea", "tea")])
    qtbot.waitUntil(lambda: bool(spoken_rows(window.tags)) and bool(spoken_rows(window.outline)))
    assert spoken_rows(window.notes) == ["Tea, 3 Feb, tagged china, 2 citations"]
    assert spoken_rows(window.tags) == ["china, 9 notes"]
    assert spoken_rows(window.citations) == ["Source 1, Silver, example.org · uncited"]
    assert spoken_rows(window.outline) == ["Tea"]


def test_panes_have_a_role_and_a_name(window: MainWindow) -> None:
    """Lists are lists and trees are trees."""
    found = {}
    for pane in (window.notes, window.tags, window.citations, window.outline):
        view = QAccessible.queryAccessibleInterface(view_of(pane))
        found[view.text(QAccessible.Text.Name)] = view.role()
    role = QAccessible.Role
    assert found == {"Notes": role.List, "Tags": role.Tree, "Citations": role.List, "Outline": role.Tree}
