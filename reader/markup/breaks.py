"""Whether a single line end is a line break: the guess where the reader has not chosen.

Digital gardens and Obsidian break lines where their authors did; a text that is wrapped by hand at 60 to 100 characters
must be joined again. A single note often says too little, so a library is judged as a whole.
"""

import re
from itertools import compress, pairwise
from operator import and_

from msgspec import Struct

from reader.core.note import Note

_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]")
_CALLOUT = re.compile(r"\n> ?\[!\w+\]")
_MARKED = re.compile(r"[ \t]*(?:[-*+>|#`]|\d+[.)]|\Z)")
_STRUCTURE = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|`{3}|~{3}|\||[=-]{3,}[ \t]*$)|\]\(|\]\[|</[a-z]|<(?:a|br|div|img|p)\b", re.MULTILINE
)
_TIMED = re.compile(r"[ \t]*[\[(]?\d{1,4}[-/:.]\d{1,2}\b")
"""How lines of a log and of a talk that was written down begin."""

_LOOKED_AT = 50_000
_ENOUGH = 5
"""Pairs of lines that are needed to speak of a habit."""

_VERSES = 3
_SHORT = 45
_NARROW = 60
_EVEN = 0.75


class _Kinds(dict[str, bool | None]):
    """Whether a line is plain by its first character that is no blank; None where more of it has to be looked at."""

    def __missing__(self, first: str) -> bool | None:
        kind = None if first.isdigit() else not _MARKED.match(first)
        self[first] = kind
        return kind


_KINDS = _Kinds({"": False})


class Habit(Struct, frozen=True):
    """How lines end in a text: signs of its dialect, plain lines that follow each other, and how many are wrapped."""

    garden: int = 0
    obsidian: int = 0
    pairs: int = 0
    wrapped: int = 0

    @property
    def is_wrapped(self) -> bool:
        """Return whether lines end where a column did, not a thought."""
        return self.pairs >= _ENOUGH and self.wrapped * 2 > self.pairs

    @property
    def keeps_breaks(self) -> bool:
        """Return whether line ends are meant."""
        return bool(self.garden or self.obsidian) and not (self.is_wrapped and not self.garden)


def habit(note: Note) -> Habit:
    """Return the habit that the beginning of `note` shows."""
    body = note.body[:_LOOKED_AT]
    garden = any(str(key).startswith("dg-") for key in note.metadata)
    lines = body.split("\n")
    is_plain = [
        kind if (kind := _KINDS[line.lstrip(" \t")[:1]]) is not None else not _MARKED.match(line) for line in lines
    ]
    pairs = sum(map(and_, is_plain, is_plain[1:]))
    full = [60 <= len(line) <= 100 for line in compress(lines, is_plain[:-1])]
    wrapped = sum(map(bool, compress(compress(lines[1:], is_plain), full)))
    # Each pattern begins with plain characters, from one of which to the next the search runs.
    obsidian = _WIKI_LINK.search(body) is not None or _CALLOUT.search("\n" + body) is not None
    return Habit(int(garden), int(obsidian), pairs, wrapped)


def is_verse(note: Note) -> bool:
    """Return whether `note` is plain text of short lines, such as a poem, a log or a letter's head.

    Lines that a column has cut are of much the same length; those that an author has ended are not.
    """
    body = note.body[:_LOOKED_AT]
    if _STRUCTURE.search(body):
        return False
    lines = [line.rstrip() for line in body.split("\n")]
    pairs = [
        line for line, below in pairwise(lines) if line and below and not (_MARKED.match(line) or _MARKED.match(below))
    ]
    # What was scanned has words that are cut.
    if len(pairs) < _VERSES or any(line.endswith("-") and line[-2:-1].isalpha() for line in pairs):
        return False
    if sum(1 for line in pairs if _TIMED.match(line)) * 3 > len(pairs) * 2:
        return True
    lengths = sorted(map(len, pairs))
    longest = lengths[len(lengths) * 9 // 10]
    return longest < _SHORT or (longest < _NARROW and sum(lengths) < _EVEN * longest * len(lengths))


def guess(note: Note) -> bool:
    """Return whether `note` was written in a program that breaks lines where its author did, or in lines of its own."""
    return habit(note).keeps_breaks or is_verse(note)
