"""Journeys of somebody who looks for notes: folders, tags in every way, headings, several notes at once."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from reader.qt.controller import Controller
from reader.qt.export_dialog import ExportDialog
from reader.qt.export_form import Choice, ExportForm, Scope
from tests.qt.steps import (
    Open,
    Picture,
    click,
    click_beside,
    click_row,
    has_rows,
    in_view,
    opened,
    press,
    row_of,
    rows,
    view_of,
    walk_to,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shelves(library: Path) -> Path:
    """Return the library with more notes, in folders."""
    for number, (path, tags) in enumerate(
        [("rivers/upper/spring.md", "river, stone"), ("rivers/mouth.md", "river"), ("hills/quarry.md", "stone/pit")]
    ):
        (library / path).parent.mkdir(parents=True, exist_ok=True)
        text = f"---\ntags: [{tags}]\n---\n# {Path(path).stem.title()}\n\n## Where it is\n\nNumber {number}.\n"
        (library / path).write_text(text, encoding="utf-8")
    return library


def chip(controller: Controller, words: str) -> QToolButton:
    """Return the chip that says these words."""
    chips = controller.window.chips.findChildren(QToolButton)
    return next(one for one in chips if one.text() == words and one.isVisible())


def counts(view: QTreeView) -> dict[str, int]:
    """Return the counts in a tree, of what is not below anything."""
    model = view.model()
    found = [model.index(row, 0) for row in range(model.rowCount())]
    return {str(index.data()): int(index.data(Qt.ItemDataRole.UserRole + 1)) for index in found}


def test_folders_tags_and_words_narrow_together(
    open_window: Open, shelves: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Ctrl+5 brings up the folders; a folder, a tag and a word narrow one list, whose chips take them away again."""
    controller = open_window(shelves)
    window = controller.window
    opened(controller, qtbot, shelves)
    press(controller, Qt.Key.Key_5)
    folders = view_of(window.folders, QTreeView)
    qtbot.waitUntil(folders.hasFocus, timeout=5_000)
    assert {"hills": 1, "rivers": 2} == counts(folders)  # type: ignore[arg-type]
    walk_to(folders, "rivers")
    QTest.keyClick(folders, Qt.Key.Key_Space)
    qtbot.waitUntil(partial(has_rows, controller, 2), timeout=10_000)
    assert {"hills": 1, "rivers": 2} == counts(folders)  # type: ignore[arg-type]
    window.shelf.turn_to(0)
    tags = view_of(window.tags, QTreeView)
    assert {"river": 2, "stone": 1} == counts(tags)  # type: ignore[arg-type]
    click(tags, row_of(tags, "stone"))
    qtbot.waitUntil(lambda: rows(controller) == ["Spring"], timeout=10_000)
    assert ["stone", "in rivers"] == window.chips.texts
    picture(controller)
    QTest.keyClicks(window.search, "number")
    qtbot.waitUntil(lambda: controller.finder.query == "number" and rows(controller) == ["Spring"], timeout=20_000)
    QTest.mouseClick(chip(controller, "stone"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(rows(controller)) == ["Mouth", "Spring"], timeout=20_000)
    press(controller, Qt.Key.Key_L, shift=True)
    qtbot.waitUntil(partial(has_rows, controller, 6), timeout=10_000)
    assert window.chips.isHidden()


def test_any_of_the_tags_and_without_some(open_window: Open, shelves: Path, qtbot: QtBot, picture: Picture) -> None:
    """Two tags mean both, Ctrl+Shift+A means either; the middle button or Minus leaves a tag out."""
    controller = open_window(shelves)
    window = controller.window
    opened(controller, qtbot, shelves)
    tags = view_of(window.tags, QTreeView)
    click(tags, row_of(tags, "stone"))
    click_beside(tags, row_of(tags, "wheel"), CONTROL)
    qtbot.waitUntil(lambda: rows(controller) == ["The Mill"], timeout=10_000)
    press(controller, Qt.Key.Key_A, shift=True)
    qtbot.waitUntil(partial(has_rows, controller, 4), timeout=10_000)
    assert ["any of", "stone", "wheel"] == window.chips.texts
    walk_to(tags, "river")
    QTest.keyClick(tags, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: sorted(rows(controller)) == ["Quarry", "The Mill"], timeout=10_000)
    assert ["any of", "stone", "wheel", "without river"] == window.chips.texts
    picture(controller)
    QTest.mouseClick(chip(controller, "any of"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(controller) == ["The Mill"], timeout=10_000)
    assert not window.commands["any_tag"].isChecked()
    QTest.keyClick(tags, Qt.Key.Key_Escape)
    qtbot.waitUntil(partial(has_rows, controller, 6), timeout=10_000)


def test_a_heading_is_opened_by_a_few_letters(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Ctrl+P and some letters of a heading find `note › heading`, and Return opens the note there."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    press(controller, Qt.Key.Key_P)
    qtbot.waitUntil(controller.by_name.sheet.isVisible, timeout=5_000)
    lines = view_of(controller.by_name.sheet, QListView).model()
    field = controller.by_name.sheet.focusProxy()
    assert field is not None
    QTest.keyClicks(field, "far ba")
    qtbot.waitUntil(lambda: lines.index(0, 0).data() == "The Bridge › The far bank", timeout=20_000)
    picture(controller)
    with qtbot.waitSignal(window.viewer.painted, timeout=60_000):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert "bridge.md" == window.viewer.path
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-far-bank"), timeout=10_000)


def test_three_notes_are_exported(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choose three rows by Ctrl and Shift, see them offered by Ctrl+E, and write one file each and one of all."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    view = view_of(controller.window.notes, QListView)
    click_row(controller, qtbot, "The Bridge")
    for row in range(3):
        if not view.selectionModel().isSelected(view.model().index(row, 0)):
            click_beside(view, view.model().index(row, 0), CONTROL)
    assert 3 == len(controller.window.notes.several)
    picture(controller)
    asked: list[Scope] = []

    def cancel(dialog: ExportDialog) -> int:
        form = dialog.findChild(ExportForm)
        assert form is not None
        asked.append(form.choice.scope)
        # Before the first page of the preview is there: it must not come to a dialog that is gone.
        dialog.reject()
        return 0

    monkeypatch.setattr(ExportDialog, "exec", cancel)
    press(controller, Qt.Key.Key_E)
    (scope,) = asked
    assert "The 3 chosen notes" == scope.name
    for merge, file in ((False, "each"), (True, "all.md")):
        choice = Choice(scope, "markdown", merge=merge)
        with qtbot.waitSignal(controller.exporter.exported, timeout=60_000):
            controller.exporter.export(controller.root, choice, tmp_path / file)
    assert 3 == len(list((tmp_path / "each").glob("*.md")))
    text = (tmp_path / "all.md").read_text(encoding="utf-8")
    assert all(words in text for words in ("The oldest arch", "quernstone", "They carry stone"))


def test_chosen_notes_are_linked_pinned_and_opened(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Two rows are chosen by keys: their links are copied, they are pinned, at hand, and opened in tabs."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    controller.finder.set_order("title")
    click_row(controller, qtbot, "The Bridge")
    view = view_of(window.notes, QListView)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    press(controller, Qt.Key.Key_K, shift=True)
    assert "[[bridge]]\n[[Mill]]" == QGuiApplication.clipboard().text()
    press(controller, Qt.Key.Key_D)
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(view, Qt.Key.Key_Return, CONTROL)
    assert 3 == window.tabs.count()
    press(controller, Qt.Key.Key_6)
    at_hand = view_of(window.at_hand, QListView)
    qtbot.waitUntil(at_hand.hasFocus, timeout=5_000)
    assert ["The Bridge", "The Mill"] == window.at_hand.titles
    picture(controller)
    at_hand.setCurrentIndex(row_of(at_hand, "The Mill"))
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(at_hand, Qt.Key.Key_Return)
    assert "Mill.md" == window.viewer.path
    assert window.commands["pin"].isChecked()
    QTest.keyClick(at_hand, Qt.Key.Key_Delete)
    assert not window.commands["pin"].isChecked()


def test_nothing_found_says_what_could_be_tried(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """A search without a result leaves a sentence in the list, and Escape brings the notes back."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    window.search.setFocus()
    QTest.keyClicks(window.search, "xqzzq vvkk")
    qtbot.waitUntil(lambda: "Nothing found" in window.notes.empty_text, timeout=20_000)
    picture(controller)
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(partial(has_rows, controller, 3), timeout=10_000)


def test_a_search_is_saved_and_made_again(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Ctrl+Shift+S keeps what is searched for; Ctrl+7 and Return make it again, on another day too."""
    first = open_window(library)
    opened(first, qtbot, library)
    first.window.search.setFocus()
    QTest.keyClicks(first.window.search, "quern")
    qtbot.waitUntil(lambda: rows(first) == ["The Mill"], timeout=20_000)
    press(first, Qt.Key.Key_S, shift=True)
    qtbot.waitUntil(lambda: first.window.searches.names == ["quern"], timeout=5_000)
    first.close()
    controller = open_window(library)
    opened(controller, qtbot, library)
    press(controller, Qt.Key.Key_7)
    saved = view_of(controller.window.searches, QAbstractItemView)
    qtbot.waitUntil(saved.hasFocus, timeout=5_000)
    walk_to(saved, "quern")
    QTest.keyClick(saved, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(controller) == ["The Mill"], timeout=20_000)
    picture(controller)
