from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QStatusBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.app.look import Paper
from reader.qt import sizes
from reader.qt.export_form import ExportForm, Scope
from reader.qt.window import MainWindow


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    """Let the desktop have letters of twice the size."""
    usual = qapp.font()
    large = qapp.font()
    large.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


def test_usual_letters_need_no_more_room(qapp: QApplication, qtbot: QtBot) -> None:
    """Nor do small ones get less."""
    label = QWidget()
    qtbot.addWidget(label)
    font = label.font()
    font.setPixelSize(6)
    label.setFont(font)
    assert 100 == sizes.grown(label, 100)


@pytest.mark.usefixtures("large_letters")
def test_dialogs_and_pictures_grow_with_letters(qapp: QApplication, qtbot: QtBot) -> None:
    """As far as there is room on the screen."""
    dialog = QWidget()
    qtbot.addWidget(dialog)
    button = QToolButton(dialog)
    sizes.open_wide(dialog, 300, 200)
    sizes.grow_icons(dialog)
    assert dialog.width() > 450
    assert button.iconSize().width() > 24
    sizes.open_wide(dialog, 30_000, 20_000)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()


@pytest.mark.usefixtures("large_letters")
def test_no_field_of_an_export_lies_over_another(qtbot: QtBot) -> None:
    """With large letters, and in the style of the window."""
    form = ExportForm([Scope("This note", (("a.md", "A"),))], "pdf", Paper())
    qtbot.addWidget(form)
    form.resize(form.sizeHint())
    form.show()
    qtbot.waitExposed(form)
    fields = [child for child in form.findChildren(QWidget) if child.parentWidget() is form and child.isVisible()]
    rows = sorted({(child.geometry().top(), child.geometry().bottom()) for child in fields if child.accessibleName()})
    assert len(rows) > 4
    assert [] == [(above, below) for above, below in pairwise(rows) if above[1] > below[0]]


@pytest.mark.parametrize("large", [False, True])
def test_the_button_that_stops_is_seen_whole(window: MainWindow, qapp: QApplication, *, large: bool) -> None:
    """The line at the foot of the window stays as high as its words, and the words of the button fit in."""
    usual = qapp.font()
    if large:
        font = qapp.font()
        font.setPointSizeF(usual.pointSizeF() * 2)
        qapp.setFont(font)
    window.status.set_progress(3, 10, "Reading notes")
    qapp.processEvents()
    stop = next(button for button in window.findChildren(QToolButton) if button.text() == "Stop")
    line = next(bar for bar in window.findChildren(QStatusBar))
    seen = stop.height() >= stop.fontMetrics().height() and line.height() >= stop.height()
    qapp.setFont(usual)
    assert seen
