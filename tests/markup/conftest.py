"""Notes and libraries made by hand: markup is tested without the packages that read real ones."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Note, Stamp
from reader.core.page import Page
from reader.markup.renderer import RenderOptions, render


@dataclass
class Library:
    """A library in memory: notes and files by path, found by path or name."""

    notes: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()

    def note(self, target: str) -> str | None:
        """Return the path of the note that is meant."""
        wanted = target.strip("/").removesuffix(".md").lower()
        return next((path for path in self.notes if wanted in _names(path)), None)

    def file(self, target: str) -> str | None:
        """Return the path of the file that is meant."""
        wanted = target.strip("/")
        return next((path for path in self.files if wanted in {path, path.rpartition("/")[2]}), None)

    def read(self, path: str) -> Note | None:
        """Return a note."""
        return make_note(self.notes[path], path=path) if path in self.notes else None


def _names(path: str) -> set[str]:
    bare = path.removesuffix(".md").lower()
    return {bare, bare.rpartition("/")[2]}


def make_note(text: str, *, path: str = "note.md", title: str = "A note", tags: tuple[str, ...] = ()) -> Note:
    """Return a note without front matter."""
    return Note(path, Stamp(1, len(text)), text, 0, title, "2025-02-03T10:00:00+00:00", tags)


def make_citations(text: str, entries: Mapping[str, str], marks: tuple[str, ...] = ()) -> Citations:
    """Return citations in which each label's entry is the given piece of `text`, and `marks` are found in order.

    A mark is one place of the text for each label in it; labels without an entry dangle.
    """
    mentions: dict[str, list[Mention]] = {}
    position = 0
    for mark in marks:
        start = text.index(mark, position)
        position = start + len(mark)
        for part, label in enumerate(_labels(mark)):
            mention = Mention(1, 1, mark, label, "", start, position, part)
            mentions.setdefault(label, []).append(mention)
    sources = []
    for label, entry in entries.items():
        start = text.index(entry)
        found = re.search(r"https?://[^\s)>\]]+", entry)
        sources.append(
            Source(
                label=label,
                title="",
                url=found[0] if found else None,
                domain=None,
                line=text.count("\n", 0, start) + 1,
                start=start,
                end=start + len(entry),
                state=State.CITED if label in mentions else State.UNCITED,
                mentions=tuple(mentions.pop(label, ())),
            )
        )
    dangling = tuple(mention for left in mentions.values() for mention in left)
    return Citations(tuple(sources), dangling)


def _labels(mark: str) -> list[str]:
    words = re.findall(r"[\w:]+", mark)
    if re.fullmatch(r"\[\d+[-–]\d+\]", mark):
        return [str(number) for number in range(int(words[0]), int(words[1]) + 1)]
    return words


NO_CITATIONS = Citations()
NO_LIBRARY = Library()
Draw = Callable[..., Page]


@pytest.fixture
def draw() -> Draw:
    """Return a function that draws a text as a note, with what it may find around it."""

    def drawn(
        text: str,
        *,
        citations: Citations = NO_CITATIONS,
        library: Library = NO_LIBRARY,
        tags: tuple[str, ...] = (),
        hard_breaks: bool | None = False,
        article: bool | None = False,
    ) -> Page:
        options = RenderOptions(hard_breaks=hard_breaks, article=article)
        return render(make_note(text, tags=tags), citations, library, options)

    return drawn
