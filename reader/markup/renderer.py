"""Draw a note: from its text, its citations and the library around it to a sanitised page."""

import re
from html import escape

from reader.core.article import is_article
from reader.core.citation import Citations
from reader.core.note import Note, Problem, ProblemKind, Reading
from reader.core.page import Links, Page
from reader.core.text import LINE_END, direction, fold
from reader.markup import article, breaks, parts
from reader.markup.context import Context
from reader.markup.marks import Marks, place
from reader.markup.options import RenderOptions
from reader.markup.pipeline import convert
from reader.markup.sanitise import clean, plain_text

__all__ = ["RenderOptions", "plain", "render"]

_LINE_END = re.compile(r"\r\n?")


def render(note: Note, citations: Citations, links: Links, options: RenderOptions = RenderOptions()) -> Page:
    """Return the page of `note`.

    It never fails because of what a note contains: one that is nested beyond all sense is shown as plain text, with a
    problem that says so. How long it may take is the caller's to limit (see `plain`).
    """
    try:
        return _render(note, citations, links, options)
    except RecursionError:
        return plain(note, "The note is nested too deeply to be drawn; this is its text.")


def plain(note: Note, reason: str) -> Page:
    """Return a page that shows the text of `note` as it is, for notes that cannot be drawn; `reason` is a sentence."""
    text = note.body
    aligned = ' dir="rtl"' if direction(text) == "rtl" else ""
    return Page(
        html=f'<p class="notice">{escape(reason)}</p><pre class="plain"{aligned}>{escape(text)}</pre>',
        text=text,
        problems=(Problem(ProblemKind.RENDER_LIMIT, 0, reason),),
    )


def _render(note: Note, citations: Citations, links: Links, options: RenderOptions) -> Page:
    body, marks = place(note, citations)
    as_article = _is_article(note) if options.article is None else options.article
    if as_article:
        body, lines = article.as_markdown(_LINE_END.sub("\n", body), note.body_line)
    else:
        first = note.body_line
        lines = list(range(first, first + body.count("\n") + body.count("\r") + 2))
    hard = breaks.guess(note) if options.hard_breaks is None else options.hard_breaks
    shared = _Shared(links, options, [note.path])
    context = Context(
        note=note,
        links=links,
        marks=marks,
        lines=lines,
        breaks=hard and not as_article,
        embed=shared.embed,
        tags=frozenset(fold(tag) for tag in note.tags),
    )
    html = clean(convert(body, context))
    return Page(
        html=html,
        text=plain_text(html),
        outline=tuple(context.outline),
        links=tuple(context.page_links),
        problems=tuple(sorted(context.problems, key=lambda problem: problem.line)),
        article=as_article,
        hard_breaks=hard and not as_article,
    )


def _is_article(note: Note) -> bool:
    return note.reading is Reading.NONE and not note.metadata and is_article(_LINE_END.sub("\n", note.body))


class _Shared:
    """The notes that are open inside each other while embeds are drawn, and how many were drawn."""

    MOST = 200
    """Embeds on one page; a note that embeds a hundred notes that embed a hundred notes ends here."""

    def __init__(self, links: Links, options: RenderOptions, open_paths: list[str]) -> None:
        self._links = links
        self._options = options
        self._open = open_paths
        self._count = 0

    def embed(self, path: str, part: str) -> str | None:
        """Return the HTML of a part of another note, or None where there is nothing to show."""
        key = f"{path}#{part}"
        if key in self._open or (path in self._open and not part):
            return '<p class="notice">This note is already open around this place.</p>'
        if len(self._open) > self._options.embed_depth or self._count >= self.MOST:
            return '<p class="notice">Notes inside notes are shown up to here.</p>'
        note = self._links.read(path)
        text = None if note is None else parts.part_of(note.body, part)
        if note is None or text is None:
            return None
        self._count += 1
        hard = breaks.guess(note) if self._options.hard_breaks is None else self._options.hard_breaks
        context = Context(
            note=note,
            links=self._links,
            marks=Marks(),
            lines=[0] * (1 + sum(1 for _ in LINE_END.finditer(text))),
            breaks=hard,
            embed=self.embed,
            prefix=f"embed{self._count}-",
            tags=frozenset(fold(tag) for tag in note.tags),
        )
        self._open.append(key if part else path)
        try:
            return clean(convert(text, context))
        finally:
            self._open.pop()
