"""Rows of the list, made from what is known of the notes."""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from reader.app.kept_list import KeptList
from reader.core.note import Summary
from reader.core.results import Hit
from reader.core.text import one_line
from reader.qt.note_model import Row, Rows


def note_row(note: Summary, order: str = "modified") -> Row:
    """Return the row of a note; its date is the one that the list is ordered by."""
    date = note.created if order == "created" and note.created else note.updated or note.modified
    return Row(
        path=note.path,
        title=one_line(note.title),
        passage=note.passage,
        date=short_date(date),
        tags=note.tags,
        citations=note.citations,
    )


def listed_rows(notes: Sequence[Summary], order: str) -> Rows:
    """Return the rows of many notes."""
    return Rows(
        [note.path for note in notes], [note.title for note in notes], lambda number: note_row(notes[number], order)
    )


def kept_rows(kept: KeptList, order: str) -> Rows:
    """Return the rows of a list that was kept: those at the top whole, and of the others the title."""
    first = {note.path: note for note in kept.first}

    def make(number: int) -> Row:
        path = kept.paths[number]
        return note_row(first[path], order) if path in first else Row(path, one_line(kept.titles[number]))

    return Rows(kept.paths, kept.titles, make)


def found_rows(found: Sequence[str], hits: Mapping[str, Hit], notes: Mapping[str, Summary]) -> Rows:
    """Return the rows of what a search found: of `hits` with their passages, of the rest as the list has them."""
    paths = [path for path in found if path in hits or path in notes]
    titles = [hits[path].title if path in hits else notes[path].title for path in paths]

    def make(number: int) -> Row:
        path = paths[number]
        return hit_row(hits[path], notes.get(path)) if path in hits else note_row(notes[path])

    return Rows(paths, titles, make)


def hit_row(hit: Hit, note: Summary | None) -> Row:
    """Return the row of a note that a search found, with its best passage; `note` is what else is known of it."""
    snippet = hit.snippets[0] if hit.snippets else None
    return Row(
        path=hit.path,
        title=one_line(hit.title),
        passage=snippet.text if snippet else note.passage if note else "",
        marks=snippet.marks if snippet else (),
        date=short_date(note.updated or note.modified) if note else "",
        tags=hit.tags,
        citations=note.citations if note else 0,
    )


def short_date(iso: str) -> str:
    """Return an ISO 8601 date as the reader's language writes it: without the year where it is this one."""
    try:
        moment = datetime.fromisoformat(iso).date()
    except ValueError:
        return ""
    # Qt reads the time zones for this, which takes as long as all else of a first list.
    this_year = moment.year == time.localtime().tm_year
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM" if this_year else "d MMM yyyy")
