"""Marks of emphasis and addresses are read as markdown-it reads them, only faster."""

from itertools import product

from hypothesis import given, strategies as st
from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

from reader.markup.delimiters import AsciiState
from reader.markup.destinations import destination

MD = MarkdownIt()


@given(st.text(st.sampled_from("*_ a.\t\n-\x0b"), min_size=1, max_size=12))
def test_marks(text: str) -> None:
    """At each place of a text, whether they may stand inside words or not."""
    ours, theirs = (make(text, MD, {}, []) for make in (AsciiState, StateInline))
    for start, splits in product(range(len(text)), (True, False)):
        assert theirs.scanDelims(start, splits) == ours.scanDelims(start, splits)


@given(st.text(st.sampled_from("()<>\\ amp&;\n\x7fé"), max_size=20), st.integers(0, 20))
def test_addresses(text: str, most: int) -> None:
    """From each place of a text, to its end or only a part of it."""
    most = min(most, len(text))
    for start in range(most + 1):
        theirs, ours = helpers.parseLinkDestination(text, start, most), destination(text, start, most)
        assert (theirs.ok, theirs.str, theirs.pos) == (ours.ok, ours.str, ours.pos)


def test_addresses_in_many_parentheses() -> None:
    """Up to as many as markdown-it reads."""
    for deep in (31, 32, 33):
        text = "(" * deep + "a" + ")" * deep
        assert helpers.parseLinkDestination(text, 0, len(text)).ok == destination(text, 0, len(text)).ok
