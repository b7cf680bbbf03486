"""A block with a very long line says its direction once; all others find it line by line."""

import re

import pytest
from hypothesis import given, strategies as st

from reader.markup.long_blocks import LONGEST, with_directions
from tests.pace import grows_evenly

LONG = "word " * (LONGEST // 4)
ARABIC = "نص طويل " * (LONGEST // 4)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{LONG}</p>", f'<p dir="ltr">{LONG}</p>'),
        (f"<p>{ARABIC}</p>", f'<p dir="rtl">{ARABIC}</p>'),
        (f'<p class="x y" title="نص > a">1. {LONG}</p>', f'<p dir="ltr" class="x y" title="نص > a">1. {LONG}</p>'),
        (f"<li><b>{ARABIC}</b>{LONG}</li>", f'<li dir="rtl"><b>{ARABIC}</b>{LONG}</li>'),
        (f"<p>a<br>{LONG}</p><p>b</p>", f'<p dir="ltr">a<br>{LONG}</p><p>b</p>'),
        (f"<td>{'&#x627;' * LONGEST}</td>", f'<td dir="rtl">{"&#x627;" * LONGEST}</td>'),
    ],
)
def test_a_block_with_a_very_long_line(html: str, expected: str) -> None:
    """The first letter decides, wherever it stands."""
    assert expected == with_directions(html)


def test_others_stay_as_they_are() -> None:
    """Many lines, many blocks, a direction that the author gave, and what is no paragraph."""
    for html in (
        "<p>" + ("a" * 100 + "<br>") * 500 + "</p>",
        "<p>a</p>" * 2_000,
        f'<p dir="rtl">{LONG}</p>',
        f'<p class="a>b" dir="rtl">{LONG}</p>',
        f"<pre>{LONG}</pre>",
        f"<p>a</p><pre>{LONG}</pre>",
        f"<li><ul><li>a</li></ul></li><div>{LONG}</div>",
    ):
        assert html == with_directions(html)


@given(st.lists(st.sampled_from([LONG, "<p>", "</p>", "<br>", '<li class="x">', "<b>", " ", "<"]), max_size=20))
def test_nothing_else_changes(pieces: list[str]) -> None:
    """Whatever stands beside each other."""
    html = "".join(pieces)
    assert html == re.sub(' dir="(ltr|rtl)"', "", with_directions(html))


@pytest.mark.parametrize("piece", ["<p>", "<p", "x<br>", "x " * 50, '<p title="'])
def test_it_takes_linear_time(piece: str) -> None:
    """No piece is looked at again and again."""
    assert grows_evenly(lambda times: with_directions(piece * times) and None, 20_000)
