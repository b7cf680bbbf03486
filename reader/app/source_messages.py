"""What the window asks the library process about sources and related notes, and what it hears back.

As in `reader.app.messages`: frozen values, and a ticket that the answer repeats.
"""

from dataclasses import dataclass

from reader.app.source_facts import Passage, Question, Related, SourcePage


@dataclass(frozen=True, slots=True)
class ListSources:
    """Give rows of the Sources view."""

    ticket: int
    question: Question


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """Give the sentences that cite the source, or the domain, with this key."""

    ticket: int
    key: str
    domain: bool = False


@dataclass(frozen=True, slots=True)
class FindRelated:
    """Find the notes that share sources or words with the one at `path`."""

    ticket: int
    path: str


@dataclass(frozen=True, slots=True)
class SaveSources:
    """Write all sources of the library to `file` as CSV, replacing what is there."""

    ticket: int
    file: str


@dataclass(frozen=True, slots=True)
class SourcesListed:
    """The answer to `ListSources`."""

    ticket: int
    question: Question
    page: SourcePage


@dataclass(frozen=True, slots=True)
class PassagesRead:
    """The answer to `ReadPassages`."""

    ticket: int
    key: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class RelatedFound:
    """The answer to `FindRelated`, the closest note first."""

    ticket: int
    path: str
    notes: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class SourcesSaved:
    """The sources were written to `file`."""

    ticket: int
    file: str


SourceWish = ListSources | ReadPassages | FindRelated | SaveSources
SourceFact = SourcesListed | PassagesRead | RelatedFound | SourcesSaved
