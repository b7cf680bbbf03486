"""What a note looks like: the values that rendering hands to the window, the command line and the exports."""

from typing import Protocol

from msgspec import Struct

from reader.core.note import Note, Problem


class Links(Protocol):
    """What a page may ask of the library around it. Nothing here raises; targets are as written, without a fragment."""

    def note(self, target: str) -> str | None:
        """Return the path of the note that `target` (`Page`, `folder/Page`, `/permalink/`) leads to, or None.

        A folder leads to the note that stands for it, such as its `index.md`.
        """
        ...

    def file(self, target: str) -> str | None:
        """Return the path of the file, such as an image, that `target` leads to inside the library, or None.

        The path of a folder ends in a slash.
        """
        ...

    def read(self, path: str) -> Note | None:
        """Return the note at `path`, for an embed, or None where it cannot be read."""
        ...


class Heading(Struct, frozen=True):
    """One heading: `level` 1 to 6, its plain text, and the id of its element in the page."""

    level: int
    text: str
    id: str


class PageLink(Struct, frozen=True):
    """A link of the page to another note: as written, and where it leads (None: nowhere)."""

    target: str
    path: str | None


class Page(Struct, frozen=True):
    """A rendered note.

    `html` is the sanitised fragment. Its ids: headings as in `outline`; `source-N` is the N-th source of the note's
    citations and `mention-N` the N-th mark in the order of the text, both counted from 0. `text` is its plain text.
    `article` tells that the note was read as a plain article (no Markdown marks), `hard_breaks` that single line ends
    were kept.
    """

    html: str
    text: str
    outline: tuple[Heading, ...] = ()
    links: tuple[PageLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    article: bool = False
    hard_breaks: bool = False
