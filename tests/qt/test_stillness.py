"""Nothing is painted while the engine is given its first page, and the whole window only once that is shown."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.qt.scheme import SchemeHandler
from reader.qt.stillness import Stillness
from reader.qt.viewer import Viewer


class Painted(QObject):
    """Counts how often widgets are painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.times = dict.fromkeys(watched, 0)
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count (Qt calls this)."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.times[watched] += 1
        return False


def make(qtbot: QtBot) -> tuple[QMainWindow, QWidget, QWidget, SchemeHandler, Viewer, Painted]:
    """Return a window with two widgets in it, painted, and what a page is shown with."""
    window = QMainWindow()
    qtbot.addWidget(window)
    inner = QWidget(window)
    window.setCentralWidget(inner)
    other, viewer = QWidget(inner), Viewer(inner)
    other.setGeometry(0, 0, 50, 20)
    viewer.setGeometry(0, 40, 50, 20)
    window.resize(300, 200)
    painted = Painted(inner, other)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: painted.times[other] > 0)
    QTest.qWait(50)
    return window, inner, other, SchemeHandler({}), viewer, painted


def test_nothing_is_painted_until_the_page_has_what_it_asks_for(qtbot: QtBot) -> None:
    """Then all that has changed meanwhile is."""
    window, _inner, other, handler, viewer, painted = make(qtbot)
    before = painted.times[other]
    Stillness(window, handler, viewer)
    handler.document_served.emit()
    other.update()
    QTest.qWait(15)
    assert before == painted.times[other]
    handler.face_served.emit()
    qtbot.waitUntil(lambda: painted.times[other] > before, timeout=1000)
    viewer.painted.emit("note.md")


def test_an_engine_that_asks_for_nothing_does_not_hold_the_window(qtbot: QtBot) -> None:
    """It is painted after a moment, and as ever after another."""
    window, _inner, other, handler, viewer, painted = make(qtbot)
    before = painted.times[other]
    Stillness(window, handler, viewer)
    other.update()
    qtbot.waitUntil(lambda: painted.times[other] > before, timeout=2000)
    qtbot.waitUntil(window.updatesEnabled, timeout=2000)
    QTest.qWait(700)
    assert window.updatesEnabled()


def test_the_window_as_a_whole_waits_for_the_page_and_its_parts_do_not(qtbot: QtBot) -> None:
    """Who wanted all of it painted has it when the page is there."""
    window, inner, other, handler, viewer, painted = make(qtbot)
    Stillness(window, handler, viewer)
    handler.face_served.emit()
    QTest.qWait(100)
    whole, part = painted.times[inner], painted.times[other]
    window.update()
    QTest.qWait(50)
    assert (whole, part) == (painted.times[inner], painted.times[other])
    other.update()
    qtbot.waitUntil(lambda: painted.times[other] == part + 1, timeout=1000)
    viewer.painted.emit("note.md")
    qtbot.waitUntil(lambda: painted.times[inner] > whole + 1, timeout=1000)
    assert window.updatesEnabled()
    again = painted.times[other]
    window.update()
    qtbot.waitUntil(lambda: painted.times[other] > again, timeout=1000)


def test_a_window_that_has_just_painted_is_not_held_for_good(qtbot: QtBot) -> None:
    """What the last paint has put off comes after the end."""
    window, _inner, other, handler, viewer, painted = make(qtbot)
    Stillness(window, handler, viewer)
    handler.face_served.emit()
    QTest.qWait(100)
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    viewer.painted.emit("note.md")
    before = painted.times[other]
    QTest.qWait(50)
    assert window.updatesEnabled()
    window.update()
    qtbot.waitUntil(lambda: painted.times[other] > before, timeout=1000)
