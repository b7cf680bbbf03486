"""The web engine, shut: no script of a page runs, no packet leaves, nothing is stored.

The switches here are walls 3, 4, 6 and 7 of Postil's threat model (`docs/security.md`); the scheme and the interceptor
are in `reader.qt.scheme`.
"""

import os
import sys
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QAccessible
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    qWebEngineChromiumVersion,
    qWebEngineVersion,
)

from reader.app.system import without_sandbox
from reader.qt import motion, remarks
from reader.qt.scheme import SCHEME, Interceptor, SchemeHandler, register

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
    "--no-unsandboxed-zygote",
    "--no-proxy-server",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=" + ",".join(_FEATURES),
)


_HEAP_MB = 32
"""Memory from which on the engine looks for what old pages have left behind; else it keeps some megabytes of each.

Not the most that it may have: beyond that it looks without end, and a page of two megabytes is never done.
"""


def sandboxed() -> bool:
    """Return whether Chromium's sandbox can run: not as root, as in most containers, nor without user namespaces."""
    return not without_sandbox()


def chromium_flags() -> str:
    """Return what belongs in `QTWEBENGINE_CHROMIUM_FLAGS` before the first page: no background traffic of any kind."""
    switches = _SWITCHES if sandboxed() else (*_SWITCHES, "--no-sandbox")
    return " ".join(switches)


def prepare(*, headless: bool = False, still: bool = False) -> None:
    """Shut the engine before it starts; call it once.

    `headless` is for printing without a window, which needs no graphics; then it is called before the application.
    Where it is to be `still`, nothing in a page moves.
    """
    flags = " ".join((chromium_flags(), *(motion.FLAGS if still else ())))
    if headless:
        os.environ.setdefault("QSG_RHI_BACKEND", "null")
        flags += f" --disable-gpu --js-flags=--initial-old-space-size={_HEAP_MB}"
    if QAccessible.isActive():
        # The engine notices a screen reader that comes, but none that was there before it.
        flags += " --force-renderer-accessibility"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags
    if (obstacle := without_sandbox()) and sys.stderr is not None:
        sys.stderr.write(f"postil: {obstacle}\n")
    remarks.log()
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


class Engine(Struct, frozen=True):
    """What draws pages: the handler that serves them, and the profile that is shut."""

    handler: SchemeHandler
    profile: QWebEngineProfile


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


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
