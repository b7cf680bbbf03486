"""Which sources are one work although they have several addresses, or none: by DOI, ISBN, or title, author and year.

Every source has a key of its own. A work that a bibliography describes has more names, and sources that share one, also
by way of a third, get one key in the library. Only what a write has touched is joined anew.
"""

import re
import sqlite3
from collections.abc import Iterable

from reader.citations.canonical import canonical
from reader.core.citation import Source
from reader.core.text import fold
from reader.core.work import OTHERS, Work

SCHEMA = """
CREATE TABLE works (path TEXT, own TEXT, name TEXT);
CREATE INDEX works_path ON works (path);
CREATE INDEX works_own ON works (own);
CREATE INDEX works_name ON works (name)
"""
BOOK = "urn:isbn:"
WORK = "work:"
TEXT = "text:"
"""What the keys of sources without an address begin with: books, other works, and entries in plain words."""

_WEAK = "title:"
_WHOLE = frozenset("book classic collection report standard thesis".split())
"""Works of which an ISBN is the name; a chapter has that of its book."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NO_WORD = re.compile(r"[\W_]+")
_FEWEST_WORDS = 5
_EXPAND = """INSERT OR IGNORE INTO joined SELECT DISTINCT name FROM works WHERE own IN
             (SELECT own FROM works WHERE name IN (SELECT name FROM joined))"""


def key_of(source: Source) -> str:
    """Return what a source is the same by in all notes; "" for an entry that says nothing.

    A title alone may be that of two works; with author and year, or with a whole reference in it, it is one's own.
    """
    address = source.canonical or source.url
    if address:
        return address
    names = _names(source.work)
    if names:
        return names[0]
    title = fold(source.title)
    if not title:
        return ""
    if source.work:
        return f"{_WEAK}{title} {fold(source.work.short_byline)}".rstrip()
    plain = _plain(source.title)
    told = _YEAR.search(title) and plain.count(" ") + 1 >= _FEWEST_WORDS
    return f"{TEXT}{plain}" if told else f"{_WEAK}{title}"


def is_strong(key: str) -> bool:
    """Tell whether two notes that have a source of this key really share it."""
    return bool(key) and not key.startswith(_WEAK)


def is_address(key: str) -> bool:
    """Tell whether a key is the address of a source, or a name that libraries know it by (URN)."""
    return not key.startswith((WORK, TEXT, _WEAK))


def store(db: sqlite3.Connection, path: str, sources: Iterable[tuple[str, Source]]) -> None:
    """Store the names of the works in the note at `path`, whose sources come with their keys."""
    rows = [(path, key, name) for key, each in sources if each.work for name in (key, *_names(each.work))]
    db.executemany("INSERT INTO works VALUES (?, ?, ?)", [row for row in dict.fromkeys(rows) if row[1]])


def forget(db: sqlite3.Connection, path: str) -> None:
    """Forget the works in the note at `path`."""
    db.execute("DELETE FROM works WHERE path = ?", [path])


def join(db: sqlite3.Connection) -> None:
    """Give sources that are one work one key, where the table `news` names what was touched, and tell `news` of it."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS joined (name TEXT PRIMARY KEY)")
    db.execute("DELETE FROM joined")
    db.execute(
        "INSERT OR IGNORE INTO joined SELECT own FROM sources WHERE key IN (SELECT key FROM news)"
        " AND (key != own OR own IN (SELECT name FROM works))"
    )
    while db.execute(_EXPAND).rowcount > 0:
        pass
    roots = _roots(db.execute("SELECT DISTINCT own, name FROM works WHERE name IN (SELECT name FROM joined)"))
    owns = db.execute("SELECT DISTINCT own, key FROM sources WHERE own IN (SELECT name FROM joined)").fetchall()
    for own, key in owns:
        root = roots.get(own, own)
        if root != key:
            db.execute("INSERT INTO news SELECT DISTINCT key, domain FROM sources WHERE own = ?", [own])
            db.execute("INSERT INTO news VALUES (?, NULL)", [root])
            db.execute("UPDATE sources SET key = ? WHERE own = ?", [root, own])


def _names(work: Work | None) -> list[str]:
    """Return all by which a work is known, what is surest first."""
    if work is None:
        return []
    place = canonical(f"https://doi.org/{work.text('DOI')}") if work.text("DOI") else None
    isbn = _isbn(work.text("ISBN")) if work.kind in _WHOLE else ""
    title, author, year = _plain(work.text("title")), _author(work), _year(work)
    told = f"{WORK}{title} {author} {year}" if title and author and year else ""
    return [name for name in (place, isbn and BOOK + isbn, told) if name]


def _isbn(text: str) -> str:
    """Return the first ISBN of a text in its long form, or "".

    >>> _isbn("0-201-54199-8 (pbk.)"), _isbn("978-0-201-54199-1")
    ('9780201541991', '9780201541991')
    """
    for match in re.finditer(r"(?<![\dX])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d])", text):
        digits = re.sub(r"[- ]", "", match[0])
        long = digits if len(digits) == 13 else f"978{digits[:9]}0"
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(long[:12]))
        return f"{long[:12]}{-total % 10}"
    return ""


def _author(work: Work) -> str:
    makers = work.makers
    return _plain(makers[0].short) if makers and makers[0] != OTHERS else ""


def _year(work: Work) -> str:
    issued = work.date("issued")
    return str(issued.parts[0][0]) if issued and issued.parts else ""


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def _roots(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each name the one that stands for all that are joined with it: an address, where there is one."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for own, name in edges:
        first, second = sorted((root(own), root(name)), key=lambda each: ("://" not in each, each))
        parents[second] = first
    return {name: root(name) for name in list(parents)}
