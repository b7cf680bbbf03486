"""What the window asks the library process about sources and related notes, and what it hears back.

As in `reader.app.messages`: frozen values, and a ticket that the answer repeats.
"""

from msgspec import Struct

from reader.app.source_facts import Passage, Question, Related, SourcePage


class ListSources(Struct, frozen=True):
    """Give rows of the Sources view."""

    ticket: int
    question: Question


class ReadPassages(Struct, frozen=True):
    """Give the sentences that cite the source, or the domain, with this key."""

    ticket: int
    key: str
    domain: bool = False


class FindRelated(Struct, frozen=True):
    """Find the notes that share sources or words with the one at `path`."""

    ticket: int
    path: str


class SaveSources(Struct, frozen=True):
    """Write all sources of the library to `file` as CSV, replacing what is there."""

    ticket: int
    file: str


class SourcesListed(Struct, frozen=True):
    """The answer to `ListSources`."""

    ticket: int
    question: Question
    page: SourcePage


class PassagesRead(Struct, frozen=True):
    """The answer to `ReadPassages`."""

    ticket: int
    key: str
    passages: tuple[Passage, ...]


class RelatedFound(Struct, frozen=True):
    """The answer to `FindRelated`, the closest note first."""

    ticket: int
    path: str
    notes: tuple[Related, ...]


class SourcesSaved(Struct, frozen=True):
    """The sources were written to `file`."""

    ticket: int
    file: str


SourceWish = ListSources | ReadPassages | FindRelated | SaveSources
SourceFact = SourcesListed | PassagesRead | RelatedFound | SourcesSaved
