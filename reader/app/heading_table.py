"""The headings of all notes, as a table of the catalogue: lines as they are written, one row for each note."""

import sqlite3

SCHEMA = "CREATE TABLE headings (path TEXT PRIMARY KEY, lines TEXT) WITHOUT ROWID"


def store(db: sqlite3.Connection, path: str, lines: str) -> None:
    """Store the headings of the note at `path`, a line each."""
    if lines:
        db.execute("REPLACE INTO headings VALUES (?, ?)", [path, lines])


def forget(db: sqlite3.Connection, path: str) -> None:
    """Forget the headings of the note at `path`."""
    db.execute("DELETE FROM headings WHERE path = ?", [path])


def every(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the path and the headings of every note that has some, by their paths."""
    return db.execute("SELECT path, lines FROM headings ORDER BY path").fetchall()
