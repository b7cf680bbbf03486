"""The web engine, shut: no script of a page runs, no packet leaves, nothing is stored.

The switches here are walls 3, 4, 6 and 7 of Postil's threat model (`docs/security.md`); the scheme and the interceptor
are in `reader.qt.scheme`.
"""

import atexit
import logging
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    qWebEngineChromiumVersion,
    qWebEngineVersion,
)

from reader.app.alert import tell
from reader.app.system import how_to_get, missing_libraries, without_sandbox
from reader.core.text import one_line
from reader.errors import ReaderError
from reader.qt.scheme import SCHEME, Interceptor, SchemeHandler, register

_LOG = logging.getLogger(__name__)
_Attribute = QWebEngineSettings.WebAttribute

_OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.TouchIconsEnabled,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.ReadingFromCanvasEnabled,
    _Attribute.BackForwardCacheEnabled,
    _Attribute.FocusOnNavigationEnabled,
)
_ON = (
    _Attribute.PlaybackRequiresUserGesture,
    _Attribute.WebRTCPublicInterfacesOnly,
    _Attribute.PrintElementBackgrounds,
)
_FEATURES = (
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "Translate",
    "WebRtcHideLocalIpsWithMdns",
)
_SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--dns-prefetch-disable",
    "--log-level=3",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=" + ",".join(_FEATURES),
)


def sandboxed() -> bool:
    """Return whether Chromium's sandbox can run: not as root, as in most containers, nor without user namespaces."""
    return not without_sandbox()


def chromium_flags() -> str:
    """Return what belongs in `QTWEBENGINE_CHROMIUM_FLAGS` before the first page: no background traffic of any kind."""
    switches = _SWITCHES if sandboxed() else (*_SWITCHES, "--no-sandbox")
    return " ".join(switches)


def prepare(*, headless: bool = False) -> None:
    """Shut the engine before it is first loaded; call it before there is an application, once.

    `headless` is for printing without a window, which needs no graphics. Qt's and Chromium's remarks on graphics and
    buses that are not there go to the log: a person cannot do anything about them.
    """
    flags = chromium_flags()
    if headless:
        os.environ.setdefault("QSG_RHI_BACKEND", "null")
        flags += " --disable-gpu"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags
    if (obstacle := without_sandbox()) and sys.stderr is not None:
        sys.stderr.write(f"postil: {obstacle}\n")
    qInstallMessageHandler(_log_message)
    atexit.register(qInstallMessageHandler, None)
    register()


def describe() -> str:
    """Return the versions of Qt, of its web engine, and of the Chromium in it."""
    versions = ("Qt", qVersion(), "QtWebEngine", qWebEngineVersion(), "Chromium", qWebEngineChromiumVersion())
    return " ".join(map(str, versions))


def shut(settings: QWebEngineSettings) -> None:
    """Switch off all that a page of text does not need."""
    for attribute in _OFF:
        settings.setAttribute(attribute, False)
    for attribute in _ON:
        settings.setAttribute(attribute, True)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


class ShutProfile(QWebEngineProfile):
    """A profile off the record: no cookies, no cache, no storage, no downloads, no spelling service."""

    def __init__(self, handler: SchemeHandler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Both are kept here as well as in Qt: without a name in Python, Python would forget what they override.
        self._handler = handler
        self._interceptor = Interceptor(self)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
        self.setSpellCheckEnabled(False)
        self.setPushServiceEnabled(False)
        self.installUrlSchemeHandler(SCHEME, handler)
        self.setUrlRequestInterceptor(self._interceptor)
        self.downloadRequested.connect(_refuse_download)
        shut(self.settings())


def make_profile(handler: SchemeHandler, parent: QObject | None = None) -> ShutProfile:
    """Return a profile for pages that `handler` serves."""
    return ShutProfile(handler, parent)


def guard(page: QWebEnginePage, on_crash: Callable[[], None] | None = None) -> None:
    """Deny every permission that `page` asks for, and tell `on_crash` when its process is gone."""
    shut(page.settings())
    page.permissionRequested.connect(_deny)
    if on_crash:
        page.renderProcessTerminated.connect(lambda _status, _code: on_crash())


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        # Qt ends the process when this returns, with a core dump and its own words.
        tell(_why_fatal(message))
        os._exit(ReaderError.exit_code)
    grave = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    _LOG.log(logging.ERROR if grave else logging.DEBUG, "%s", message)


def _why_fatal(message: str) -> str:
    """Return one sentence for what Qt says before it gives up; nearly always it cannot show a window."""
    if missing := missing_libraries():
        return how_to_get(missing)
    if "platform plugin" in message:
        display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
        return f"The display {display} cannot be reached. Start Postil on a desktop, or under xvfb-run."
    return f"Qt cannot go on: {one_line(message, 300)}"


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
