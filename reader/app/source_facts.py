"""What the catalogue tells of sources: one source of one note, one row of the Sources view, one citing sentence."""

from enum import StrEnum

from msgspec import Struct


class StoredSource(Struct, frozen=True):
    """One source of one note, as stored; `mentions` is a count."""

    path: str
    label: str
    title: str
    url: str | None
    canonical: str | None
    domain: str | None
    line: int
    state: str
    mentions: int


class Order(StrEnum):
    """What the rows of the Sources view can be ordered by; all begin with the most or the latest, names with A."""

    NAME = "name"
    DOMAIN = "domain"
    NOTES = "notes"
    MENTIONS = "mentions"
    FIRST = "first"
    LAST = "last"


class Question(Struct, frozen=True):
    """Which rows of the Sources view are wanted: those that have all `words`, from `offset` on, in an order.

    `domains` asks for one row for each domain in place of one for each source.
    """

    words: str = ""
    order: Order = Order.NOTES
    backward: bool = False
    domains: bool = False
    offset: int = 0
    limit: int = 200

    @property
    def is_rising(self) -> bool:
        """Return whether the least comes first: names begin with A, all else with the most."""
        by_name = self.order is Order.NAME or (self.order is Order.DOMAIN and not self.domains)
        return by_name != self.backward


class SourceRow(Struct, frozen=True):
    """One source, or one domain, across the library.

    `key` is the canonical address, the domain, or what else tells it apart. `first` and `last` are the dates of the
    oldest and the newest note that has it, ISO 8601. `sources` counts those of a domain. `byline` is author and year.
    """

    key: str
    title: str
    url: str
    domain: str
    notes: int
    mentions: int
    first: str
    last: str
    sources: int = 1
    byline: str = ""


class SourcePage(Struct, frozen=True):
    """Some rows of the Sources view, and how many there are in all."""

    rows: tuple[SourceRow, ...]
    total: int


class Passage(Struct, frozen=True):
    """A sentence that cites a source. `mark` is the N of the page's `mention-N`; None where the note only lists it."""

    path: str
    note: str
    label: str
    sentence: str
    line: int
    mark: int | None


class Related(Struct, frozen=True):
    """A related note, and why it is one: the sources and the words that both share.

    `shared_sources` are canonical URLs, of books their names as URNs; `works` are the titles of all that have no URL.
    """

    path: str
    title: str
    score: float
    shared_sources: tuple[str, ...]
    terms: tuple[str, ...]
    works: tuple[str, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """Return the shared sources that have a URL."""
        return tuple(each for each in self.shared_sources if not each.startswith("urn:"))
