"""The fields of the index, and what a word in each of them is worth."""

from typing import Any, NamedTuple

from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.fields import ID, TEXT, Schema

VERSION = 5
"""Part of the index's name: raise it whenever fields, terms or files change, and every index is built anew."""

NAME = "MAIN"
"""Whoosh's name for the one index of a folder."""


class Field(NamedTuple):
    """A field of words: its weight in the rank, and how much a long field lessens it (BM25's b)."""

    name: str
    weight: float
    b: float


TITLE = Field("title", 14.0, 0.5)
HEADING = Field("heading", 5.0, 0.5)
TAGS = Field("tags", 4.0, 0.3)
NAME_WORDS = Field("name", 2.5, 0.4)
META = Field("meta", 1.0, 0.5)
BODY = Field("body", 1.0, 0.7)

WORD_FIELDS = (TITLE, HEADING, TAGS, NAME_WORDS, META, BODY)
"""The fields that a plain word is looked for in."""
SHORT_FIELDS = (TITLE, HEADING, TAGS, NAME_WORDS)
"""The fields in which even one typed letter is completed."""

FACTS = ("path", "tag", "flag", "language", "cites", "citations", "created", "modified", "property")
"""The fields of exact terms, without positions."""


def make() -> Any:  # noqa: ANN401 - Whoosh has no types
    """Return Whoosh's schema of the index; it needs nothing of Postil to be read."""
    # Postil reads words itself (`reader.search.analysis`); this one is for whoever opens the index with Whoosh alone.
    plain = RegexTokenizer() | LowercaseFilter()
    fields: dict[str, Any] = {field.name: TEXT(analyzer=plain) for field in WORD_FIELDS}
    fields.update({name: ID() for name in FACTS})
    fields["path"] = ID(unique=True, stored=True)
    fields["title"] = TEXT(analyzer=plain, stored=True)
    return Schema(**fields)
