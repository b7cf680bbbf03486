"""The first list of a window: what the catalogue knows is sent before the library process loads the rest of itself.

Search, parsers and the watcher take three times as long to load as ten thousand stored notes to send, and on a small
machine they would hold up the window that is being drawn.
"""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.app.inbox import Inbox
from reader.app.opening_messages import LibraryBlock, OpenLibrary
from reader.app.paths import Places, library_root
from reader.app.pipe import Pipe
from reader.app.stored_notes import News, catalogue_file, is_whole, read_news
from reader.core.library_filter import EVERYTHING, facets
from reader.core.note import Summary
from reader.errors import ReaderError

_LOG = logging.getLogger(__name__)
_BLOCK = 500
_READY = 40
"""So many blocks are made before the first one goes; of a bigger library the others follow one by one."""
_PATIENCE_S = 2.0
"""So long a window may take to be drawn before this process goes on without being told."""


class Greeting(Struct, frozen=True):
    """The first wish of a window, and what it was answered with at once; None where nothing was stored."""

    wish: object
    sent: News | None = None


def greet(pipe: Pipe, places: Places, inbox: Inbox) -> Greeting:
    """Answer the first wish from what is stored, and return when the window wants more, or has had time enough."""
    wish = inbox.take()
    if not isinstance(wish, OpenLibrary):
        return Greeting(wish)
    try:
        root = library_root(Path(wish.root))
        sent = _stored(places.library_cache(root))
    except ReaderError:
        # The library process says what is wrong.
        return Greeting(wish)
    if sent is None or not sent.notes:
        return Greeting(wish)
    counts = facets(sent.notes, EVERYTHING)
    waiting = (replace(block, counts=counts) if block.last else block for block in blocks(str(root), sent.notes))
    # Whoever asked makes a window meanwhile, and takes what lies ready once that stands.
    pipe.send(*islice(waiting, _READY))
    for block in waiting:
        pipe.send(block)
    inbox.wait(_PATIENCE_S)
    return Greeting(wish, sent)


def blocks(root: str, notes: Sequence[Summary]) -> Iterator[LibraryBlock]:
    """Yield all notes of a library, so many at a time that each is soon across; at least one block, if an empty one."""
    for start in range(0, max(1, len(notes)), _BLOCK):
        some = tuple(notes[start : start + _BLOCK])
        yield LibraryBlock(root, some, len(notes), last=start + _BLOCK >= len(notes))


def _stored(folder: Path) -> News | None:
    """Return what the catalogue in `folder` holds; None where there is none, or a damaged one."""
    file = catalogue_file(folder)
    if not file.exists():
        return None
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as db:
            return read_news(db) if is_whole(db) else None
    except (sqlite3.Error, ValueError, TypeError) as error:
        _LOG.info("The catalogue %s cannot be read: %s", file, error)
        return None
