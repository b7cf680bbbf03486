"""The sources of all notes as a table of the catalogue: each with the notes that cite it, and their very sentences.

Everything that the Sources view shows is answered by SQLite from here; no note is read again. To sum up sixty thousand
sources takes longer than a person wants to wait for a window, so what is shown in a row lies ready in two tables, which
every write keeps in step (`settle`).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from reader.app import same_works
from reader.app.same_works import is_strong, key_of
from reader.app.source_facts import Order, Passage, Question, SourcePage, SourceRow, StoredSource
from reader.core.citation import Citations, Source
from reader.core.text import fold

SCHEMA = """
CREATE TABLE sources (path TEXT, number INTEGER, key TEXT, label TEXT, title TEXT, url TEXT, canonical TEXT,
                      domain TEXT, line INTEGER, state TEXT, mentions INTEGER, date TEXT, words TEXT, byline TEXT,
                      own TEXT);
CREATE INDEX sources_path ON sources (path);
CREATE INDEX sources_key ON sources (key);
CREATE INDEX sources_own ON sources (own);
CREATE INDEX sources_domain ON sources (domain);
CREATE TABLE sentences (path TEXT, number INTEGER, mark INTEGER, line INTEGER, text TEXT);
CREATE INDEX sentences_source ON sentences (path, number);
CREATE TABLE ledger (key TEXT PRIMARY KEY, name TEXT, url TEXT, domain TEXT, notes INTEGER, mentions INTEGER,
                     first TEXT, last TEXT, sources INTEGER, byline TEXT);
CREATE TABLE domains (key TEXT PRIMARY KEY, name TEXT, url TEXT, domain TEXT, notes INTEGER, mentions INTEGER,
                      first TEXT, last TEXT, sources INTEGER, byline TEXT)
"""
_LONGEST_SENTENCE = 1000
_MOST_PASSAGES = 2000
_FACTS = "path, label, title, url, canonical, domain, line, state, mentions"
_ORDERS = {
    Order.NAME: ("name COLLATE NOCASE", "ASC"),
    Order.DOMAIN: ("domain", "ASC"),
    Order.NOTES: ("notes", "DESC"),
    Order.MENTIONS: ("mentions", "DESC"),
    Order.FIRST: ("first", "DESC"),
    Order.LAST: ("last", "DESC"),
}
_SUMS = "count(DISTINCT path), sum(mentions), min(date), max(date)"
_SUM_UP = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (key TEXT)",
    "INSERT INTO touched SELECT DISTINCT key FROM news",
    "DELETE FROM ledger WHERE key IN (SELECT key FROM touched)",
    f"""INSERT INTO ledger
    SELECT key, max(CASE WHEN title = url THEN '' ELSE title END), coalesce(min(url), ''), coalesce(max(domain), ''),
           {_SUMS}, 1, max(byline)
    FROM sources WHERE key IN (SELECT key FROM touched) GROUP BY key""",  # noqa: S608 - no user text in it
    "DELETE FROM touched",
    "INSERT INTO touched SELECT DISTINCT domain FROM news WHERE domain IS NOT NULL",
    "DELETE FROM domains WHERE key IN (SELECT key FROM touched)",
    f"""INSERT INTO domains
    SELECT domain, domain, '', domain, {_SUMS}, count(DISTINCT key), ''
    FROM sources WHERE domain IN (SELECT key FROM touched) GROUP BY domain""",  # noqa: S608 - no user text in it
    "DELETE FROM touched",
    "DELETE FROM news",
)


def store(db: sqlite3.Connection, path: str, date: str, citations: Citations) -> None:
    """Store the sources of the note at `path`, which is of `date`, with the sentences that cite them."""
    keys = [key_of(source) for source in citations.sources]
    rows = [
        (
            path, number, keys[number], source.label, source.title, source.url, source.canonical, source.domain,
            source.line, source.state.value, len(source.mentions), date, _words(source), _byline(source),
            keys[number],
        )
        for number, source in enumerate(citations.sources)
    ]  # fmt: skip
    if not rows:
        return
    _tell(db, [(row[2], row[7]) for row in rows])
    db.executemany(f"INSERT INTO sources VALUES ({','.join('?' * 15)})", rows)  # noqa: S608 - question marks only
    same_works.store(db, path, zip(keys, citations.sources, strict=True))
    sentences = [
        (path, source, mark, mention.line, mention.sentence[:_LONGEST_SENTENCE])
        for mark, (mention, source) in enumerate(citations.marks())
        if source is not None
    ]
    db.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", sentences)


def _words(source: Source) -> str:
    """Return what a source is found by: title, address, and with a bibliography its key, author and year."""
    more = f" {source.label} {source.work.byline}" if source.work else ""
    return fold(f"{source.title} {source.url or ''}{more}")


def _byline(source: Source) -> str:
    return source.work.short_byline if source.work else ""


def forget(db: sqlite3.Connection, path: str) -> None:
    """Forget the sources of the note at `path`."""
    touched = db.execute("SELECT key, domain FROM sources WHERE path = ?", [path]).fetchall()
    if touched:
        _tell(db, touched)
        db.execute("DELETE FROM sources WHERE path = ?", [path])
        db.execute("DELETE FROM sentences WHERE path = ?", [path])
        same_works.forget(db, path)


def settle(db: sqlite3.Connection) -> None:
    """Sum up anew what `store` and `forget` have touched since the last time; the end of every write."""
    _tell(db, ())
    same_works.join(db)
    for statement in _SUM_UP:
        db.execute(statement)


def _tell(db: sqlite3.Connection, touched: Iterable[tuple[str, str | None]]) -> None:
    db.execute("CREATE TEMP TABLE IF NOT EXISTS news (key TEXT, domain TEXT)")
    db.executemany("INSERT INTO news VALUES (?, ?)", [row for row in touched if row[0]])


class SourceTable:
    """Questions to the sources of a library. Nothing here writes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of_notes(self, path: str | None = None) -> Iterator[StoredSource]:
        """Yield the sources of the note at `path`, or of all notes, in the order of paths and lines."""
        where, values = ("WHERE path = ?", [path]) if path is not None else ("", [])
        for row in self._db.execute(f"SELECT {_FACTS} FROM sources {where} ORDER BY path, rowid", values):  # noqa: S608 - no user text in it
            yield StoredSource(*row)

    def page(self, question: Question) -> SourcePage:
        """Return the rows that a question asks for, and how many there are in all."""
        table = "domains" if question.domains else "ledger"
        column, way = _ORDERS[question.order]
        if question.domains and question.order is Order.DOMAIN:
            column, way = "sources", "DESC"
        if question.backward:
            way = "ASC" if way == "DESC" else "DESC"
        # A name that is missing stands last, whichever way the names go.
        last = "name = '', " if question.order is Order.NAME else ""
        where, words = _having(question)
        rows = self._db.execute(
            f"SELECT * FROM {table} {where} ORDER BY {last}{column} {way}, notes DESC, mentions DESC, key"  # noqa: S608 - values are bound
            " LIMIT ? OFFSET ?",
            [*words, question.limit, question.offset],
        )
        found = tuple(SourceRow(*row) for row in rows)
        total = self._db.execute(f"SELECT count(*) FROM {table} {where}", words).fetchone()[0]  # noqa: S608 - the same
        return SourcePage(found, int(total))

    def passages(self, key: str, *, domain: bool = False) -> tuple[Passage, ...]:
        """Return the sentences that cite a source, or a domain; a note that only lists it is there without one.

        At most 2,000, those of the newest notes first.
        """
        column = "domain" if domain else "key"
        rows = self._db.execute(
            "SELECT s.path, s.path, s.label, coalesce(t.text, ''), coalesce(t.line, s.line), t.mark"  # noqa: S608 - one of two names
            " FROM sources s LEFT JOIN sentences t ON t.path = s.path AND t.number = s.number"
            f" WHERE s.{column} = ? AND s.key != '' ORDER BY s.date DESC, s.path, t.mark LIMIT ?",
            [key, _MOST_PASSAGES],
        )
        return tuple(Passage(*row) for row in rows)

    def shared(self, path: str) -> dict[str, set[str]]:
        """Return which notes have the sources of the note at `path`, by key; it is always one of them.

        The key is an address, or what else tells a work: two of one title may be two works, and count for nothing.
        """
        found: dict[str, set[str]] = {}
        query = "SELECT key, path FROM sources WHERE key IN (SELECT key FROM sources WHERE path = ?)"
        for key, other in self._db.execute(query, [path]):
            if is_strong(key):
                found.setdefault(key, set()).add(other)
        return found

    def names(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the titles of sources by their keys."""
        query = "SELECT name FROM ledger WHERE key = ?"
        return {key: row[0] for key in keys if (row := self._db.execute(query, [key]).fetchone())}

    def citing(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield path and sentence of each mention of a source whose address or title has `part`."""
        query = (
            "SELECT t.path, t.text FROM sources s JOIN sentences t ON t.path = s.path AND t.number = s.number"
            " WHERE instr(s.words, ?)"
        )
        yield from self._db.execute(query, [fold(part)])


def _having(question: Question) -> tuple[str, Sequence[str]]:
    words = fold(question.words).split()
    if not words:
        return "", []
    hit = " AND ".join("instr(words, ?)" for _ in words)
    column = "domain" if question.domains else "key"
    return f"WHERE key IN (SELECT {column} FROM sources WHERE {hit})", words  # noqa: S608 - values are bound


def dated(*dates: str | None) -> str:
    """Return the day of the first date that is there, or ""."""
    return next(filter(None, dates), "")[:10]
