"""What the list and the trees beside it show: the notes that a filter leaves, in their order, and their counts."""

from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct, field

from reader.app.messages import LibraryChanged
from reader.app.opening_messages import LibraryBlock
from reader.core.library_filter import Filter, narrowed
from reader.core.note import Summary
from reader.core.text import fold


class Listing(Struct):
    """The notes of one library as the window knows them. No I/O: it is told by the library process."""

    root: str = ""
    notes: dict[str, Summary] = field(default_factory=dict)
    complete: bool = False

    def take_block(self, block: LibraryBlock) -> None:
        """Take over a part of the catalogue; the first part of another library replaces everything."""
        if block.root != self.root or self.complete:
            self.root, self.notes = block.root, {}
        self.notes.update((note.path, note) for note in block.notes)
        self.complete = block.last

    def take_change(self, change: LibraryChanged) -> None:
        """Take over what has changed."""
        if change.root != self.root:
            return
        for path in change.changes.removed:
            self.notes.pop(path, None)
        self.notes.update((note.path, note) for note in change.notes)

    def passing(self, wanted: Filter, order: str) -> list[Summary]:
        """Return the notes that pass a filter, ordered by `title`, `modified` or `created`."""
        return in_order(narrowed(self.notes.values(), wanted), order)

    def found(self, paths: Iterable[str]) -> list[Summary]:
        """Return the notes at `paths`, as far as they are known."""
        return [self.notes[path] for path in paths if path in self.notes]


def in_order(notes: Iterable[Summary], order: str) -> list[Summary]:
    """Return notes by title, or the latest `modified` or `created` first; equal ones by their paths."""
    listed = sorted(notes, key=attrgetter("path"))
    if order == "title":
        return sorted(listed, key=lambda note: fold(note.title))
    if order == "created":
        return sorted(listed, key=lambda note: note.created or "", reverse=True)
    # The keys are made beforehand: of a hundred thousand calls each is felt.
    keys = [note.updated or note.modified for note in listed]
    return [listed[place] for place in sorted(range(len(listed)), key=keys.__getitem__, reverse=True)]
