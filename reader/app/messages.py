"""What the window, the page process and the library process say to each other: frozen values over pipes.

A wish carries a `ticket`, a number that its answer repeats, so that an answer that came too late is told apart. The
latest wish of a kind wins: a worker drops the older ones that it has not begun.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

from reader.app.look import Look, Paper
from reader.app.opening_messages import GoOn, Lacking, LibraryBlock, OpenLibrary
from reader.app.peek_messages import NotePeeked, PeekNote
from reader.core.citation import Citations
from reader.core.library import Changes, Unreadable
from reader.core.library_filter import EVERYTHING, Facets, Filter
from reader.core.note import Problem, Summary
from reader.core.page import Heading, Page, PageLink
from reader.core.results import Results

if TYPE_CHECKING:
    # Who says these loads them; no other process and no start of a window has to wait for them.
    from reader.app.export_messages import Exported, ExportNotes, ExportProgress
    from reader.app.fetch_messages import FetchImage, ImageFetched
    from reader.app.heading_messages import FindHeadings, HeadingsFound
    from reader.app.link_messages import FindLinks, LinksFound
    from reader.app.source_messages import SourceFact, SourceWish

# Wishes to the library process


class RefreshLibrary(Struct, frozen=True):
    """Look at the folder again, whatever the watcher said."""


class StopReading(Struct, frozen=True):
    """End the build that is running; what it has committed serves, and the next change goes on with it."""


class Search(Struct, frozen=True):
    """Find notes by words among those that pass a filter."""

    ticket: int
    text: str
    wanted: Filter = EVERYTHING
    limit: int = 200


# Facts from the library process


class LibraryChanged(Struct, frozen=True):
    """What differs now: `notes` are the summaries of all added and changed ones."""

    root: str
    changes: Changes
    notes: tuple[Summary, ...]
    unreadable: tuple[Unreadable, ...] = ()


class IndexProgress(Struct, frozen=True):
    """An index build stands at `done` of `total` notes."""

    done: int
    total: int


class IndexFinished(Struct, frozen=True):
    """The index is up to date with `notes` notes; `notice` is one sentence where that is not quite so."""

    notes: int
    seconds: float
    notice: str = ""


class Found(Struct, frozen=True):
    """The answer to `Search`: its best hits, and the counts of tags and folders over all that it found.

    Where `facets` is None there is much, and `FoundAll` follows if nothing else is searched for meanwhile.
    """

    ticket: int
    results: Results
    facets: Facets | None = None


class FoundAll(Struct, frozen=True):
    """What a search has found in all, best first, and the counts over it."""

    ticket: int
    paths: tuple[str, ...]
    facets: Facets


# Wishes to the page process


class OpenNote(Struct, frozen=True):
    """Make the page of the note at `path` (relative to `root`, or absolute), for the screen or for `paper`.

    `plain` asks for the text without any rendering: what is shown where rendering took too long. `early` asks for the
    first screen of a long note before its page (`PageBegun`).
    """

    ticket: int
    root: str
    path: str
    look: Look
    paper: Paper | None = None
    plain: bool = False
    early: bool = False


class ReadPage(Struct, frozen=True):
    """Render the note at `path` as a fragment, without a document around it."""

    ticket: int
    root: str
    path: str
    plain: bool = False


class ReadFile(Struct, frozen=True):
    """Read an image of the library for a page; `path` is relative to `root`."""

    ticket: int
    root: str
    path: str


# To the bind process


class BindPages(Struct, frozen=True):
    """Bind what the engine has printed of `ready` on `paper`: `data` is a PDF."""

    ready: "PageReady"
    data: bytes
    paper: Paper


# Facts from the page process


class NoteFacts(Struct, frozen=True):
    """What the note information shows: title, tags, dates, encoding, how the metadata was read, and what is odd."""

    path: str
    title: str
    tags: tuple[str, ...]
    created: str | None
    modified: str
    words: int
    encoding: str
    reading: str
    article: bool
    problems: tuple[Problem, ...]
    hard_breaks: bool = False
    authors: tuple[str, ...] = ()
    subject: str = ""
    language: str | None = None
    updated: str | None = None


class PageReady(Struct, frozen=True):
    """The page of a note: `document` is a whole HTML document that needs nothing from outside but images.

    `nonce` is the random word in its policy, by which its own style is known.
    """

    ticket: int
    path: str
    document: str
    facts: NoteFacts
    outline: tuple[Heading, ...]
    links: tuple[PageLink, ...]
    citations: Citations
    nonce: str = ""


class PageBegun(Struct, frozen=True):
    """The first screen of a long note, whose `PageReady` follows: the same elements from the top on, then no more."""

    ticket: int
    path: str
    document: str


class PageRead(Struct, frozen=True):
    """A note as a fragment, with what is known of it."""

    ticket: int
    page: Page
    facts: NoteFacts
    citations: Citations


class FileReady(Struct, frozen=True):
    """The bytes of a file and its type; `data` is empty where it may not or cannot be shown."""

    ticket: int
    mime: str
    data: bytes


# Facts from the bind process


class PagesBound(Struct, frozen=True):
    """The PDF as it is handed out."""

    ticket: int
    data: bytes


# Facts from all


class Refused(Struct, frozen=True):
    """A wish that could not be met: one sentence, what to do next, and the wish's ticket (0: none)."""

    ticket: int
    message: str
    hint: str = ""


class Crashed(Struct, frozen=True):
    """A bug in a worker: a short message and the path of the crash report."""

    message: str
    report: str


PageWish = OpenNote | ReadPage | ReadFile | PeekNote
PageFact = PageBegun | PageReady | PageRead | FileReady | NotePeeked | Refused | Crashed
if TYPE_CHECKING:
    ExportFact = ExportProgress | Exported | Refused | Crashed
    LibraryWish = OpenLibrary | GoOn | RefreshLibrary | StopReading | Search | SourceWish | FindLinks | FindHeadings
    Wish = PageWish | LibraryWish | ExportNotes | BindPages | FetchImage
    LibraryFact = (
        LibraryBlock
        | LibraryChanged
        | IndexProgress
        | IndexFinished
        | Found
        | FoundAll
        | SourceFact
        | LinksFound
        | HeadingsFound
        | Refused
        | Crashed
    )
    Fact = LibraryFact | PageFact | ExportFact | PagesBound | ImageFetched | Lacking
