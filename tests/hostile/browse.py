"""Open exported pages in the browser of a stranger: scripts on, files and network within reach, nobody warned.

Usage: python -m tests.hostile.browse FOLDER REPORT. Each HTML file of FOLDER is opened as it is, and once more without
its policy, so that what the cleaning has let through shows itself. Everything on the page is pointed at, entered,
pressed and unfolded. REPORT is a JSON object: how many pages were opened, and what they did.
"""

import json
import re
import sys
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

_PATIENCE_S = 60.0
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_PLAY = """(() => {
  const all = [...document.querySelectorAll("*:not(wbr, br)")];
  for (const one of all) {
    if (one.tagName === "DETAILS") one.open = true;
    for (const kind of ["pointerenter", "mouseover", "mouseenter", "mousemove", "focus", "focusin", "toggle", "load",
                        "error", "animationstart", "beforecopy", "submit", "start"]) {
      one.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
    }
    if (one.matches("a[href], [tabindex], [autofocus], summary")) one.focus({ preventScroll: true });
    if (typeof one.click === "function") one.click();
  }
  return all.length;
})()"""


class Requests(QWebEngineUrlRequestInterceptor):
    """Lets a page have itself and what it carries inside, and keeps every other wish."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QUrl()
        self.wishes: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Look at one request (Qt calls this)."""
        url = info.requestUrl()
        if url.scheme() == "data" or url.toString().partition("#")[0] == self.page.toString():
            return
        kind = info.resourceType()
        if kind != QWebEngineUrlRequestInfo.ResourceType.ResourceTypeMainFrame:
            self.wishes.append(f"{kind.name}: {url.toString()[:200]}")
        info.block(True)


class Page(QWebEnginePage):
    """A page that tells what its scripts say, and follows no link, so that the next one can be pressed."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.told: list[str] = []
        self.left: list[str] = []

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main_frame: bool) -> bool:
        """Follow nothing, and remember links that no page may have (Qt calls this)."""
        address = QUrl(url)
        typed = kind == QWebEnginePage.NavigationType.NavigationTypeTyped
        if not typed and address.scheme() not in {"http", "https", "mailto", "file"}:
            self.left.append(f"went to {address.toString()[:200]}")
        if not typed and kind != QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.left.append(f"{kind.name} to {address.toString()[:200]}")
        return typed

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        """Remember that a window was asked for (Qt calls this)."""
        self.left.append("asked for a window")
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Hear the canary (Qt calls this)."""
        if "CANARY" in message and "Content Security Policy" not in message:
            self.told.append(f"a script ran: {message[:100]}")


def main(folder: str, report: str) -> int:
    """Open every page, and write the report."""
    application = QApplication(["stranger"])
    profile = QWebEngineProfile()
    requests = Requests()
    profile.setUrlRequestInterceptor(requests)
    view = QWebEngineView()
    page = Page(profile)
    profile.downloadRequested.connect(lambda _download: page.left.append("a download"))
    for attribute in (
        QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
        QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
        QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
        QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    ):
        page.settings().setAttribute(attribute, True)
    view.setPage(page)
    view.show()
    opened = 0
    faults: list[str] = []
    for file in sorted(Path(folder).rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        open_to_all = file.with_name(file.stem + ".no-policy.htm")
        open_to_all.write_text(_POLICY.sub("", html), encoding="utf-8")
        if not _POLICY.search(html):
            faults.append(f"{file.name}: has no policy")
        for shown in (file, open_to_all):
            opened += 1
            faults += [f"{shown.name}: {fault}" for fault in _opened(page, requests, shown)]
    Path(report).write_text(json.dumps({"opened": opened, "faults": faults}, indent=1), encoding="utf-8")
    view.setPage(QWebEnginePage(profile, view))
    page.deleteLater()
    QTest.qWait(50)
    application.quit()
    return 0


def _opened(page: Page, requests: Requests, file: Path) -> list[str]:
    page.told.clear()
    page.left.clear()
    requests.wishes.clear()
    done: list[bool] = []
    requests.page = QUrl.fromLocalFile(str(file))
    connection = page.loadFinished.connect(done.append)
    page.load(requests.page)
    ends = time.monotonic() + _PATIENCE_S
    while not done and time.monotonic() < ends:
        QTest.qWait(5)
    page.loadFinished.disconnect(connection)
    played: list[object] = []
    page.runJavaScript(_PLAY, 0, played.append)
    while not played and time.monotonic() < ends:
        QTest.qWait(5)
    QTest.qWait(30)
    hung = [] if done and played else ["did not load"]
    title = ["the title was changed"] if page.title() == "CANARY" else []
    return [*hung, *title, *page.told, *page.left, *requests.wishes]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
