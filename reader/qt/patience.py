"""How long the engine may take to print a page; one that takes longer is stopped together with its process.

A layout cannot be broken off: the process that is at it hears nothing before it is done.
"""

import os
import re
import signal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEnginePage

from reader.app.limits import Allowance, busy_s

LEAST_S = 20.0
_CHARACTERS_A_S = 100_000
"""Characters of text for which a page gets another second; a book of three megabytes takes 18.

Tags do not count: some pages are large only because they have hundreds of thousands of elements.
"""

_MOST_S = 120.0
_TAG = re.compile(r"<[^>]*>")

_LOOK_MS = 1_000
_STOP = signal.SIGTERM if os.name == "nt" else signal.SIGKILL


class Patience(QObject):
    """Waits for one page after another.

    Signals:
        ended(): the page has had its time. Its process is being stopped, or there was none.
    """

    ended = Signal()

    def __init__(self, page: QWebEnginePage, parent: QObject | None = None, least_s: float = LEAST_S) -> None:
        """Watch over `page`, which has `least_s` seconds of the processor even where it is short."""
        super().__init__(parent)
        self._page = page
        self._least_s = least_s
        self._process = 0
        self._limit_s = least_s
        self._allowance = Allowance(least_s, None)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def begin(self, document: str) -> None:
        """Count for a page, from now on."""
        self._limit_s = min(self._least_s + len(_TAG.sub("", document)) / _CHARACTERS_A_S, _MOST_S)
        self._process = self._page.renderProcessPid()
        self._allowance = Allowance(self._limit_s, busy_s(self._process))
        self._timer.start(min(_LOOK_MS, round(self._least_s * 1000)))

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def _look(self) -> None:
        process = self._page.renderProcessPid()
        if process != self._process:
            # A page may get another process when it is loaded; that one has done nothing yet.
            self._process = process
            self._allowance = Allowance(self._limit_s, 0.0)
        if rest := self._allowance.rest_s(busy_s(process)):
            self._timer.start(min(_LOOK_MS, round(rest * 1000)))
            return
        if process:
            os.kill(process, _STOP)
        self.ended.emit()
