"""A note on paper: its page is drawn once more without a window, printed by the engine, and bound."""

import atexit
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QEventLoop, QMarginsF, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtWebEngineCore import QWebEngineProfile

from reader.app.look import Paper
from reader.app.messages import FileReady, PageReady
from reader.errors import LimitError
from reader.markup import fonts
from reader.qt import engine, scheme
from reader.qt.addresses import note_url
from reader.qt.binding import bind, with_targets
from reader.qt.web_page import ShutPage

_LIMIT_MS = 60_000
_BYTES_A_MS = 10
"""Characters of a page for each of which it gets another millisecond: a book of a thousand pages has some megabytes."""

_LOST = "The note could not be printed: the engine stopped at it."
_SLOW = "The note could not be printed: it takes too long to set."
_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter, "A5": QPageSize.PageSizeId.A5}


class Printer(QObject):
    """Prints pages one after another, in the order in which they were given.

    Signals:
        printed(PageReady ready, Callable[[], bytes] bind): a page is printed; `bind` makes its PDF, in any thread.
        failed(PageReady ready, str sentence): a page could not be printed.
    """

    printed = Signal(object, object)
    failed = Signal(object, str)

    def __init__(
        self, handler: scheme.SchemeHandler, profile: QWebEngineProfile, parent: QObject | None = None
    ) -> None:
        """Print documents that `handler` serves; the images in them are asked of it as those of the viewer are."""
        super().__init__(parent)
        self._handler = handler
        self._waiting: deque[tuple[PageReady, Paper]] = deque()
        self._current: tuple[PageReady, Paper] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_LIMIT_MS)
        self._patience.timeout.connect(lambda: self._end(_SLOW))
        self._page = ShutPage(profile, self)
        self._page.loadFinished.connect(self._on_loaded)
        self._page.process_lost.connect(lambda: self._end(_LOST))

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
        self._patience.start(_LIMIT_MS + len(ready.document) // _BYTES_A_MS)
        self._page.show_url(url)

    def _on_loaded(self, complete: bool) -> None:
        if self._current is None or not complete:
            return
        current = self._current
        self._page.printToPdf(lambda data: self._on_printed(current, data), page_layout(current[1]))

    def _on_printed(self, printed: tuple[PageReady, Paper], data: QByteArray) -> None:
        if printed is not self._current:
            return
        if data.isEmpty():
            self._end(_LOST)
            return
        ready = printed[0]
        self._current = None
        self._patience.stop()
        # While this one is bound, the engine may be at the next.
        self._next()
        self.printed.emit(ready, partial(bind, bytes(data.data()), ready, printed[1]))

    def _end(self, sentence: str) -> None:
        if self._current is None:
            return
        ready = self._current[0]
        self._current = None
        self._patience.stop()
        self.failed.emit(ready, sentence)
        self._next()


def print_document(ready: PageReady, paper: Paper, read_file: Callable[[str], FileReady]) -> Callable[[], bytes]:
    """Print a page without a window and without a display; `read_file` gives the images in it.

    What comes back makes the PDF of it (`reader.qt.binding.bind`), in any thread.

    Raises LimitError where the engine cannot print it.
    """
    press = _press()
    loop = QEventLoop()
    outcome: list[Callable[[], bytes] | str] = []

    def take(_ready: PageReady, result: Callable[[], bytes] | str) -> None:
        outcome.append(result)
        loop.quit()

    def serve(ticket: int, path: str) -> None:
        file = read_file(path)
        press.handler.answer(ticket, file.mime, file.data)

    press.handler.file_requested.connect(serve)
    press.printer.printed.connect(take)
    press.printer.failed.connect(take)
    press.printer.print_page(ready, paper)
    with _interruptible(loop):
        loop.exec()
    press.handler.file_requested.disconnect(serve)
    press.printer.printed.disconnect(take)
    press.printer.failed.disconnect(take)
    if not outcome:
        press.printer.cancel()
        raise KeyboardInterrupt
    result = outcome[0]
    if isinstance(result, str):
        raise LimitError(result, "Export it as HTML instead.")
    return result


@contextmanager
def _interruptible(loop: QEventLoop) -> Iterator[None]:
    """Let Ctrl+C end `loop`: Python hears a signal only when it runs, so a timer wakes it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: loop.quit())
    waking = QTimer(interval=100)
    waking.timeout.connect(_wake)
    waking.start()
    try:
        yield
    finally:
        waking.stop()
        signal.signal(signal.SIGINT, before)


def _wake() -> None:
    """Give Python the chance to hear a signal."""


def page_layout(paper: Paper) -> QPageLayout:
    """Return the engine's name for a paper; an unknown size is A4."""
    orientation = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(paper.margins, paper.margins, paper.margins, paper.margins)
    size = QPageSize(_SIZES.get(paper.size, _SIZES["A4"]))
    return QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter)


def warm_up() -> None:
    """Start the engine, whose own processes get ready while this one goes on."""
    _press()


class _Press:
    """What printing from the command line needs, made once for all notes of a run."""

    def __init__(self) -> None:
        self.application = QCoreApplication.instance() or _make_application()
        self.handler = scheme.SchemeHandler(fonts.files())
        self.profile = engine.make_profile(self.handler)
        self.printer = Printer(self.handler, self.profile)

    def close(self) -> None:
        """Let go of the page before its profile, as the engine wants it."""
        for part in (self.printer, self.profile, self.handler):
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


@cache
def _press() -> _Press:
    press = _Press()
    atexit.register(press.close)
    return press


def _make_application() -> QGuiApplication:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    engine.prepare(headless=True)
    return QGuiApplication(["postil"])
