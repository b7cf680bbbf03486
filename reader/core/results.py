"""What a search hands in and out: documents for the index, hits and snippets for the reader."""

from collections.abc import Mapping

from msgspec import Struct, field

from reader.core.note import Stamp


class Document(Struct, frozen=True):
    """A note as the index sees it: plain words by field, and the facts that a query can ask for.

    `body` is the note's body as written; the index takes out what is no word. `headings` are those of the body, a line
    each, where they are known. `urls` and `domains` are those of its sources. `flags` are words for `has:`:
    `citations`, `dangling`, `uncited`. `created` and `modified` are ISO 8601.
    """

    path: str
    stamp: Stamp
    title: str
    body: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    citations: int = 0
    flags: tuple[str, ...] = ()
    created: str | None = None
    modified: str = ""
    language: str | None = None
    properties: Mapping[str, object] = field(default_factory=dict)
    headings: str | None = None


class Snippet(Struct, frozen=True):
    """A passage of plain text; `marks` are `[start, end)` offsets of the words that were found."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Hit(Struct, frozen=True):
    """One note that a query found."""

    path: str
    title: str
    score: float
    tags: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()


class Sought(Struct, frozen=True):
    """Words that a query has looked for, in a row, folded as the index folds them; `prefix`: the last may be longer."""

    words: tuple[str, ...]
    prefix: bool = False


class Results(Struct, frozen=True):
    """The answer to a query, best hit first.

    `understood` says how the query was read; `total` counts all notes found, a lower bound unless `total_exact`;
    `took_ms` is parsing, searching and snippets; `suggestion` is a better spelling, or None, and `near` are others like
    it; all of them are queries. `sought` is what to mark
    in a note, `paths` are those of all notes found, best first, where they were asked for.
    """

    query: str
    understood: str
    total: int
    hits: tuple[Hit, ...] = ()
    total_exact: bool = True
    took_ms: float = 0.0
    suggestion: str | None = None
    near: tuple[str, ...] = ()
    sought: tuple[Sought, ...] = ()
    paths: tuple[str, ...] = ()
