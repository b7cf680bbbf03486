"""A library in use: kept up to date, searched, read and rendered. Blocking, and without a shell.

The command line uses it directly; the window's workers use it in their own processes. What is derived from the
library lies in the private cache; the library itself is only ever read.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from reader.app.catalogue import Catalogue, Entry
from reader.app.cited import cited
from reader.app.crew import Crew, is_much
from reader.app.cycles import without_cycles
from reader.app.intake import take_in
from reader.app.lock import writer_lock
from reader.app.near_sources import resolve
from reader.app.paths import Places, library_root
from reader.app.stored_notes import News
from reader.app.team import Notes, Team
from reader.core.citation import Citations
from reader.core.library import Changes, Snapshot, Unreadable
from reader.core.library_filter import EVERYTHING, Filter, narrowed
from reader.core.note import Note, ProblemKind, Stamp, Summary
from reader.core.query import or_titled, parse as parse_query
from reader.core.query_nodes import Among, And, Everything, Node, Not, Or, Tag
from reader.core.results import Document, Results
from reader.core.text import fold
from reader.errors import UnreadableError
from reader.files.parse import read as read_note
from reader.files.scan import Scan, diff, scan
from reader.search.index import Index

_LOG = logging.getLogger(__name__)
_BATCH = 250

Progress = Callable[[int, int], None]
"""Called with how many notes are done, and how many there are to do."""


class Refreshed(Struct, frozen=True):
    """What a refresh did. `busy` tells that another process is writing and the last commit is served."""

    changes: Changes
    failed: tuple[Unreadable, ...] = ()
    seconds: float = 0.0
    busy: bool = False


class Session:
    """One library, from opening to closing.

    `crew` are index processes that were started early; the caller ends those that were not needed. Raises
    UnreadableError for a folder that cannot be read, UnwritableError for a cache that cannot be written.
    """

    def __init__(self, root: Path, places: Places, exclude: Collection[str] = (), crew: Crew | None = None) -> None:
        self.root = library_root(root)
        self._places = places
        self._crew = crew
        self.exclude = exclude
        self.folder = places.library_cache(self.root)
        self.catalogue = Catalogue(self.folder)
        self.index = Index(self.folder / "index")
        self._revision = 0
        self._snapshot = Snapshot(str(self.root))
        self.unreadable: tuple[Unreadable, ...] = ()

    def close(self) -> None:
        """Let go of the catalogue and the index."""
        self.index.close()
        self.catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def snapshot(self) -> Snapshot:
        """Return the notes as of the last `reload` or `refresh`."""
        return self._snapshot

    @property
    def revision(self) -> int:
        """Return how often was written to the catalogue, as of the snapshot."""
        return self._revision

    def reload(self, read: News | None = None) -> Changes:
        """Take over what is in the catalogue, whoever wrote it, and return what differs.

        `read` is what was read of it a moment ago, where that is known.
        """
        if read is not None and self._revision == 0:
            self._snapshot, self._revision = Snapshot(str(self.root), read.notes), read.revision
        try:
            news = self.catalogue.news(self._revision)
        except sqlite3.DatabaseError as error:
            _LOG.info("The catalogue is made anew: %s", error)
            self.catalogue.renew()
            self._revision = 0
            news = self.catalogue.news()
            self._snapshot = Snapshot(str(self.root))
        known = dict(self._snapshot.by_path)
        removed = [path for path in news.removed if known.pop(path, None)]
        added = [note.path for note in news.notes if note.path not in known]
        changed = [note.path for note in news.notes if note.path in known]
        known.update((note.path, note) for note in news.notes)
        self._revision = news.revision
        if added or changed or removed:
            notes = tuple(known[path] for path in sorted(known))
            self._snapshot = Snapshot(str(self.root), notes)
        return Changes(tuple(added), tuple(changed), tuple(removed))

    def preview(self, limit: int) -> tuple[Summary, ...]:
        """Read at most `limit` notes, whichever come first, for a list that is there at once; store nothing."""
        found = scan(self.root, self.exclude, limit)
        return tuple(take_in(self.root, path, stamp)[0].summary for path, stamp in sorted(found.notes.items()))

    def pending(self) -> tuple[Scan, Changes]:
        """Look at the folder and return what the catalogue or the index does not know yet; read no note."""
        found = scan(self.root, self.exclude)
        stamps = self.catalogue.stamps()
        self._refuse_unmounted(found, stamps)
        changes = diff(stamps, found.notes)
        indexed = self.index.stamps()
        known = {*changes.added, *changes.changed}
        outdated = self.catalogue.outdated(self.root)
        stale = [
            path
            for path, stamp in found.notes.items()
            if path not in known and (indexed.get(path) != stamp or path in outdated)
        ]
        gone = [path for path in indexed if path not in found.notes and path not in stamps]
        return found, Changes(changes.added, (*changes.changed, *stale), (*changes.removed, *gone))

    def _refuse_unmounted(self, found: Scan, known: Collection[str]) -> None:
        """Raise where a library that had notes is empty on another device: what it lay on is not mounted."""
        device = str(self.root.stat().st_dev)
        if known and not found.notes and self.catalogue.fact("device") not in {"", device}:
            message = f"The library {self.root} is not there: what it lies on is not mounted."
            raise UnreadableError(message, "Connect it again; until then Postil shows what it knows.")
        self.catalogue.keep_fact("device", device)

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        """Bring catalogue and index up to date with the folder: read what changed, in as few commits as it takes."""
        began = time.perf_counter()
        with writer_lock(self.folder) as mine:
            if not mine:
                self.reload()
                return Refreshed(Changes(), busy=True)
            found, pending = self.pending()
            self.apply(found, pending, progress)
        self.reload()
        self.unreadable = found.unreadable
        return Refreshed(pending, found.unreadable, time.perf_counter() - began)

    def apply(self, found: Scan, pending: Changes, progress: Progress | None = None) -> None:
        """Read the pending notes into catalogue and index. The caller holds the writer's lock."""
        self.catalogue.write_files(found.files)
        self.take_in_pending(found.notes, pending, progress)

    def take_in_pending(self, stamps: Mapping[str, Stamp], pending: Changes, progress: Progress | None = None) -> None:
        """Read the pending notes, whose stamps are among `stamps`, as `apply` does."""
        if pending.removed:
            self.catalogue.write(removed=pending.removed)
        paths = sorted({*pending.added, *pending.changed}, key=lambda path: -stamps[path].mtime_ns)
        if not paths and not pending.removed:
            return
        removed: Collection[str] = pending.removed
        notes = [(path, stamps[path]) for path in paths]
        tell = progress or (lambda _done, _total: None)
        if is_much(stamp for _, stamp in notes):
            left = set(self._take_in_together(notes, removed, lambda done: tell(done, len(paths))))
            notes, removed = [note for note in notes if note[0] in left], ()
        if notes or removed:
            read = len(paths) - len(notes)
            self._take_in(notes, removed, lambda done: tell(read + done, len(paths)))

    def rebuild(self, progress: Progress | None = None) -> Refreshed:
        """Forget catalogue and index, and make them anew."""
        with writer_lock(self.folder) as mine:
            if mine:
                self.index.clear()
                self.catalogue.renew()
                self._revision = 0
                self._snapshot = Snapshot(str(self.root))
        return self.refresh(progress)

    def tidy(self) -> bool:
        """Put the pieces of the index together. Return False where another process is writing."""
        with writer_lock(self.folder) as mine:
            return mine and self.index.optimise()

    def failures(self, refreshed: Refreshed) -> list[Unreadable]:
        """Return what could not be read: files that a scan could not see into, and notes that could not be opened."""
        found = list(refreshed.failed)
        for note in self._snapshot.notes:
            found += [
                Unreadable(note.path, problem.message)
                for problem in note.problems
                if problem.kind is ProblemKind.UNREADABLE
            ]
        return found

    def search(
        self, text: str, wanted: Filter = EVERYTHING, limit: int = 50, snippets: int = 50, paths: int = 0
    ) -> Results:
        """Find notes by words among those that pass a filter; see `reader.core.query` for the language.

        The first `snippets` of the best `limit` come with passages, and the paths of all where there are at most
        `paths`.
        """
        query = or_titled(parse_query(text))
        if wanted:
            query = replace(query, root=And((*self._conditions(wanted), query.root or Everything())))
        query = replace(query, root=resolve(query.root, self.catalogue.sources))
        return self.index.search(query, limit, snippets, paths=paths)

    def _conditions(self, wanted: Filter) -> Iterator[Node]:
        """Yield a filter in the terms of the index, which knows tags but no folders."""
        tags = tuple(Tag(fold(tag)) for tag in wanted.tags)
        yield from (Or(tags),) if wanted.any_tag and len(tags) > 1 else tags
        yield from (Not(Tag(fold(tag))) for tag in wanted.without)
        if wanted.folders:
            below = narrowed(self._snapshot.notes, Filter(folders=wanted.folders))
            yield Among(frozenset(note.path for note in below))

    def tagged(self, tags: Iterable[str]) -> list[Summary]:
        """Return the notes that have all `tags`."""
        return narrowed(self._snapshot.notes, Filter(tuple(tags)))

    def note(self, path: str) -> Note:
        """Read the note at `path`, relative to the library or absolute; raise UnreadableError where it cannot be."""
        return read_note(self.root, path)

    def citations(self, note: Note) -> Citations:
        """Return the citations of a note."""
        return cited(self.root, note)

    def size(self) -> int:
        """Return the bytes that index and catalogue take on the disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())

    def _take_in(self, notes: Notes, removed: Collection[str], step: Callable[[int], None]) -> None:
        """Read notes in this process."""
        pen = _Pen(self.catalogue, step)

        def documents() -> Iterator[Document]:
            for path, stamp in notes:
                entry, document = take_in(self.root, path, stamp)
                pen.take([entry])
                yield document
            pen.flush()

        self.index.update(documents(), removed)

    def _take_in_together(self, notes: Notes, removed: Collection[str], step: Callable[[int], None]) -> list[str]:
        """Read notes in several processes; return the paths of those that were left over."""
        pen = _Pen(self.catalogue, step)
        crew, self._crew = self._crew or Crew(self._places), None
        with closing(Team(crew)) as team, without_cycles():
            self.index.gather(lambda folder: team.build(self.root, notes, folder, pen.take), removed)
            pen.flush()
            return team.left


class _Pen:
    """Write entries into the catalogue, many at a time."""

    def __init__(self, catalogue: Catalogue, step: Callable[[int], None]) -> None:
        self._catalogue = catalogue
        self._step = step
        self._waiting: list[Entry] = []
        self._done = 0

    def take(self, entries: Sequence[Entry]) -> None:
        """Take entries, and write them when there are enough."""
        self._waiting += entries
        self._done += len(entries)
        if len(self._waiting) >= _BATCH:
            self.flush()
        self._step(self._done)

    def flush(self) -> None:
        """Write what is waiting."""
        # In the order of the catalogue's tables, to which that is much less work.
        self._catalogue.write(sorted(self._waiting, key=lambda entry: entry.summary.path))
        self._waiting.clear()
