"""Plain articles are read by the shape of their lines, and nothing else is taken for one."""

from pathlib import Path

import pytest

from reader.core.citation import Citations
from reader.core.page import Page
from reader.markup.renderer import RenderOptions, render
from tests.markup.conftest import NO_LIBRARY, Draw, make_note

LONG = "The harbour of the old town was built in three years by people who had never built one, out of a lost book."
OTHER = "In the first spring they sank forty barges of stones beside the church, and each of them moved by autumn."
ARTICLE = f"""\
How a harbour is built
{LONG} {LONG}
The first stones
{OTHER} {OTHER}
Now:
- Stones move.
- Men do not.
{LONG} {OTHER}
"""


def drawn(text: str) -> Page:
    """Return the page of a text as Postil itself decides to read it."""
    return render(make_note(text), Citations(), NO_LIBRARY)


def test_an_article_is_found() -> None:
    """Long lines that end sentences, short ones between them, no marks: an article."""
    page = drawn(ARTICLE)
    assert page.article
    assert [(1, "How a harbour is built"), (2, "The first stones"), (2, "Now:")] == [
        (heading.level, heading.text) for heading in page.outline
    ]
    assert "<ul><li>Stones move.</li><li>Men do not.</li></ul>" in page.html
    assert 3 == page.html.count("<p>")


@pytest.mark.parametrize(
    "text",
    [
        "# A heading\n" + ARTICLE,
        ARTICLE + "```\ncode\n```\n",
        ARTICLE + "[1] https://a.example\n",
        ARTICLE.replace("\n", "\n\n"),
        "<p>\n" + ARTICLE,
        "> quoted\n" + ARTICLE,
        "\n".join(f"- {LONG} {OTHER}" for _ in range(9)),
        "\n".join(["The bay is wide", "the bay is deep", "the gulls are loud", "the fishers sleep"] * 5),
        "\n".join(LONG[:72] for _ in range(30)),
        "\n".join(f"2025-01-{day:02} wind north {LONG} {OTHER}" for day in range(1, 9)),
        "\n".join(f"    call({number}, {LONG!r})" for number in range(9)),
    ],
    ids="heading fence references blank-lines html quote outline poem wrapped log code".split(),
)
def test_what_has_another_shape_is_left_alone(text: str) -> None:
    """Markdown, outlines, poems, wrapped prose, logs and code are no articles."""
    assert not drawn(text).article


def test_the_reader_decides(draw: Draw) -> None:
    """The switch for one note overrules the guess, both ways."""
    assert not draw(ARTICLE, article=False).article
    assert draw("Short.\n", article=True).article


def test_problems_keep_the_lines_of_the_file() -> None:
    """The blank lines that reading adds do not move what is said about a line."""
    page = render(make_note(ARTICLE + "See [x](Nowhere.md).\n"), Citations(), NO_LIBRARY, RenderOptions(article=True))
    assert [9] == [problem.line for problem in page.problems]


def test_a_lead_in_is_no_heading() -> None:
    """A line that begins a sentence and ends with a colon stays with its list."""
    page = drawn(ARTICLE.replace("Now:", "These are the things that they learned from it:"))
    assert "<p>These are the things that they learned from it:</p>" in page.html


def test_the_seeds(shared: Path) -> None:
    """Three of the five are plain articles; their headings, lists and tables are found."""
    pages = [drawn(path.read_text(encoding="utf-8")) for path in sorted((shared / "seeds").iterdir())]
    assert [False, False, True, True, True] == [page.article for page in pages]
    assert [0, 0, 0] == [page.html.count("<p></p>") for page in pages[2:]]
    assert 1 <= pages[4].html.count("<table>")
