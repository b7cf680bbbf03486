"""Digits glued to the end of a sentence, in a note that has a numbered list: marks, but for fractions and versions."""

import pytest

from reader.citations.read import read
from reader.core.note import Stamp
from reader.files.parse import parse

_LIST = "\n\n#### Works cited\n\n" + "".join(
    f"{n}. Title, accessed May 3, 2025, https://a.example/{n}\n" for n in range(1, 7)
)
_ENDS = (
    "sank.|the *Titanic*.|**bold**.|**bold.**|*so.*|[t](https://o.example/x).|[t](https://o.example/x/).|(IPCC)."
    '|(in 2010).|“so.”|“so”.|"so."|so.\'|so?|so!|so…|so...|vrai ?|in 2015.|50%.|10 km.|5 °C.|1990s.|the U.S.|etc.'
    "|et al.|H₂O.|`x`.|$x$.|水位很高。|“水”。|“水。”|слово.|mot ».|so].|100,000.|is so,|is so;|“so,”|„so“.|„so.“|»so«."
    "|in 2015,|50 000."
).split("|")
_NO_ENDS = "50.|$5.|v2.|Fig.|No.|p.|vol.|Sec.|section 2.|HTTP/1.|Python 3.|mp|at 10.|of 12.|so:|x".split("|")


def _labels(claim: str) -> list[str]:
    found = read(parse((claim + _LIST).encode(), "tides.md", Stamp(0, 0)))
    return [mark.label for mark, _ in found.marks()]


def test_a_sentence_ends_in_many_ways() -> None:
    """Quotes, stress, links, formulas and full stops of any script may stand before the digits."""
    lost = [end for end in _ENDS for after in ("", " It is.") if _labels(f"It {end}3{after}") != ["3"]]
    assert lost == []


@pytest.mark.parametrize(
    "claim", ["(so it is.3)", "|tin.3|lead|", "**so it is.3**", "*it is.3*", "<p>so.3</p>", "水。3又"]
)
def test_what_follows_the_digits(claim: str) -> None:
    """A cell, parentheses and stress may end behind them."""
    assert _labels(claim) == ["3"]


def test_groups_and_ranges() -> None:
    """Several numbers may be glued at once."""
    assert [["3", "4"], ["3", "4", "5"]] == [_labels("It is so.3,4 It"), _labels("It is so.3–5 It")]


def test_fractions_and_abbreviations_end_no_sentence() -> None:
    """Versions, prices, pages and figures keep their numbers."""
    assert [] == [end for end in _NO_ENDS if _labels(f"It {end}3 is")]
