from collections.abc import Iterator

import pytest

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.query_nodes import And, Node, Or, Pattern, Word
from reader.core.results import Document
from reader.search.index import Index
from reader.search.searcher import Searcher
from reader.search.segment import Segment
from reader.search.spelling import corrected, misspelt, nearest
from reader.search.store import Store

KNOWN = {
    "garden": 9,
    "gardens": 3,
    "warden": 50,
    "citation": 4,
    "station": 70,
    "stations": 2,
    "sation": 1,
    "tea": 2,
    "dampfschiff": 3,
    "management": 5,
    "manage": 9,
    "damq": 2,
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Return an index in which each word of `KNOWN` is in so many notes."""
    folder = tmp_path_factory.mktemp("index")
    bodies = [" ".join(word for word, count in KNOWN.items() if number < count) for number in range(70)]
    bodies[60:64] = ["well-known sci-fi", "don't", "tea t", "a ea"]
    index = Index(folder)
    index.update(Document(f"{number}.md", Stamp(1, 1), "", body) for number, body in enumerate(bodies))
    store = Store(folder)
    commit = store.read()
    made = Searcher([Segment(store.folder, described) for described in commit.segments], commit.generation)
    yield made
    for segment in made.segments:
        segment.close()
    index.close()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("wellknown", "well known"),
        ("scifi", "sci fi"),
        ("dont", "don t"),
        ("teat", "tea"),
        ("gadren", "garden"),
        ("gardenz", "garden"),
        ("citaton", "citation"),
        ("gardensh", "gardens"),
        ("ctiati", "citation"),
        ("shciff", "dampfschiff"),
        ("schifft", None),
        ("statinos", "stations"),
        ("xxxxxxx", None),
        ("teh", "tea"),
    ],
)
def test_nearest(searcher: Searcher, word: str, expected: str | None) -> None:
    """Fewest typos win, then the same first letter, then the more frequent word."""
    assert expected == nearest(searcher, word)


@pytest.mark.parametrize(
    ("text", "expected", "changed"),
    [
        ("gadren tea ", And((Word("garden"), Word("tea"))), {"gadren": "garden"}),
        ("garden ", Word("garden"), {}),
        ("gard", Word("gard", is_open=True), {}),
        ("xyz ", Word("xyz"), {}),
        ("arden ", Pattern("*arden*"), {"arden": "*arden*"}),
        ("stations ", Word("stations"), {}),
        ("anage ", Pattern("*anage*"), {"anage": "*anage*"}),
        ("damp ", Or((Word("damq"), Pattern("*damp*"))), {"damp": "damq"}),
        ("sation ", Word("station"), {"sation": "station"}),
    ],
)
def test_corrected(searcher: Searcher, text: str, expected: Node, changed: dict[str, str]) -> None:
    """Unknown words are replaced; known, unfinished and short ones are not."""
    root = parse(text).root
    assert root is not None
    assert (expected, changed) == corrected(searcher, root)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("managment tea", {"managment": "management"}),
        ("managed ", {}),
        ("manages ", {}),
        ("manag", {}),
        ("title:managment ", {"managment": "management"}),
        ("management ", {}),
        ("mangle ", {}),
    ],
)
def test_words_that_are_found_in_other_forms_alone(searcher: Searcher, text: str, expected: dict[str, str]) -> None:
    """A typo that has the stem of a known word is told; another form of a known word is none."""
    root = parse(text).root
    assert root is not None
    assert expected == misspelt(searcher, root)
