"""No widget of the window reads a note's words as HTML: labels, tooltips, boxes and rows show text as it is written."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from reader.core.library import TagCount
from reader.core.library_filter import Filter
from reader.core.pick_book import Pick
from reader.qt.note_list import Row
from reader.qt.window import MainWindow
from tests.qt.steps import Open, Picture, click_row, opened, press, rows

HOSTILE = "<b>bold</b><img src='file:///etc/passwd'>&amp;&tea"
NOTE = f"""---
title: "{HOSTILE}"
tags: ["{HOSTILE.replace(" ", "-")}"]
---
# {HOSTILE}

A claim[1], and another[9].

[1] [{HOSTILE}](https://a.example/<b>x</b>)
"""


def guessing(widget: QWidget) -> list[str]:
    """Return what hostile words a widget or one below it would read as HTML, or shows in a rich text widget."""
    found = [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and "<" in label.text()
    ]
    found += [type(edit).__name__ for edit in widget.findChildren(QTextEdit)]
    for one in [widget, *widget.findChildren(QWidget)]:
        tip = one.toolTip()
        if "<img" in tip or "<b>" in tip:
            found.append(tip)
    return found


def tips(widget: QWidget) -> list[str]:
    """Return the tooltips of all rows that would be read as HTML of the note's."""
    found = []
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(model.rowCount()):
            tip = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
            if tip and ("<img" in str(tip) or "<b>" in str(tip)):
                found.append(str(tip))
    return found


def test_no_widget_reads_html(window: MainWindow) -> None:
    """Every place that a note's words can come to is given hostile ones."""
    window.set_note_title(HOSTILE)
    window.notice.show_notice(HOSTILE, "Do", "x")
    window.status.set_facts(1, HOSTILE)
    window.status.set_link(HOSTILE)
    window.tabs.show_tabs([HOSTILE, HOSTILE * 2], 0)
    window.tags.show_branches((TagCount(HOSTILE, 1),))
    window.folders.show_branches((TagCount(HOSTILE, 1),))
    window.at_hand.show_notes([Pick("a", HOSTILE, HOSTILE)])
    window.chips.show_filter(Filter((HOSTILE, "x"), without=(HOSTILE,), folders=(HOSTILE,)))
    window.notes.set_rows([Row("a.md", HOSTILE, HOSTILE, tags=(HOSTILE,), date=HOSTILE)], HOSTILE)
    window.notes.set_empty_text(HOSTILE)
    window.viewer.show_empty(HOSTILE)
    window.grab()
    assert ([], []) == (guessing(window), tips(window))
    assert not window.findChildren(QTextBrowser)


def test_the_seeing_sees(qtbot: QtBot) -> None:
    """A label that guesses is found."""
    holder = QWidget()
    qtbot.addWidget(holder)
    QLabel(HOSTILE, holder)
    QWidget(holder).setToolTip(HOSTILE)
    assert [HOSTILE, HOSTILE] == guessing(holder)


def test_a_hostile_note_is_shown_as_it_is_written(
    open_window: Open, library: Path, qtbot: QtBot, picture: Picture
) -> None:
    """In the real window: list, title, tabs, panel, information and quick open."""
    (library / "hostile.md").write_text(NOTE, encoding="utf-8")
    controller = open_window(library)
    window = controller.window
    opened(controller, qtbot, library)
    click_row(controller, qtbot, next(row for row in rows(controller) if "bold" in row)[:5])
    window.commands["note_info"].trigger()
    press(controller, Qt.Key.Key_P)
    picture(controller)
    for widget in (window, controller.commands.info):
        assert ([], []) == (guessing(widget), tips(widget))
    controller.commands.info.close()
