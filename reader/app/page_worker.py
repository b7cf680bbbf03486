"""The page process: parse, render, citations and images, one wish at a time.

It can be stopped at any moment (it writes nothing), and it is when a page takes longer than it may.
"""

import gc
import os
from pathlib import Path

from reader.app.cycles import sweep
from reader.app.inbox import Inbox
from reader.app.log import crash_report
from reader.app.messages import Crashed, OpenNote, PageFact, PageWish, ReadFile, Refused
from reader.app.paths import Places, library_root
from reader.app.peek_messages import PeekNote
from reader.app.pipe import Pipe
from reader.app.reading import Reading
from reader.errors import ReaderError


def serve_pages(pipe: Pipe, places: Places) -> None:
    """Answer wishes from `pipe` until it ends."""
    # A page is a million small objects that live until it is done; to look through them again and again for cycles,
    # of which there are few, takes a third of the time of a long note. What is left of it is looked through afterwards.
    gc.disable()
    inbox = Inbox(_overtaken)
    # When the window is gone nobody wants the page that is being made; this process holds nothing to lose.
    inbox.listen(pipe, at_end=lambda: os._exit(0))
    readings: dict[str, Reading] = {}
    while (wish := inbox.take()) is not None:
        assert isinstance(wish, PageWish)
        try:
            if wish.root not in readings:
                for reading in readings.values():
                    reading.close()
                readings = {wish.root: Reading(library_root(Path(wish.root)), places)}
            fact = _answer(readings[wish.root], wish, pipe)
        except ReaderError as error:
            fact = Refused(wish.ticket, error.message, error.hint)
        except Exception as error:  # noqa: BLE001 - a bug in one page must not end the process that makes the others
            pipe.send(Crashed(f"Postil met a bug in {wish.path}.", crash_report(error, places.cache)))
            fact = Refused(wish.ticket, f"The page of {wish.path} cannot be made.", "The crash report tells more.")
        pipe.send(fact)
        del fact
        sweep()


def _answer(reading: Reading, wish: PageWish, pipe: Pipe) -> PageFact:
    if isinstance(wish, OpenNote):
        return reading.document(wish, pipe.send)
    if isinstance(wish, PeekNote):
        return reading.peek(wish)
    if isinstance(wish, ReadFile):
        return reading.file(wish.ticket, wish.path)
    return reading.page(wish.ticket, wish.path, plain=wish.plain)


def _overtaken(old: object, new: object) -> bool:
    """Let the latest page to be shown win, and the latest peek; pages for paper and images are all wanted."""
    if isinstance(old, PeekNote):
        return isinstance(new, PeekNote)
    return isinstance(old, OpenNote) and isinstance(new, OpenNote) and old.paper is None and new.paper is None
