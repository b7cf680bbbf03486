"""The page behind the viewer: it refuses to go anywhere by itself, and speaks with Postil's own script inside it."""

import json
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

from reader.qt.engine import guard

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld


class ShutPage(QWebEnginePage):
    """A page that goes nowhere by itself: it shows what `show_url` was given, and follows no link.

    Signals:
        process_lost(): the process that draws the page has died.
    """

    process_lost = Signal()

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        guard(self, self.process_lost.emit)
        self._expected = QUrl()

    def show_url(self, url: QUrl) -> None:
        """Load `url`."""
        self._expected = url
        self.load(url)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main_frame: bool) -> bool:
        """Let pass what `show_url` has loaded, and nothing that a page asks for (Qt calls this)."""
        own = kind in {
            QWebEnginePage.NavigationType.NavigationTypeTyped,
            QWebEnginePage.NavigationType.NavigationTypeReload,
        }
        return own and main_frame and QUrl(url) == self._expected

    # The stubs want a page; Qt takes None for a refusal.
    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        """Open no further window (Qt calls this)."""
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Keep quiet: a note that names a remote image is reported by the policy here, and that is no one's error."""


class WebPage(ShutPage):
    """A page with Postil's script in it, that shows one document after another, each put there by `open`.

    Signals:
        heard(str kind, object value): the script in the page tells something (see `resources/viewer/viewer.js`).
    """

    heard = Signal(str, object)

    def __init__(self, profile: QWebEngineProfile, script: Path, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        self._bridge = _Bridge(self)
        self._bridge.told.connect(self._on_told)
        self._is_drawn = False
        self._to_find: tuple[str, bool] | None = None
        self._is_ringed = False
        channel = QWebChannel(self)
        channel.registerObject("bridge", self._bridge)
        self.setWebChannel(channel, _WORLD.value)
        names = ("hits.js", script.name, "hover.js", "citations.js", "remote.js")
        own = [script.with_name(name) for name in names]
        self._text = _channel_script() + "".join(file.read_text(encoding="utf-8") for file in own if file.exists())

    def open(self, url: QUrl, start: dict[str, object]) -> None:
        """Load `url`; the script in it finds `start` as `postilStart`, before anything is drawn."""
        # One script, made anew for each page: of two, QtWebEngine 6.11 forgets the older one after 170 pages.
        self._is_drawn, self._to_find = False, None
        self.scripts().clear()
        text = f"globalThis.postilStart = {json.dumps(start | {'ring': self._is_ringed})};\n{self._text}"
        self.scripts().insert(_script("postil", text, QWebEngineScript.InjectionPoint.DocumentReady))
        self.show_url(url)

    def find(self, text: str, *, backward: bool = False) -> None:
        """Find the next `text`, in a page that is still to come when it is there; an empty one ends finding."""
        if not self._is_drawn:
            self._to_find = text, backward
            return
        self.findText(text, QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0))

    def set_ring(self, wanted: bool) -> None:
        """Ring this page and all after it, because the keyboard came to it by a key; or do so no longer."""
        if wanted != self._is_ringed:
            self._is_ringed = wanted
            self.call("setRing", wanted)

    def copy(self) -> None:
        """Copy what is selected."""
        self.triggerAction(QWebEnginePage.WebAction.Copy)

    def select_all(self) -> None:
        """Select the whole page."""
        self.triggerAction(QWebEnginePage.WebAction.SelectAll)

    def call(self, name: str, *arguments: object) -> None:
        """Call a function of the script in the page; before the page is there, nothing happens."""
        listed = ", ".join(json.dumps(argument) for argument in arguments)
        self.runJavaScript(f"globalThis.postil?.{name}({listed})", _WORLD.value)

    def _on_told(self, kind: str, value: object) -> None:
        if kind == "painted":
            self._is_drawn, wanted = True, self._to_find
            if wanted is not None:
                self.find(wanted[0], backward=wanted[1])
        self.heard.emit(kind, value)


class _Bridge(QObject):
    """The one object that the script can reach: it can tell, and ask for nothing."""

    told = Signal(str, object)

    @Slot(str, str)
    def heard(self, kind: str, value: str) -> None:
        """Pass on what the script says."""
        self.told.emit(kind, json.loads(value))


def _script(name: str, text: str, when: QWebEngineScript.InjectionPoint) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setSourceCode(text)
    script.setInjectionPoint(when)
    script.setWorldId(_WORLD.value)
    script.setRunsOnSubFrames(False)
    return script


def _channel_script() -> str:
    """Return Qt's own client for QWebChannel, which QtWebChannel carries as a resource."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()
