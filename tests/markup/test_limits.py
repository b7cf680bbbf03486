"""Nothing that a note contains can stop or hang its drawing, and no text is lost on the way."""

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reader.core.citation import Citations
from reader.core.note import ProblemKind
from reader.markup.renderer import RenderOptions, plain, render
from reader.markup.sanitise import clean
from tests.markup.conftest import NO_LIBRARY, make_note
from tests.markup.test_hostile import faults
from tests.pace import at_most

SIZE = 12_000
RUNS = {
    "brackets": "[" * SIZE,
    "closed brackets": "[" * SIZE + "]" * SIZE,
    "link openers": "[a](" * (SIZE // 4),
    "wikilink openers": "[[" * (SIZE // 2),
    "embed openers": "![[a|" * (SIZE // 5),
    "rising backticks": " ".join("`" * length for length in range(1, 150)),
    "stars": "*" * SIZE,
    "star words": "**a *b " * (SIZE // 7),
    "nested emphasis": "*" * SIZE + "a" + "*" * SIZE,
    "tildes": "~a " * (SIZE // 3),
    "quotes": ">" * SIZE,
    "items in items": "- " * (SIZE // 2) + "a",
    "deep list": "\n".join("  " * depth + "- a" for depth in range(400)),
    "deep quote": "\n".join("> " * depth + "a" for depth in range(200)),
    "less-than": "<" * SIZE,
    "comments": "<!--" * (SIZE // 4),
    "tags": "<a x='" * (SIZE // 6),
    "open blocks": "<div>\n\n" * (SIZE // 7),
    "dollars": "$a " * (SIZE // 3),
    "double dollars": "$$\na\n\n" * (SIZE // 7),
    "percents": "%%\n\n" * (SIZE // 4),
    "equals": "==a " * (SIZE // 4),
    "carets": "^[" * (SIZE // 2),
    "footnotes": "".join(f"[^{number}]: x\n" for number in range(SIZE // 8)),
    "definitions": "".join(f"[{number}]: /x\n" for number in range(SIZE // 8)),
    "headings": "# h\n" * (SIZE // 4),
    "table columns": "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "|b" * 3000 + "|",
    "table rows": "|a|b|\n|-|-|\n" + "|x|y|\n" * (SIZE // 6),
    "schemes": "http://" * (SIZE // 7),
    "parentheses": "http://a.b/" + "(" * SIZE + ")" * SIZE,
    "callouts": "\n".join("> " * depth + "[!note] a" for depth in range(1, 120)),
    "one word": "\u1780" * SIZE,
    "borders": "+-+\n|a|\n" * (SIZE // 8) + "|",
    "bars": "| a\n" * (SIZE // 4) + "| a | b",
    "terms": "a\nb\n: c\n\n" * (SIZE // 10),
    "braces": "$" + "{" * SIZE + "}" * SIZE + "$",
}


@pytest.mark.parametrize("name", RUNS)
def test_a_run_of_openers_ends_soon(name: str) -> None:
    """Twelve thousand characters of nothing but openers cost a bounded number of times what prose does."""

    def work(text: str) -> None:
        page = render(make_note(text), Citations(), NO_LIBRARY, RenderOptions(article=False))
        assert [] == faults(page.html)

    assert at_most(60, lambda: work(RUNS[name]), lambda: work("A word or two, and a *third* one.\n\n" * (SIZE // 35)))


def test_deep_lists_keep_their_text() -> None:
    """Four hundred levels of list are drawn as far as it makes sense, and the rest stands there as text."""
    text = "\n".join("  " * depth + f"- word{depth}" for depth in range(400))
    page = render(make_note(text), Citations(), NO_LIBRARY)
    assert {f"word{depth}" for depth in range(400)} <= set(re.findall(r"word\d+", page.text))


def test_a_note_that_cannot_be_drawn_is_shown_as_text() -> None:
    """The way out when a limit is reached: the text itself, escaped, with the reason and a problem."""
    page = plain(make_note("<b>x</b>\n"), "It took too long.")
    assert '<p class="notice">It took too long.</p><pre class="plain">&lt;b&gt;x&lt;/b&gt;\n</pre>' == page.html
    assert [ProblemKind.RENDER_LIMIT] == [problem.kind for problem in page.problems]


PIECES = st.sampled_from(
    [
        *"*_`~[]()<>!#|$%=^&\\{}-+:\"'\n\t .1a",
        "\n\n", "    ", "> ", "- ", "1. ", "```", "~~~", "[[", "]]", "![[", "$$", "%%", "==", "[^1]",
        "[^1]: ", "[1]: /u",
        "<div>", "</div>", "<!--", "-->", "<script>", "</script>", "<img src=x onerror=y>", "<a href='javascript:x'>",
        "https://a.example", "www.b.example", "|---|", "[!note]- ", "&amp;", "&#x3c;", "\x00", "\x02", "\x03", "\r",
        "\u2028", "\ua8ce", "ü", "潮", "م", "🌊", "{ #id}", "^id", ": ", "term\n: ",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_drawn_and_clean(text: str) -> None:
    """Whatever the marks are and however they are mixed, a page comes out, and it is clean."""
    page = render(make_note(text), Citations(), NO_LIBRARY)
    assert [] == faults(page.html)
    assert page.html == clean(page.html) or "id=" in page.html
    assert "\x02" not in page.html


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=8), min_size=1, max_size=40))
def test_words_come_through_in_their_order(words: list[str]) -> None:
    """Plain words are the page's text, whatever lines they stand in."""
    page = render(make_note("\n".join(words)), Citations(), NO_LIBRARY, RenderOptions(article=False))
    assert words == page.text.split()
