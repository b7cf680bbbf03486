"""The ledger: every source of a library under one canonical URL, with all notes that cite it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from reader.app.catalogue import Catalogue
from reader.app.source_facts import StoredSource

_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")


class LedgerSource(Struct, frozen=True):
    """One source across the library; `url` is its most frequent spelling."""

    url: str
    canonical: str
    domain: str
    titles: tuple[str, ...]
    notes: tuple[StoredSource, ...]
    mentions: int


def ledger(catalogue: Catalogue) -> list[LedgerSource]:
    """Return all sources that have a URL: most citing notes first, then most mentions, then by canonical URL."""
    entries: dict[str, list[StoredSource]] = {}
    for source in catalogue.sources.of_notes():
        if source.url:
            entries.setdefault(source.canonical or source.url, []).append(source)
    found = [_gathered(canonical, same) for canonical, same in entries.items()]
    return sorted(found, key=lambda item: (-len({n.path for n in item.notes}), -item.mentions, item.canonical))


def as_csv(sources: Iterable[LedgerSource]) -> str:
    """Return sources as a table that spreadsheets read (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["url", "canonical", "domain", "titles", "notes", "mentions"])
    for source in sources:
        notes = [note.path for note in source.notes]
        row = [source.url, source.canonical, source.domain, "; ".join(source.titles), "; ".join(notes)]
        writer.writerow([*map(_inert, row), source.mentions])
    return text.getvalue()


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP: CSV injection).

    Where a spreadsheet ends its cells at semicolons, each part of one that holds some is a cell of its own.

    >>> _inert("Tides; =cmd|' /C calc'!A1")
    "Tides;' =cmd|' /C calc'!A1"
    """
    return _FORMULA.sub(r"\1'\2", cell)


def _gathered(canonical: str, same: list[StoredSource]) -> LedgerSource:
    return LedgerSource(
        url=Counter(source.url or "" for source in same).most_common(1)[0][0],
        canonical=canonical,
        domain=next((source.domain for source in same if source.domain), ""),
        titles=tuple(dict.fromkeys(source.title for source in same if source.title)),
        notes=tuple(same),
        mentions=sum(source.mentions for source in same),
    )
