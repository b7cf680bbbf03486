"""The notes of the catalogue as rows: how a summary is stored, and how all of them are read back.

Apart from the catalogue, because this much is all that the first list of a window needs (`reader.app.first_list`).
"""

import json
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from reader.core.note import Problem, ProblemKind, Stamp, Summary

VERSION = 8
"""The schema of the catalogue; every version has a file of its own."""
_TOGETHER = 40
SCHEMA = """
CREATE TABLE notes (path TEXT PRIMARY KEY, mtime_ns INTEGER, size INTEGER, rev INTEGER, data TEXT) WITHOUT ROWID;
CREATE INDEX notes_rev ON notes (rev);
CREATE TABLE gone (path TEXT PRIMARY KEY, rev INTEGER) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID
"""


class News(Struct, frozen=True):
    """What was written after a revision: summaries, removed paths, and the revision reached."""

    notes: tuple[Summary, ...]
    removed: tuple[str, ...]
    revision: int


def catalogue_file(folder: Path) -> Path:
    """Return where the catalogue lies in the private folder of a library."""
    return folder / f"catalogue-{VERSION}.sqlite"


def is_whole(db: sqlite3.Connection) -> bool:
    """Return whether this is a catalogue of our version that was made to its end."""
    return int(db.execute("PRAGMA user_version").fetchone()[0]) == VERSION


def fact(db: sqlite3.Connection, key: str) -> str:
    """Return a fact about the library; "" where there is none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else ""


def read_news(db: sqlite3.Connection, since: int = 0) -> News:
    """Return what was written after revision `since`, notes in the order of their paths."""
    db.execute("BEGIN")
    try:
        revision = int(fact(db, "revision") or 0)
        rows = db.execute("SELECT path, mtime_ns, size, data FROM notes WHERE rev > ? ORDER BY path", [since])
        notes = tuple(_summaries(rows))
        gone = tuple(row[0] for row in db.execute("SELECT path FROM gone WHERE rev > ?", [since]))
    finally:
        db.execute("COMMIT")
    return News(notes, gone, revision)


def packed(note: Summary) -> str:
    """Return what the column `data` holds of a note."""
    problems = [[item.kind.value, item.line, item.message] for item in note.problems]
    values = [
        note.title, note.modified, note.tags, note.aliases, note.permalink, note.created, note.updated, note.language,
        note.excerpt, note.words, note.citations, note.dangling, note.uncited, problems,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _summaries(rows: sqlite3.Cursor) -> Iterable[Summary]:
    # One text is read in half the time of its rows; more rows would leave holes in the memory of the process.
    while some := rows.fetchmany(_TOGETHER):
        stored = json.loads(f"[{','.join(row[3] for row in some)}]")
        for (path, mtime_ns, size, _), values in zip(some, stored, strict=True):
            title, modified, tags, aliases, permalink, created, updated, language, *rest = values
            excerpt, words, citations, dangling, uncited, problems = rest
            # The same few tags and days stand in all notes; the window, too, gets one of each.
            tags = tuple(map(sys.intern, tags))
            created = created and sys.intern(created)
            yield Summary(
                path, Stamp(mtime_ns, size), title, modified, tags, tuple(aliases), permalink,
                created, updated, language, excerpt, words, citations, dangling, uncited,
                tuple(Problem(ProblemKind(kind), line, message) for kind, line, message in problems),
            )  # fmt: skip
