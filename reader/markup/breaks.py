"""Whether a single line end of a note is a line break: the guess where the reader has not chosen."""

import re

from reader.core.note import Note

_OBSIDIAN = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]|^> ?\[!\w+\]", re.MULTILINE)
_PLAIN_LINE = re.compile(r"^(?![ \t]*(?:[-*+>|#`]|\d+[.)])|[ \t]*$)(.*)$", re.MULTILINE)


def guess(note: Note) -> bool:
    """Return whether `note` was written in a program that breaks lines where its author did.

    Digital gardens and Obsidian do; a text that is wrapped by hand at 60 to 100 characters must be joined again.
    """
    if any(str(key).startswith("dg-") for key in note.metadata):
        return True
    if not _OBSIDIAN.search(note.body, 0, 200_000):
        return False
    return not _is_wrapped(note.body[:200_000])


def _is_wrapped(body: str) -> bool:
    wrapped = pairs = 0
    previous = -1
    for match in _PLAIN_LINE.finditer(body):
        if previous >= 0 and match.start() == previous + 1:
            pairs += 1
        wrapped += 60 <= len(match[1]) <= 100 and body[match.end() : match.end() + 2] not in {"", "\n", "\n\n"}
        previous = match.end()
    return pairs > 4 and wrapped * 2 > pairs
