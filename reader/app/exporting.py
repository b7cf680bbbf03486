"""Export notes, for the command line and the window: one that fails does not stop the others; all can be stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reader.app.export import export_html, export_markdown, export_text, merge_documents, plan_outputs, write_file
from reader.app.export.outputs import SUFFIXES_OF
from reader.app.look import Look
from reader.app.messages import ExportNotes, Outcome, PageRead, PageReady
from reader.app.page_maker import PageMaker
from reader.app.printer import Printer
from reader.app.trace import Trace
from reader.errors import LimitError, ReaderError
from reader.files.parse import read as read_note


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Press:
    """What an export works with. `tell` hears how many notes are done, `stopped` tells whether to go on."""

    maker: PageMaker
    printer: Printer
    trace: Trace
    tell: Callable[[int, int], None] | None = None
    stopped: Callable[[], bool] = field(default=_never)


def export_notes(job: ExportNotes, press: Press) -> list[Outcome]:
    """Write the notes of `job` out and return what became of each, in their order.

    Notes that were not reached because of a stop have neither output nor error.
    """
    notes = list(job.notes)
    try:
        outputs = plan_outputs(notes, Path(job.output), SUFFIXES_OF[job.form], merge=job.merge)
        if job.merge:
            return _joined(job, press, outputs[0])
    except ReaderError as error:
        return [Outcome(path, None, str(error), error.exit_code) for path, _ in notes]
    outcomes: list[Outcome] = []
    for (path, _), file in zip(notes, outputs, strict=True):
        if press.stopped():
            outcomes.append(Outcome(path))
            continue
        outcomes.append(_written(job, press, (path, file), partial(_single, job, press, path)))
        if press.tell is not None:
            press.tell(len(outcomes), len(notes))
    return outcomes


def _written(job: ExportNotes, press: Press, target: tuple[str, Path], make: Callable[[], bytes | str]) -> Outcome:
    path, file = target
    try:
        write_file(file, make(), force=job.force, library=Path(job.root))
    except ReaderError as error:
        return Outcome(path, None, str(error), error.exit_code)
    if job.form == "pdf":
        press.trace.mark("pdf_written", path=str(file))
    return Outcome(path, str(file))


def _single(job: ExportNotes, press: Press, path: str) -> bytes | str:
    match job.form:
        case "markdown":
            note = read_note(Path(job.root), path)
            return export_markdown(note, press.maker.read(path).citations)
        case "text":
            return export_text(press.maker.read(path))
        case "html":
            return export_html(press.maker.document(path, Look()), press.maker.file)
        case _:
            return _printed(job, press, press.maker.document(path, Look(), job.paper))


def _joined(job: ExportNotes, press: Press, file: Path) -> list[Outcome]:
    """Join all notes that can be read into one file; those that cannot are told and left out."""
    reads: list[PageRead | str] = []
    failed: dict[str, Outcome] = {}
    for path, _ in job.notes:
        if press.stopped():
            return [Outcome(path) for path, _ in job.notes]
        try:
            reads.append(press.maker.read(path) if job.form in {"pdf", "html"} else str(_single(job, press, path)))
        except ReaderError as error:
            failed[path] = Outcome(path, None, str(error), error.exit_code)
        if press.tell is not None:
            press.tell(len(reads) + len(failed), len(job.notes))
    if not reads:
        return list(failed.values())
    done = _written(job, press, ("", file), partial(_bound, job, press, reads))
    return [failed.get(path, Outcome(path, done.output, done.error, done.code)) for path, _ in job.notes]


def _bound(job: ExportNotes, press: Press, reads: Sequence[PageRead | str]) -> bytes | str:
    pages = [read for read in reads if isinstance(read, PageRead)]
    if not pages:
        return "\n\n".join(read.rstrip("\n") for read in reads if isinstance(read, str)) + "\n"
    title = job.title or Path(job.output).stem
    if job.form == "pdf":
        return _printed(job, press, merge_documents(pages, title=title, look=Look(), paper=job.paper))
    return export_html(merge_documents(pages, title=title, look=Look()), press.maker.file)


def _printed(job: ExportNotes, press: Press, ready: PageReady) -> bytes:
    press.trace.mark("pdf_started")
    data = press.printer(ready, job.paper, press.maker.file)
    if press.stopped():
        raise LimitError("The export was stopped.")
    return data
