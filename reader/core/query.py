"""What a query is: a small tree of values, and how it is told back to the person who typed it.

`parse` reads what a person typed; nothing that can be typed is an error. The search package decides how the tree is
answered, the library's snapshot can answer it alone where it only names tags (`Query.is_only_tags`).
"""

from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

from reader.core.query_dates import Span
from reader.core.query_nodes import And, Dates, Everything, Node, Or, Phrase, Tag, Titled, Word
from reader.core.query_parser import LIMIT, Parser
from reader.core.query_words import explain
from reader.core.text import fold

_TOLD = 400
"""So many characters tell how a query was read."""


class Query(Struct, frozen=True):
    """A query as it was read. `root` is None where nothing was asked.

    `understood` says in one line how the query was read; `notices` what in it could not be read as it was written.
    """

    text: str
    root: Node | None
    understood: str
    notices: tuple[str, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the folded tags that every hit must have."""
        return tuple(dict.fromkeys(fold(node.name) for node in self._required() if isinstance(node, Tag)))

    @property
    def is_only_tags(self) -> bool:
        """Return whether the tags say everything, so that the library's snapshot can answer without the index."""
        return self.root is None or all(isinstance(node, Tag) for node in self._required())

    def _required(self) -> tuple[Node, ...]:
        if self.root is None:
            return ()
        return self.root.nodes if isinstance(self.root, And) else (self.root,)


def or_titled(query: Query) -> Query:
    """Return a query that also finds the note whose title it is, where it was read as more than words.

    `TO BE OR NOT TO BE`, `Ships [draft]` and `Where are we?` are asked for by those who have a note of that name.
    """
    if query.root is None or _is_words(query.root):
        return query
    return replace(query, root=Or((query.root, Titled(query.text))))


def _is_words(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return all(map(_is_words, parts))
        case Word(edits=0) | Phrase():
            return True
    return False


def parse(text: str, today: date | None = None) -> Query:
    """Read what a person typed; never raises. Words such as `last week` are counted from `today`.

    >>> parse('tag:ai "large model" -draft').understood
    'tagged “ai”, with the phrase “large model”, without “draft”'
    """
    # Half of a surrogate pair, as a broken clipboard hands it in, is no text and would break every encoder.
    text = text.encode("utf-8", "replace").decode() if not text.isascii() else text
    parser = Parser(text[:LIMIT], today or datetime.now(tz=UTC).astimezone().date())
    root = parser.parse()
    notices = list(parser.notices)
    if len(text) > LIMIT:
        notices.append(f"only the first {LIMIT} characters were read")
    understood = explain(root) if root is not None else "everything"
    if len(understood) > _TOLD:
        understood = understood[: _TOLD - 1] + "…"
    if notices:
        understood += " (" + "; ".join(dict.fromkeys(notices)) + ")"
    return Query(text, root, understood, tuple(dict.fromkeys(notices)))


__all__ = ["And", "Dates", "Everything", "Node", "Or", "Query", "Span", "Tag", "parse"]
