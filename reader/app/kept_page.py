"""The page that was read last, kept in the private cache: the next start shows it before a page process is loaded.

It is shown only where the note's file is as it was; what else a page depends on, other notes and the user's style among
it, is proved by the page process afterwards (`reader.qt.navigator`). It is disposable, and one for each library.
"""

import logging
from pathlib import Path

from msgspec.structs import replace

from reader.app import kept_file
from reader.app.messages import NoteFacts, OpenNote, PageReady
from reader.app.paths import Places
from reader.core.citation import Citations, Mention, Source
from reader.core.note import Problem
from reader.core.page import Heading, PageLink
from reader.core.work import Date, Name, Work
from reader.errors import ReaderError

_LOG = logging.getLogger(__name__)
_LONGEST = 1_000_000
"""Characters of a document that is kept; a longer one takes as long to be read and drawn as it takes to make."""
_KINDS = (PageReady, NoteFacts, Citations, Mention, Source, Work, Name, Date, Problem, Heading, PageLink)


def load(places: Places, wish: OpenNote) -> PageReady | None:
    """Return the page that answers `wish`, where it is kept and the note's file has not changed since."""
    try:
        ready = kept_file.read(kept_file.place(places, wish.root, kept_file.PAGE), _key(wish))
    except (ReaderError, OSError) as error:
        _LOG.info("No page of %s is kept: %r", wish.root, error)
        return None
    return replace(ready, ticket=wish.ticket) if isinstance(ready, PageReady) else None


def save(places: Places, wish: OpenNote, ready: PageReady) -> None:
    """Keep the page that has answered `wish`, in one step; where that cannot be, the next start makes it anew."""
    if len(ready.document) > _LONGEST:
        return
    try:
        kept_file.write(kept_file.place(places, wish.root, kept_file.PAGE), _key(wish), ready)
    except (ReaderError, OSError) as error:
        _LOG.info("The page of %s is not kept: %s", wish.path, error)


def _key(wish: OpenNote) -> bytes:
    """Return one line that says what the page was made of: this program, the wish, and the state of the file."""
    found = Path(wish.root, wish.path).stat()
    asked = repr(replace(wish, ticket=0, early=False))
    return kept_file.key_of(_KINDS, asked, found.st_mtime_ns, found.st_size)
