"""An index process: reads notes, and writes its part of the index. It knows neither catalogue nor lock."""

import gc
import signal
from typing import cast

from reader.app.index_messages import NotesRead, PartFailed, PartWritten, ReadNotes, WritePart
from reader.app.intake import take_in
from reader.app.pipe import Pipe
from reader.search.parts import PartWriter


def serve_index(pipe: Pipe) -> None:
    """Do what `pipe` asks for until it ends. Its priority is that of the build which started it."""
    # Whoever starts a build stops it; an interrupt of the terminal reaches all of its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Hundreds of thousands of lists live until a part is written: to look through them for cycles finds nothing.
    gc.disable()
    writer = PartWriter()
    try:
        while True:
            wish = cast("ReadNotes | WritePart", pipe.receive())
            if isinstance(wish, ReadNotes):
                pipe.send(_read(wish, writer))
            else:
                pipe.send(_written(wish, writer))
                writer = PartWriter()
    except (EOFError, OSError):
        # The build has ended, or was killed.
        return


def _read(wish: ReadNotes, writer: PartWriter) -> NotesRead:
    entries = []
    for path, stamp in wish.notes:
        entry, document = take_in(wish.root, path, stamp)
        writer.add(document)
        entries.append(entry)
    return NotesRead(tuple(entries))


def _written(wish: WritePart, writer: PartWriter) -> PartWritten | PartFailed:
    try:
        return PartWritten(writer.write(wish.folder))
    except OSError as error:
        return PartFailed(error.strerror or str(error))
