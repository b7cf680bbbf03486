"""The sources of a note, and its marks without a source, as rows that Qt can show."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from urllib.parse import unquote

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.citation import Citations, Source
from reader.core.text import one_line
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the panel. `number` is that of the source, or of the first dangling mark, counted from 0.

    `marks` are the numbers of its mentions: 0, 1, 2 of a source; those of `Citations.dangling` for a dangling label.
    """

    kind: Kind
    number: int
    label: str
    title: str
    domain: str
    url: str
    marks: tuple[int, ...]


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
            elif entry.kind is not Kind.DANGLING and entry.number == number:
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


def entries_of(citations: Citations) -> list[Entry]:
    """Return the entries of a note: its sources in the order of the text, then the labels that lead nowhere."""
    entries = [_entry(number, source) for number, source in enumerate(citations.sources)]
    missing: dict[str, list[int]] = {}
    for number, mention in enumerate(citations.dangling):
        missing.setdefault(mention.label, []).append(number)
    for label, numbers in missing.items():
        sentence = citations.dangling[numbers[0]].sentence
        entries.append(Entry(Kind.DANGLING, numbers[0], label, sentence, "", "", tuple(numbers)))
    return entries


def matching(entries: Iterable[Entry], words: str, kinds: frozenset[Kind]) -> list[Entry]:
    """Return the entries that have all `words` in label, title, domain or URL, of these kinds (none: of all)."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if (not kinds or entry.kind in kinds)
        and all(word in f"{entry.label} {entry.title} {entry.url} {entry.domain}".casefold() for word in wanted)
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
    """Return the second line of a row: domain and mentions, in words.

    >>> facts(Entry(Kind.CITED, 0, "1", "Tea", "example.org", "", (0, 1)))
    'example.org · 2 mentions'
    """
    match entry.kind:
        case Kind.CITED:
            said = "1 mention" if len(entry.marks) == 1 else f"{len(entry.marks)} mentions"
        case Kind.DANGLING:
            said = "no source" if len(entry.marks) == 1 else f"no source, {len(entry.marks)} mentions"
        case _:
            said = "uncited" if entry.kind is Kind.UNCITED else ""
    return " · ".join(part for part in (entry.domain, said) if part)


def spoken(entry: Entry) -> str:
    """Return what a screen reader says of an entry."""
    label = f"Source {entry.label}" if entry.kind is not Kind.DANGLING else f"Mark {entry.label}"
    return ", ".join(part for part in (label.strip(), shown_title(entry), facts(entry)) if part)


def as_markdown(entry: Entry) -> str:
    r"""Return a source as a Markdown link whose text cannot end it early.

    >>> as_markdown(Entry(Kind.CITED, 0, "1", "Tea [draft]", "", "https://example.org/a_(b)", ()))
    '[Tea \\[draft\\]](<https://example.org/a_(b)>)'
    """
    title = shown_title(entry).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    url = entry.url.replace("<", "%3C").replace(">", "%3E")
    return f"[{title}](<{url}>)" if set("() ") & set(url) else f"[{title}]({url})"


def _entry(number: int, source: Source) -> Entry:
    marks = tuple(range(len(source.mentions)))
    title = "" if source.title == source.url else source.title
    return Entry(Kind(source.state.value), number, source.label, title, source.domain or "", source.url or "", marks)
