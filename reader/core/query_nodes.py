"""The parts that a query is made of. All are frozen values; texts are as typed, without their operators."""

from dataclasses import dataclass, replace
from enum import StrEnum

from reader.core.query_dates import Span


class Scope(StrEnum):
    """The part of a note that words are looked for in; the values are what a person types before the colon."""

    TITLE = "title"
    HEADING = "heading"
    PATH = "path"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in any of its forms.

    `prefix`: words that begin so count too, because of a `*`; `edits`: up to so many typos count too. `is_open`: it is
    the last word, so it may still be in the typing and count as a beginning.
    """

    text: str
    prefix: bool = False
    edits: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other exactly so. `is_open`: the quote is, so the last word may still be in the typing."""

    text: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with `*` for any letters and `?` for one."""

    text: str


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that a whole word must match."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases with at most `distance` words from one to the other, in any order."""

    left: Word | Phrase
    right: Word | Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class Within:
    """`node` in one part of the note only."""

    scope: Scope
    node: "Node"


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag, or one below it. `is_open`: where there is none, its name may still be in the typing."""

    name: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Cites:
    """A source whose URL holds `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class CitesCount:
    """Between `low` and `high` sources; None is open."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class NearCite:
    """`words` in a sentence that cites a source whose URL or title holds `cited`."""

    words: Word | Phrase
    cited: str


@dataclass(frozen=True, slots=True)
class Among:
    """One of the notes at `paths`; nobody types this, it narrows what the index alone cannot tell."""

    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titled:
    """The notes with this very title; nobody types this, it finds a title that reads as a question."""

    title: str


@dataclass(frozen=True, slots=True)
class Has:
    """A fact about the note: `citations`, `dangling`, `uncited`, `tags`."""

    flag: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the note, as a code such as `de`."""

    code: str


@dataclass(frozen=True, slots=True)
class Dates:
    """A date of the note (`created` or `modified`) inside a span."""

    which: str
    span: Span


@dataclass(frozen=True, slots=True)
class Property:
    """A key of the front matter, with any value where `value` is None."""

    key: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """Every note."""


@dataclass(frozen=True, slots=True)
class And:
    """All of `nodes`, two or more."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of `nodes`, two or more."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
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
