"""Several notes as one document: a list of contents, then each note on a page of its own.

Every note keeps its own references; its ids get a prefix, so that `#mention-3` of one note is not that of another.
"""

import re
import secrets
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from reader.app.export.single_file import inert
from reader.app.export.tags import Attributes, has_title, rewrite, start_tag, tokens
from reader.app.messages import Look, NoteFacts, PageRead, PageReady, Paper
from reader.core.citation import Citations
from reader.core.note import Note, Reading, Stamp
from reader.core.page import Heading, Page
from reader.core.text import one_line
from reader.markup.page import document

_HEADING = re.compile(r"h[1-5]")


def merge_documents(reads: Sequence[PageRead], *, title: str, look: Look, paper: Paper | None = None) -> PageReady:
    """Return one document of several notes, in their order, under `title`.

    Links from one of the notes to another lead there; those to notes outside the document become text.
    """
    prefixed = [(f"n{number}", read) for number, read in enumerate(reads, 1)]
    places = {read.facts.path: prefix for prefix, read in prefixed}
    parts = [_part(read, prefix, places) for prefix, read in prefixed]
    names = [(prefix, escape(one_line(read.facts.title))) for prefix, read in prefixed]
    contents = "".join(f'<li><a href="#{prefix}">{name}</a></li>' for prefix, name in names)
    html = "\n".join([f'<nav class="contents"><ol>{contents}</ol></nav>', *parts])
    outline = tuple(heading for prefix, read in prefixed for heading in _outline(read, prefix))
    page = Page(html, "\n\n".join(read.page.text for read in reads), outline)
    facts = _facts(reads, title)
    sources = Citations(tuple(source for read in reads for source in read.citations.sources))
    note = Note("", Stamp(0, 0), "", 0, facts.title, facts.modified)
    text = document(page, note, sources, nonce=secrets.token_urlsafe(16), look=look, paper=paper)
    return PageReady(0, "", text, facts, page.outline, (), Citations())


def _part(read: PageRead, prefix: str, places: dict[str, str]) -> str:
    """Return the fragment of one note for the document: ids and links prefixed, headings one level down."""

    def ids(attributes: Attributes) -> Attributes:
        return {key: f"{prefix}-{value}" if key in ("id", "name") else value for key, value in attributes.items()}

    def link(attributes: Attributes) -> Attributes:
        return _retarget(ids(attributes), prefix, places)

    html = _demoted(rewrite(read.page.html, {"a": link, "*": ids}))
    head = "" if has_title(read.page.html) else f"<h2>{escape(one_line(read.facts.title))}</h2>\n"
    return f'<section class="merged-note" id="{prefix}">\n{head}{html}\n</section>'


def _retarget(attributes: Attributes, prefix: str, places: dict[str, str]) -> Attributes:
    href = attributes.get("href", "")
    if href.startswith("#tag:"):
        return inert(attributes)
    if href.startswith("#"):
        return {**attributes, "href": f"#{prefix}-{href[1:]}"}
    if not href.startswith("/"):
        return attributes
    path, _, fragment = href[1:].partition("#")
    other = places.get(unquote(path))
    if other is None:
        return inert(attributes)
    return {**attributes, "href": f"#{other}-{unquote(fragment)}" if fragment else f"#{other}"}


def _demoted(html: str) -> str:
    """Return `html` with every heading one level down, below the title of the whole; there is no level 7."""
    pieces: list[str] = []
    for tag in tokens(html):
        if not _HEADING.fullmatch(tag.name):
            pieces.append(tag.text)
            continue
        name = f"h{int(tag.name[1]) + 1}"
        pieces.append(f"</{name}>" if tag.closes else start_tag(name, tag.attributes()))
    return "".join(pieces)


def _outline(read: PageRead, prefix: str) -> list[Heading]:
    headings = [Heading(min(item.level + 1, 6), item.text, f"{prefix}-{item.id}") for item in read.page.outline]
    return headings if has_title(read.page.html) else [Heading(2, one_line(read.facts.title), prefix), *headings]


def _facts(reads: Sequence[PageRead], title: str) -> NoteFacts:
    return NoteFacts(
        path="",
        title=one_line(title),
        tags=tuple(dict.fromkeys(tag for read in reads for tag in read.facts.tags)),
        created=None,
        modified=max((read.facts.modified for read in reads), default=""),
        words=sum(read.facts.words for read in reads),
        encoding="utf-8",
        reading=Reading.NONE.value,
        article=False,
        problems=tuple(problem for read in reads for problem in read.facts.problems),
    )
