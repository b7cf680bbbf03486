"""What comes with a page: links, problems with their lines, the outline, the plain text."""

import re

import pytest
from msgspec.structs import replace

from reader.core.citation import Citations
from reader.core.note import ProblemKind
from reader.core.page import Heading, PageLink
from reader.markup import breaks, parts
from reader.markup.renderer import RenderOptions, render
from tests.markup.conftest import NO_LIBRARY, Draw, Library, make_note


def test_problems_stand_on_the_lines_of_the_file() -> None:
    """Lines count from the beginning of the file, front matter and all kinds of line ends included."""
    text = (
        "---\ntitle: x\n---\r\n\r\nfirst\rsecond [a](Nowhere.md)\n\n| x |\n|---|\n| ![b](lost.png) |\n\n> ![[Gone]]\n"
    )
    note = replace(make_note(text), body_start=text.index("\r\n\r\n") + 2)
    page = render(note, Citations(), NO_LIBRARY)
    assert [
        (ProblemKind.BROKEN_LINK, 6),
        (ProblemKind.MISSING_IMAGE, 10),
        (ProblemKind.MISSING_EMBED, 12),
    ] == [(problem.kind, problem.line) for problem in page.problems]


def test_links_to_notes_are_listed(draw: Draw) -> None:
    """Each link to a note, resolved or not, and no other link."""
    library = Library(notes={"a/Tides.md": ""}, files=frozenset({"log.pdf"}))
    page = draw("[[Tides|x]] [y](Tides.md#part) [[None]] [pdf](log.pdf) https://a.example\n", library=library)
    assert (
        PageLink("Tides", "a/Tides.md"),
        PageLink("Tides.md", "a/Tides.md"),
        PageLink("None", None),
    ) == page.links


def test_the_outline_has_every_heading(draw: Draw) -> None:
    """Levels, plain words and the ids of the elements, those of the author's own HTML left out."""
    page = draw("# *One* & two\n\ntext\n\n### Three ###\n\n> ## In a quote\n")
    assert (
        Heading(1, "One & two", "one--two"),
        Heading(3, "Three", "three"),
        Heading(2, "In a quote", "in-a-quote"),
    ) == page.outline
    for heading in page.outline:
        assert f'id="{heading.id}"' in page.html


def test_the_plain_text_reads_as_the_page() -> None:
    """Blocks on lines of their own, cells apart, formulas as typed, entities resolved."""
    text = "# T\n\na *b* `c`&amp;d\n\n- x\n- y\n\n| p | q |\n|---|---|\n| 1 | $z^2$ |\n"
    page = render(make_note(text), Citations(), NO_LIBRARY)
    assert "T\na b c&d\nx\ny\np\tq\n1\tz^2" == page.text


def test_embeds_end() -> None:
    """Notes inside notes are shown four deep, and a note that shows two others twice each does not grow without end."""
    chain = Library(notes={f"N{number}.md": f"text{number} ![[N{number + 1}]]" for number in range(9)})
    page = render(make_note("![[N0]]"), Citations(), chain)
    assert ["text0", "text1", "text2", "text3"] == [word for word in page.text.split() if word.startswith("text")]
    tree = Library(notes={f"N{number}.md": f"![[N{number + 1}]] " * 9 for number in range(9)})
    assert render(make_note("![[N0]]"), Citations(), tree).html.count('class="embed"') < 2000


@pytest.mark.parametrize(
    ("text", "metadata", "expected"),
    [
        ("one\ntwo\n", {}, False),
        ("one\ntwo\n", {"dg-publish": "true"}, True),
        ("one\ntwo [[Tides]]\n", {}, True),
        ("> [!note] x\n> y\n", {}, True),
        (("word " * 15 + "\n") * 12 + "[[Tides]]\n", {}, False),
    ],
)
def test_the_guess_at_line_breaks(text: str, metadata: dict[str, object], *, expected: bool) -> None:
    """Gardens and Obsidian break lines where their authors did; prose that is wrapped by hand is joined."""
    assert expected == breaks.guess(replace(make_note(text), metadata=metadata))
    page = render(replace(make_note(text), metadata=metadata), Citations(), NO_LIBRARY, RenderOptions(article=False))
    assert (expected and "\ntwo" in text) == ("<br>" in page.html)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", "# A\n\ntext\n\n## B\n\n```\n## C\n```\nmore ^x\n\n## C\n\n- item ^y\n"),
        ("B", "## B\n\n```\n## C\n```\nmore ^x\n"),
        ("a#c", "## C\n\n- item ^y\n"),
        ("^y", "- item ^y"),
        ("Nothing", None),
        ("^nothing", None),
    ],
)
def test_parts_of_a_note(part: str, expected: str | None) -> None:
    """A section reaches to the next heading of its level, fences are no headings, a block is its paragraph or item."""
    body = "# A\n\ntext\n\n## B\n\n```\n## C\n```\nmore ^x\n\n## C\n\n- item ^y\n"
    assert expected == parts.part_of(body, part)


def test_drawing_twice_gives_the_same(draw: Draw) -> None:
    """Nothing of one note is left for the next."""
    text = "# T\n\n[^1] <b>x</b>\n\n[^1]: y\n\n[r]: https://a.example\n"
    assert draw(text) == draw(text)
    assert "[r]" in draw("[r]\n").html


def test_marks_of_an_embedded_passage_lead_to_its_note(draw: Draw) -> None:
    """Its sources are not those of the page around it; code, links and indices are no marks."""
    library = Library(notes={"a b.md": "High[1][2] *late*[3], `x[1]` [y][4] z [5]\n\n[4]: https://a.example\n"})
    html = draw("![[a b]]\n\nHere[1].\n", library=library).html
    assert ["[1]", "[2]", "[3]"] == re.findall(r'<a class="cite-elsewhere" href="/a%20b.md"[^>]*>([^<]*)</a>', html)
    assert "Here[1]." in html
