"""What a citation is: a mention in the text, and the source that it cites.

One model for every way people cite; `reader.citations` reads it out of a note's text. Lines and columns are 1-based
and offsets 0-based, all counted in code points of the file as decoded. The rules for labels, states and URLs are
Postil's outer face, described in `docs/interface.md`.
"""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from reader.core.note import Problem
from reader.core.work import Work


class State(StrEnum):
    """Whether a source is cited; the values are public."""

    CITED = "cited"
    UNCITED = "uncited"
    LISTED = "listed"
    """An entry without a label, or of a list that is no reference list ("see also")."""


class Mention(NamedTuple):
    """One place of the text that cites one label.

    A tuple, and so are sources: a note may have thousands, which go from one process to another.

    `text` is the mark as written and `[start, end)` its span in the file's text. A range or a group (`[2-4]`,
    `[1, 3]`) gives one mention for each number; these share text, span, line and column. `sentence` is plain text.
    """

    line: int
    column: int
    text: str
    label: str
    sentence: str
    start: int
    end: int
    part: int = 0
    """Which number of its mark this is, counted from 0: 2 for the `4` of `[2-4]`."""


class Source(NamedTuple):
    """One entry that can be cited. `[start, end)` is the span of the whole entry in the file's text.

    `url` is as written, without glued punctuation; `domain` is its host without `www.`, or None.
    """

    label: str
    title: str
    url: str | None
    domain: str | None
    line: int
    start: int
    end: int
    state: State
    mentions: tuple[Mention, ...] = ()
    canonical: str | None = None
    """The form of the URL under which one source is the same everywhere: a key to compare, never one to open."""
    work: Work | None = None
    """What a bibliography tells of it."""


class Citations(Struct, frozen=True):
    """The citations of one note: its sources in the order of the text, marks without a source, and what is odd."""

    sources: tuple[Source, ...] = ()
    dangling: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()

    def marks(self) -> list[tuple[Mention, int | None]]:
        """Return every mention with the index of its source (None: dangling), in the order of the text.

        The position in this list is the N of the page's `mention-N`.
        """
        found: list[tuple[Mention, int | None]] = [
            (mention, index) for index, source in enumerate(self.sources) for mention in source.mentions
        ]
        found += [(mention, None) for mention in self.dangling]
        return sorted(found, key=lambda item: (item[0].start, item[0].part))

    @property
    def uncited(self) -> int:
        """Return how many numbered or keyed sources have no mention."""
        return sum(source.state is State.UNCITED for source in self.sources)
