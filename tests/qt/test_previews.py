import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import launch
from reader.qt.card import Card
from reader.qt.controller import Controller
from reader.qt.web_page import WebPage

WORLD = 1
HARBOUR = """# The harbour

A word[^why] on [[Boats]], their [[Boats#The keel|keel]], one [[Boats#^rope|rope]] and [what follows](#at-night).

## At night

The lamps are lit at *dusk*.

[^why]: Because boats come **first** in a harbour.
"""
BOATS = """---
title: All the boats
---
# All the boats

They lie in a row, <b>painted</b> ==white==.

- a long rope ^rope
- an anchor

## The keel

It is below.
"""
BEGINNING = ["All the boats", "They lie in a row, painted white.\na long rope\nan anchor\nThe keel\nIt is below."]


@pytest.fixture
def controller(warm_engine: None, tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    """Open the window on a note that links to another."""
    library = tmp_path / "notes"
    library.mkdir()
    (library / "Harbour.md").write_text(HARBOUR, encoding="utf-8")
    (library / "Boats.md").write_text(BOATS, encoding="utf-8")
    places = Places(tmp_path / "config", tmp_path / "cache")
    made = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    made.start(str(library))
    with qtbot.waitActive(made.window, timeout=15_000):
        made.window.activateWindow()
        made.window.raise_()
    qtbot.waitUntil(lambda: "up to date" in made.window.status.facts, timeout=60_000)
    with qtbot.waitSignal(made.window.viewer.painted, timeout=60_000):
        made.opener.open("Harbour.md")
    yield made
    launch.end(made)


def shown(controller: Controller) -> list[str]:
    """Return what the one card that is up says."""
    cards = controller.window.viewer.findChildren(Card)
    return next((card.lines for card in cards if card.lines), [])


def surface(controller: Controller) -> QWidget:
    """Return the widget that gets the mouse and the keys."""
    widget = controller.window.viewer.focusProxy()
    while widget is not None and widget.focusProxy() is not None:
        widget = widget.focusProxy()
    assert widget is not None
    return widget


def rest_on(controller: Controller, qtbot: QtBot, selector: str) -> QPoint:
    """Move the pointer onto an element, leave it there, and return the place."""
    page = controller.window.viewer.findChildren(WebPage)[0]
    answers: list[str] = []
    script = f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getClientRects()[0];"
    script += "return JSON.stringify([r.x + r.width / 2, r.y + r.height / 2]) })()"
    page.runJavaScript(script, WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    at = QPoint(*(round(part) for part in json.loads(answers[0])))
    QTest.mouseMove(surface(controller), QPoint(2, 2))
    QTest.mouseMove(surface(controller), at - QPoint(3, 0))
    QTest.mouseMove(surface(controller), at)
    return at


@pytest.mark.parametrize(
    ("selector", "lines"),
    [
        ("a[href='/Boats.md']", BEGINNING),
        ("a[href='/Boats.md#the-keel']", ["All the boats", "The keel", "It is below."]),
        ("a[href='/Boats.md#block-rope']", ["All the boats", "a long rope"]),
        ("a[href='#at-night']", ["At night", "The lamps are lit at dusk."]),
        ("#mention-0", ["Because boats come first in a harbour."]),
    ],
)
def test_resting_on_a_link_shows_where_it_leads(
    controller: Controller, qtbot: QtBot, selector: str, lines: list[str]
) -> None:
    """Title and beginning of a note, a heading's or block's part of it, a place of the page, a footnote's text."""
    rest_on(controller, qtbot, selector)
    qtbot.waitUntil(lambda: shown(controller) == lines, timeout=15_000)
    QTest.mouseMove(surface(controller), QPoint(2, 2))
    qtbot.waitUntil(lambda: shown(controller) == [], timeout=15_000)


def test_the_keyboard_shows_the_same_and_keeps_the_focus(controller: Controller, qtbot: QtBot) -> None:
    """Tab goes to the link and brings the card, Escape takes it away; the page has the keyboard all the time."""
    controller.window.viewer.setFocus()
    QTest.keyClick(surface(controller), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: shown(controller)[:1] == ["Because boats come first in a harbour."], timeout=15_000)
    QTest.keyClick(surface(controller), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: shown(controller)[:1] == ["All the boats"], timeout=15_000)
    assert surface(controller).hasFocus()
    QTest.keyClick(surface(controller), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(controller) == [], timeout=15_000)


def test_no_card_comes_over_an_open_menu(controller: Controller, qtbot: QtBot) -> None:
    """A page that answers late finds the menu, and keeps quiet."""
    menu = QMenu(controller.window)
    menu.addAction("Copy")
    rest_on(controller, qtbot, "a[href='/Boats.md']")
    with qtbot.waitSignal(controller.window.viewer.told, timeout=15_000):
        pass
    menu.popup(controller.window.mapToGlobal(QPoint(300, 300)))
    qtbot.wait(400)
    assert [] == shown(controller)
    menu.close()


def test_a_link_to_a_folder_lists_its_notes(controller: Controller, qtbot: QtBot, tmp_path: Path) -> None:
    """The filter of the list is that folder."""
    (tmp_path / "notes" / "pier").mkdir()
    (tmp_path / "notes" / "pier" / "Bench.md").write_text("# Bench\n", encoding="utf-8")
    (tmp_path / "notes" / "Way.md").write_text("# Way\n\n[to the pier](pier/)\n", encoding="utf-8")
    qtbot.waitUntil(lambda: "pier/Bench.md" in controller.finder.listing.notes, timeout=30_000)
    with qtbot.waitSignal(controller.window.viewer.painted, timeout=60_000):
        controller.opener.open("Way.md")
    at = rest_on(controller, qtbot, "a.folder-link")
    QTest.mouseClick(surface(controller), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: controller.filters.wanted.folders == ("pier",), timeout=15_000)
