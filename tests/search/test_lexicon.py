import re

import pytest

from reader.search.lexicon import Lexicon

WORDS = ["", "a", "arden", "garden", "gardens", "wardens", "日本"]


@pytest.fixture
def lexicon() -> Lexicon:
    """Return a lexicon of a few words."""
    return Lexicon("\n".join((*WORDS, "")))


def test_words_come_back(lexicon: Lexicon) -> None:
    """A lexicon gives the words that it was made of, and nothing where there were none."""
    assert (WORDS, len(WORDS)) == (lexicon.words(), len(lexicon))
    assert ([], 0) == (Lexicon("").words(), len(Lexicon("")))


@pytest.mark.parametrize(
    ("pattern", "part"), [(".*rden", ""), (".*rden", "rden"), ("ga.*", "ga"), (".?", ""), ("日.", "日")]
)
def test_fitting_words_have_their_places(lexicon: Lexicon, pattern: str, part: str) -> None:
    """What fits is the same with and without a part that is known, and is told with its place."""
    expected = [(place, word) for place, word in enumerate(WORDS) if re.fullmatch(pattern, word)]
    assert expected == list(lexicon.fitting(re.compile(pattern).fullmatch, part))


def test_near_words(lexicon: Lexicon) -> None:
    """Near words are told with their typos, the nearest first."""
    assert [(0, "garden", 3), (1, "arden", 2), (1, "gardens", 4)] == lexicon.near("garden", 1)
