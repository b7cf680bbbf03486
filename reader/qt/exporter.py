"""Export as PDF from the window: ask where, make the page for paper, print it, write it whole."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reader.app.export import safe_name, write_file
from reader.app.messages import OpenNote, PageReady, Paper, Refused
from reader.app.trace import Trace
from reader.errors import ReaderError
from reader.qt.dialogs import ask_for_pdf
from reader.qt.navigator import Navigator
from reader.qt.pdf import Printer
from reader.qt.tasks import Tasks


class Exporter(QObject):
    """Write notes as PDF, one after another.

    Signals:
        exported(str file): a PDF is written.
        failed(str sentence): one could not be written; what stood there is untouched.
    """

    exported = Signal(str)
    failed = Signal(str)

    def __init__(self, printer: Printer, tasks: Tasks, trace: Trace, parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._tasks = tasks
        self._trace = trace
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._asked: dict[int, tuple[Path, OpenNote]] = {}
        printer.printed.connect(self._on_printed)
        printer.failed.connect(self._on_failed)

    def ask(self, navigator: Navigator, paper: Paper) -> None:
        """Ask where the shown note shall go, and export it there."""
        if navigator.facts is None:
            return
        name = safe_name(navigator.facts.title, set()) + ".pdf"
        file = ask_for_pdf(self.parent(), Path(self._folder) / name)  # type: ignore[arg-type]  # the window made it
        if file is not None:
            self._folder = str(file.parent)
            self.export(navigator.wish, paper, file)

    def export(self, shown: OpenNote, paper: Paper, file: Path) -> None:
        """Export the note that `shown` asked for, to `file`, which is replaced."""
        ticket = self._tasks.new_ticket()
        wish = OpenNote(ticket, shown.root, shown.path, shown.look, paper)
        self._asked[ticket] = file, wish
        self._trace.mark("pdf_started")
        self._tasks.ask_page(wish)

    def take_page(self, ready: PageReady) -> bool:
        """Print a page that was made for paper; return False for any other."""
        if ready.ticket not in self._asked:
            return False
        paper = self._asked[ready.ticket][1].paper
        self._printer.print_page(ready, paper or Paper())
        return True

    def take_refusal(self, refused: Refused) -> bool:
        """Tell that a note cannot be exported; return False where it is not about an export."""
        if self._asked.pop(refused.ticket, None) is None:
            return False
        self.failed.emit(f"{refused.message} {refused.hint}".strip())
        return True

    def close(self) -> None:
        """Forget what is not written yet."""
        self._printer.cancel()
        self._asked.clear()

    def _on_printed(self, ready: PageReady, data: bytes) -> None:
        file, wish = self._asked.pop(ready.ticket)
        try:
            # The system's dialog has asked before it let an existing file be named.
            write_file(file, data, force=True, library=Path(wish.root))
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self._trace.mark("pdf_written", path=str(file))
        self.exported.emit(str(file))

    def _on_failed(self, ready: PageReady, sentence: str) -> None:
        self._asked.pop(ready.ticket, None)
        self.failed.emit(sentence)


def show_file(file: str) -> None:
    """Open a file with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(file))
