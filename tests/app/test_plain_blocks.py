"""Plain text on paper stands in blocks, and all of it is there."""

import pytest
from hypothesis import given, strategies as st

from reader.app.export.nodes import parse
from reader.app.export.paper import for_paper
from reader.app.export.plain_blocks import LONGEST, blocks
from reader.core.citation import Citations
from reader.markup.renderer import plain
from tests.markup.conftest import make_note
from tests.pace import grows_evenly


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", []),
        ("a\nb", [3]),
        ("a\n" * LONGEST, [LONGEST, LONGEST]),
        ("word " * LONGEST, [LONGEST] * 5),
        ("x" * (LONGEST + 1), [LONGEST, 1]),
        ("a\n" + "b" * LONGEST, [2, LONGEST]),
        ("a " + "b" * LONGEST, [2, LONGEST]),
        ("a\nb " + "c" * (LONGEST - 3) + "\nd", [2, LONGEST, 1]),
    ],
)
def test_where_a_block_ends(text: str, lengths: list[int]) -> None:
    """With a line, else with a word, else anywhere."""
    assert lengths == [len(block) for block in blocks(text)]


@given(st.lists(st.sampled_from(["a", " ", "\n", "\r\n", "word " * 300, "x" * 3_000, "<&>\"'", "\u0645 ", "潮"])))
def test_the_text_is_whole(pieces: list[str]) -> None:
    """Escaped once, in its order."""
    text = "".join(pieces)
    page = plain(make_note(text), "It took too long.")
    pre = parse(for_paper(page.html, Citations(), 170.0)).children[-1]
    assert page.text == pre.plain()
    assert all(len(part.plain()) <= LONGEST for part in pre.children)


@pytest.mark.parametrize("piece", ["x", "x ", "x\n", "x\r"])
def test_it_takes_linear_time(piece: str) -> None:
    """Whatever the lines are."""
    assert grows_evenly(lambda times: blocks(piece * times), 400_000)


def test_a_text_that_reads_from_the_right_stands_there() -> None:
    """It has one direction, which its first letter gives."""
    assert '<pre class="plain" dir="rtl">' in plain(make_note("مد 1 tides\n"), "x").html
    assert '<pre class="plain">' in plain(make_note("1 tides مد\n"), "x").html
