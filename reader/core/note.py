"""What a note is: the text as it is on disk, and what its author says about it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from reader.core.text import LINE_END

GOES_ON = " "
"""Ends an excerpt that was cut. An ellipsis would make every character of it take twice the room in memory."""

NO_METADATA: Mapping[str, object] = MappingProxyType({})


class ProblemKind(StrEnum):
    """What can be odd about a note; the values are public (`postil check --json`)."""

    FRONT_MATTER = "front-matter"
    ENCODING = "encoding"
    UNREADABLE = "unreadable"
    BROKEN_LINK = "broken-link"
    MISSING_IMAGE = "missing-image"
    MISSING_EMBED = "missing-embed"
    RENDER_LIMIT = "render-limit"
    DANGLING_CITATION = "dangling-citation"
    UNCITED_SOURCE = "uncited-source"
    DUPLICATE_SOURCE = "duplicate-source"
    DUPLICATE_LABEL = "duplicate-label"
    CITATION_GAP = "citation-gap"
    CITATION_ORDER = "citation-order"
    MISSING_URL = "missing-url"
    SUSPICIOUS_URL = "suspicious-url"


class Reading(StrEnum):
    """How the metadata of a note was read."""

    NONE = "none"
    JSON = "json"
    YAML = "yaml"
    TOML = "toml"
    HEADER = "header"
    """`Title: x` lines without a fence, as MultiMarkdown and Pelican write them."""
    PROPERTIES = "properties"
    """Logseq's `key:: value` lines."""
    SALVAGED = "salvaged"
    """A broken fence, read line by line."""


class Problem(NamedTuple):
    """One odd thing in a note. `line` is 1-based in the file on disk; 0 stands for the note as a whole."""

    kind: ProblemKind
    line: int
    message: str


class Stamp(NamedTuple):
    """What tells two states of a file apart: modification time in nanoseconds and size in bytes."""

    mtime_ns: int
    size: int


class Note(Struct, frozen=True):
    """A note that was read whole.

    `path` is POSIX, relative to the library where the note is inside it, absolute otherwise. `text` is the decoded
    file with the line ends of the disk, so that every line and column counted in it is true of the file;
    `text[body_start:]` is the body. `title` is one line and never empty. `tags` are as typed, without `#`, each once,
    those of the front matter first. `created` and `updated` are ISO 8601, from the front matter only; `modified` is
    the file's time, ISO 8601 with its zone. Values in `metadata` are text as written, lists and mappings of it.
    """

    path: str
    stamp: Stamp
    text: str
    body_start: int
    title: str
    modified: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    permalink: str | None = None
    created: str | None = None
    updated: str | None = None
    language: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    reading: Reading = Reading.NONE
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()

    @property
    def body(self) -> str:
        """Return the text behind the front matter."""
        return self.text[self.body_start :]

    @property
    def body_line(self) -> int:
        """Return the 1-based line of the file on which the body begins."""
        return 1 + sum(1 for _ in LINE_END.finditer(self.text, 0, self.body_start))


class Summary(NamedTuple):
    """What the list, the catalogue and the links know of a note without opening it.

    A tuple, because a hundred thousand of them go from one process to another: that takes a quarter of the time.

    `excerpt` is one line of plain text from the beginning of the body, at most 240 code points; where the text goes on,
    it ends with `GOES_ON`. `words` counts words of the body; `citations` counts its sources, `dangling` and `uncited`
    the marks and entries that lead nowhere.
    """

    path: str
    stamp: Stamp
    title: str
    modified: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    permalink: str | None = None
    created: str | None = None
    updated: str | None = None
    language: str | None = None
    excerpt: str = ""
    words: int = 0
    citations: int = 0
    dangling: int = 0
    uncited: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def passage(self) -> str:
        """The excerpt as it is shown."""
        return self.excerpt.removesuffix(GOES_ON) + "…" if self.excerpt.endswith(GOES_ON) else self.excerpt
