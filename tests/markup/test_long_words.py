"""Words that are longer than any line can be broken; nothing else changes."""

import re

from hypothesis import given, strategies as st

from reader.markup.long_words import with_breaks


def test_words_of_usual_length_stay_as_they_are() -> None:
    """So do long addresses inside of tags, and scripts that are written without blanks."""
    address = "/x" * 2_000
    for html in ("<p>" + "word " * 5_000 + "</p>", f'<a href="{address}" title="a > b">x</a>', "<p>" + "潮" * 5_000):
        assert html == with_breaks(html)


def test_a_break_never_falls_into_an_entity() -> None:
    """`&amp;` is one character, wherever it stands."""
    for before in range(12):
        html = "a" * before + "&amp;&#x27;" * 400
        assert not re.search(r"&[^;<]*<wbr>", with_breaks(html))


@given(st.lists(st.sampled_from(["x" * 400, "&lt;", " ", '<b title="y>">', "</b>", "-", "ö" * 700, "雪"]), max_size=30))
def test_without_the_breaks_it_is_what_it_was(pieces: list[str]) -> None:
    """Whatever stands beside each other."""
    html = "".join(pieces)
    assert html == re.sub('<wbr>|<span class="run">|</span>', "", with_breaks(html))
