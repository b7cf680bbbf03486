"""All headings of a library under the letters that one types: made when somebody first asks, and kept."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader.app.session import Session
from reader.core.note import Summary
from reader.core.pick_book import Pick, PickBook
from reader.core.text import one_line
from reader.markup.heading_lines import heading_id, plain

_MOST = 40


class HeadingBook:
    """The headings as they were at one revision of the catalogue."""

    def __init__(
        self, rows: Sequence[tuple[str, str]], notes: Mapping[str, Summary], revision: tuple[Path, int]
    ) -> None:
        """`rows` are paths and headings (see `reader.app.heading_table`) at a `revision` of a library."""
        self.revision = revision
        self._notes = [(notes[path], lines.split("\n")) for path, lines in rows if path in notes]
        self._starts: list[int] = []
        names: list[str] = []
        for note, lines in self._notes:
            self._starts.append(len(names))
            # A heading is found by its own words first, and by those of its note as well.
            names += [f"{line} {note.title}" for line in lines]
        self._book = PickBook(names, self._pick, offered=())

    def best(self, letters: str) -> tuple[Pick, ...]:
        """Return the headings that fit, the best first."""
        return tuple(self._book.best(letters)[:_MOST])

    def _pick(self, number: int) -> Pick:
        at = bisect_right(self._starts, number) - 1
        note, lines = self._notes[at]
        place = number - self._starts[at]
        text = f"{one_line(note.title)} › {plain(lines[place])}"
        return Pick(f"{note.path}#{heading_id(lines, place)}", text, one_line(note.path))


def headings_of(session: Session, known: HeadingBook | None) -> HeadingBook:
    """Return the headings of a library: those `known`, unless the library has changed since they were made."""
    revision = session.root, session.catalogue.revision()
    if known is not None and known.revision == revision:
        return known
    return HeadingBook(session.catalogue.headings(), session.snapshot.by_path, revision)
