"""Several notes as one document: a cover, the contents, each note on a page of its own, one list of references.

The ids of every note get a prefix, so that `#mention-3` of one note is not that of another.
"""

import re
import secrets
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from reader.app.clock import now
from reader.app.export.nodes import Node, element, parse, write
from reader.app.export.one_list import OneList
from reader.app.export.paper import links_of, set_blocks, spell_out
from reader.app.export.single_file import inert
from reader.app.export.tags import Attributes, has_title, rewrite, start_tag, tokens
from reader.app.look import Look, Paper
from reader.app.messages import NoteFacts, PageRead, PageReady
from reader.core.citation import Citations
from reader.core.note import Note, Reading, Stamp
from reader.core.page import Heading, Page
from reader.core.text import one_line
from reader.markup.page import document, title_block

_HEADING = re.compile(r"h[1-5]")
_MOST_CONTENTS = 60
"""Lines of the contents up to which the sections of the notes are named in it too."""


def merge_documents(reads: Sequence[PageRead], *, title: str, look: Look, paper: Paper | None = None) -> PageReady:
    """Return one document of several notes, in their order, under `title`.

    Links from one of the notes to another lead there; those to notes outside the document become text.
    """
    prefixed = [(f"n{number}", read) for number, read in enumerate(reads, 1)]
    places = {read.facts.path: prefix for prefix, read in prefixed}
    width = (paper or Paper()).text_area[0]
    references = OneList()
    parts: list[Node] = []
    outline: list[Heading] = []
    for prefix, read in prefixed:
        root = parse(_part(read, prefix, places))
        gone = set(references.take(root, read.citations, f"{prefix}-"))
        outline += [heading for heading in _outline(read, prefix) if heading.id not in gone]
        spell_out(root)
        root.children[0].children += links_of(read.citations)
        set_blocks(root, width)
        parts.append(root)
    ending = references.section("References")
    if ending:
        spell_out(ending[0])
        outline.append(Heading(2, "References", "references"))
    facts = _facts(reads, title)
    html = "\n".join([_cover(facts, len(reads)), _contents(outline, places), *map(write, parts), *map(write, ending)])
    page = Page(html, "\n\n".join(read.page.text for read in reads), tuple(outline))
    note = Note("", Stamp(0, 0), "", 0, facts.title, facts.modified, language=facts.language)
    if paper is not None:
        look = Look("light", paper.text_size, look.measure, look.face)
    text = document(page, note, Citations(), nonce=secrets.token_urlsafe(16), look=look, paper=paper, has_head=True)
    return PageReady(0, "", text, facts, page.outline, (), Citations())


def _cover(facts: NoteFacts, notes: int) -> str:
    lines = [", ".join(facts.authors), f"{notes} notes" if notes != 1 else "One note"]
    inner = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    day = f'<p class="cover-foot">{now():%Y-%m-%d}</p>'
    return f'<section class="cover" id="cover"><h1>{escape(facts.title)}</h1>{inner}{day}</section>'


def _contents(outline: Sequence[Heading], places: dict[str, str]) -> str:
    """Return the list of the notes, with their sections where that is not too much."""
    prefixes = set(places.values())
    inside = [heading for heading in outline if heading.level <= 3]
    lines = element("ol", {})
    seen: set[str] = set()
    for heading in inside:
        prefix = heading.id.partition("-")[0]
        is_note = heading.id == "references" or (prefix in prefixes and prefix not in seen)
        seen.add(prefix)
        target = prefix if is_note and prefix in prefixes else heading.id
        link = element("a", {"href": f"#{target}"}, Node(text=escape(heading.text)))
        if is_note:
            lines.children.append(element("li", {}, link))
        elif len(inside) <= _MOST_CONTENTS and lines.children:
            above = lines.children[-1]
            if len(above.children) < 2:
                above.children.append(element("ol", {}))
            above.children[1].children.append(element("li", {}, link))
    label = element("p", {"class": "contents-label"}, Node(text="Contents"))
    return write(element("nav", {"class": "contents", "id": "contents"}, label, lines))


def _part(read: PageRead, prefix: str, places: dict[str, str]) -> str:
    """Return the fragment of one note for the document: ids and links prefixed, headings one level down."""

    def ids(attributes: Attributes) -> Attributes:
        return {key: f"{prefix}-{value}" if key in ("id", "name") else value for key, value in attributes.items()}

    def link(attributes: Attributes) -> Attributes:
        return _retarget(ids(attributes), prefix, places)

    html = _demoted(rewrite(read.page.html, {"a": link, "*": ids}))
    block = title_block(read.facts, ", ".join(read.facts.authors))
    if has_title(read.page.html):
        head, end, html = html.lstrip().partition("</h2>")
        head += end
    else:
        head = f"<h2>{escape(one_line(read.facts.title))}</h2>"
    return f'<section class="merged-note" id="{prefix}">{head}\n{block}\n{html}\n</section>'


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
    languages = {read.facts.language for read in reads}
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
        authors=tuple(dict.fromkeys(author for read in reads for author in read.facts.authors)),
        language=next(iter(languages)) if len(languages) == 1 else None,
    )
