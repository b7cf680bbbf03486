"""How a page sits in the viewer: nothing in it moves from note to note, and short things stay whole."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.markup.page import stylesheet
from reader.qt.viewer import Viewer
from reader.qt.web_page import WebPage
from tests.qt.test_viewer import surface

Shower = Callable[..., None]
TABLE = "<table><tr><td id='short'>{short}</td><td>{long}</td></tr></table>"


def ask(viewer: Viewer, qtbot: QtBot, script: str) -> object:
    """Return what a script in the page says."""
    answers: list[str] = []
    viewer.findChildren(WebPage)[0].runJavaScript(f"JSON.stringify({script})", 1, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return json.loads(answers[0])


def test_a_short_page_is_as_wide_as_a_long_one(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """Room is kept for the scroll bar, so that lines do not break in other places."""
    widths = []
    style = f'<style nonce="n">{stylesheet()}</style>'
    for body in ("<p>x</p>", "<p>x</p>" * 200):
        open_page(style + body)
        widths.append(ask(viewer, qtbot, "document.querySelector('p').getBoundingClientRect().width"))
    assert widths[0] == widths[1]


@pytest.mark.parametrize(("short", "lines"), [("GPT-4", 1), ("2026-11-29", 1), ("state-of-the-art-of-old", 2)])
def test_a_short_cell_is_not_broken_at_a_hyphen(
    viewer: Viewer, open_page: Shower, qtbot: QtBot, short: str, lines: int
) -> None:
    """A long one is, beside much longer ones."""
    open_page(TABLE.format(short=short, long="many words about something else " * 20))
    script = "document.getElementById('short').getClientRects().length && (() => { const range = new Range();"
    script += "range.selectNodeContents(document.getElementById('short')); return range.getClientRects().length; })()"
    found = ask(viewer, qtbot, script)
    assert isinstance(found, int)
    assert (found > 1) == (lines > 1)


def test_a_link_into_the_same_page_is_not_told_as_another_note(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """The status line says where a link leads; that it leads to this very note says nothing."""
    open_page('<p><a href="#x">here</a></p><p id="x"><a class="w" href="/b.md">there</a></p>')
    hovered: list[str] = []
    viewer.link_hovered.connect(hovered.append)
    for selector in ("a", "a.w"):
        box = "(r => [r.left + r.width / 2, r.top + r.height / 2])(document.querySelector('%s').getClientRects()[0])"
        place = ask(viewer, qtbot, box % selector)
        assert isinstance(place, list)
        QTest.mouseMove(surface(viewer), QPoint(*(round(part) for part in place)))
        QTest.qWait(100)
    qtbot.waitUntil(lambda: "b.md" in hovered)
    assert {"", "b.md"} >= set(hovered)
