"""Drive the real window over a hostile library as a curious person would, and report what it did to itself.

Usage: python -m tests.hostile.drive LIBRARY WORDS REPORT OWN [SHARE]; WORDS is a JSON object of paths and the words
that find their notes, OWN a folder for settings, cache and exports; every SHARE-th text is typed. REPORT is a JSON
object: how many pages were painted, and the faults, none where all is well.
"""

import json
import logging
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QToolTip

from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.files.names import from_disk
from reader.qt import launch
from reader.qt.export_form import Choice, Scope
from reader.qt.note_model import RowRole
from reader.qt.web_page import ShutPage
from tests.hostile.audit import AUDIT, Witness, audit_widgets, judge
from tests.hostile.payloads import TEXTS

PATIENCE_S = 30.0
_GRAPHICS = re.compile(r"vulkan|GPU vendor|DRI3|sandbox|Release of profile|propagateSizeHints|dbus|GLX", re.IGNORECASE)


class Log(logging.Handler):
    """Takes every remark of Qt and every warning of ours for a fault."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(logging.DEBUG)
        self._witness = witness

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one record."""
        said = record.getMessage()
        qt = record.name == "reader.qt.engine"
        if (qt or record.levelno >= logging.WARNING) and not _GRAPHICS.search(said):
            self._witness.tell(f"logged: {said}")


class Driver:
    """The window, and the hands that use it."""

    def __init__(self, library: Path, words: dict[str, str], own: Path) -> None:
        self.library = library
        self.words = words
        self.typed = TEXTS
        self.own = own
        self.witness = Witness()
        log = Log(self.witness)
        logging.getLogger("reader").addHandler(log)
        logging.getLogger("reader.qt.engine").setLevel(logging.DEBUG)
        witness = self.witness

        def console(_page: object, _level: object, message: str, *_rest: object) -> None:
            if "CANARY" in message:
                witness.tell(f"a script ran: {message}")

        # The canary's ear
        ShutPage.javaScriptConsoleMessage = console  # type: ignore[assignment, method-assign]
        self.application = launch.make_application()
        for scheme in ("http", "https", "mailto", "file", "javascript", "data", "postil", "smb", "tel"):
            # Wants text, whatever its stub says
            QDesktopServices.setUrlHandler(scheme, witness, "take_url")  # type: ignore[arg-type]
        sys.excepthook = witness.take_error
        places = Places(own / "config", own / "cache")
        self.controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
        self.window = self.controller.window
        self.window.viewer.engine_failed.connect(lambda sentence: witness.tell(f"the engine failed: {sentence}"))
        found = self.window.notes.findChild(QListView)
        assert found is not None
        self.list = found
        self.painted: list[str] = []
        self.window.viewer.painted.connect(self.painted.append)
        page = self.window.viewer._page  # noqa: SLF001 - the title of the engine's own page
        page.titleChanged.connect(witness.take_title)

    def wait(self, what: str, done: Callable[[], bool], patience: float = PATIENCE_S) -> bool:
        """Wait until it is so; that it never is, is a fault."""
        ends = time.monotonic() + patience
        while not done():
            if time.monotonic() > ends:
                self.witness.tell(f"waited in vain for {what}")
                return False
            QTest.qWait(5)
        return True

    def has_painted(self, before: int) -> bool:
        """Return whether a page was painted since there were `before`."""
        return len(self.painted) > before

    def begin(self) -> None:
        """Open the library."""
        self.controller.start(str(self.library))
        self.window.resize(1400, 900)
        self.wait("the library", lambda: "up to date" in self.window.status.facts, 240)

    def rows(self) -> list[str]:
        """Return the paths that the list shows."""
        model = self.list.model()
        return [str(model.index(at, 0).data(RowRole.PATH)) for at in range(model.rowCount())]

    def read(self, path: str, word: str) -> None:
        """Find a note by its word, open it from its row, look at its page, and let the mouse rest on what is there."""
        self.witness.note = path
        view = self.list
        self.window.search.setText(word)
        if not self.wait("its row", lambda: self.rows() == [from_disk(path)]):
            return
        before = len(self.painted)
        QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            view.visualRect(view.model().index(0, 0)).center(),
        )
        if not self.wait("its page", lambda: len(self.painted) > before):
            return
        self.look()
        audit_widgets(self.witness)

    def look(self) -> None:
        """Ask the engine what stands on the page, and let the mouse rest there."""
        answer: list[object] = []
        page = self.window.viewer._page  # noqa: SLF001 - what is on the screen is asked of the engine itself
        page.runJavaScript(AUDIT, 1, answer.append)
        if not self.wait("an answer of the page", lambda: bool(answer)):
            return
        found = json.loads(str(answer[0]))
        for fault in found["faults"]:
            self.witness.tell(f"stands on the page: {fault}")
        target = self.window.viewer._view.focusProxy()  # noqa: SLF001 - Chromium's own widget takes the events
        for x, y in found["boxes"]:
            if target is not None:
                at = QPoint(int(x), int(y))
                QTest.mouseMove(target, at)
                QTest.qWait(12)
                # What Qt sends when the mouse has rested here
                QApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, at, target.mapToGlobal(at)))
                judge(self.witness, "tooltip on the page", QToolTip.text())
        QTest.qWait(20)

    def texts(self) -> None:
        """Type every text where one can type: the search, the quick opening, the sources, the filter of citations."""
        self.witness.note = "typing"
        for text in self.typed:
            line = " ".join(text.split())[:300]
            self.window.search.setText(line)
            QTest.qWait(60)
            audit_widgets(self.witness)
        self.window.search.clear()
        self.window.commands["quick_open"].trigger()
        sheet = self.controller.by_name.sheet
        for text in self.typed:
            sheet._field.setText(text[:200])  # noqa: SLF001 - the field that a person types into
            sheet._field.textEdited.emit(text[:200])  # noqa: SLF001 - the same
            QTest.qWait(10)
            audit_widgets(self.witness)
        sheet.close_sheet()

    def panels(self) -> None:
        """Open what shows many notes at once."""
        self.witness.note = "sources"
        self.window.commands["sources"].trigger()
        desk = self.controller.commands.desk
        self.wait("the sources", lambda: desk.view is not None and bool(desk.view.rows))
        assert desk.view is not None
        for table in desk.view.findChildren(QAbstractItemView):
            for row in range(min(table.model().rowCount(), 60)):
                table.setCurrentIndex(table.model().index(row, 0))
                QTest.qWait(8)
            audit_widgets(self.witness)
        desk.view.close()
        self.witness.note = "related"
        self.window.commands["related"].trigger()
        QTest.qWait(500)
        desk.related.close_sheet()
        self.witness.note = "information"
        self.window.commands["note_info"].trigger()
        QTest.qWait(200)
        audit_widgets(self.witness)
        self.controller.commands.info.close()
        self.witness.note = "tags"
        tree = self.window.tags.findChild(QAbstractItemView)
        assert tree is not None
        for row in range(min(tree.model().rowCount(), 40)):
            tree.setCurrentIndex(tree.model().index(row, 0))
            QTest.qWait(15)
        audit_widgets(self.witness)
        self.window.commands["clear_filters"].trigger()

    def tabs(self) -> None:
        """Open some notes in tabs, whose titles and tooltips are theirs."""
        self.witness.note = "tabs"
        for path in [path for path in self.words if path.startswith("texts/")][:16]:
            before = len(self.painted)
            self.controller.opener.open_in_tab(path)
            self.wait(f"the tab of {path}", partial(self.has_painted, before))
            audit_widgets(self.witness)

    def export(self) -> None:
        """Write the shown note as PDF and HTML, from the window."""
        self.witness.note = "export"
        written: list[str] = []
        self.controller.exporter.exported.connect(lambda file, *_: written.append(file))
        self.controller.exporter.failed.connect(self.witness.tell)
        path = self.controller.navigator.path
        scope = Scope("This note", ((path, path),))
        self.controller.exporter.export(self.controller.root, Choice(scope), self.own / "out.pdf")
        self.wait("the PDF", lambda: bool(written), 90)

    def end(self) -> None:
        """Close the window as its button does."""
        self.witness.note = "closing"
        self.window.close()
        launch.end(self.controller)
        self.application.quit()


def main(library: str, words: str, report: str, own: str, share: str = "1") -> int:
    """Drive, and write the report."""
    driver = Driver(Path(library), json.loads(Path(words).read_text(encoding="utf-8")), Path(own))
    driver.typed = TEXTS[:: int(share)]
    driver.begin()
    listed = driver.window.commands["links"]
    for number, (path, word) in enumerate(driver.words.items()):
        if number == len(driver.words) // 2:
            listed.trigger()
        driver.read(path, word)
    driver.texts()
    driver.panels()
    driver.tabs()
    driver.export()
    opened = len(driver.painted)
    driver.end()
    facts = {"opened": opened, "faults": driver.witness.faults}
    Path(report).write_text(json.dumps(facts, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
