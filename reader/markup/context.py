"""What one rendering knows and collects while it runs."""

from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from reader.core.note import Note, Problem, ProblemKind
from reader.core.page import Heading, Links, PageLink
from reader.core.text import fold
from reader.markup.marks import Marks
from reader.markup.sanitise import SEAL


class Context(Struct):
    """The state of one rendering: what it may ask, and what it has found so far.

    `lines` maps a 0-based line of the text that is parsed to the 1-based line of the file. `prefix` stands before
    every id, so that an embedded note does not collide with the note around it; `depth` tells how deep that is.
    Without `links` there is no library, and addresses stay as they are written.
    `embed` draws another note: path and part (`heading`, `^block` or nothing) in, HTML out, None where nothing is.
    """

    note: Note
    links: Links | None
    marks: Marks
    lines: Sequence[int]
    breaks: bool
    embed: Callable[[str, str], str | None]
    prefix: str = ""
    tags: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    page_links: list[PageLink] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    fragments: list[Element] = field(default_factory=list)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    highlighted: int = 0
    blocks: dict[str, str] | None = None
    """The blocks that Logseq has named, once somebody asks for one."""

    def line(self, index: int) -> int:
        """Return the line of the file for the 0-based line `index` of the parsed text."""
        return self.lines[min(index, len(self.lines) - 1)] if self.lines else 0

    def report(self, kind: ProblemKind, index: int, message: str) -> None:
        """Note what is odd at the 0-based line `index` of the parsed text."""
        self.problems.append(Problem(kind, self.line(index), message))

    def claim(self, wanted: str) -> str:
        """Return an id made from `wanted` that no other element of the page has, sealed for the sanitiser."""
        name = self.prefix + wanted
        while name in self.ids:
            self.counts[wanted] = self.counts.get(wanted, 0) + 1
            name = f"{self.prefix}{wanted}-{self.counts[wanted]}"
        self.ids.add(name)
        return SEAL + name

    def has_tag(self, tag: str) -> bool:
        """Return whether the note has this inline tag, so that only tags the list knows become links."""
        return fold(tag) in self.tags
