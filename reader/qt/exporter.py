"""Export from the window: ask what and where, make pages for paper, write them whole or print them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from reader.app.export import safe_name, write_file
from reader.app.export.outputs import SUFFIXES_OF
from reader.app.export_messages import ExportNotes, Outcome
from reader.app.look import Look, Paper
from reader.app.messages import OpenNote, PageReady, Refused
from reader.app.paths import Places
from reader.app.settings import Settings
from reader.app.trace import Trace
from reader.errors import ReaderError
from reader.qt.binder import Binder
from reader.qt.dialogs import ask_for_export_file, ask_for_export_folder
from reader.qt.export_dialog import Answer, Deed, Show, ask_for_export
from reader.qt.export_form import Choice, Scope
from reader.qt.export_job import ExportRun
from reader.qt.pdf import Printer
from reader.qt.printing import print_pdf
from reader.qt.tasks import Tasks

_SHOWN_OF_MANY = 4
"""Notes of a merged document that the preview is made of."""

Then = Callable[[bytes | str], None]
"""What to do with a PDF, or with a sentence that says why there is none."""


class Exporter(QObject):
    """Export and print notes. `form`, `paper` and `folder` are remembered from one time to the next.

    Signals:
        exported(str path, str sentence): files are written; the path is that of the one, or of the folder.
        failed(str sentence): nothing could be written; what stood there is untouched.
    """

    exported = Signal(str, str)
    failed = Signal(str)

    def __init__(self, printer: Printer, tasks: Tasks, trace: Trace, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._printer = printer
        self._binder = Binder(places, self)
        self._tasks = tasks
        self._trace = trace
        self._places = places
        self._asked: dict[int, tuple[OpenNote, Then]] = {}
        self._runs: set[ExportRun] = set()
        self.form = "pdf"
        self.paper = Paper()
        self.folder = ""
        tasks.page_fact.connect(self._on_page_fact)
        printer.printed.connect(self._on_printed)
        printer.failed.connect(self._on_unprinted)
        self._binder.bound.connect(self._answer)

    def recall(self, settings: Settings) -> None:
        """Begin with what was chosen the last time."""
        self.form, self.paper, self.folder = settings.export_form, settings.paper(), settings.export_folder

    def remembered(self, settings: Settings) -> Settings:
        """Return `settings` with what was chosen now."""
        return replace(
            settings,
            page_size=self.paper.size,
            landscape=self.paper.landscape,
            margins=round(self.paper.margins),
            running_lines=self.paper.running,
            print_size=self.paper.text_size,
            export_form=self.form,
            export_folder=self.folder,
        )

    def ask(self, root: str, scopes: Sequence[Scope]) -> None:
        """Ask what shall become of the notes of a library, and do it."""

        def preview(choice: Choice, show: Show) -> None:
            self._preview(root, choice, show)

        answer = ask_for_export(self._window, scopes, (self.form, self.paper), preview)
        if answer is None:
            return
        self.form, self.paper = answer.choice.form, answer.choice.paper
        if answer.deed is Deed.PRINT:
            self._print(root, answer.choice)
        else:
            self._save(root, answer)

    def export(self, root: str, choice: Choice, target: Path) -> None:
        """Write what was chosen to `target`, which is replaced where the system's dialog has asked."""
        notes = choice.scope.notes
        if choice.form == "pdf" and len(notes) == 1:
            self._trace.mark("pdf_started")
            self._make(root, notes[0][0], choice.paper, lambda made: self._write(made, target, root))
            return
        # In a folder of the user's own nothing is replaced without being asked.
        job = self._job(root, choice, target, force=choice.is_single)
        self._run(job, self._window, lambda outcomes, sentence: self._tell(job, outcomes, sentence))

    def close(self) -> None:
        """Forget what is not written yet, and stop what is running."""
        self._printer.cancel()
        self._binder.close()
        self._asked.clear()
        for run in list(self._runs):
            run.stop()

    def _on_page_fact(self, fact: object) -> None:
        """Print a page that was made for paper, or tell that it cannot be made; all others are for the screen."""
        match fact:
            case PageReady(ticket=ticket) if ticket in self._asked:
                self._printer.print_page(fact, self._asked[ticket][0].paper or Paper())
            case Refused(ticket, message, hint):
                self._answer(ticket, f"{message} {hint}".strip())

    def _on_printed(self, ready: PageReady, data: bytes) -> None:
        if ready.ticket in self._asked:
            self._binder.bind(ready, data, self._asked[ready.ticket][0].paper or Paper())

    def _on_unprinted(self, ready: PageReady, sentence: str) -> None:
        """Print what stands in the file where the engine could not set its page, and tell when that fails too."""
        wish, then = self._asked.get(ready.ticket, (None, None))
        if wish is None or then is None or wish.plain:
            self._answer(ready.ticket, sentence)
            return
        del self._asked[ready.ticket]
        self._ask(replace(wish, ticket=self._tasks.new_ticket(), plain=True), then)

    def _save(self, root: str, answer: Answer) -> None:
        choice = answer.choice
        start = Path(self.folder or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        start = start if start.is_dir() else Path.home()
        if choice.is_single:
            title = choice.scope.title if choice.merge else choice.scope.notes[0][1]
            name = safe_name(title, set()) + SUFFIXES_OF[choice.form]
            target = ask_for_export_file(self._window, start / name)
        else:
            target = ask_for_export_folder(self._window, str(start))
        if target is not None:
            self.folder = str(target.parent if choice.is_single else target)
            self.export(root, choice, target)

    def _make(self, root: str, path: str, paper: Paper, then: Then) -> None:
        self._ask(OpenNote(self._tasks.new_ticket(), root, path, Look(), paper), then)

    def _ask(self, wish: OpenNote, then: Then) -> None:
        self._asked[wish.ticket] = wish, then
        self._tasks.ask_page(wish)
        self._binder.begin()

    def _answer(self, ticket: int, made: bytes | str) -> bool:
        _, then = self._asked.pop(ticket, (None, None))
        if then is None:
            return False
        then(made)
        return True

    def _write(self, made: bytes | str, file: Path, root: str) -> None:
        if isinstance(made, str):
            self.failed.emit(made)
            return
        try:
            write_file(file, made, force=True, library=Path(root))
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        self._trace.mark("pdf_written", path=str(file))
        self.exported.emit(str(file), self.tr("Exported to {0}.").format(file))

    def _preview(self, root: str, choice: Choice, show: Show) -> None:
        """Make pages to look at: the first note, or of a merged document its beginning."""
        if not choice.merge:
            self._make(root, choice.scope.notes[0][0], choice.paper, show)
            return
        beginning = Scope(choice.scope.name, choice.scope.notes[:_SHOWN_OF_MANY], choice.scope.title)
        self._bind(root, Choice(beginning, "pdf", choice.paper, merge=True), None, show)

    def _bind(self, root: str, choice: Choice, counter: QWidget | None, then: Then) -> None:
        """Make a PDF of several notes that nobody keeps."""
        folder = TemporaryDirectory(prefix="postil-", ignore_cleanup_errors=True)
        file = Path(folder.name) / "pages.pdf"

        def read(outcomes: list[Outcome], sentence: str) -> None:
            with folder:
                errors = [outcome.error for outcome in outcomes if outcome.error]
                then(file.read_bytes() if file.is_file() else sentence or next(iter(errors), ""))

        self._run(self._job(root, choice, file, force=True), counter, read)

    def _print(self, root: str, choice: Choice) -> None:
        def send(made: bytes | str) -> None:
            if isinstance(made, str):
                self.failed.emit(made)
            else:
                print_pdf(self._window, made, choice.paper)

        notes = choice.scope.notes
        if len(notes) == 1:
            self._make(root, notes[0][0], choice.paper, send)
        else:
            self._bind(root, Choice(choice.scope, "pdf", choice.paper, merge=True), self._window, send)

    def _job(self, root: str, choice: Choice, target: Path, *, force: bool) -> ExportNotes:
        return ExportNotes(
            root,
            choice.scope.notes,
            str(target),
            choice.form,
            choice.paper,
            merge=choice.merge,
            force=force,
            title=choice.scope.title if choice.merge else "",
        )

    def _run(self, job: ExportNotes, counter: QWidget | None, then: Callable[[list[Outcome], str], None]) -> None:
        run = ExportRun(job, self._places, self, counter)
        self._runs.add(run)

        def end(outcomes: list[Outcome], sentence: str) -> None:
            self._runs.discard(run)
            then(outcomes, sentence)

        run.finished.connect(end)

    def _tell(self, job: ExportNotes, outcomes: Sequence[Outcome], sentence: str) -> None:
        done = sum(1 for outcome in outcomes if outcome.output)
        errors = list(dict.fromkeys(outcome.error for outcome in outcomes if outcome.error))
        if sentence or not done:
            self.failed.emit(sentence or next(iter(errors), self.tr("Nothing was exported.")))
            return
        told = self.tr("{0} of {1} notes exported to {2}.").format(done, len(job.notes), job.output)
        self.exported.emit(job.output, " ".join([told, *errors[:1]]))
