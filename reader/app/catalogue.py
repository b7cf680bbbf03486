"""The stored catalogue: what is known of every note of a library, so that the list is there before a file is read.

One SQLite file in the private cache, disposable like the index: another schema, a damaged or a foreign file is
replaced by an empty one, and the next refresh fills it. Every row carries the revision that wrote it, so that a
process learns what another has written by asking for later rows.
"""

import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from reader.app import companion_table, heading_table, link_table, same_works, source_table, stored_notes
from reader.app.source_table import SourceTable
from reader.app.stored_notes import News, catalogue_file, is_whole, packed, read_news
from reader.core.citation import Citations
from reader.core.links import Rank, keys as link_keys, names, nearest
from reader.core.note import Stamp, Summary
from reader.core.text import fold
from reader.errors import UnwritableError
from reader.files.outgoing import Outgoing
from reader.markup.breaks import Habit

_LOG = logging.getLogger(__name__)
_TELLING = 5
"""With fewer notes, each is judged by itself."""
_SCHEMA = f"""
{stored_notes.SCHEMA};
{source_table.SCHEMA};
{same_works.SCHEMA};
{link_table.SCHEMA};
{companion_table.SCHEMA};
{heading_table.SCHEMA};
CREATE TABLE names (key TEXT, rank INTEGER, path TEXT);
CREATE INDEX names_key ON names (key, rank);
CREATE INDEX names_path ON names (path);
CREATE TABLE files (path TEXT PRIMARY KEY, key TEXT, name TEXT) WITHOUT ROWID;
CREATE INDEX files_key ON files (key);
CREATE INDEX files_name ON files (name);
CREATE TABLE habits (path TEXT PRIMARY KEY, garden INTEGER, obsidian INTEGER, pairs INTEGER, wrapped INTEGER)
                    WITHOUT ROWID;
"""


class Entry(Struct, frozen=True):
    """What one note puts into the catalogue."""

    summary: Summary
    citations: Citations = field(default_factory=Citations)
    habit: Habit = field(default_factory=Habit)
    links: tuple[Outgoing, ...] = ()
    files: Mapping[str, Stamp] = field(default_factory=dict)
    """The files beside the note that it was read with, by their paths in the library."""
    headings: str = ""
    """The headings of the note as they are written, a line each."""


class Catalogue:
    """The catalogue of one library. One writer at a time (see `reader.app.lock`), any number of readers.

    Without a folder it is an empty one in memory, for who reads notes where nothing can be kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = catalogue_file(folder) if folder else Path(":memory:")
        self._db = self._connect()
        if folder:
            _remove_others(self._file)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def renew(self) -> None:
        """Replace a catalogue that turned out to be damaged by an empty one."""
        self._db.close()
        self._remove()
        self._db = self._connect()

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of every note as it was when it was read."""
        rows = self._db.execute("SELECT path, mtime_ns, size FROM notes")
        return {path: Stamp(mtime_ns, size) for path, mtime_ns, size in rows}

    def stamps_of(self, paths: Iterable[str]) -> dict[str, Stamp]:
        """Return the stamps of those notes among `paths` that are known."""
        query = "SELECT mtime_ns, size FROM notes WHERE path = ?"
        rows = ((path, self._db.execute(query, [path]).fetchone()) for path in paths)
        return {path: Stamp(*row) for path, row in rows if row is not None}

    def revision(self) -> int:
        """Return the number of the last write."""
        return int(self.fact("revision") or 0)

    def fact(self, key: str) -> str:
        """Return a fact about the library that `keep_fact` kept; "" where there is none."""
        return stored_notes.fact(self._db, key)

    def keep_fact(self, key: str, value: str) -> None:
        """Keep a fact about the library."""
        if self.fact(key) != value:
            self._db.execute("REPLACE INTO meta VALUES (?, ?)", [key, value])

    def news(self, since: int = 0) -> News:
        """Return what was written after revision `since`, notes in the order of their paths."""
        return read_news(self._db, since)

    def write(self, entries: Iterable[Entry] = (), removed: Collection[str] = ()) -> None:
        """Store and remove notes in one commit; raise UnwritableError where the disk does not take it."""
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                revision = self.revision() + 1
                for path in removed:
                    self._forget(path)
                    self._db.execute("DELETE FROM notes WHERE path = ?", [path])
                    self._db.execute("REPLACE INTO gone VALUES (?, ?)", [path, revision])
                for entry in entries:
                    if self._knows(entry.summary.path):
                        self._forget(entry.summary.path)
                    self._store(entry, revision)
                source_table.settle(self._db)
                self._db.execute("REPLACE INTO meta VALUES ('revision', ?)", [str(revision)])
        except sqlite3.Error as error:
            message = f"The catalogue in {self._file.parent} cannot be written ({error})."
            raise UnwritableError(message, "Free some space, or choose another cache folder with --cache.") from error

    def write_files(self, files: Sequence[str]) -> None:
        """Store which files beside the notes the library holds."""
        stored = {row[0] for row in self._db.execute("SELECT path FROM files")}
        if stored == set(files):
            return
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM files")
            rows = [(path, fold(path), fold(path).rpartition("/")[2]) for path in files]
            self._db.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)

    def find_note(self, target: str, origin: str) -> str | None:
        """Return the path of the note that `target`, as written in the note `origin`, leads to."""
        keys = link_keys(target, origin)
        found = self._named(keys)
        for rank in Rank:
            for key in keys:
                paths = [path for path, own in found.get(key, ()) if own == rank]
                if paths:
                    return nearest(paths, origin)
        # `folder/Page` may leave out the folders above it.
        for key in keys:
            head, _, last = key.rpartition("/")
            if head and not key.startswith("permalink:"):
                paths = [path for path, _ in self._named([last]).get(last, ()) if _below(path, key)]
                if paths:
                    return nearest(paths, origin)
        return None

    def find_file(self, target: str, origin: str) -> str | None:
        """Return the path of the file beside the notes that `target`, as written in `origin`, leads to."""
        for key in link_keys(target, origin):
            row = self._db.execute("SELECT path FROM files WHERE key = ?", [key]).fetchone()
            if row:
                return str(row[0])
            last = key.rpartition("/")[2]
            rows = self._db.execute("SELECT path FROM files WHERE name = ?", [last])
            paths = [path for (path,) in rows if fold(path) == key or fold(path).endswith("/" + key)]
            if paths:
                return nearest(paths, origin)
        return None

    def keeps_breaks(self) -> bool | None:
        """Return whether the library's notes mean their single line ends; None where too few notes tell."""
        query = "SELECT count(*), sum(garden), sum(obsidian), sum(pairs), sum(wrapped) FROM habits"
        notes, *sums = self._db.execute(query).fetchone()
        if notes < _TELLING:
            return None
        garden, obsidian, pairs, wrapped = sums
        # A few links in double brackets make no vault.
        whole = Habit(int(garden * 4 > notes), int(obsidian * 8 > notes), pairs, wrapped)
        return whole.keeps_breaks

    def links_to(self, note: Summary) -> list[tuple[str, Outgoing]]:
        """Return the links that lead to `note`, each with the path of the note that it stands in."""
        likely = link_table.likely(self._db, note)
        return [(path, link) for path, link in likely if self.find_note(link.target, path) == note.path]

    def headings(self) -> list[tuple[str, str]]:
        """Return the path and the headings of every note that has some."""
        return heading_table.every(self._db)

    def outdated(self, root: Path) -> Collection[str]:
        """Return the paths of the notes that were read with files which have changed since."""
        return companion_table.outdated(self._db, root)

    @property
    def sources(self) -> SourceTable:
        """The sources of all notes."""
        return SourceTable(self._db)

    def _knows(self, path: str) -> bool:
        """Return whether anything of a note is stored: all of it, or none."""
        return self._db.execute("SELECT 1 FROM notes WHERE path = ?", [path]).fetchone() is not None

    def _forget(self, path: str) -> None:
        self._db.execute("DELETE FROM names WHERE path = ?", [path])
        source_table.forget(self._db, path)
        link_table.forget(self._db, path)
        companion_table.forget(self._db, path)
        heading_table.forget(self._db, path)
        self._db.execute("DELETE FROM habits WHERE path = ?", [path])

    def _store(self, entry: Entry, revision: int) -> None:
        note = entry.summary
        self._db.execute("DELETE FROM gone WHERE path = ?", [note.path])
        self._db.execute(
            "REPLACE INTO notes VALUES (?, ?, ?, ?, ?)",
            [note.path, note.stamp.mtime_ns, note.stamp.size, revision, packed(note)],
        )
        habit = entry.habit
        values = [note.path, habit.garden, habit.obsidian, habit.pairs, habit.wrapped]
        self._db.execute("INSERT INTO habits VALUES (?, ?, ?, ?, ?)", values)
        rows = {(name.key, int(name.rank), note.path) for name in names(note)}
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(rows))
        day = source_table.dated(note.created, note.updated, note.modified)
        source_table.store(self._db, note.path, day, entry.citations)
        link_table.store(self._db, note.path, entry.links)
        companion_table.store(self._db, note.path, entry.files)
        heading_table.store(self._db, note.path, entry.headings)

    def _named(self, keys: Sequence[str]) -> Mapping[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, path, rank FROM names WHERE key IN ({marks})"  # noqa: S608 - question marks only
        rows = self._db.execute(query, list(keys))
        for key, path, rank in rows:
            found.setdefault(key, []).append((path, rank))
        return found

    def _remove(self) -> None:
        for stale in self._file.parent.glob(self._file.name + "*"):
            stale.unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        try:
            return _open(self._file)
        except sqlite3.Error as error:
            _LOG.info("The catalogue %s is made anew: %s", self._file, error)
        try:
            self._remove()
            return _open(self._file)
        except (OSError, sqlite3.Error) as error:
            message = f"The cache folder {self._file.parent} cannot be written ({error})."
            raise UnwritableError(message, "Make it writable, or choose another with --cache.") from error


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection to a catalogue that is whole; raise sqlite3.Error where it is not one."""
    db = sqlite3.connect(file, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # The catalogue can be made again: losing the last commit with the power is no loss.
        db.execute("PRAGMA synchronous = OFF")
        if not is_whole(db):
            db.execute("BEGIN IMMEDIATE")
            # Another process may have been quicker while this one waited for the lock.
            if not is_whole(db):
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {stored_notes.VERSION}")
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _remove_others(file: Path) -> None:
    """Take away what other versions of Postil have kept beside `file`; nobody else would."""
    for other in file.parent.glob("catalogue-*.sqlite*"):
        if not other.name.startswith(file.name):
            # A system that does not give up open files keeps them until the next time.
            with suppress(OSError):
                other.unlink()


def _below(path: str, key: str) -> bool:
    folded = fold(path)
    return any(folded.endswith("/" + key + suffix) for suffix in ("", ".md", ".markdown", ".mdown", ".mkd", ".txt"))
