"""What the journeys have in common: the real window on a small library, its keys and its mouse."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from pytestqt.qtbot import QtBot

from reader.qt.controller import Controller
from reader.qt.export_form import Choice, Scope

Open = Callable[[Path], Controller]


class Picture(Protocol):
    """Keeps a picture of the window, under the name of the test and of a step."""

    def __call__(self, controller: Controller, step: str = "") -> None:
        """Take it."""


BRIDGE = """---
title: The Bridge
tags: [stone/arch, river]
---
# The Bridge

The oldest arch stands on oak[1]. It was mended twice[2], once after the flood[1].

{filler}

## The far bank

There the mill was[7]. See [[Mill]].

Sources:
[1] https://oak.example/arch
[2] https://flood.example/years
[3] https://never.example/
"""
FILLER = "\n\n".join(f"Paragraph {number} tells of boats that pass under it." for number in range(60))
MILL = "---\ntags: [stone, wheel]\n---\n# The Mill\n\nA wheel of elm and a word: quernstone.\n"


def opened(controller: Controller, qtbot: QtBot, library: Path) -> None:
    """Wait until the list of the library is complete."""
    count = len([path for path in library.rglob("*") if path.suffix in {".md", ".txt"}])
    qtbot.waitUntil(lambda: len(rows(controller)) == count, timeout=60_000)
    qtbot.waitUntil(lambda: "up to date" in controller.window.status.facts, timeout=60_000)


def view_of(widget: object, kind: type[QAbstractItemView]) -> QAbstractItemView:
    """Return the view inside a widget."""
    return widget.findChild(kind)  # type: ignore[attr-defined, no-any-return]


def rows(controller: Controller) -> list[str]:
    """Return what the list says, row by row."""
    model = view_of(controller.window.notes, QListView).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def has_rows(controller: Controller, count: int) -> bool:
    """Return whether the list has so many rows."""
    return len(rows(controller)) == count


def click(view: QAbstractItemView, index: QModelIndex) -> None:
    """Click on a row with the left button."""
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def click_row(controller: Controller, qtbot: QtBot, words: str) -> None:
    """Click on the note whose row begins with `words`, and wait for its page."""
    number = next(number for number, row in enumerate(rows(controller)) if row.startswith(words))
    view = view_of(controller.window.notes, QListView)
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=60_000):
        click(view, view.model().index(number, 0))


def run_script(controller: Controller, qtbot: QtBot, script: str) -> object:
    """Return what `script` finds out in the page, as the reader would see it."""
    answer: list[object] = []
    page = controller.window.viewer._page  # noqa: SLF001 - what is on the screen is asked of the engine itself
    page.runJavaScript(script, 1, answer.append)
    qtbot.waitUntil(lambda: bool(answer), timeout=10_000)
    return answer[0]


def in_view(controller: Controller, qtbot: QtBot, element: str) -> bool:
    """Return whether an element of the page is within the view."""
    script = (
        f"(() => {{ const box = document.getElementById('{element}').getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= window.innerHeight; })()"
    )
    return run_script(controller, qtbot, script) is True


def page_widget(controller: Controller) -> QWidget:
    """Return Chromium's own widget, which takes the events."""
    target = controller.window.viewer._view.focusProxy()  # noqa: SLF001 - it has no other name
    assert target is not None
    return target


def click_in_page(controller: Controller, qtbot: QtBot, element: str) -> None:
    """Click on an element of the page with the real mouse."""
    script = (
        f"(() => {{ const box = document.getElementById('{element}').getBoundingClientRect();"
        " return JSON.stringify([box.left + box.width / 2, box.top + box.height / 2]); })()"
    )
    place = json.loads(str(run_script(controller, qtbot, script)))
    QTest.mouseClick(
        page_widget(controller), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*map(int, place))
    )


def press(controller: Controller, key: Qt.Key, *, shift: bool = False) -> None:
    """Press a key with Ctrl in the window."""
    modifier = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(controller.window, key, modifier | Qt.KeyboardModifier.ShiftModifier if shift else modifier)


def state(library: Path) -> dict[str, tuple[str, int, int]]:
    """Return what can be told of every file of a library from outside."""
    return {
        str(path): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mtime_ns,
            path.stat().st_mode,
        )
        for path in [library, *library.rglob("*")]
    }


def click_link(controller: Controller, qtbot: QtBot) -> None:
    """Click on the first link to a note, at the end of the page."""
    run_script(controller, qtbot, "document.querySelector('a.note-link').id = 'the-link', true")
    controller.window.viewer.scroll_to("the-link")
    qtbot.waitUntil(lambda: in_view(controller, qtbot, "the-link"), timeout=10_000)
    click_in_page(controller, qtbot, "the-link")


def this_note(controller: Controller) -> Choice:
    """Return the choice of the shown note as a PDF."""
    path = controller.navigator.path
    return Choice(Scope("This note", ((path, path),)))


def row_of(view: QAbstractItemView, words: str) -> QModelIndex:
    """Return the index of the first row of a list or a tree that begins with `words`."""
    model = view.model()
    waiting = [model.index(row, 0) for row in reversed(range(model.rowCount()))]
    while waiting:
        index = waiting.pop()
        if str(index.data()).startswith(words):
            return index
        waiting.extend(model.index(row, 0, index) for row in reversed(range(model.rowCount(index))))
    raise LookupError(words)


def click_beside(view: QAbstractItemView, index: QModelIndex, modifier: Qt.KeyboardModifier) -> None:
    """Click on a row while a key is held."""
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.visualRect(index).center())


def walk_to(view: QAbstractItemView, words: str) -> None:
    """Go with the arrow keys to the row that begins with `words`."""
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _ in range(50):
        if str(view.currentIndex().data()).startswith(words):
            return
        QTest.keyClick(view, Qt.Key.Key_Down)
    raise LookupError(words)


def shades(image: QImage) -> int:
    """Return how many colours a coarse look at an image finds."""
    small = image.scaled(160, 100)
    return len({QColor(small.pixel(x, y)).name() for x in range(small.width()) for y in range(small.height())})
