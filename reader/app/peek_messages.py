"""What the window asks the page process about a note that a link leads to, and what it says."""

from msgspec import Struct


class PeekNote(Struct, frozen=True):
    """Tell how the note at `path` begins, or the part of it that `fragment`, an id of its page, means."""

    ticket: int
    root: str
    path: str
    fragment: str = ""


class NotePeeked(Struct, frozen=True):
    """The beginning of a note in plain text, a block on each line; `part` names what it is of, nothing for the whole.

    Without `title` there is nothing to show.
    """

    ticket: int
    title: str = ""
    part: str = ""
    text: str = ""
