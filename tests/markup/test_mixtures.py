"""Whatever Markdown is mixed, its blocks are CommonMark's, and its page is clean and there in time."""

import os
import re
import time
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reader.app.limits import limit_s
from reader.citations.read import read as read_citations
from reader.core.note import Stamp
from reader.files.parse import parse
from reader.markup.renderer import RenderOptions, render
from reader.markup.sanitise import clean
from tests.conftest import CHECKOUT
from tests.markup.conftest import Library
from tests.markup.mixtures import BLOCKS, known_everywhere, shape, specimens, texts
from tests.markup.test_hostile import Audit, faults

LIBRARY = Library({"Tides.md": "# Tides\n\nHigh. ^high\n"}, frozenset({"images/x.png"}))
REFERENCE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ADDRESS = {
    "href": re.compile(r"https?://|mailto:|#|/(?![/\\])", re.IGNORECASE),
    "src": re.compile(r"/(?![/\\])|data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,", re.IGNORECASE),
}
PART = 2_000


def pages_html(text: str, *, article: bool | None = None) -> str:
    """Return the page of a file with this text, its metadata and citations read as they are in the program."""
    data = text.encode("utf-8", "surrogatepass")
    note = parse(data, "note.md", Stamp(1, len(data)))
    return render(note, read_citations(note), LIBRARY, RenderOptions(article=article)).html


def examples_if_any() -> Path | None:
    """Return the folder of shared material where it is, for more kinds of pieces; the test does without."""
    place = Path(os.environ.get("POSTIL_SHARED", CHECKOUT.parent / "shared"))
    return place if place.is_dir() else None


class Walls(Audit):
    """The audit of a page of a whole note, whose citations have their ids and whose images may be inside it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        attrs = [(name, value) for name, value in attrs if name != "id"]
        plain = [(name, value) for name, value in attrs if name not in ADDRESS]
        super().handle_starttag(tag, plain)
        for name, value in attrs:
            if name in ADDRESS and not ADDRESS[name].match(value or ""):
                self.faults.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 500), *(pytest.param(seed, PART, marks=pytest.mark.deep) for seed in range(2, 22))],
)
def test_blocks_are_those_of_commonmark(seed: int, count: int) -> None:
    """Lists, quotes, code, tables, headings and rules are where the reference has them, however they are nested."""
    pieces = [text for text in specimens(examples_if_any()) if known_everywhere(text)]
    compared = 0
    for text in texts(seed, count, pieces):
        flat = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if known_everywhere(flat):
            compared += 1
            assert shape(REFERENCE.render(flat)) == shape(pages_html(text, article=False)), repr(text)
    assert compared > count / 2


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 500), *(pytest.param(seed, PART, marks=pytest.mark.deep) for seed in range(2, 22))],
)
def test_nothing_raises_and_every_page_is_clean(seed: int, count: int) -> None:
    """Golden notes, hostile ones and examples in any order: a page comes out, clean, and within its limit."""
    pieces = specimens(examples_if_any())
    for text in texts(seed, count, pieces, most=8):
        began = time.process_time()
        html = pages_html(text)
        assert time.process_time() - began < limit_s(len(text)), repr(text)
        assert [] == faults(html, Walls), repr(text)
        assert faults(clean(html), Walls) == []


def test_all_kinds_of_blocks_are_compared() -> None:
    """Most blocks mean the same everywhere, or the comparison would prove little."""
    assert sum(map(known_everywhere, BLOCKS)) > len(BLOCKS) * 0.9
