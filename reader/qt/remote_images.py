"""Images of the web: a click on the place of one loads it for this once, where the reader has allowed that at all."""

from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from reader.app.fetch_messages import FetchImage, ImageFetched
from reader.app.workers import Worker
from reader.core.text import one_line
from reader.qt.notice_bar import NoticeBar
from reader.qt.scheme import SchemeHandler
from reader.qt.viewer import Viewer

_PATIENCE_MS = 30_000
_MOST = 4
"""Images that are fetched at the same time."""


class _Job(Struct, frozen=True):
    """An image on its way: its process, the page and the place in it (its number) that it is for, and its address."""

    started: Worker
    path: str
    number: int
    url: str


class RemoteImages(QObject):
    """Fetch an image in a process of its own, and give it to the page that asked.

    Where it is not allowed, a click opens the address in the browser, as that of any link does. Nothing is kept: the
    page that is shown next has the place again.
    """

    _said = Signal(int, object)

    def __init__(
        self,
        viewer: Viewer,
        handler: SchemeHandler,
        notice: NoticeBar,
        is_allowed: Callable[[], bool],
        start: Callable[[], Worker],
    ) -> None:
        """Ask `is_allowed` at each click; `start` starts a fetch process."""
        super().__init__(viewer)
        self._viewer = viewer
        self._handler = handler
        self._notice = notice
        self._is_allowed = is_allowed
        self._start = start
        self._running: dict[int, _Job] = {}
        self._last = 0
        viewer.told.connect(self._on_told)
        self._said.connect(self._on_said)

    def close(self) -> None:
        """Stop what is still being fetched."""
        for job in list(self._running):
            self._end(job)

    def _on_told(self, kind: str, value: object) -> None:
        if kind == "remote_failed" and isinstance(value, str):
            self._tell(value, "What came cannot be drawn.")
        if kind != "remote_image" or not isinstance(value, dict):
            return
        url = str(value["url"])
        if not self._is_allowed():
            self._viewer.web_link_requested.emit(url)
        elif len(self._running) < _MOST:
            self._fetch(url, int(value["number"]))

    def _fetch(self, url: str, number: int) -> None:
        self._last = job = self._last + 1
        started = self._start()
        self._running[job] = _Job(started, self._viewer.path, number, url)
        started.listen(lambda fact: self._said.emit(job, fact))
        started.send(FetchImage(url))
        QTimer.singleShot(_PATIENCE_MS, self, lambda: self._said.emit(job, ImageFetched(reason="It takes too long.")))
        self._viewer.call("markRemote", number, True)

    def _on_said(self, number: int, fact: object) -> None:
        if number not in self._running:
            return
        job = self._end(number)
        if job.path != self._viewer.path:
            return
        if isinstance(fact, ImageFetched) and fact.data:
            self._viewer.call("showRemote", job.number, self._handler.put_image(fact.mime, fact.data))
            return
        self._viewer.call("markRemote", job.number, False)
        self._tell(job.url, fact.reason if isinstance(fact, ImageFetched) else "It could not be fetched.")

    def _tell(self, url: str, reason: str) -> None:
        host = one_line(urlsplit(url).hostname or "", 80)
        self._notice.show_notice(self.tr("The image of {host} is not shown. {reason}").format(host=host, reason=reason))

    def _end(self, number: int) -> "_Job":
        job = self._running.pop(number)
        job.started.kill()
        return job
