"""What the window asks the library process about links between notes, and what it hears back."""

from msgspec import Struct

from reader.core.results import Snippet


class FindLinks(Struct, frozen=True):
    """Find the notes that link to the one at `path`, and those that mention it without a link."""

    ticket: int
    path: str


class Backlink(Struct, frozen=True):
    """A note that speaks of another one: its sentence, with the words marked that do, and how many there are."""

    path: str
    title: str
    sentence: Snippet
    count: int = 1


class LinksFound(Struct, frozen=True):
    """The answer to `FindLinks`, each list by the titles of the notes."""

    ticket: int
    path: str
    linked: tuple[Backlink, ...]
    mentioned: tuple[Backlink, ...]
