"""The sources of a note, its marks without a source and what is odd about them, as rows that Qt can show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from urllib.parse import unquote

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.citation import Citations, Source
from reader.core.note import ProblemKind
from reader.core.text import beside, fold, one_line
from reader.core.work import Work
from reader.qt.plain_text import tooltip

_NOWHERE = QModelIndex()
_SEPARATOR = re.compile(r"[-_+ ]+")
_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Kind(StrEnum):
    """What an entry is: one of the states of a source, or marks that lead nowhere."""

    CITED = "cited"
    UNCITED = "uncited"
    LISTED = "listed"
    DANGLING = "dangling"
    PROBLEM = "remarks"


class Order(StrEnum):
    """How sources are ordered."""

    APPEARANCE = "appearance"
    NAME = "name"
    DOMAIN = "domain"


_SOURCES = frozenset((Kind.CITED, Kind.UNCITED, Kind.LISTED))
_TOLD_BY_ENTRIES = frozenset((ProblemKind.DANGLING_CITATION, ProblemKind.UNCITED_SOURCE))


class Entry(Struct, frozen=True):
    """One row of the panel. `number` is that of the source, or of the first dangling mark, counted from 0.

    `marks` are the numbers of its mentions: 0, 1, 2 of a source; those of `Citations.dangling` for a dangling label;
    `sentences` are those that they stand in. `note` is the path of the note that the source is, where it is one.
    A remark has its sentence as its title.
    """

    kind: Kind
    number: int
    label: str
    title: str
    domain: str
    url: str
    marks: tuple[int, ...]
    sentences: tuple[str, ...] = ()
    note: str = ""
    line: int = 0
    work: Work | None = None
    """What a bibliography tells of the source."""

    @property
    def byline(self) -> str:
        """Return author and year, or ""."""
        return self.work.short_byline if self.work else ""

    @property
    def is_source(self) -> bool:
        """Return whether this is a source, and neither a mark without one nor a remark."""
        return self.kind in _SOURCES


class EntryRole(IntEnum):
    """What the delegate asks of a row."""

    ENTRY = Qt.ItemDataRole.UserRole


class CitationModel(QAbstractListModel):
    """Entries in the order of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def row_of(self, kind: Kind, number: int) -> int | None:
        """Return the row of a source (any kind but dangling means a source) or of a dangling mark, or None."""
        for row, entry in enumerate(self._entries):
            if kind is Kind.DANGLING:
                if entry.kind is kind and number in entry.marks:
                    return row
            elif entry.is_source and entry.number == number and kind is not Kind.PROBLEM:
                return row
        return None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of entries (Qt calls this)."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of an entry (Qt calls this)."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_title(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(entry.url) if entry.url else None
            case EntryRole.ENTRY:
                return entry
            case _:
                return None


def entries_of(citations: Citations, notes: Mapping[str, str] | None = None) -> list[Entry]:
    """Return the entries of a note: sources in the order of the text, labels that lead nowhere, then remarks.

    `notes` are the paths of the notes that addresses of the note lead to.
    """
    entries = [_entry(number, source, notes or {}) for number, source in enumerate(citations.sources)]
    missing: dict[str, list[int]] = {}
    for number, mention in enumerate(citations.dangling):
        missing.setdefault(mention.label, []).append(number)
    for label, numbers in missing.items():
        sentences = tuple(citations.dangling[number].sentence for number in numbers)
        entries.append(Entry(Kind.DANGLING, numbers[0], label, sentences[0], "", "", tuple(numbers), sentences))
    for number, problem in enumerate(citations.problems):
        if problem.kind not in _TOLD_BY_ENTRIES:
            entries.append(Entry(Kind.PROBLEM, number, "", problem.message, "", "", (), line=problem.line))
    return entries


def ordered(entries: Sequence[Entry], order: Order) -> list[Entry]:
    """Return the sources by their titles or domains, those without one last; marks and remarks stay behind them."""
    sources = [entry for entry in entries if entry.is_source]
    if order is Order.NAME:
        sources.sort(key=lambda entry: (not entry.title, fold(shown_title(entry))))
    elif order is Order.DOMAIN:
        sources.sort(key=lambda entry: (not entry.domain, entry.domain))
    return sources + [entry for entry in entries if not entry.is_source]


def matching(entries: Iterable[Entry], words: str, kinds: frozenset[Kind]) -> list[Entry]:
    """Return the entries that have all `words` in label, title, domain or URL, of these kinds (none: of all)."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if (not kinds or entry.kind in kinds)
        and all(
            word in f"{entry.label} {entry.title} {entry.url} {entry.domain} {entry.byline}".casefold()
            for word in wanted
        )
    ]


def shown_title(entry: Entry) -> str:
    """Return the title, or where there is none what the address says in words."""
    return entry.title or address_words(entry.url) or f"[{entry.label}]"


def address_words(url: str) -> str:
    """Return the words in an address, or where there are none the address without its scheme.

    >>> address_words("https://example.org/2025/01/tea-and-silver_in_canton.html?x=1")
    'tea and silver in canton'
    >>> address_words("https://www.example.org/news/c9w5d9")
    'www.example.org/news/c9w5d9'
    """
    bare = url.partition("://")[2] or url
    path = bare.partition("?")[0].partition("#")[0]
    segments = [_SEPARATOR.sub(" ", _SUFFIX.sub("", unquote(part))).strip() for part in path.split("/")[1:]]
    speaking = [segment for segment in segments if len(_LETTERS.findall(segment)) > 2]
    return one_line(max(speaking, key=len)) if speaking else one_line(bare)


def facts(entry: Entry) -> str:
    """Return the second line of a row: author and year, domain and mentions, in words.

    >>> facts(Entry(Kind.CITED, 0, "1", "Tea", "example.org", "", (0, 1)))
    'example.org · 2 mentions'
    """
    match entry.kind:
        case Kind.CITED:
            said = "1 mention" if len(entry.marks) == 1 else f"{len(entry.marks)} mentions"
        case Kind.DANGLING:
            said = "no source" if len(entry.marks) == 1 else f"no source, {len(entry.marks)} mentions"
        case Kind.PROBLEM:
            said = f"line {entry.line}" if entry.line else ""
        case _:
            said = "uncited" if entry.kind is Kind.UNCITED else ""
    return beside(entry.byline, entry.domain, said)


def spoken(entry: Entry) -> str:
    """Return what a screen reader says of an entry."""
    if entry.kind is Kind.PROBLEM:
        return f"Remark: {entry.title} {facts(entry)}".strip()
    label = f"Source {entry.label}" if entry.kind is not Kind.DANGLING else f"Mark {entry.label}"
    return ", ".join(part for part in (label.strip(), shown_title(entry), facts(entry)) if part)


def _entry(number: int, source: Source, notes: Mapping[str, str]) -> Entry:
    url = source.url or ""
    return Entry(
        kind=Kind(source.state.value),
        number=number,
        label=source.label,
        title="" if source.title == url else source.title,
        domain=source.domain or "",
        url=url,
        marks=tuple(range(len(source.mentions))),
        sentences=tuple(mention.sentence for mention in source.mentions),
        note=notes.get(url) or notes.get(source.title, ""),
        line=source.line,
        work=source.work,
    )
