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
    shown = look or SimpleNamespace(theme="sepia", text_size=120, measure=70, face="sans")
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
    [(10, 0, "1 min"), (690, 1, "3 min · 1 source"), (2300, 36, "10 min · 36 sources")],
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
    assert ":root { --text-size: 1.2; --measure: 70ch; }" in html


def test_a_look_that_makes_no_sense_is_bounded() -> None:
    """Unknown themes and faces are the first ones; sizes stay within what can be read."""
    html = made("Text.\n", look=SimpleNamespace(theme='x" y="', text_size=9000, measure=1, face="comic"))
    assert 'data-theme="light" data-face="serif">' in html
    assert ":root { --text-size: 4.0; --measure: 30ch; }" in html


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
