"""The names under which a note can be opened: its title, its aliases and its path."""

from collections.abc import Sequence
from heapq import nlargest

from reader.core.note import Summary
from reader.core.pick_book import Pick, PickBook
from reader.core.text import one_line

_OFFERED = 60


def note_names(listed: Sequence[Summary]) -> PickBook:
    """Return the book of all names of the notes; before a letter is typed, it offers the latest ones."""
    names = [note.title for note in listed]
    names += [note.path for note in listed]
    owners = list(range(len(listed))) * 2
    for number, note in enumerate(listed):
        names.extend(note.aliases)
        owners.extend([number] * len(note.aliases))
    aliased = 2 * len(listed)

    def pick(number: int) -> Pick:
        note = listed[owners[number]]
        alias = f"{one_line(names[number])} · " if number >= aliased else ""
        return Pick(note.path, one_line(note.title), alias + one_line(note.path))

    dates = [note.updated or note.modified for note in listed]
    return PickBook(names, pick, nlargest(_OFFERED, range(len(listed)), dates.__getitem__))
