"""A library: an immutable snapshot of all its notes, and what changes from one snapshot to the next."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct, field

from reader.core.note import Summary
from reader.core.text import fold

_DEEPEST = 50


class Unreadable(Struct, frozen=True):
    """A file that is a note by its name, but cannot be read; `reason` is one sentence."""

    path: str
    reason: str


class Changes(Struct, frozen=True):
    """What differs between two snapshots, as paths. A renamed note is one removed and one added."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything changed at all."""
        return bool(self.added or self.changed or self.removed)


class TagCount(Struct, frozen=True):
    """A tag or a folder of a tree: `name` is the whole of it (`history/china`), `count` the notes in it or below."""

    name: str
    count: int
    children: tuple["TagCount", ...] = ()


class Snapshot(Struct, frozen=True, dict=True):
    """All notes of a library at one moment, ordered by path. Swapped whole, never changed."""

    root: str
    notes: tuple[Summary, ...] = ()
    unreadable: tuple[Unreadable, ...] = field(default=())

    @cached_property
    def by_path(self) -> Mapping[str, Summary]:
        """Return the notes by their paths."""
        return {note.path: note for note in self.notes}


@lru_cache(maxsize=10_000)
def branches(tag: str) -> tuple[str, ...]:
    """Return the folded tag with all tags above it.

    >>> branches("History/China")
    ('history', 'history/china')
    """
    parts = _parts(fold(tag))
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def with_branches(tags: Iterable[str]) -> set[str]:
    """Return the folded tags with all tags above them."""
    return {branch for tag in tags for branch in branches(tag)}


def tag_tree(notes: Iterable[Summary]) -> tuple[TagCount, ...]:
    """Count the notes of every tag, rolled up without counting a note twice.

    Tags that differ only in case or normal form are one; it is shown in its most frequent spelling. Branches are
    ordered by name.
    """
    counts: Counter[str] = Counter()
    spelled: Counter[str] = Counter()
    known: dict[str, tuple[str, ...]] = {}
    # Many notes have the same tags: what they have in common is counted once.
    for tags, times in Counter(note.tags for note in notes).items():
        for tag in tags:
            if tag not in known:
                known[tag] = branches(tag)
            spelled[tag] += times
        for branch in {branch for tag in tags for branch in known[tag]}:
            counts[branch] += times
    spellings: dict[str, Counter[str]] = {}
    for tag, times in spelled.items():
        for folded, part in zip(known[tag], _parts(tag), strict=True):
            spellings.setdefault(folded, Counter())[part] += times

    def spelt(tag: str) -> str:
        # Ties go to the spelling that sorts first, so that the tree does not depend on the order of the notes.
        return min(spellings[tag].items(), key=lambda item: (-item[1], item[0]))[0]

    return _tree(counts, spelt)


def folder_tree(notes: Iterable[Summary]) -> tuple[TagCount, ...]:
    """Count the notes in and below every folder; a library without folders has none. Ordered by name."""
    counts: Counter[str] = Counter()
    for folder, times in Counter(note.path.rpartition("/")[0] for note in notes).items():
        parts = _parts(folder)
        for depth in range(len(parts)):
            counts["/".join(parts[: depth + 1])] += times
    return _tree(counts, lambda folder: folder.rpartition("/")[2])


def _parts(name: str) -> list[str]:
    """Return the parts of a tag or a path; what lies deeper than anybody unfolds counts where it is cut."""
    return [part for part in name.split("/", _DEEPEST)[:_DEEPEST] if part]


def _tree(counts: Counter[str], spelt: Callable[[str], str]) -> tuple[TagCount, ...]:
    """Return what was counted as a tree; `spelt` returns the last part of a key as it is shown."""
    below: dict[str, list[str]] = {}
    for key in counts:
        below.setdefault(key.rpartition("/")[0], []).append(key)

    def grow(parent: str, prefix: str) -> tuple[TagCount, ...]:
        grown = []
        for key in sorted(below.get(parent, ())):
            name = prefix + spelt(key)
            grown.append(TagCount(name, counts[key], grow(key, name + "/")))
        return tuple(grown)

    return grow("", "")
