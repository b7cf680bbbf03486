import pytest

from reader.core.query import parse
from reader.core.query_nodes import And, Node, Pattern, Word
from reader.search.spelling import corrected, nearest

KNOWN = {"garden": 9, "gardens": 3, "warden": 50, "citation": 4, "station": 70, "stations": 2, "sation": 1, "tea": 2}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("gadren", "garden"),
        ("gardenz", "garden"),
        ("citaton", "citation"),
        ("gardensh", "gardens"),
        ("ctiati", "citation"),
        ("xxxxxxx", None),
        ("teh", "tea"),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    """Fewest typos win, then the same first letter, then the more frequent word."""
    assert expected == nearest(word, KNOWN)


@pytest.mark.parametrize(
    ("text", "expected", "changed"),
    [
        ("gadren tea ", And((Word("garden"), Word("tea"))), {"gadren": "garden"}),
        ("garden ", Word("garden"), {}),
        ("gard", Word("gard", is_open=True), {}),
        ("xyz ", Word("xyz"), {}),
        ("arden ", Pattern("*arden*"), {"arden": "*arden*"}),
        ("stations ", Word("stations"), {}),
        ("sation ", Word("station"), {"sation": "station"}),
    ],
)
def test_corrected(text: str, expected: Node, changed: dict[str, str]) -> None:
    """Unknown words are replaced; known, unfinished and short ones are not."""
    root = parse(text).root
    assert root is not None
    assert (expected, changed) == corrected(root, KNOWN)
