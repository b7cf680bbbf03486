"""The real window, with its real processes, driven with keys and mouse: the way of a first day with Postil."""

import json
import subprocess
import sys
from base64 import b64decode
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListView, QTreeView
from pytestqt.qtbot import QtBot

from reader.app.settings import load
from reader.qt.controller import Controller
from reader.qt.settings_dialog import SettingsDialog
from tests.qt.steps import (
    MILL,
    Open,
    Picture,
    click,
    click_in_page,
    click_link,
    click_row,
    has_rows,
    in_view,
    opened,
    press,
    rows,
    run_script,
    state,
    this_note,
    view_of,
)


def test_a_first_day(open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture) -> None:
    """Open a library, filter by a tag, search, open a hit, follow a citation there and back, export, read the PDF."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)

    filter_by_a_tag(controller, qtbot)
    search_and_open(controller, qtbot)

    click_row(controller, qtbot, "The Bridge")
    assert "bridge.md" == window.viewer.path
    sources = view_of(window.citations, QListView)
    assert 4 == sources.model().rowCount()

    click_in_page(controller, qtbot, "mention-1")
    qtbot.waitUntil(lambda: sources.currentIndex().row() == 1, timeout=10_000)
    controller.window.viewer.scroll_to("the-far-bank")
    qtbot.waitUntil(lambda: not in_view(controller, qtbot, "mention-0"), timeout=10_000)
    click(sources, sources.model().index(0, 0))
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "mention-0"), timeout=10_000)

    with qtbot.waitSignal(window.viewer.painted, timeout=60_000):
        click_link(controller, qtbot)
    assert "Mill.md" == window.viewer.path
    with qtbot.waitSignal(window.viewer.painted, timeout=60_000):
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "bridge.md" == window.viewer.path

    file = tmp_path / "bridge.pdf"
    with qtbot.waitSignal(controller.exporter.exported, timeout=60_000):
        controller.exporter.export(controller.root, this_note(controller), file)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "The oldest arch stands on oak" in text
    assert "oak.example/arch" in text.replace("\n", "")
    assert window.notice.sentence.startswith("Exported")
    picture(controller)


def filter_by_a_tag(controller: Controller, qtbot: QtBot) -> None:
    """Click on a tag, which has two notes below it, and click again to let it go."""
    tags = view_of(controller.window.tags, QTreeView)
    for left in (2, 3):
        stone = next(
            tags.model().index(row, 0)
            for row in range(tags.model().rowCount())
            if str(tags.model().index(row, 0).data()).startswith("stone")
        )
        click(tags, stone)
        qtbot.waitUntil(partial(has_rows, controller, left), timeout=10_000)


def search_and_open(controller: Controller, qtbot: QtBot) -> None:
    """Type the beginning of a word, open what is found with the keyboard, and clear the search."""
    window = controller.window
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(window.search.hasFocus, timeout=5_000)
    QTest.keyClicks(window.search, "quern")
    qtbot.waitUntil(lambda: [row.split(",")[0] for row in rows(controller)] == ["The Mill"], timeout=20_000)
    with qtbot.waitSignal(window.viewer.painted, timeout=60_000):
        QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert "Mill.md" == window.viewer.path
    window.search.setFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(controller)) == 3, timeout=10_000)


def test_what_is_saved_is_shown_at_once(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """A note that changes on the disk changes in the list and on the page; a new one appears, a removed one goes."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=20_000):
        (library / "Mill.md").write_text("---\ntitle: The Old Mill\n---\nNo wheel any more.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: any(row.startswith("The Old Mill") for row in rows(controller)), timeout=20_000)
    (library / "lock.md").write_text("# The Lock\n", encoding="utf-8")
    qtbot.waitUntil(lambda: any(row.startswith("The Lock") for row in rows(controller)), timeout=20_000)
    (library / "boats.txt").unlink()
    qtbot.waitUntil(lambda: not any(row.startswith("Boats") for row in rows(controller)), timeout=20_000)
    picture(controller)


def has_turned_the_page(controller: Controller) -> bool:
    """Press Page Down where the keyboard is, and return whether the reader is farther on."""
    focus = controller.window.focusWidget()
    assert focus is not None
    assert controller.window.viewer.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_PageDown)
    # The page tells its place when it has come to rest; keys upon keys would never let it.
    QTest.qWait(400)
    return bool(controller.window.viewer.place)


def test_a_note_from_anywhere_opens_alone(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """A note is opened without its neighbours; nothing is indexed."""
    controller = open_window(library / "bridge.md")
    qtbot.waitUntil(lambda: controller.window.viewer.path == "bridge.md", timeout=60_000)
    assert not controller.window.notes.isVisible()
    assert [] == rows(controller)
    # The keys that turn pages are the page's at once.
    qtbot.waitUntil(lambda: has_turned_the_page(controller), timeout=60_000)
    picture(controller)


def test_one_more_note_from_the_same_folder_gets_a_tab(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """The one before stays open, and one that lies open is turned to."""
    controller = open_window(library / "bridge.md")
    viewer, tabs = controller.window.viewer, controller.window.tabs
    for name, count in (("bridge.md", 1), ("Mill.md", 2), ("bridge.md", 2), ("Mill.md", 2)):
        controller.open_given([str(library / name)])
        qtbot.waitUntil(lambda wanted=name: viewer.path == wanted, timeout=60_000)  # type: ignore[misc]  # a lambda with a default
        assert count == tabs.count()
    assert not controller.window.notes.isVisible()


def test_the_window_never_loads_what_makes_pages(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """No Markdown, no index, no front matter in the process of the window."""
    code = "import sys, reader.qt.launch; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    assert not {"markdown", "markdown_it", "whoosh", "frontmatter", "yaml", "nh3", "pygments"} & set(loaded)


def test_reading_leaves_no_trace_in_the_library(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """After a session every byte, time and mode of the library is as it was."""
    before = state(library)
    controller = open_window(library)
    opened(controller, qtbot, library)
    for words in ("The Mill", "Boats", "The Bridge"):
        click_row(controller, qtbot, words)
    assert before == state(library)


def test_what_cannot_be_done_is_a_sentence(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture
) -> None:
    """A missing folder, a PDF that cannot be written, a note that is gone: one sentence each."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    controller.exporter.export(controller.root, this_note(controller), tmp_path / "no" / "folder.pdf")
    qtbot.waitUntil(lambda: "There is no folder" in window.notice.sentence, timeout=30_000)
    controller.exporter.export(controller.root, this_note(controller), library / "Mill.md")
    qtbot.waitUntil(lambda: "Mill.md" in window.notice.sentence, timeout=30_000)
    assert MILL == (library / "Mill.md").read_text(encoding="utf-8")
    window.viewer.note_requested.emit("gone.md", "")
    qtbot.waitUntil(lambda: "gone.md" in window.notice.sentence, timeout=30_000)
    assert "Mill.md" == window.viewer.path
    controller.open_library(tmp_path / "none")
    assert 3 == len(rows(controller))
    qtbot.waitUntil(lambda: "There is no folder" in window.notice.sentence, timeout=30_000)
    controller.open_library(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    picture(controller)


def test_an_empty_library_teaches(open_window: Open, tmp_path: Path, qtbot: QtBot, picture: Picture) -> None:
    """A folder without notes says what would be one."""
    (tmp_path / "empty").mkdir()
    controller = open_window(tmp_path / "empty")
    qtbot.waitUntil(lambda: "up to date" in controller.window.status.facts, timeout=30_000)
    assert ".markdown" in controller.window.notes.empty_text
    picture(controller)


def test_the_window_remembers(open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """Library, theme, text size, order and hidden panes are there again on another day."""
    first = open_window(library)
    opened(first, qtbot, library)
    first.appearance.choose_theme("sepia")
    first.window.commands["larger"].trigger()
    first.window.commands["show_sides"].trigger()
    first.finder.set_order("title")
    first.close()
    loaded = load(tmp_path / "config" / "settings.json").settings
    assert (str(library), "sepia", 110, "title") == (loaded.library, loaded.theme, loaded.text_size, loaded.sort)
    assert str(library) in loaded.recent


def test_the_note_information_tells_what_was_odd(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """How the metadata was read, which encoding was guessed, which line failed; and the switch for articles."""
    (library / "odd.md").write_bytes(
        b"---\ntitle: a: b\ntags: [x\n---\n# Caf\xe9 cr\xe8me\n\nD\xe9j\xe0 vu \xe0 No\xebl.\n"
    )
    controller = open_window(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, next(row for row in rows(controller) if "b" in row and "Br" not in row)[:4])
    controller.window.commands["note_info"].trigger()
    info = controller.commands.info
    qtbot.waitExposed(info)
    facts = dict(info.lines)
    assert "odd.md" == facts["Path"]
    assert "utf-8" != facts["Encoding"]
    assert info.problems.count("\n") >= 1
    info.close()
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=30_000):
        controller.window.commands["article"].trigger()
    assert controller.navigator.facts is not None
    assert controller.navigator.facts.article
    picture(controller)


def test_a_hit_is_marked_and_f3_goes_on(open_window: Open, library: Path, qtbot: QtBot, picture: Picture) -> None:
    """A note that was found opens at its first hit, F3 goes on, and the way back is without marks."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    window.search.setFocus()
    QTest.keyClicks(window.search, "arch oak")
    qtbot.waitUntil(lambda: rows(controller) == ["The Bridge"], timeout=20_000)
    click_row(controller, qtbot, "The Bridge")
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=10_000)
    window.viewer.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("2 of "), timeout=10_000)
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=10_000)
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        window.commands["back"].trigger()
    assert window.find_bar.isHidden()
    picture(controller)


def test_return_opens_the_best_hit(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """At once or before the answer has come, whichever hit is open; where the best one is, it is gone through anew."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    window.search.setFocus()
    QTest.keyClicks(window.search, "mill")
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(window.search, Qt.Key.Key_Return)
    found = rows(controller)
    assert ("Mill.md", True) == (window.viewer.path, found[0].startswith("The Mill") and len(found) > 1)
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=10_000)
    window.find_bar.close_bar()
    window.search.setFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: "mil…" in window.status.facts, timeout=10_000)
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=10_000)
    assert ("Mill.md", True) == (window.viewer.path, view_of(window.notes, QListView).hasFocus())
    # Who has been in the list for this question goes back to the hit where they were.
    view = view_of(window.notes, QListView)
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(view, Qt.Key.Key_Down)
    left = window.viewer.path
    window.search.setFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.qWait(400)
    assert left == window.viewer.path != "Mill.md"


def test_two_notes_are_compared_in_tabs(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Open one beside the other, go to and fro with the place kept, close, reopen, and find both on another day."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    window.viewer.scroll_to("the-far-bank")
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-far-bank"), timeout=10_000)
    qtbot.waitUntil(lambda: bool(controller.window.viewer.place), timeout=5_000)
    view = view_of(window.notes, QListView)
    mill = next(number for number, row in enumerate(rows(controller)) if row.startswith("The Mill"))
    view.setFocus()
    view.setCurrentIndex(view.model().index(mill, 0))
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ("Mill.md", 2, 1) == (window.viewer.path, window.tabs.count(), window.tabs.currentIndex())
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        press(controller, Qt.Key.Key_Tab)
    assert "bridge.md" == window.viewer.path
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-far-bank"), timeout=5_000)
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        press(controller, Qt.Key.Key_W)
    assert "Mill.md" == window.viewer.path
    assert window.tabs.isHidden()
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        press(controller, Qt.Key.Key_T, shift=True)
    assert "bridge.md" == window.viewer.path
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-far-bank"), timeout=5_000)
    controller.close()

    again = open_window(library)
    qtbot.waitUntil(lambda: again.window.viewer.path == "bridge.md", timeout=60_000)
    assert 2 == again.window.tabs.count()
    qtbot.waitUntil(lambda: in_view(again, qtbot, "the-far-bank"), timeout=10_000)
    opened(again, qtbot, library)
    assert ["The Mill", "The Bridge"] == [again.window.tabs.tabText(number) for number in range(2)]
    with qtbot.waitSignal(again.window.viewer.painted, timeout=20_000):
        click_row(again, qtbot, "The Mill")
    with qtbot.waitSignal(again.window.viewer.painted, timeout=20_000):
        click_row(again, qtbot, "The Bridge")
    assert in_view(again, qtbot, "the-far-bank")
    picture(again)


def test_a_note_is_reached_from_what_it_links_to(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Ctrl+4 lists who links here and who only says the name; Enter opens the note at the very words."""
    (library / "wool.md").write_text("# Wool\n\nIt went to the mill by cart, past the mill pond.\n", encoding="utf-8")
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    press(controller, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: window.links.rows == ["The Bridge"], timeout=20_000)
    view = view_of(window.links, QListView)
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(window.viewer.painted, timeout=20_000):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert "bridge.md" == window.viewer.path
    qtbot.waitUntil(lambda: window.find_bar.count.startswith("1 of "), timeout=10_000)
    qtbot.waitUntil(lambda: "No note" not in window.links.rows and not window.links.rows, timeout=10_000)
    picture(controller)


def test_a_long_note_is_read_from_its_first_screen_on(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """The beginning is painted before the whole is made, and the place where one then is stays."""
    text = "# Long\n\n" + "\n\n".join(f"Paragraph {number} of a *long* story[1]." for number in range(8_000))
    (library / "long.md").write_text(text + "\n\n[1] https://long.example/\n", encoding="utf-8")
    controller = open_window(library)
    opened(controller, qtbot, library)
    viewer = controller.window.viewer
    painted: list[str] = []
    viewer.painted.connect(painted.append)
    click_row(controller, qtbot, "Long")
    if controller.navigator.facts is None:
        run_script(controller, qtbot, "document.querySelectorAll('p')[40].scrollIntoView() ?? 0")
        qtbot.waitUntil(lambda: "Paragraph" in viewer.place, timeout=10_000)
        qtbot.waitUntil(lambda: painted.count("long.md") == 2, timeout=60_000)
    before = viewer.place
    qtbot.waitUntil(lambda: controller.navigator.facts is not None, timeout=60_000)
    count = "document.querySelectorAll('main p').length"
    qtbot.waitUntil(lambda: float(str(run_script(controller, qtbot, count))) > 8_000, timeout=60_000)
    assert json.loads(before)["text"] == json.loads(viewer.place)["text"]
    picture(controller)


def test_the_desktop_gets_the_note_and_gives_others(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture
) -> None:
    """Copy a link, pin a note and find it at hand, drop a thousand files, and have a crash report to copy."""
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Bridge")
    window.commands["copy_link"].trigger()
    assert "[[bridge]]" == QGuiApplication.clipboard().text()
    assert [library / "bridge.md"] == [Path(url.toLocalFile()) for url in QGuiApplication.clipboard().mimeData().urls()]
    window.commands["pin"].trigger()
    click_row(controller, qtbot, "The Mill")
    assert not window.commands["pin"].isChecked()
    press(controller, Qt.Key.Key_P)
    lines = view_of(controller.by_name.sheet, QListView).model()
    assert ["The Bridge", "The Mill"] == [lines.index(row, 0).data() for row in range(2)]
    controller.by_name.sheet.close_sheet()

    window.dropped.emit((str(library / "boats.txt"), *[str(tmp_path / f"{number}.md") for number in range(1000)]))
    qtbot.waitUntil(lambda: window.viewer.path == "boats.txt", timeout=20_000)
    assert "first 20 of 1,001" in window.notice.sentence

    report = tmp_path / "report.txt"
    report.write_text("what happened", encoding="utf-8")
    controller.desktop.keep_report("ValueError", str(report))
    window.commands["copy_report"].trigger()
    assert "what happened" == QGuiApplication.clipboard().text()
    picture(controller)


def test_settings_count_at_once_and_are_kept(open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """Ctrl+, opens them; theme and size change the page, and what is left out leaves the list."""
    controller = open_window(library)
    opened(controller, qtbot, library)
    press(controller, Qt.Key.Key_Comma)
    dialog = controller.window.findChild(SettingsDialog)
    assert dialog is not None
    with qtbot.waitActive(controller.window, timeout=10_000):
        controller.window.activateWindow()
    controller.window.commands["theme_dark"].trigger()
    theme = dialog.findChild(QComboBox, "theme")
    assert theme is not None
    assert "dark" == theme.currentData()
    dialog.changed.emit("theme", "sepia")
    dialog.changed.emit("text_size", 140)
    dialog.changed.emit("page_size", "A5")
    assert ("sepia", 140) == (controller.appearance.look.theme, controller.appearance.look.text_size)
    assert "A5" == controller.exporter.paper.size
    dialog.changed.emit("exclude", ("boats.txt",))
    qtbot.waitUntil(lambda: sorted(rows(controller)) == ["The Bridge", "The Mill"], timeout=30_000)
    dialog.close()
    controller.close()
    kept = load(tmp_path / "config" / "settings.json").settings
    assert ("sepia", 140, "A5", ("boats.txt",)) == (kept.theme, kept.text_size, kept.page_size, kept.exclude)


def test_a_lone_note_leaves_no_list_that_leads_elsewhere(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot, picture: Picture
) -> None:
    """When a note from elsewhere is opened, the list of the library before it is gone until that is opened again."""
    lone = tmp_path / "elsewhere.md"
    lone.write_text("# Elsewhere\n", encoding="utf-8")
    controller = open_window(library)
    opened(controller, qtbot, library)
    controller.open_note_file(lone)
    qtbot.waitUntil(lambda: controller.window.viewer.path == "elsewhere.md", timeout=30_000)
    assert [] == rows(controller)
    # Ended from outside now, the window comes back with its lists.
    controller.preferences.keep()
    kept = json.loads(b64decode(load(tmp_path / "config" / "settings.json").settings.window))
    assert ([], False) == (kept["hidden"], controller.window.commands["show_notes"].isChecked())
    controller.finder.search("mill")
    controller.open_library(library)
    opened(controller, qtbot, library)
    click_row(controller, qtbot, "The Mill")
    picture(controller)
