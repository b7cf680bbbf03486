"""Journeys of somebody who reads: the place is kept whatever changes, and each thing has a key."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.qt.controller import Controller
from reader.qt.export_dialog import ExportDialog
from reader.qt.settings_dialog import SettingsDialog
from tests.qt.steps import (
    Open,
    Picture,
    click,
    click_in_page,
    click_row,
    in_view,
    opened,
    page_widget,
    press,
    row_of,
    rows,
    run_script,
    view_of,
    walk_to,
)

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def read_on(controller: Controller, qtbot: QtBot, paragraph: int) -> None:
    """Read on until a paragraph stands at the top, and until the window knows it."""
    words = f"Paragraph {paragraph} "
    found = f"[...document.querySelectorAll('p')].find((p) => p.textContent.startsWith('{words}'))"
    script = f"window.scrollTo(0, {found}.getBoundingClientRect().top + window.scrollY + 3) ?? 0"
    run_script(controller, qtbot, script)
    qtbot.waitUntil(lambda: words in controller.window.viewer.place, timeout=10_000)


def at_top(controller: Controller, qtbot: QtBot) -> str:
    """Return how the paragraph begins that the top of the view goes through, as the engine sees it."""
    script = "[...document.querySelectorAll('p')].find((p) => p.getBoundingClientRect().bottom > 1).textContent"
    return str(run_script(controller, qtbot, script))


def reads(controller: Controller, qtbot: QtBot, paragraph: int) -> bool:
    """Return whether a paragraph stands at the top."""
    return at_top(controller, qtbot).startswith(f"Paragraph {paragraph} ")


def test_the_place_is_kept_whatever_changes(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Theme by the palette, size by Ctrl++, another width, and the note saved anew: the same text stays at the top."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    read_on(controller, qtbot, 33)
    press(controller, Qt.Key.Key_K)
    field = controller.commands.list.focusProxy()
    assert field is not None
    QTest.keyClicks(field, "sepia")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: controller.appearance.look.theme == "sepia", timeout=5_000)
    theme = "document.documentElement.dataset.theme"
    qtbot.waitUntil(lambda: run_script(controller, qtbot, theme) == "sepia", timeout=10_000)
    assert reads(controller, qtbot, 33)
    for _ in range(3):
        press(controller, Qt.Key.Key_Equal)
    assert controller.appearance.look.text_size > 120
    qtbot.waitUntil(lambda: reads(controller, qtbot, 33), timeout=10_000)
    width = "document.documentElement.clientWidth"
    before = run_script(controller, qtbot, width)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: run_script(controller, qtbot, width) != before, timeout=10_000)
    qtbot.waitUntil(lambda: reads(controller, qtbot, 33), timeout=10_000)
    note = library / "bridge.md"
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        text = note.read_text(encoding="utf-8")
        note.write_text(text.replace("The oldest arch", "A new first paragraph.\n\nThe oldest arch"), encoding="utf-8")
    qtbot.waitUntil(lambda: reads(controller, qtbot, 33), timeout=10_000)
    picture(controller)


def test_the_way_back_and_forth_keeps_places(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Alt+Left, Alt+Right and the side buttons of the mouse go through the notes, each at its place."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    read_on(controller, qtbot, 21)
    click_row(controller, qtbot, "The Mill")
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert "bridge.md" == window.viewer.path
    qtbot.waitUntil(lambda: reads(controller, qtbot, 21), timeout=10_000)
    picture(controller)
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert "Mill.md" == window.viewer.path
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.mouseClick(page_widget(controller), Qt.MouseButton.BackButton, pos=QPoint(200, 200))
    assert "bridge.md" == window.viewer.path


def test_a_leap_within_a_note_can_be_taken_back(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """From where one reads to the sentence of a source or to a heading; Alt+Left leads back, Alt+Right there again."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    read_on(controller, qtbot, 21)
    sources, headings = view_of(window.citations, QListView), view_of(window.outline, QTreeView)
    assert not window.commands["back"].isEnabled()
    click(sources, sources.model().index(0, 0))
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "mention-0"), timeout=10_000)
    qtbot.waitUntil(window.commands["back"].isEnabled, timeout=10_000)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: reads(controller, qtbot, 21), timeout=10_000)
    assert not window.commands["back"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "mention-0"), timeout=10_000)
    read_on(controller, qtbot, 33)
    click(headings, headings.model().index(0, 0))
    qtbot.waitUntil(lambda: not reads(controller, qtbot, 33), timeout=10_000)
    qtbot.waitUntil(lambda: len(controller.navigator.history.visits) == 3, timeout=10_000)
    # What is in view already is no leap.
    click(headings, headings.model().index(0, 0))
    QTest.qWait(200)
    assert 3 == len(controller.navigator.history.visits)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: reads(controller, qtbot, 33), timeout=10_000)


def view_field(widget: QWidget) -> QLineEdit:
    """Return the field of a bar, which has the keyboard."""
    field = widget.findChild(QLineEdit)
    assert field is not None
    assert field.hasFocus()
    return field


def test_nothing_but_the_page(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Shift+F11 leaves the page alone, where keys still work; Escape in it brings back exactly what was there."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    press(controller, Qt.Key.Key_3)
    QTest.keyClick(window, Qt.Key.Key_F11, SHIFT)
    qtbot.waitUntil(lambda: not window.notes.isVisible() and not window.menuBar().isVisible(), timeout=10_000)
    assert window.isFullScreen()
    press(controller, Qt.Key.Key_F)
    field = view_field(window.find_bar)
    QTest.keyClicks(field, "far bank")
    qtbot.waitUntil(lambda: window.find_bar.count == "1 of 1", timeout=10_000)
    # The page comes back to its place when it has its new size, which takes the first hit out of view.
    qtbot.wait(500)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-far-bank"), timeout=6_000)
    picture(controller)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.find_bar.isHidden()
    assert not window.notes.isVisible()
    QTest.keyClick(page_widget(controller), Qt.Key.Key_Escape)
    qtbot.waitUntil(window.notes.isVisible, timeout=10_000)
    assert (False, False, True) == (window.isFullScreen(), window.citations.isVisible(), window.menuBar().isVisible())


def test_the_manual_and_back(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """F1 opens the manual, and leads back to the library that was left; another day begins in that one."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    with qtbot.waitSignal(window.viewer.painted, timeout=60_000):
        QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.viewer.path == "Start here.md"
    assert "This is the manual. F1 goes back to notes." == window.notice.sentence
    assert str(library) == controller.preferences.current.library
    picture(controller)
    QTest.keyClick(window, Qt.Key.Key_F1)
    opened(controller, qtbot, library)
    assert not window.notice.sentence


def test_the_page_is_ringed_for_the_keyboard_alone(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Whoever comes by F6 sees where the keyboard is; whoever clicks knows."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    is_ringed = "document.documentElement.matches('[data-ring]')"
    assert run_script(controller, qtbot, is_ringed) is False
    QTest.keyClick(controller.window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page_widget(controller)
    qtbot.waitUntil(lambda: run_script(controller, qtbot, is_ringed) is True, timeout=6_000)
    picture(controller)
    click_in_page(controller, qtbot, "the-bridge")
    qtbot.waitUntil(lambda: run_script(controller, qtbot, is_ringed) is False, timeout=6_000)


def test_the_outline_leads_and_follows(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """A heading is reached by keys, and the section that is read is marked."""
    sections = "\n\n".join(f"## Part {part}\n\n" + "Words of a part.\n\n" * 40 for part in ("one", "two", "three"))
    (library / "parts.md").write_text(f"# Parts\n\n{sections}", encoding="utf-8")
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "Parts")
    outline = view_of(window.outline, QTreeView)
    walk_to(outline, "Part two")
    QTest.keyClick(outline, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "part-two"), timeout=10_000)
    marked = Qt.ItemDataRole.ForegroundRole
    assert isinstance(outline, QAbstractItemView)
    qtbot.waitUntil(lambda: row_of(outline, "Part two").data(marked) is not None, timeout=10_000)
    assert row_of(outline, "Part one").data(marked) is None
    picture(controller)


def drop(controller: Controller, files: list[Path]) -> None:
    """Drop files upon the middle of the window."""
    window = controller.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place = window.rect().center()
    left, plain, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(place, copy, data, left, plain)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(place), copy, data, left, plain))


def test_files_and_folders_are_dropped(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture
) -> None:
    """A note from elsewhere opens alone, a note of the library in it, and a folder as a library."""
    lone, other = tmp_path / "lone.md", tmp_path / "other"
    lone.write_text("# Alone\n\nA word[1].\n\n[1] https://a.example/\n", encoding="utf-8")
    other.mkdir()
    (other / "sea.md").write_text("# The Sea\n", encoding="utf-8")
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    drop(controller, [library / "Mill.md"])
    qtbot.waitUntil(lambda: window.viewer.path == "Mill.md", timeout=20_000)
    assert 3 == len(rows(controller))
    drop(controller, [lone])
    qtbot.waitUntil(lambda: window.viewer.path == "lone.md", timeout=20_000)
    qtbot.waitUntil(lambda: view_of(window.citations, QListView).model().rowCount() == 1, timeout=10_000)
    assert not window.notes.isVisible()
    picture(controller)
    drop(controller, [other])
    qtbot.waitUntil(lambda: rows(controller) == ["The Sea"], timeout=20_000)
    assert window.notes.isVisible()


def test_all_sources_and_one_of_them(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Ctrl+Shift+U lists the sources of the library; the sentence that cites one is opened where it stands."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    press(controller, Qt.Key.Key_U, shift=True)
    view = controller.commands.desk.view
    assert view is not None
    qtbot.waitUntil(lambda: len(view.rows) == 3, timeout=20_000)
    table = view_of(view, QTreeView)
    number = next(number for number, row in enumerate(view.rows) if "flood" in row.key)
    click(table, table.model().index(number, 0))
    qtbot.waitUntil(lambda: len(view.passages) == 1, timeout=20_000)
    passages = next(one for one in view.findChildren(QListView) if one.isVisible())
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=20_000):
        passages.setFocus()
        passages.setCurrentIndex(passages.model().index(0, 0))
        QTest.keyClick(passages, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "mention-1"), timeout=10_000)
    picture(controller)
    view.close()


def test_a_setting_is_looked_for(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Ctrl+, opens the settings, whose field leaves the lines that one looks for; what is chosen counts at once."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    press(controller, Qt.Key.Key_Comma)
    dialog = controller.window.findChild(SettingsDialog)
    assert dialog is not None
    qtbot.waitExposed(dialog)
    everything = len(dialog.shown)
    field = next(one for one in dialog.findChildren(QLineEdit) if one.isVisible())
    QTest.keyClicks(field, "theme")
    assert 0 < len(dialog.shown) < everything
    theme_box = dialog.findChild(QComboBox, "theme")
    assert theme_box is not None
    theme_box.setFocus()
    while "dark" not in theme_box.currentText().lower():
        QTest.keyClick(theme_box, Qt.Key.Key_Down)
    theme = "document.documentElement.dataset.theme"
    qtbot.waitUntil(lambda: run_script(controller, qtbot, theme) == "dark", timeout=10_000)
    picture(controller)
    dialog.close()


def test_an_export_that_is_called_off_leaves_nothing(
    open_window: Open,
    library: Path,
    tmp_path: Path,
    qtbot: QtBot,
    picture: Picture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Escape in the dialog, or in the question for the file, ends it; no file is there, and reading goes on."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    before = sorted(tmp_path.rglob("*.pdf"))
    said: list[str] = []
    controller.exporter.failed.connect(said.append)
    answers = [ExportDialog.DialogCode.Rejected, ExportDialog.DialogCode.Accepted]

    def answer(dialog: ExportDialog) -> int:
        dialog.done(answers[0].value)
        return answers.pop(0).value

    monkeypatch.setattr(ExportDialog, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: ("", ""))
    press(controller, Qt.Key.Key_E)
    press(controller, Qt.Key.Key_E)
    assert not answers
    click_row(controller, qtbot, "The Bridge")
    assert (before, []) == (sorted(tmp_path.rglob("*.pdf")), said)
    picture(controller)


def test_a_link_and_a_passage_are_taken_along(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """Ctrl+Shift+K copies the link; Ctrl+A and Ctrl+Shift+C copy the text with the sources that it cites."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    press(controller, Qt.Key.Key_K, shift=True)
    assert "[[bridge]]" == QGuiApplication.clipboard().text()
    window.viewer.setFocus()
    press(controller, Qt.Key.Key_A)
    qtbot.wait(200)
    press(controller, Qt.Key.Key_C, shift=True)
    qtbot.waitUntil(lambda: "oak.example" in QGuiApplication.clipboard().text(), timeout=10_000)
    assert "stands on oak[1]" in QGuiApplication.clipboard().text()
    picture(controller)
