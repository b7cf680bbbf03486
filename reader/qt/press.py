"""The engine for printing without a window, which starts before the rest of an export is loaded."""

import atexit
import os
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QGuiApplication

from reader.markup import fonts
from reader.qt import engine
from reader.qt.scheme import SchemeHandler
from reader.qt.web_page import ShutPage

_FIRST = QUrl("postil://library/?first")
_FACES = "<p style=\"font-family:'Postil {}'\">a<em>a</em><strong>a<em>a</em></strong></p>"


class Press:
    """Application, profile and page, made once for all notes of a run.

    The page loads a line of text first: its process starts, and gets the faces, while the first note is being made.
    """

    def __init__(self) -> None:
        self.application = QCoreApplication.instance() or _make_application()
        self.handler = SchemeHandler(fonts.files())
        self.profile = engine.make_profile(self.handler)
        self.page = ShutPage(self.profile)
        self.is_warm = False
        self.page.loadFinished.connect(self._on_loaded)
        self.page.process_lost.connect(self._on_loaded)
        text = "".join(map(_FACES.format, ("Serif", "Sans")))
        self.handler.put_document(_FIRST, f"<!DOCTYPE html><style>{fonts.rules()}</style>{text}".encode())
        self.page.show_url(_FIRST)
        # What this sets off goes on by itself.
        QCoreApplication.processEvents()

    def close(self) -> None:
        """Let go of the page before its profile, as the engine wants it."""
        for part in (self.page, self.profile, self.handler):
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)

    def _on_loaded(self, *_: object) -> None:
        self.is_warm = True


@cache
def press() -> Press:
    """Return the one press of this process; its engine starts when it is first asked for."""
    made = Press()
    atexit.register(made.close)
    return made


def _make_application() -> QGuiApplication:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    engine.prepare(headless=True)
    return QGuiApplication(["postil"])
