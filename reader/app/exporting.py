"""Export notes, for the command line and the window: one that fails does not stop the others; all can be stopped."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from reader.app.cycles import sweep
from reader.app.export import export_html, export_markdown, export_text, merge_documents, plan_outputs, write_file
from reader.app.export.outputs import SUFFIXES_OF
from reader.app.export_messages import ExportNotes, Outcome
from reader.app.look import Look
from reader.app.messages import PageRead, PageReady
from reader.app.page_maker import PageMaker
from reader.app.printer import Printer
from reader.app.trace import Trace
from reader.errors import LimitError, ReaderError
from reader.files.parse import read as read_note


def _never() -> bool:
    return False


Content = bytes | str | Callable[[], bytes]
"""What stands in a file, or what makes it."""

_Made = TypeVar("_Made")


class Press(Struct, frozen=True):
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
        inside = job.output.endswith("/")
        outputs = plan_outputs(notes, Path(job.output), SUFFIXES_OF[job.form], merge=job.merge, inside=inside)
        if job.merge:
            return _joined(job, press, outputs[0])
    except ReaderError as error:
        return [Outcome(path, None, str(error), error.exit_code) for path, _ in notes]
    making, finishing = ThreadPoolExecutor(1, "making"), ThreadPoolExecutor(1, "finishing")
    try:
        return _apart(job, press, outputs, (making, finishing))
    finally:
        for hand in (making, finishing):
            hand.shutdown(cancel_futures=True)


def _apart(job: ExportNotes, press: Press, outputs: list[Path], hands: tuple[Executor, Executor]) -> list[Outcome]:
    """Write each note into a file of its own: while one is printed, the next is made and the last is finished."""
    making, finishing = hands
    paths = [path for path, _ in job.notes]
    contents = _prints(job, press, making) if job.form == "pdf" else _texts(job, press)
    begun: list[Future[Outcome]] = []
    for target, content in zip(zip(paths, outputs, strict=True), contents, strict=False):
        begun.append(finishing.submit(_written, job, press, target, content))
        if len(begun) > 1:
            # No more than one is waiting to be finished.
            begun[-2].result()
            _tell(press, len(begun) - 1, len(paths))
        sweep()
    done = [outcome.result() for outcome in begun]
    _tell(press, len(done), len(paths))
    return [*done, *(Outcome(path) for path in paths[len(done) :])]


def _prints(job: ExportNotes, press: Press, making: Executor) -> Iterator[Content | ReaderError]:
    """Yield the prints of the notes, until it is stopped; each page is asked for one note ahead."""
    paths = [path for path, _ in job.notes]
    ahead = [making.submit(press.maker.document, path, Look(), job.paper) for path in paths[:1]]
    for path in [*paths[1:], None]:
        if press.stopped():
            return
        page = ahead.pop()
        if path is not None:
            ahead.append(making.submit(press.maker.document, path, Look(), job.paper))
        yield _caught(partial(_printed, job, press, page))


def _texts(job: ExportNotes, press: Press) -> Iterator[Content | ReaderError]:
    """Yield the notes in a form that is not printed, until it is stopped."""
    for path, _ in job.notes:
        if press.stopped():
            return
        yield _caught(partial(_text, job, press, path))


def _tell(press: Press, done: int, total: int) -> None:
    if press.tell is not None and done:
        press.tell(done, total)


def _caught(make: Callable[[], _Made]) -> _Made | ReaderError:
    try:
        return make()
    except ReaderError as error:
        return error


def _written(job: ExportNotes, press: Press, target: tuple[str, Path], content: Content | ReaderError) -> Outcome:
    path, file = target
    try:
        if isinstance(content, ReaderError):
            raise content
        data = content() if callable(content) else content
        write_file(file, data, force=job.force, library=Path(job.root))
    except ReaderError as error:
        return Outcome(path, None, str(error), error.exit_code)
    if job.form == "pdf":
        press.trace.mark("pdf_written", path=str(file))
    return Outcome(path, str(file))


def _text(job: ExportNotes, press: Press, path: str) -> str:
    match job.form:
        case "markdown":
            note = read_note(Path(job.root), path)
            return export_markdown(note, press.maker.read(path).citations)
        case "text":
            return export_text(press.maker.read(path))
        case _:
            return export_html(press.maker.document(path, Look()), press.maker.file)


def _joined(job: ExportNotes, press: Press, file: Path) -> list[Outcome]:
    """Join all notes that can be read into one file; those that cannot are told and left out."""
    reads: list[PageRead | str] = []
    failed: dict[str, Outcome] = {}
    for path, _ in job.notes:
        if press.stopped():
            return [Outcome(path) for path, _ in job.notes]
        try:
            reads.append(press.maker.read(path) if job.form in {"pdf", "html"} else _text(job, press, path))
        except ReaderError as error:
            failed[path] = Outcome(path, None, str(error), error.exit_code)
        if press.tell is not None:
            press.tell(len(reads) + len(failed), len(job.notes))
        sweep()
    if not reads:
        return list(failed.values())
    done = _written(job, press, ("", file), _caught(partial(_bound, job, press, reads)))
    return [failed.get(path, Outcome(path, done.output, done.error, done.code)) for path, _ in job.notes]


def _bound(job: ExportNotes, press: Press, reads: Sequence[PageRead | str]) -> Content:
    pages = [read for read in reads if isinstance(read, PageRead)]
    if not pages:
        return "\n\n".join(read.rstrip("\n") for read in reads if isinstance(read, str)) + "\n"
    title = job.title or Path(job.output).stem
    if job.form == "pdf":
        made: Future[PageReady] = Future()
        made.set_result(merge_documents(pages, title=title, look=Look(), paper=job.paper))
        return _printed(job, press, made)
    return export_html(merge_documents(pages, title=title, look=Look()), press.maker.file)


def _printed(job: ExportNotes, press: Press, page: Future[PageReady]) -> Callable[[], bytes]:
    press.trace.mark("pdf_started")
    try:
        bind = press.printer(page, job.paper, press.maker.file)
    except LimitError:
        if job.merge or page.exception() is not None or press.stopped():
            raise
        # What the engine cannot set in time is printed as what stands in the file, with a notice.
        path = page.result().path
        plain: Future[PageReady] = Future()
        plain.set_result(press.maker.document(path, Look(), job.paper, plain=True))
        bind = press.printer(plain, job.paper, press.maker.file)
    if press.stopped():
        raise LimitError("The export was stopped.")
    return bind
