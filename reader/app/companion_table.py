"""Which files notes were read with, as a table of the catalogue: a bibliography that changes changes its notes.

A place where nothing was is kept too, because a bibliography may appear there.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from reader.core.note import Stamp

SCHEMA = """
CREATE TABLE companions (path TEXT, file TEXT, mtime_ns INTEGER, size INTEGER);
CREATE INDEX companions_path ON companions (path)
"""

NOTHING = Stamp(0, 0)
"""The stamp of a place where no file is."""


def store(db: sqlite3.Connection, path: str, files: Mapping[str, Stamp]) -> None:
    """Store the files that the note at `path` was read with, by their paths in the library."""
    rows = [(path, file, stamp.mtime_ns, stamp.size) for file, stamp in files.items()]
    db.executemany("INSERT INTO companions VALUES (?, ?, ?, ?)", rows)


def forget(db: sqlite3.Connection, path: str) -> None:
    """Forget the files of the note at `path`."""
    db.execute("DELETE FROM companions WHERE path = ?", [path])


def outdated(db: sqlite3.Connection, root: Path) -> frozenset[str]:
    """Return the paths of the notes whose files are not what they were; looks at each file once."""
    now: dict[str, Stamp] = {}
    found: set[str] = set()
    for path, file, mtime_ns, size in db.execute("SELECT path, file, mtime_ns, size FROM companions"):
        if file not in now:
            now[file] = stamp_of(root / file)
        if now[file] != Stamp(mtime_ns, size):
            found.add(path)
    return frozenset(found)


def stamp_of(file: Path) -> Stamp:
    """Return the stamp of a file, or `NOTHING`."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return NOTHING
    return Stamp(status.st_mtime_ns, status.st_size)
