"""The names under which a note can be opened: its title, its aliases and its path."""

from collections.abc import Mapping
from heapq import nlargest

from reader.core.note import Summary
from reader.core.pick_book import Pick, PickBook
from reader.core.text import one_line

_OFFERED = 60


def note_names(notes: Mapping[str, Summary]) -> PickBook:
    """Return the book of all names of the notes; before a letter is typed, it offers the latest ones."""
    listed = list(notes.values())
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

    def latest(number: int) -> str:
        return listed[number].updated or listed[number].modified

    return PickBook(names, pick, nlargest(_OFFERED, range(len(listed)), latest))
