"""The private URL scheme `postil:`, from which pages get all they may have, and the wall against everything else.

`postil://library/<path>` is a document that was put into memory, or else a file of the library (an image) that is asked
for and answered later. `postil://web/<number>` is an image of the web that a person has asked for.
`postil://app/fonts/<name>` is one of the faces that come with the program. Every other request of any kind is blocked.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from reader.qt.addresses import LIBRARY, key as key_of, note_path

SCHEME = b"postil"

_FONT_TYPES = {".woff2": b"font/woff2", ".ttf": b"font/ttf", ".otf": b"font/otf"}
_KEPT = 8
"""Documents that stay in memory: the shown page, what is being printed, and a reload after a crash."""
_Error = QWebEngineUrlRequestJob.Error
_Resource = QWebEngineUrlRequestInfo.ResourceType
_ALLOWED = frozenset(
    (
        _Resource.ResourceTypeMainFrame,
        _Resource.ResourceTypeImage,
        _Resource.ResourceTypeFontResource,
    )
)


def register() -> None:
    """Make `postil:` known to the engine; call it before the engine starts, once.

    The scheme is secure and obeys content policies. It is not local, has no access to files, service workers or fetch;
    CORS stays on, and only the program's own fonts are shared with pages.
    """
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers requests for `postil:` from memory, or later.

    Signals:
        file_requested(int ticket, str path): a page shows the file at `path`; give it by `answer(ticket, mime, data)`.
        document_served(): a page was given its document, which is soon to ask for faces.
        face_served(): a page was given a face, and may ask for another one at once.
    """

    file_requested = Signal(int, str)
    document_served = Signal()
    face_served = Signal()

    def __init__(self, fonts: Mapping[str, Path], parent: QObject | None = None) -> None:
        """Serve the files of `fonts` by their names under `postil://app/fonts/`, and no others from the disk."""
        super().__init__(parent)
        self._fonts = dict(fonts)
        self._documents: dict[str, bytes] = {}
        self._images: dict[str, tuple[bytes, bytes]] = {}
        self._waiting: dict[int, QWebEngineUrlRequestJob] = {}
        self._last_ticket = 0

    def put_document(self, url: QUrl, data: bytes) -> None:
        """Keep a whole HTML document, UTF-8, to be served at `url`. The eight latest are kept."""
        key = key_of(url)
        self._documents.pop(key, None)
        self._documents[key] = data
        while len(self._documents) > _KEPT:
            del self._documents[next(iter(self._documents))]

    def put_image(self, mime: str, data: bytes) -> str:
        """Keep an image of the web for the page that is shown, and return its address. The eight latest are kept."""
        self._last_ticket += 1
        address = f"postil://web/{self._last_ticket}"
        self._images[address] = mime.encode(), data
        while len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]
        return address

    def answer(self, ticket: int, mime: str, data: bytes) -> None:
        """Give a page the file that it asked for; without data it is not found. A job that is gone is passed over."""
        job = self._waiting.pop(ticket, None)
        if job is None:
            return
        if data:
            _reply(job, mime.encode(), data)
        else:
            job.fail(_Error.UrlNotFound)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request (Qt calls this, on the thread of the window)."""
        url = job.requestUrl()
        if job.requestMethod() != QByteArray(b"GET"):
            job.fail(_Error.RequestDenied)
        elif url.host() == "app":
            self._serve_font(job, url.path().removeprefix("/fonts/"))
        elif (image := self._images.get(key_of(url))) is not None and job.initiator().host() == "library":
            _reply(job, *image)
        elif (document := self._documents.get(key_of(url))) is not None:
            job.setAdditionalResponseHeaders(
                {
                    QByteArray(b"X-Content-Type-Options"): QByteArray(b"nosniff"),
                    QByteArray(b"Referrer-Policy"): QByteArray(b"no-referrer"),
                }
            )
            _reply(job, b"text/html; charset=utf-8", document)
            self.document_served.emit()
        elif (path := note_path(url)) and job.initiator().host() == "library":
            self._ask(job, path)
        else:
            job.fail(_Error.UrlNotFound)

    def _ask(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        self._last_ticket += 1
        ticket = self._last_ticket
        self._waiting[ticket] = job
        job.destroyed.connect(lambda: self._waiting.pop(ticket, None))
        self.file_requested.emit(ticket, path)

    def _serve_font(self, job: QWebEngineUrlRequestJob, name: str) -> None:
        file = self._fonts.get(name)
        mime = _FONT_TYPES.get(file.suffix) if file else None
        if file is None or mime is None:
            job.fail(_Error.UrlNotFound)
            return
        try:
            data = file.read_bytes()
        except OSError:
            job.fail(_Error.UrlNotFound)
            return
        origin = QByteArray(LIBRARY.rstrip("/").encode())
        job.setAdditionalResponseHeaders({QByteArray(b"Access-Control-Allow-Origin"): origin})
        _reply(job, mime, data)
        self.face_served.emit()


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Blocks every request but those for `postil:`, and `data:` images."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Look at one request before it is made (Qt calls this, on the thread of the window)."""
        kind = info.resourceType()
        scheme = info.requestUrl().scheme()
        own = scheme == "postil" and kind in _ALLOWED
        inline = scheme == "data" and kind == _Resource.ResourceTypeImage
        info.block(not (own or inline))


def _reply(job: QWebEngineUrlRequestJob, mime: bytes, data: bytes) -> None:
    buffer = QBuffer(job)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(mime), buffer)
