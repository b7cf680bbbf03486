"""The list of a library, kept in the private cache: the next window shows it before the library process can tell of it.

To read a hundred thousand stored notes, and to send them, takes seconds; to name them takes as long as a blink.
"""

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from reader.app import kept_file
from reader.app.listing import in_order
from reader.app.paths import Places
from reader.app.stored_notes import catalogue_file, fact, is_whole
from reader.core.library import TagCount
from reader.core.library_filter import EVERYTHING, Facets, facets
from reader.core.note import Problem, Stamp, Summary
from reader.errors import ReaderError

_LOG = logging.getLogger(__name__)
_FIRST = 60
"""More rows than fit on a screen."""


class KeptList(Struct, frozen=True):
    """All notes of a library in the order of the list, by path and title; `first` are those at the top, whole."""

    paths: tuple[str, ...]
    titles: tuple[str, ...]
    first: tuple[Summary, ...]
    counts: Facets


_KINDS = (KeptList, Summary, Stamp, Problem, Facets, TagCount)


def load(places: Places, root: str, order: str) -> KeptList | None:
    """Return the list of the library at `root` in this order, where it is kept and nothing was stored since."""
    try:
        folder = places.library_cache(Path(root))
        revision = _revision(catalogue_file(folder))
    except (ReaderError, OSError, sqlite3.Error, ValueError) as error:
        _LOG.info("No list of %s is kept: %r", root, error)
        return None
    found = kept_file.read(folder / kept_file.LIST, _key(revision, order)) if revision else None
    return found if isinstance(found, KeptList) else None


def save(folder: Path, revision: int, order: str, notes: Iterable[Summary]) -> None:
    """Keep the list of what the catalogue in `folder` holds as of `revision`, unless it is kept already."""
    key = _key(revision, order)
    if kept_file.is_kept(folder / kept_file.LIST, key):
        return
    listed = in_order(notes, order)
    paths, titles = tuple(note.path for note in listed), tuple(note.title for note in listed)
    kept = KeptList(paths, titles, tuple(listed[:_FIRST]), facets(listed, EVERYTHING))
    kept_file.write(folder / kept_file.LIST, key, kept)


def _key(revision: int, order: str) -> bytes:
    return kept_file.key_of(_KINDS, revision, order)


def _revision(file: Path) -> int:
    """Return how often was written to the catalogue; 0 where there is none."""
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file, timeout=0.1, isolation_level=None)) as db:
        return int(fact(db, "revision") or 0) if is_whole(db) else 0
