"""The bind process: it gives the PDFs of the window what the engine leaves out of them, which takes a while.

What does this is loaded here and not in the window, which would wait for it, and keep it.
"""

import os

from PySide6.QtGui import QGuiApplication

from reader.app.log import crash_report
from reader.app.messages import BindPages, Crashed, PagesBound
from reader.app.paths import Places
from reader.app.pipe import Pipe
from reader.qt.binding import bind


def serve_bind(pipe: Pipe, places: Places) -> None:
    """Bind what comes through `pipe` until it ends."""
    # Lines of text are drawn here, and nothing is shown.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application = QGuiApplication(["postil"])
    try:
        while isinstance(wish := pipe.receive(), BindPages):
            try:
                pipe.send(PagesBound(wish.ready.ticket, bind(wish.data, wish.ready, wish.paper)))
            except Exception as error:  # noqa: BLE001 - what cannot be bound must not end the export of the next note
                pipe.send(Crashed("The PDF could not be made: Postil met a bug.", crash_report(error, places.cache)))
    except (EOFError, BrokenPipeError):
        # The window has all that it wanted, or is gone.
        return
