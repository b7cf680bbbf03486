"""What of a library is in view: the notes that tags and folders leave, and how many notes each of them has there."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from reader.core.library import TagCount, branches, folder_tree, tag_tree, with_branches
from reader.core.note import Summary
from reader.core.text import fold


class Filter(Struct, frozen=True):
    """What a note must have: all `tags`, or any of them where `any_tag`; none of the tags `without`; any of `folders`.

    A tag is had by a note with a tag below it as well, in any case and normal form; a folder has the notes of the
    folders below it. Folders are paths relative to the library, exactly as on the disk.
    """

    tags: tuple[str, ...] = ()
    any_tag: bool = False
    without: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is left out at all."""
        return bool(self.tags or self.without or self.folders)

    @property
    def strict(self) -> "Filter":
        """Return the part that every further choice can only narrow: no alternatives."""
        return replace(self, tags=() if self.any_tag else self.tags, folders=())


EVERYTHING = Filter()


class Facets(Struct, frozen=True):
    """The tags and the folders of the notes in view, with their counts."""

    tags: tuple[TagCount, ...] = ()
    folders: tuple[TagCount, ...] = ()


NO_FACETS = Facets()


def fits(wanted: Filter) -> Callable[[Summary], bool]:
    """Return what tells whether a note passes the filter `wanted`.

    Many notes have the same tags, so that each set of tags is looked at once.
    """
    tags, without = set(map(_key, wanted.tags)), set(map(_key, wanted.without))
    below = tuple(folder.rstrip("/") + "/" for folder in wanted.folders)
    judged: dict[tuple[str, ...], bool] = {}

    def judge(own: tuple[str, ...]) -> bool:
        branches = with_branches(own)
        if not without.isdisjoint(branches):
            return False
        return not tags or (not tags.isdisjoint(branches) if wanted.any_tag else tags <= branches)

    def passes(note: Summary) -> bool:
        if below and not note.path.startswith(below):
            return False
        verdict = judged.get(note.tags)
        if verdict is None:
            verdict = judged[note.tags] = judge(note.tags)
        return verdict

    return passes


def narrowed(notes: Iterable[Summary], wanted: Filter) -> list[Summary]:
    """Return the notes that pass the filter, in their order."""
    return list(filter(fits(wanted), notes)) if wanted else list(notes)


def facets(notes: Iterable[Summary], wanted: Filter) -> Facets:
    """Count the tags and the folders of the notes that a filter leaves.

    Alternatives are counted as if none of their kind were chosen: beside one of any tags, or beside a folder, the
    number of another tells what it has, and not that it is not chosen yet.
    """
    if not wanted:
        listed = list(notes)
        return Facets(tag_tree(listed), folder_tree(listed))
    common = narrowed(notes, wanted.strict)
    by_tag = narrowed(common, replace(wanted, tags=() if wanted.any_tag else wanted.tags))
    by_folder = narrowed(common, replace(wanted, folders=()))
    return Facets(tag_tree(by_tag), folder_tree(by_folder))


def _key(tag: str) -> str:
    return branches(tag)[-1] if branches(tag) else fold(tag)
