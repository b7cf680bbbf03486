"""A note on paper: its page is laid out once more without a window, and printed by the engine.

What the engine leaves out of a PDF is bound in afterwards (`reader.qt.binding`).
"""

import signal
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Self
from uuid import uuid4

from PySide6.QtCore import QEventLoop, QMarginsF, QObject, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import QWebEngineProfile

from reader.app.look import Paper
from reader.app.messages import FileReady, PageReady
from reader.app.paths import scratch_folder
from reader.errors import LimitError, ReaderError
from reader.qt import scheme
from reader.qt.addresses import note_url
from reader.qt.patience import LEAST_S, Patience
from reader.qt.press import press
from reader.qt.targets import with_targets
from reader.qt.web_page import ShutPage

_LOST = "The note could not be printed: the engine stopped at it."
_SLOW = "The note could not be printed: it takes too long to set."
_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter, "A5": QPageSize.PageSizeId.A5}


class Printer(QObject):
    """Prints pages one after another, in the order in which they were given.

    Signals:
        printed(PageReady ready, bytes data): a page is printed; binding it and writing it is for others.
        failed(PageReady ready, str sentence): a page could not be printed.
    """

    printed = Signal(object, object)
    failed = Signal(object, str)

    def __init__(
        self,
        handler: scheme.SchemeHandler,
        profile: QWebEngineProfile,
        parent: QObject | None = None,
        page: ShutPage | None = None,
        least_s: float = LEAST_S,
    ) -> None:
        """Print documents that `handler` serves; the images in them are asked of it as those of the viewer are.

        They are printed in `page`, or in one of its own; each may take `least_s` seconds, and more when it is long.
        """
        super().__init__(parent)
        self._handler = handler
        self._waiting: deque[tuple[PageReady, Paper]] = deque()
        self._current: tuple[PageReady, Paper] | None = None
        self._page = page or ShutPage(profile, self)
        self._page.loadFinished.connect(self._on_loaded)
        self._page.process_lost.connect(self._on_lost)
        self._patience = Patience(self._page, self, least_s)
        self._patience.ended.connect(self._on_late)
        self._is_late = False
        # Into a file: a callback that got no answer, because the engine was stopped, is called when the page goes, and
        # takes the program down.
        self._file = Path()
        self._page.pdfPrintingFinished.connect(self._on_printed)

    def print_page(self, ready: PageReady, paper: Paper) -> None:
        """Print a page; `printed` or `failed` answers."""
        self._waiting.append((ready, paper))
        if self._current is None:
            self._next()

    def cancel(self) -> None:
        """Forget all pages that are not printed yet, without a word."""
        self._waiting.clear()
        self._current = None
        self._patience.stop()

    def _next(self) -> None:
        self._current = self._waiting.popleft() if self._waiting else None
        if self._current is None:
            return
        ready = self._current[0]
        url = note_url(ready.path)
        # Not the address of the page in the viewer, which is another document.
        url.setQuery("print")
        self._handler.put_document(url, with_targets(ready.document, ready.outline).encode())
        self._is_late = False
        self._patience.begin(ready.document)
        self._page.show_url(url)

    def _on_loaded(self, complete: bool) -> None:
        if self._current is None or not complete:
            return
        try:
            self._file = scratch_folder() / f"{uuid4().hex}.pdf"
        except ReaderError as error:
            self._end(str(error))
            return
        self._page.printToPdf(str(self._file), page_layout(self._current[1]))

    def _on_printed(self, file: str, complete: bool) -> None:
        data = _taken(Path(file))
        if self._current is None or file != str(self._file):
            return
        if not complete or not data:
            self._on_lost()
            return
        ready = self._current[0]
        self._current = None
        self._patience.stop()
        # While this one is bound, the engine may be at the next.
        self._next()
        self.printed.emit(ready, data)

    def _on_late(self) -> None:
        """Await the end of the process, which would be taken for that of the next page's otherwise."""
        self._is_late = True
        if not self._page.renderProcessPid():
            self._on_lost()

    def _on_lost(self) -> None:
        self._end(_SLOW if self._is_late else _LOST)

    def _end(self, sentence: str) -> None:
        if self._current is None:
            return
        ready = self._current[0]
        self._current = None
        self._patience.stop()
        _taken(self._file)
        self.failed.emit(ready, sentence)
        self._next()


def print_document(page: Future[PageReady], paper: Paper, read_file: Callable[[str], FileReady]) -> bytes:
    """Print a page as soon as it is made, without a window and without a display; `read_file` gives the images in it.

    The engine goes on while the page is awaited. Raises LimitError where it cannot print it, and what making it raises.
    """
    engine, printer = press(), _printer()
    outcome: list[bytes | str] = []

    def take(_ready: PageReady, result: bytes | str) -> None:
        outcome.append(result)
        waiting.wake()

    def serve(ticket: int, path: str) -> None:
        file = read_file(path)
        engine.handler.answer(ticket, file.mime, file.data)

    with _waiting() as waiting:
        page.add_done_callback(lambda _page: waiting.woken.emit())
        connections = [
            engine.page.loadFinished.connect(waiting.wake),
            engine.handler.file_requested.connect(serve),
            printer.printed.connect(take),
            printer.failed.connect(take),
        ]
        try:
            waiting.until(lambda: page.done() and engine.is_warm)
            printer.print_page(page.result(), paper)
            waiting.until(lambda: bool(outcome))
        finally:
            printer.cancel()
            for connection in connections:
                QObject.disconnect(connection)
    result = outcome[0]
    if isinstance(result, str):
        raise LimitError(result, "Export it as HTML instead.")
    return result


def _taken(file: Path) -> bytes:
    """Return what is in a file, and remove it; nothing where there is none."""
    try:
        data = file.read_bytes()
        file.unlink()
    except OSError:
        return b""
    return data


@cache
def _printer() -> Printer:
    return Printer(press().handler, press().profile, press().page, press().page)


@cache
def _waiting() -> "_Waiting":
    """Return the one that waits for every print: whoever held it last might let go of it in another thread."""
    return _Waiting()


class _Waiting(QObject):
    """Waits in an event loop, which Ctrl+C ends: Python hears a signal only when it runs, so a timer wakes it.

    Signals:
        woken(): something has happened, in whatever thread.
    """

    woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop(self)
        self._interrupted = False
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(_hear)
        self.woken.connect(self._loop.quit)

    def __enter__(self) -> Self:
        self._interrupted = False
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer.isActive():
            self._timer.stop()
            signal.signal(signal.SIGINT, self._before)

    def wake(self, *_: object) -> None:
        """Look again at what is waited for."""
        self._loop.quit()

    def until(self, done: Callable[[], bool]) -> None:
        """Go on when `done` says so; raise KeyboardInterrupt on Ctrl+C."""
        while not done():
            self._loop.exec()
            if self._interrupted:
                raise KeyboardInterrupt

    def _interrupt(self, *_: object) -> None:
        self._interrupted = True
        self._loop.quit()


def _hear() -> None:
    """Give Python the chance to hear a signal."""


def page_layout(paper: Paper) -> QPageLayout:
    """Return the engine's name for a paper; an unknown size is A4."""
    orientation = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(paper.margins, paper.margins, paper.margins, paper.margins)
    size = QPageSize(_SIZES.get(paper.size, _SIZES["A4"]))
    return QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter)
