"""A library in use: kept up to date, searched, read and rendered. Blocking, and without a shell.

The command line uses it directly; the window's workers use it in their own processes. What is derived from the
library lies in the private cache; the library itself is only ever read.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from reader.app.catalogue import Catalogue, Entry
from reader.app.cited import cited
from reader.app.lock import writer_lock
from reader.app.paths import Places, library_root
from reader.core.citation import Citations
from reader.core.library import Changes, Snapshot, Unreadable, has_tags
from reader.core.note import Note, Problem, ProblemKind, Stamp, Summary
from reader.core.query import parse as parse_query
from reader.core.query_nodes import And, Everything, Tag
from reader.core.results import Document, Results
from reader.core.text import fold
from reader.errors import ReaderError, UnreadableError
from reader.files.parse import read as read_note
from reader.files.scan import Scan, diff, scan
from reader.files.summary import excerpt, word_count
from reader.markup.breaks import habit
from reader.search.index import Index

_LOG = logging.getLogger(__name__)
_BATCH = 250

Progress = Callable[[int, int], None]
"""Called with how many notes are done, and how many there are to do."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did. `busy` tells that another process is writing and the last commit is served."""

    changes: Changes
    failed: tuple[Unreadable, ...] = ()
    seconds: float = 0.0
    busy: bool = False


class Session:
    """One library, from opening to closing.

    Raises UnreadableError for a folder that cannot be read, UnwritableError for a cache that cannot be written.
    """

    def __init__(self, root: Path, places: Places, exclude: Collection[str] = ()) -> None:
        self.root = library_root(root)
        self._exclude = exclude
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

    def reload(self) -> Changes:
        """Take over what is in the catalogue, whoever wrote it, and return what differs."""
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
        found = scan(self.root, self._exclude, limit)
        return tuple(self._entry(path, stamp)[0].summary for path, stamp in sorted(found.notes.items()))

    def pending(self) -> tuple[Scan, Changes]:
        """Look at the folder and return what the catalogue or the index does not know yet; read no note."""
        found = scan(self.root, self._exclude)
        stamps = self.catalogue.stamps()
        self._refuse_unmounted(found, stamps)
        changes = diff(stamps, found.notes)
        indexed = self.index.stamps()
        known = {*changes.added, *changes.changed}
        stale = [path for path, stamp in found.notes.items() if path not in known and indexed.get(path) != stamp]
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
        if pending.removed:
            self.catalogue.write(removed=pending.removed)
        paths = sorted({*pending.added, *pending.changed}, key=lambda path: -found.notes[path].mtime_ns)
        if not paths and not pending.removed:
            return
        step = None if progress is None else lambda done: progress(done, len(paths))
        self.index.update(self._read(paths, found), pending.removed, step)

    def rebuild(self, progress: Progress | None = None) -> Refreshed:
        """Forget catalogue and index, and make them anew."""
        with writer_lock(self.folder) as mine:
            if mine:
                self.index.clear()
                self.catalogue.renew()
                self._revision = 0
                self._snapshot = Snapshot(str(self.root))
        return self.refresh(progress)

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

    def search(self, text: str, tags: Sequence[str] = (), limit: int = 50) -> Results:
        """Find notes by words, narrowed to those that have all `tags`; see `reader.core.query` for the language."""
        query = parse_query(text)
        if tags:
            wanted = tuple(Tag(fold(tag)) for tag in tags)
            query = replace(query, root=And((*wanted, query.root if query.root is not None else Everything())))
        return self.index.search(query, limit)

    def tagged(self, tags: Iterable[str]) -> list[Summary]:
        """Return the notes that have all `tags`."""
        wanted = [fold(tag) for tag in tags]
        return [note for note in self._snapshot.notes if has_tags(note, wanted)]

    def note(self, path: str) -> Note:
        """Read the note at `path`, relative to the library or absolute; raise UnreadableError where it cannot be."""
        return read_note(self.root, path)

    def citations(self, note: Note) -> Citations:
        """Return the citations of a note."""
        return cited(self.root, note)

    def size(self) -> int:
        """Return the bytes that index and catalogue take on the disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())

    def _read(self, paths: Sequence[str], found: Scan) -> Iterator[Document]:
        """Read notes one by one for the index, and store their entries in the catalogue a batch at a time."""
        batch: list[Entry] = []
        for path in paths:
            entry, document = self._entry(path, found.notes[path])
            batch.append(entry)
            if len(batch) == _BATCH:
                self.catalogue.write(batch)
                batch.clear()
            yield document
        self.catalogue.write(batch)

    def _entry(self, path: str, stamp: Stamp) -> tuple[Entry, Document]:
        try:
            note = read_note(self.root, path)
        except ReaderError as error:
            # It is listed all the same: a note that cannot be read is not a note that is not there.
            title = path.rpartition("/")[2]
            problem = Problem(ProblemKind.UNREADABLE, 0, str(error))
            modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp.mtime_ns / 1e9))
            return (
                Entry(Summary(path, stamp, title, modified, problems=(problem,))),
                Document(path, stamp, title, "", modified=modified),
            )
        # The stamp of the scan is kept: a note that changed since is then read again.
        note = replace(note, stamp=stamp)
        citations = cited(self.root, note)
        return Entry(summarise(note, citations), citations, habit(note)), document(note, citations)


def summarise(note: Note, citations: Citations) -> Summary:
    """Return what list and catalogue keep of a note."""
    return Summary(
        path=note.path,
        stamp=note.stamp,
        title=note.title,
        modified=note.modified,
        tags=note.tags,
        aliases=note.aliases,
        permalink=note.permalink,
        created=note.created,
        updated=note.updated,
        language=note.language,
        excerpt=excerpt(note),
        words=word_count(note),
        citations=len(citations.sources),
        dangling=len(citations.dangling),
        uncited=citations.uncited,
        problems=(*note.problems, *citations.problems),
    )


def document(note: Note, citations: Citations) -> Document:
    """Return what the index keeps of a note."""
    flags = {"citations": citations.sources, "dangling": citations.dangling, "uncited": citations.uncited}
    return Document(
        path=note.path,
        stamp=note.stamp,
        title=note.title,
        body=note.body,
        tags=note.tags,
        aliases=note.aliases,
        urls=tuple(source.url for source in citations.sources if source.url),
        domains=tuple(dict.fromkeys(source.domain for source in citations.sources if source.domain)),
        citations=len(citations.sources),
        flags=tuple(flag for flag, found in flags.items() if found),
        created=note.created,
        modified=note.updated or note.modified,
        language=note.language,
        properties=note.metadata,
    )
