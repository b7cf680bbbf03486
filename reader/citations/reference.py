"""One entry of a bibliography, and a bibliography: its entries by key, and what was wrong in it."""

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct, field

from reader.citations.urls import find_url
from reader.core.work import Work


class Reference(Struct, frozen=True, dict=True):
    """One entry of a bibliography: its citekey, and its 1-based line in the file (0: unknown).

    A library of a reference manager has ten thousand entries, of which a note cites ten: what an entry says is read
    when somebody asks. `others` are more keys under which it may be cited.
    """

    key: str
    read: Callable[[], tuple[Work, str | None]] = field()
    line: int = 0
    others: tuple[str, ...] = ()

    @cached_property
    def _said(self) -> tuple[Work, str | None]:
        return self.read()

    @property
    def work(self) -> Work:
        """What the entry says."""
        return self._said[0]

    @property
    def url(self) -> str | None:
        """The address of the work, or None."""
        return self._said[1]

    @property
    def title(self) -> str:
        """The title of the work, or where it has none the key."""
        return self.work.text("title") or self.key


class Fault(Struct, frozen=True):
    """What is wrong in a bibliography: its line, and one sentence. `doubled` tells of a key that was there before."""

    line: int
    message: str
    doubled: bool = False


class Bibliography(Struct, frozen=True):
    """The entries of a file by key, and what was wrong in it."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def address_of_work(work: Work) -> str | None:
    """Return where a work is: its URL, or else the page of its DOI."""
    for each in (work.text("URL"), work.text("DOI"), f"doi:{work.text('DOI')}"):
        found = find_url(each, 0, len(each)) if each else None
        if found:
            return found.url
    return None
