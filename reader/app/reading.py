"""From a path to a page: read, find the citations, render. What a page process does all day; it knows no index."""

import logging
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from reader.app.catalogue import Catalogue
from reader.app.cited import cited
from reader.app.export.paper import for_paper
from reader.app.image_types import image_type
from reader.app.library_links import LibraryLinks
from reader.app.look import Look
from reader.app.messages import FileReady, NoteFacts, OpenNote, PageBegun, PageRead, PageReady
from reader.app.paths import Places
from reader.app.peek_messages import NotePeeked, PeekNote
from reader.app.peeking import peek
from reader.core.citation import Citations
from reader.core.note import Note
from reader.core.page import Page
from reader.errors import ReaderError, UnwritableError
from reader.files.byline import authors, subject
from reader.files.inside import contents, real_file
from reader.files.parse import read as read_note
from reader.files.summary import word_count
from reader.markup import user_style
from reader.markup.breaks import is_verse
from reader.markup.options import RenderOptions
from reader.markup.page import document
from reader.markup.parts import beginning
from reader.markup.renderer import plain as plain_text, render

_LOG = logging.getLogger(__name__)
_TOO_LONG = "This note takes too long to set; it is shown as plain text."
_LONG = 300_000
"""Characters of a note beyond which its first screen comes first."""

_SCREEN = 40_000
"""Characters of which a first screen is made: many more than the largest shows."""

_IMAGE_LIMIT = 64 * 2**20


def _catalogue(root: Path, places: Places) -> Catalogue:
    """Open the catalogue; where nothing can be kept, an empty one, so that notes are read all the same."""
    try:
        return Catalogue(places.library_cache(root))
    except UnwritableError as error:
        _LOG.info("Notes are read without a catalogue: %s", error)
        return Catalogue(None)


class Reading:
    """The notes of one library, as pages. Raises ReaderError where a note cannot be read."""

    def __init__(self, root: Path, places: Places) -> None:
        self._root = root
        self._style = places.config / "style.css"
        self._catalogue = _catalogue(root, places)

    def close(self) -> None:
        """Let go of the catalogue."""
        self._catalogue.close()

    def page(self, ticket: int, path: str, *, plain: bool = False) -> PageRead:
        """Read and render the note at `path`."""
        note = read_note(self._root, path)
        page, citations = self._render(note, Look(), plain=plain)
        return PageRead(ticket, page, _facts(note, page, citations), citations)

    def document(self, wish: OpenNote, tell: Callable[[PageBegun], None] | None = None) -> PageReady:
        """Read and render a note as a whole document for the screen or for paper.

        `tell` hears of the first screen of a long note, where the wish asks for it.
        """
        note = read_note(self._root, wish.path)
        is_early = wish.early and wish.paper is None and not wish.plain
        if tell is not None and is_early and len(note.text) - note.body_start > _LONG:
            tell(self._begun(note, wish))
        page, citations = self._render(note, wish.look, plain=wish.plain)
        shown, look, byline = page, wish.look, ""
        if wish.paper is not None:
            width = wish.paper.text_area[0] * 100 / wish.paper.text_size
            shown = replace(page, html=for_paper(page.html, citations, width))
            look = replace(look, theme="light", text_size=wish.paper.text_size)
            byline = ", ".join(authors(note))
        nonce = secrets.token_urlsafe(16)
        text = document(
            shown,
            note,
            citations,
            nonce=nonce,
            look=look,
            paper=wish.paper,
            byline=byline,
            style=user_style.read(self._style),
        )
        return PageReady(
            ticket=wish.ticket,
            path=note.path,
            document=text,
            facts=_facts(note, page, citations),
            outline=page.outline,
            links=page.links,
            citations=citations,
            nonce=nonce,
        )

    def _begun(self, note: Note, wish: OpenNote) -> PageBegun:
        """Draw the beginning of a long note; its citations, which lead to the list at its end, come with the page."""
        text = note.text[: note.body_start] + beginning(note.body, _SCREEN)
        page = self._drawn(replace(note, text=text), Citations(), wish.look)
        # How long it takes to read is that of the whole.
        page = replace(page, text=note.body)
        style = user_style.read(self._style)
        nonce = secrets.token_urlsafe(16)
        html = document(page, note, Citations(), nonce=nonce, look=wish.look, style=style)
        return PageBegun(wish.ticket, note.path, html)

    def _render(self, note: Note, look: Look, *, plain: bool) -> tuple[Page, Citations]:
        if plain:
            return plain_text(note, _TOO_LONG), Citations()
        citations = cited(self._root, note)
        return self._drawn(note, citations, look), citations

    def _drawn(self, note: Note, citations: Citations, look: Look) -> Page:
        links = LibraryLinks(self._root, note.path, self._catalogue)
        breaks = self._keeps_breaks() if look.hard_breaks is None else look.hard_breaks
        if breaks is False and look.hard_breaks is None:
            breaks = is_verse(note)
        return render(note, citations, links, RenderOptions(hard_breaks=breaks, article=look.article))

    def _keeps_breaks(self) -> bool | None:
        try:
            return self._catalogue.keeps_breaks()
        except sqlite3.Error as error:
            _LOG.info("The catalogue cannot be read: %s", error)
            return None

    def peek(self, wish: PeekNote) -> NotePeeked:
        """Tell how a note begins, for the card of a link to it."""
        note = read_note(self._root, wish.path)
        return peek(note, wish.fragment, wish.ticket, lambda part: self._drawn(part, Citations(), Look()).text)

    def file(self, ticket: int, path: str) -> FileReady:
        """Return the bytes of an image inside the library; nothing of any other file."""
        real = real_file(self._root, path)
        if real is None:
            return FileReady(ticket, "", b"")
        try:
            data, status = contents(str(real), path, _IMAGE_LIMIT + 1)
        except (ReaderError, OSError, ValueError) as error:
            _LOG.info("%s is not shown: %s", path, error)
            return FileReady(ticket, "", b"")
        mime = image_type(data) if status.st_size <= _IMAGE_LIMIT else ""
        return FileReady(ticket, mime, data if mime else b"")


def _facts(note: Note, page: Page, citations: Citations) -> NoteFacts:
    return NoteFacts(
        path=note.path,
        title=note.title,
        tags=note.tags,
        created=note.created,
        modified=note.updated or note.modified,
        words=word_count(note),
        encoding=note.encoding,
        reading=note.reading.value,
        article=page.article,
        hard_breaks=page.hard_breaks,
        problems=(*note.problems, *citations.problems, *page.problems),
        authors=authors(note),
        subject=subject(note),
        language=note.language,
        updated=note.updated,
    )
