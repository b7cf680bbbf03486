"""What the window asks the library process about headings, and what it hears back."""

from dataclasses import dataclass

from reader.core.pick_book import Pick


@dataclass(frozen=True, slots=True)
class FindHeadings:
    """Find headings of any note by a few letters of theirs and of the note's title."""

    ticket: int
    letters: str


@dataclass(frozen=True, slots=True)
class HeadingsFound:
    """The answer to `FindHeadings`, the best first; the key of a pick is `path#id`."""

    ticket: int
    letters: str
    picks: tuple[Pick, ...]
