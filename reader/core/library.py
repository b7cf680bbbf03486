"""A library: an immutable snapshot of all its notes, and what changes from one snapshot to the next."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reader.core.note import Summary
from reader.core.text import fold


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is a note by its name, but cannot be read; `reason` is one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two snapshots, as paths. A renamed note is one removed and one added."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything changed at all."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag of the tree: `name` is the whole tag (`history/china`), `count` the notes with it or with a tag below."""

    name: str
    count: int
    children: tuple["TagCount", ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """All notes of a library at one moment, ordered by path. Swapped whole, never changed."""

    root: str
    notes: tuple[Summary, ...] = ()
    unreadable: tuple[Unreadable, ...] = field(default=())

    @cached_property
    def by_path(self) -> Mapping[str, Summary]:
        """Return the notes by their paths."""
        return {note.path: note for note in self.notes}


def has_tags(note: Summary, wanted: Collection[str]) -> bool:
    """Return whether `note` has every wanted tag, itself or one below it (`ai` is had by `ai/models`).

    `wanted` are folded (see `reader.core.text.fold`).
    """
    if not wanted:
        return True
    own = {part for tag in note.tags for part in branches(tag)}
    return all(tag in own for tag in wanted)


def branches(tag: str) -> list[str]:
    """Return the folded tag with all tags above it.

    >>> branches("History/China")
    ['history', 'history/china']
    """
    parts = [part for part in fold(tag).split("/") if part]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def tag_tree(notes: Iterable[Summary]) -> tuple[TagCount, ...]:
    """Count the notes of every tag, rolled up without counting a note twice.

    Tags that differ only in case or normal form are one; it is shown in its most frequent spelling. Branches are
    ordered by name.
    """
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for note in notes:
        own: set[str] = set()
        for tag in note.tags:
            parts = [part for part in tag.split("/") if part]
            for folded, part in zip(branches(tag), parts, strict=True):
                own.add(folded)
                spellings.setdefault(folded, Counter())[part] += 1
        counts.update(own)
    below: dict[str, list[str]] = {}
    for tag in counts:
        below.setdefault(tag.rpartition("/")[0], []).append(tag)

    def grow(parent: str, prefix: str) -> tuple[TagCount, ...]:
        grown = []
        for tag in sorted(below.get(parent, ())):
            # Ties go to the spelling that sorts first, so that the tree does not depend on the order of the notes.
            part = min(spellings[tag].items(), key=lambda item: (-item[1], item[0]))[0]
            name = prefix + part
            grown.append(TagCount(name, counts[tag], grow(tag, name + "/")))
        return tuple(grown)

    return grow("", "")
