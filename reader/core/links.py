"""Where a link between notes leads: the rules, without the library that they are applied to.

A target is looked up by path, then by name, then by alias, title or permalink; in any case and normal form. Where
several notes fit, the one nearest to the linking note wins (facts: Obsidian and the digital gardens do the same).
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote

from reader.core.note import Summary
from reader.core.text import fold

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".txt")
"""The extensions of notes, in lower case; a file is a note when its name ends in one of them in any case."""


class Rank(IntEnum):
    """How a name belongs to a note; the lower one wins."""

    PATH = 0
    NAME = 1
    ALIAS = 2


class Name(NamedTuple):
    """A folded name under which a note can be linked to, and how it belongs to the note."""

    key: str
    rank: Rank


def without_suffix(path: str) -> str:
    """Return `path` without the extension of a note, if it has one."""
    lowered = path.lower()
    if not lowered.endswith(SUFFIXES):
        return path
    return next((path[: -len(suffix)] for suffix in SUFFIXES if lowered.endswith(suffix)), path)


def names(note: Summary) -> Iterator[Name]:
    """Yield every name under which `note` can be linked to."""
    whole = fold(note.path)
    bare = without_suffix(whole)
    yield Name(whole, Rank.PATH)
    yield Name(bare, Rank.PATH)
    yield Name(whole.rpartition("/")[2], Rank.NAME)
    yield Name(bare.rpartition("/")[2], Rank.NAME)
    for alias in (*note.aliases, note.title):
        yield Name(fold(alias), Rank.ALIAS)
    if note.permalink:
        yield Name("permalink:" + fold(note.permalink.strip("/")), Rank.PATH)


def keys(target: str, origin: str) -> list[str]:
    """Return the folded names to look up for `target` as written in the note `origin`, the best first."""
    plain = target.partition("#")[0].replace("\\", "/").strip()
    found: list[str] = []
    for spelling in dict.fromkeys((plain, unquote(plain))):
        folded = fold(spelling)
        rooted = normpath(folded.lstrip("/")) if folded.strip("/") else ""
        if folded.startswith("/"):
            found.append("permalink:" + folded.strip("/"))
        else:
            near = normpath(f"{fold(dirname(origin))}/{folded}").lstrip("/")
            if folded and not near.startswith(".."):
                found.append(near)
        if rooted and not rooted.startswith(".."):
            found.append(rooted)
            found.append("permalink:" + rooted.strip("/"))
    return list(dict.fromkeys(found))


def nearest(paths: Iterable[str], origin: str) -> str | None:
    """Return the path nearest to `origin`: most folders shared, then the shortest, then the first by name."""
    here = dirname(origin).split("/")

    def distance(path: str) -> tuple[int, int, str]:
        shared = 0
        for own, other in zip(here, dirname(path).split("/"), strict=False):
            if own != other:
                break
            shared += 1
        return -shared, path.count("/"), path

    return min(paths, key=distance, default=None)
