"""The states of the window that lie over the page or beside it, one after another, for `pictures.py`."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from demo import read, wait  # type: ignore[import-not-found]  # a script finds those beside it so
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QMenu, QToolButton, QWidget

from reader.qt.controller import Controller
from reader.qt.look_popover import LookPopover

Keep = Callable[[str], None]
NOTE = "garden/deepseek-and-the-cheap-model.md"
PLAIN = ("settings", "shortcuts", "note_info", "sources", "about", "commands", "quick_open", "related")
LETTERS = {"commands": "th", "quick_open": "pri"}
_LONG_REST_MS = 900
_PLACE = """(() => {
  const box = document.getElementById("mention-0").getBoundingClientRect();
  return JSON.stringify([box.left + box.width / 2, box.top + box.height / 2]);
})()"""


def show_sheets(controller: Controller, keep: Keep) -> None:
    """Show everything that opens over the window, on a note with citations."""
    window = controller.window
    read(controller, NOTE, lambda: window.notes.note_activated.emit(NOTE))
    _show_cards(controller, keep)
    for name in PLAIN:
        window.commands[name].trigger()
        QTest.qWait(_LONG_REST_MS)
        if name in LETTERS:
            sheet = controller.by_name.sheet if name == "quick_open" else controller.commands.list
            QTest.keyClicks(_inside(sheet, QLineEdit), LETTERS[name])
            QTest.qWait(_LONG_REST_MS)
        keep(name)
        _close(controller)
    _show_export(controller, keep)
    _show_menus(controller, keep)


def show_panes(controller: Controller, keep: Keep) -> None:
    """Show the panes' other sides, hits, the find bar, tabs, a narrow window, and nothing but the page."""
    window = controller.window
    read(controller, NOTE, lambda: window.notes.note_activated.emit(NOTE))
    for name in ("folders", "at_hand", "saved_searches", "links"):
        window.commands[name].trigger()
        QTest.qWait(_LONG_REST_MS)
        keep(name)
    window.shelf.turn_to(0)
    window.side.turn_to(0)
    window.search.setText("print")
    wait("the search", lambda: "print" in window.status.facts)
    read(
        controller,
        "printing/Letters of lead.md",
        lambda: window.notes.note_activated.emit("printing/Letters of lead.md"),
    )
    keep("hits")
    window.search.clear()
    window.commands["find"].trigger()
    QTest.keyClicks(_inside(window.find_bar, QLineEdit), "type")
    keep("find")
    QTest.keyClick(_inside(window.find_bar, QLineEdit), Qt.Key.Key_Escape)
    for note in ("manual/Citations.md", NOTE):
        window.notes.new_view_requested.emit(note)
        QTest.qWait(_LONG_REST_MS)
    keep("tabs")
    QTest.keyClick(_inside(window.citations, QListView), Qt.Key.Key_Down)
    keep("source")
    size = window.size()
    window.resize(QSize(760, 560))
    QTest.qWait(_LONG_REST_MS)
    keep("narrow")
    window.resize(size)
    window.commands["quiet"].trigger()
    QTest.qWait(_LONG_REST_MS)
    keep("quiet")
    window.commands["quiet"].trigger()
    window.resize(size)


def _show_export(controller: Controller, keep: Keep) -> None:
    def look(dialog: QDialog) -> None:
        QTest.qWait(4 * _LONG_REST_MS)
        keep("export")
        dialog.reject()

    with _meanwhile(look):
        controller.window.commands["export_pdf"].trigger()


@contextmanager
def _meanwhile(do: Callable[[QDialog], object]) -> Iterator[None]:
    """Do something with the dialog that holds up the body."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            do(dialog)
        else:
            QTimer.singleShot(_LONG_REST_MS, look)

    QTimer.singleShot(_LONG_REST_MS, look)
    yield


def _show_menus(controller: Controller, keep: Keep) -> None:
    window = controller.window
    for action in window.menuBar().actions()[:3:2]:
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(window.menuBar().mapToGlobal(window.menuBar().actionGeometry(action).bottomLeft()))
        QTest.qWait(_LONG_REST_MS)
        keep(f"menu-{menu.title().replace('&', '').lower()}")
        menu.close()
    name = window.tr("Text size, line height, measure and face")
    next(each for each in window.findChildren(QToolButton) if each.accessibleName() == name).click()
    QTest.qWait(_LONG_REST_MS)
    keep("look")
    _inside(window, LookPopover).close()


def _show_cards(controller: Controller, keep: Keep) -> None:
    """Rest with the pointer on the first citation mark."""
    controller.window.activateWindow()
    QTest.qWait(_LONG_REST_MS)
    surface: QWidget | None = controller.window.viewer
    while surface is not None and surface.focusProxy() is not None:
        surface = surface.focusProxy()
    assert surface is not None
    found: list[str] = []
    page = controller.window.viewer._page  # noqa: SLF001 - where the mark is, only the engine knows
    page.runJavaScript(_PLACE, 1, found.append)
    wait("the place of a mark", lambda: bool(found))
    at = QPoint(*(round(part) for part in json.loads(found[0])))
    for step in (QPoint(40, 40), QPoint(3, 0), QPoint(0, 0)):
        QTest.mouseMove(surface, at - step)
    card = controller.commands.desk.citing.card
    wait("the card", lambda: not card.isHidden())
    keep("card")
    QTest.mouseMove(surface, QPoint(5, 5))


def _close(controller: Controller) -> None:
    """Close whatever lies over the window."""
    for widget in QApplication.topLevelWidgets():
        if widget is not controller.window and widget.isVisible():
            widget.close()
    for sheet in (controller.by_name.sheet, controller.commands.list, controller.commands.desk.related):
        sheet.close_sheet()
    QTest.qWait(200)


def _inside(widget: QWidget, kind: type[QWidget]) -> QWidget:
    """Return what takes the keys in a part of the window."""
    found = widget.findChild(kind)
    assert found is not None
    return found
