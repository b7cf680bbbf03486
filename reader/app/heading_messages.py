"""What the window asks the library process about headings, and what it hears back."""

from msgspec import Struct

from reader.core.pick_book import Pick


class FindHeadings(Struct, frozen=True):
    """Find headings of any note by a few letters of theirs and of the note's title."""

    ticket: int
    letters: str


class HeadingsFound(Struct, frozen=True):
    """The answer to `FindHeadings`, the best first; the key of a pick is `path#id`."""

    ticket: int
    letters: str
    picks: tuple[Pick, ...]
