"""The export process: it writes what the window asks for, and ends when the window has heard it, or wants no more."""

from pathlib import Path
from threading import Event

from reader.app.export_messages import Exported, ExportNotes, ExportProgress
from reader.app.exporting import Press, export_notes
from reader.app.inbox import Inbox
from reader.app.log import crash_report
from reader.app.messages import Crashed, Refused
from reader.app.page_maker import PageMaker
from reader.app.paths import Places, library_root
from reader.app.pipe import Pipe
from reader.app.printer import Printer
from reader.app.trace import Trace
from reader.errors import ReaderError


def serve_export(pipe: Pipe, places: Places, printer: Printer) -> None:
    """Do the one job that comes through `pipe`; when the pipe ends before that, stop after the note at hand."""
    stopped = Event()
    inbox = Inbox(lambda _old, _new: False)
    inbox.listen(pipe, at_end=stopped.set)
    job = inbox.take()
    if not isinstance(job, ExportNotes):
        return
    try:
        root = library_root(Path(job.root))
        with PageMaker(root, places) as maker:
            press = Press(
                maker,
                printer,
                Trace(None),
                lambda done, total: pipe.send(ExportProgress(done, total)),
                stopped.is_set,
            )
            outcomes = export_notes(job, press)
        pipe.send(Exported(tuple(outcomes)))
    except ReaderError as error:
        pipe.send(Refused(0, error.message, error.hint))
    except OSError:
        # The window is gone, and with it whoever wanted to know.
        return
    except Exception as error:  # noqa: BLE001 - the window tells of it in one sentence
        pipe.send(Crashed("Postil met a bug while it exported.", crash_report(error, places.cache)))
