"""The document around a page: its head, its line of facts, its look."""

import re
from types import SimpleNamespace

import pytest

from reader.core.citation import Citations, Source, State
from reader.core.note import Note, Stamp
from reader.markup.page import THEMES, document, stylesheet
from reader.markup.renderer import render
from tests.markup.conftest import NO_LIBRARY

SOURCE = Source("1", "", "https://a.example", "a.example", 1, 0, 1, State.UNCITED)


def made(text: str, *, sources: int = 0, look: object = None, paper: object = None, **facts: object) -> str:
    """Return the document of a note."""
    note = Note("n.md", Stamp(0, 0), text, 0, str(facts.pop("title", "The bay")), "", **facts)  # type: ignore[arg-type]
    citations = Citations((SOURCE,) * sources)
    shown = look or SimpleNamespace(theme="sepia", text_size=120, measure=70, line_height=115, face="sans")
    return document(render(note, citations, NO_LIBRARY), note, citations, nonce="n", look=shown, paper=paper)  # type: ignore[arg-type]


def body(html: str) -> str:
    """Return what stands inside <main>."""
    return re.sub(r"\s*\n\s*", "\n", html.partition("<main>")[2].partition("</main>")[0]).strip()


def test_the_title_stands_once() -> None:
    """A text that begins with its heading gets the line of facts under it, another one a title above it."""
    with_heading = body(made("# The bay\n\nText.\n"))
    assert 1 == with_heading.count("<h1")
    assert with_heading.startswith('<h1 id="the-bay">The bay</h1>\n<div class="note-meta">')
    without = body(made("Text.\n"))
    assert without.startswith('<h1 class="note-title">The bay</h1>\n<div class="note-meta">')


@pytest.mark.parametrize(
    ("words", "sources", "expected"),
    [
        (10, 0, "1 min"),
        (690, 1, "3 min · 1 source"),
        (2300, 36, "10 min · 36 sources"),
        (13_800, 0, "1 h"),
        (14_490, 0, "1 h 3 min"),
    ],
)
def test_the_line_of_facts(words: int, sources: int, expected: str) -> None:
    """Reading time by the words of the text, and how many sources there are."""
    html = made("word " * words, sources=sources)
    assert f'<p class="note-facts">{expected}</p>' in html


def test_tags_are_links() -> None:
    """A tag leads to the list of its notes."""
    html = made("Text.\n", tags=("bay/north", "Küste"))
    assert (
        '<a class="tag" href="#tag:bay/north">bay/north</a> · <a class="tag" href="#tag:K%C3%BCste">Küste</a>' in html
    )


def test_the_look_is_in_the_document() -> None:
    """Theme, face, size and measure are there before any script could set them."""
    html = made("Text.\n")
    assert 'data-theme="sepia" data-face="sans">' in html
    assert ":root { --text-size: 1.2; --leading: 1.15; --measure: 70ch; }" in html


def test_a_look_that_makes_no_sense_is_bounded() -> None:
    """Unknown themes and faces are the first ones; sizes stay within what can be read."""
    html = made(
        "Text.\n", look=SimpleNamespace(theme='x" y="', text_size=9000, measure=1, line_height=9000, face="comic")
    )
    assert 'data-theme="light" data-face="serif">' in html
    assert ":root { --text-size: 4.0; --leading: 3.0; --measure: 30ch; }" in html


def test_a_page_for_paper_says_so() -> None:
    """The stylesheet can tell paper from screen."""
    assert " data-paper>" in made("Text.\n", paper=SimpleNamespace(text_area=(170.0, 257.0)))


@pytest.mark.parametrize(
    ("text", "expected"), [("Text", "ltr"), ("1. שלום", "rtl"), ("مد and text", "rtl"), ("123", "ltr")]
)
def test_the_direction_is_the_texts(text: str, expected: str) -> None:
    """A note reads from where its first letter reads."""
    assert f'dir="{expected}"' in made(text)


def test_the_language_is_the_notes() -> None:
    """What the note says of its language chooses line breaking and hyphens; nonsense is left out."""
    assert 'lang="zh-Hans"' in made("潮", language="zh-Hans")
    assert 'lang=""' in made("x", language="not a language!")


def test_the_stylesheet_has_every_theme() -> None:
    """Each theme defines its grounds and inks, and nothing in the sheet is fetched from outside."""
    style = stylesheet()
    for theme in THEMES[1:]:
        assert f':root[data-theme="{theme}"]' in style
    assert re.findall(r"url\((?!\"?(?:postil|data):)", style) == []
    assert "@import" not in style


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_can_be_read(theme: str) -> None:
    """Each ink of each theme has a contrast of at least 4.5:1 on the page and in the well that code stands in."""
    blocks = {
        name or "light": dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block))
        for name, block in re.findall(r':root(?:\[data-theme="(\w+)"\])? \{([^}]*--page[^}]*)\}', stylesheet())
    }
    colours = blocks[theme]
    inks = [name for name in colours if name not in {"--page", "--well", "--line", "--postil-mark", "--selection"}]
    assert len(inks) >= 12
    weak = [
        (ink, ground)
        for ink in inks
        for ground in ("--page", "--well")
        if contrast(colours[ink], colours[ground]) < 4.5
    ]
    assert [] == weak
