"""The parts that a query is made of. All are frozen values; texts are as typed, without their operators."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from reader.core.query_dates import Span


class Scope(StrEnum):
    """The part of a note that words are looked for in; the values are what a person types before the colon."""

    TITLE = "title"
    HEADING = "heading"
    PATH = "path"
    BODY = "body"


class Word(Struct, frozen=True):
    """One word, in any of its forms.

    `prefix`: words that begin so count too, because of a `*`; `edits`: up to so many typos count too. `is_open`: it is
    the last word, so it may still be in the typing and count as a beginning.
    """

    text: str
    prefix: bool = False
    edits: int = 0
    is_open: bool = False


class Phrase(Struct, frozen=True):
    """Words that follow each other exactly so. `is_open`: the quote is, so the last word may still be in the typing."""

    text: str
    is_open: bool = False


class Pattern(Struct, frozen=True):
    """A word with `*` for any letters and `?` for one."""

    text: str


class Regex(Struct, frozen=True):
    """A regular expression that a whole word must match."""

    text: str


class Near(Struct, frozen=True):
    """Two words or phrases with at most `distance` words from one to the other, in any order."""

    left: Word | Phrase
    right: Word | Phrase
    distance: int


class Within(Struct, frozen=True):
    """`node` in one part of the note only."""

    scope: Scope
    node: "Node"


class Tag(Struct, frozen=True):
    """The tag, or one below it. `is_open`: where there is none, its name may still be in the typing."""

    name: str
    is_open: bool = False


class Cites(Struct, frozen=True):
    """A source whose URL holds `text`."""

    text: str


class CitesCount(Struct, frozen=True):
    """Between `low` and `high` sources; None is open."""

    low: int
    high: int | None


class NearCite(Struct, frozen=True):
    """`words` in a sentence that cites a source whose URL or title holds `cited`."""

    words: Word | Phrase
    cited: str


class Among(Struct, frozen=True):
    """One of the notes at `paths`; nobody types this, it narrows what the index alone cannot tell."""

    paths: frozenset[str]


class Titled(Struct, frozen=True):
    """The notes with this very title; nobody types this, it finds a title that reads as a question."""

    title: str


class Has(Struct, frozen=True):
    """A fact about the note: `citations`, `dangling`, `uncited`, `tags`."""

    flag: str


class Language(Struct, frozen=True):
    """The language of the note, as a code such as `de`."""

    code: str


class Dates(Struct, frozen=True):
    """A date of the note (`created` or `modified`) inside a span."""

    which: str
    span: Span


class Property(Struct, frozen=True):
    """A key of the front matter, with any value where `value` is None."""

    key: str
    value: str | None = None


class Everything(Struct, frozen=True):
    """Every note."""


class And(Struct, frozen=True):
    """All of `nodes`, two or more."""

    nodes: tuple["Node", ...]


class Or(Struct, frozen=True):
    """Any of `nodes`, two or more."""

    nodes: tuple["Node", ...]


class Not(Struct, frozen=True):
    """Everything but `node`."""

    node: "Node"


Node = (
    Word
    | Phrase
    | Pattern
    | Regex
    | Near
    | Within
    | Tag
    | Cites
    | CitesCount
    | NearCite
    | Among
    | Titled
    | Has
    | Language
    | Dates
    | Property
    | Everything
    | And
    | Or
    | Not
)


def closed(node: Node) -> Node:
    """Return the tree with nothing in it that may still be in the typing."""
    match node:
        case Word() | Phrase() | Tag():
            return replace(node, is_open=False)
        case And(parts) | Or(parts):
            return replace(node, nodes=tuple(map(closed, parts)))
        case Not(inner) | Within(_, inner):
            return replace(node, node=closed(inner))
        case Near(_, right):
            return replace(node, right=replace(right, is_open=False))
    return node
