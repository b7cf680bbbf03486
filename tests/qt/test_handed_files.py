"""A file that the system hands over in an event, as macOS does, is asked for like one of a later start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from reader.app.handover import Request
from reader.qt.handed_files import HandedFiles


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[list[Request]]:
    """Return what the system has asked for so far."""
    application = QObject(qapp)
    requests: list[Request] = []
    HandedFiles(application).requested.connect(requests.append)
    application.setObjectName("application")
    yield requests
    application.deleteLater()


def hand(qapp: QApplication, event: QEvent) -> bool:
    """Send an event as the system does; return whether it was taken."""
    application = qapp.findChild(QObject, "application")
    assert application is not None
    return QCoreApplication.sendEvent(application, event)


def test_a_file_is_asked_for(qapp: QApplication, asked: list[Request], tmp_path: Path) -> None:
    """Blanks and letters of any kind stay as they are."""
    note = str(tmp_path / "Über Wellen 雪.md")
    assert hand(qapp, QFileOpenEvent(note))
    assert [Request((note,))] == asked


def test_nothing_else_is_taken(qapp: QApplication, asked: list[Request]) -> None:
    """An address of the web is no file, and other events go on."""
    assert not hand(qapp, QFileOpenEvent(QUrl("https://example.org/note.md")))
    hand(qapp, QEvent(QEvent.Type.User))
    assert [] == asked
