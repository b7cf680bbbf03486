"""Which note links to which, as a table of the catalogue: targets as written, each with its sentence.

A link belongs to a note by the rules of `reader.core.links`, which look at the whole library; so a target is kept by
its last part, and whether it leads here is asked of the catalogue when somebody wants to know.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from reader.core.links import names, without_suffix
from reader.core.note import Summary
from reader.core.text import fold
from reader.files.outgoing import Outgoing

SCHEMA = """
CREATE TABLE links (path TEXT, name TEXT, target TEXT, shown TEXT, sentence TEXT);
CREATE INDEX links_path ON links (path);
CREATE INDEX links_name ON links (name)
"""


def store(db: sqlite3.Connection, path: str, links: Iterable[Outgoing]) -> None:
    """Store the links of the note at `path`."""
    rows = [(path, _last(link.target), link.target, link.text, link.sentence) for link in links]
    db.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", rows)


def forget(db: sqlite3.Connection, path: str) -> None:
    """Forget the links of the note at `path`."""
    db.execute("DELETE FROM links WHERE path = ?", [path])


def likely(db: sqlite3.Connection, note: Summary) -> Sequence[tuple[str, Outgoing]]:
    """Return all links that may lead to `note`, with the paths of the notes that they stand in, by these paths."""
    keys = sorted({_last(name.key.removeprefix("permalink:")) for name in names(note)})
    marks = ",".join("?" * len(keys))
    query = f"SELECT path, target, shown, sentence FROM links WHERE name IN ({marks}) ORDER BY path, rowid"  # noqa: S608 - question marks only
    return [(path, Outgoing(target, shown, sentence)) for path, target, shown, sentence in db.execute(query, keys)]


def _last(target: str) -> str:
    return without_suffix(fold(target.replace("\\", "/").strip().strip("/")).rpartition("/")[2])
