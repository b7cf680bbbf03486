"""The whole document around a fragment: what the viewer shows and the PDF prints.

A document needs nothing from outside but images and fonts of the private scheme. It has no script; its one style
element carries a nonce, and the policy in its head forbids everything else.
"""

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from reader.core.citation import Citations
from reader.core.note import Note
from reader.core.page import Page
from reader.core.text import direction, one_line
from reader.markup import fonts
from reader.markup.long_blocks import with_directions
from reader.markup.long_words import with_breaks

THEMES = ("light", "sepia", "dark")
WORDS_A_MINUTE = 230
"""How fast people read prose; of scripts without blanks, two characters count as a word."""

LONG_TITLE = 60
"""Characters beyond which a title is set smaller."""

_PACKAGE = Path(__file__).resolve().parent.parent
_FIRST_HEADING = re.compile(r"<h1(?: [^<>]*)?>.*?</h1>", re.DOTALL)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W_]+(?:['’-][^\W_]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FACES = frozenset({"serif", "sans"})
_TEMPLATE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}" data-theme="{theme}" data-face="{face}"{paper}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
{preloads}<style nonce="{nonce}">
{style}
:root {{ --text-size: {size}; --leading: {leading}; --measure: {measure}ch;{sheet} }}
{own}
</style>
</head>
<body>
<main{length}>
{body}
</main>
{faces}</body>
</html>
"""
_CUTS = "a<em>a</em><strong>a<em>a</em></strong>"
_EVERY_FACE = f'<div class="faces">{_CUTS}<span class="sans">{_CUTS}</span></div>\n'
"""Every face of a page. What is printed is laid out on paper only, when it is too late to fetch them."""

_SHEET = " --text-width: {:.2f}mm; --text-height: {:.2f}mm;"


class Look(Protocol):
    """How a page is set: theme, sizes of text and lines in percent, measure in characters, face (`serif` or `sans`)."""

    @property
    def theme(self) -> str:
        """One of THEMES; anything else is the first."""
        ...

    @property
    def text_size(self) -> int:
        """Return the text size in percent."""
        ...

    @property
    def line_height(self) -> int:
        """Return the height of a line in percent of what its face has by itself."""
        ...

    @property
    def measure(self) -> int:
        """Return the length of a line in characters."""
        ...

    @property
    def face(self) -> str:
        """Return the face of the text."""
        ...


class Sheet(Protocol):
    """What a page must know of the paper it is printed on."""

    @property
    def text_area(self) -> tuple[float, float]:
        """Return width and height of what stands between the margins, in millimetres."""
        ...


def document(  # noqa: PLR0913 - each is a choice of its own, and all have names
    page: Page,
    note: Note,
    citations: Citations,
    *,
    nonce: str,
    look: Look,
    paper: Sheet | None = None,
    byline: str = "",
    has_head: bool = False,
    style: str = "",
) -> str:
    """Return the HTML document of a page, for the screen or (`paper` given) to be printed.

    The head of a page on the screen tells how long it takes to read; on paper it names the authors (`byline`), and
    the dates that the note gives. A fragment that brings its own head (`has_head`) gets none.

    `nonce` is a fresh random word for each document; `style` are the user's own rules, cleaned. The theme and the face
    can be changed in the page through the attributes `data-theme` and `data-face` of its root element.
    """
    nonce = quote(nonce, safe="")
    policy = f"default-src 'none'; img-src postil: data:; style-src 'nonce-{nonce}'; font-src postil:"
    head = _facts(page, note, citations) if paper is None else title_block(note, byline)
    body = page.html if has_head else _body(page, note, head)
    face = look.face if look.face in _FACES else "serif"
    language = note.language if note.language and _LANGUAGE.fullmatch(note.language) else ""
    return _TEMPLATE.format(
        language=language,
        direction=direction(page.text),
        theme=look.theme if look.theme in THEMES else THEMES[0],
        face=face,
        paper="" if paper is None else " data-paper",
        sheet="" if paper is None else _SHEET.format(*paper.text_area),
        policy=policy,
        preloads="" if paper is not None else fonts.preloads(face, slanted="<em" in body),
        title=escape(one_line(note.title)),
        nonce=nonce,
        style=stylesheet(on_paper=paper is not None),
        own=style,
        size=max(50, min(look.text_size, 400)) / 100,
        leading=max(50, min(look.line_height, 300)) / 100,
        measure=max(30, min(look.measure, 140)),
        length=' class="long-title"' if len(note.title) > LONG_TITLE else "",
        faces="" if paper is None else _EVERY_FACE,
        body=with_breaks(with_directions(body)),
    )


def _body(page: Page, note: Note, facts: str) -> str:
    """Return the fragment with the note's head: its title, unless the text begins with it, and a line of facts."""
    first = _FIRST_HEADING.match(page.html.lstrip())
    if first is not None:
        html = page.html.lstrip()
        return f"{first[0]}\n{facts}\n{html[first.end() :]}"
    return f'<h1 class="note-title">{escape(one_line(note.title))}</h1>\n{facts}\n{page.html}'


def _reading_time(words: int) -> str:
    """Return how long it takes to read so many words.

    >>> _reading_time(50_000)
    '3 h 37 min'
    """
    hours, minutes = divmod(max(1, round(words / WORDS_A_MINUTE)), 60)
    return " ".join(part for part in (f"{hours} h" * (hours > 0), f"{minutes} min" * (minutes > 0)) if part)


def _facts(page: Page, note: Note, citations: Citations) -> str:
    words = sum(1 for _ in _WORD.finditer(page.text))
    facts = [_reading_time(words)]
    if count := len(citations.sources):
        facts.append(f"{count} source{'s' * (count != 1)}")
    tags = " · ".join(f'<a class="tag" href="#tag:{quote(tag)}">{escape(one_line(tag, 80))}</a>' for tag in note.tags)
    left = f'<p class="note-tags">{tags}</p>' if tags else ""
    return f'<div class="note-meta">{left}<p class="note-facts">{" · ".join(facts)}</p></div>'


class Dated(Protocol):
    """What the head of a note on paper shows."""

    @property
    def created(self) -> str | None:
        """Return when the note was made, ISO 8601."""
        ...

    @property
    def updated(self) -> str | None:
        """Return when its author last changed it, ISO 8601."""
        ...

    @property
    def tags(self) -> tuple[str, ...]:
        """Return its tags."""
        ...


def title_block(note: Dated, byline: str) -> str:
    """Return what stands under the title of a note on paper: authors, dates and tags, as far as there are any."""
    dates = [note.created[:10]] if note.created else []
    if note.updated and note.updated[:10] not in dates:
        dates.append(f"updated {note.updated[:10]}" if dates else note.updated[:10])
    lines = [
        ("note-authors", escape(byline)),
        ("note-dates", escape(" · ".join(dates))),
        ("note-tags", escape(" · ".join(one_line(tag, 80) for tag in note.tags))),
    ]
    inner = "".join(f'<p class="{name}">{text}</p>' for name, text in lines if text)
    return f'<div class="note-meta{"" if inner else " bare"}">{inner}</div>'


@cache
def stylesheet(*, on_paper: bool = False) -> str:
    """Return the reading stylesheet that is bundled with the program, and behind it what holds for paper."""
    inside = _PACKAGE / "_data" / "resources"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    # A stylesheet cannot end its own element by accident: `</style` in a comment would.
    sheets = [(folder / "page" / name).read_text(encoding="utf-8") for name in ("page.css", "print.css")]
    return fonts.rules("block" if on_paper else "fallback") + "\n".join(sheets).replace("</", "<\\/")
