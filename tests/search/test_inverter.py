from array import array

from hypothesis import given, strategies as st

from reader.search import analysis, blocks, lanes
from reader.search.inverter import Inverter

SURFACES = st.lists(
    st.sampled_from(["shell", "Shell", "PowerShell", "powershell", "IsThe", "the", "C++", "x" * 70]), max_size=60
)
NUMBERS = st.lists(st.integers(0, (1 << 31) - 1), min_size=1, max_size=50)


def _postings(documents: list[list[str]]) -> dict[str, dict[int, list[int]]]:
    """Invert documents, and read the positions as a searcher does."""
    inverter = Inverter()
    for number, found in enumerate(documents):
        inverter.add(found, number)
    inverted = {}
    for term, posting in inverter.postings():
        own = [blocks.positions_of(place[2:] if place[:1] == b"C" else place[5:]) for place in posting.places or ()]
        assert list(map(len, own)) == list(posting.counts)
        inverted[term] = dict(zip(posting.docs, own, strict=True))
    return inverted


def _plainly(documents: list[list[str]]) -> dict[str, dict[int, list[int]]]:
    """Invert documents word by word."""
    inverted: dict[str, dict[int, list[int]]] = {}
    for number, found in enumerate(documents):
        for position, surface in enumerate(found):
            for term in analysis.terms(surface):
                inverted.setdefault(term, {}).setdefault(number, []).append(position)
    return inverted


@given(st.lists(SURFACES, max_size=8))
def test_words_stand_where_they_are_written(documents: list[list[str]]) -> None:
    """Every term has the documents and positions of its surfaces, an identifier's parts with those of others."""
    inverted = _postings(documents)
    assert _plainly(documents) == inverted
    assert sorted(inverted) == list(inverted)


def test_long_documents_and_common_words() -> None:
    """Positions beyond two bytes are kept, and a common word keeps its places beside those of a rare identifier."""
    long = ["the"] * 70_000 + ["IsThe"] + ["shell"] * 10
    documents = [["the"] * 500, long, ["shell", *["other"] * 66_000, "shell"], ["the"] * 30]
    assert _plainly(documents) == _postings(documents)
    full = [["shell"], ["the"] * 65_536, ["the"] * 65_537, [], ["IsThe"] * 140_000, ["shell"]]
    assert _plainly(full) == _postings(full)


@given(NUMBERS)
def test_lanes_are_quick_loops(numbers: list[int]) -> None:
    """What is computed with all numbers at once is what a loop would compute."""
    values = array("I", numbers)
    low = [one % (1 << 16) for one in numbers]
    for own in (values, array("H", low)):
        pairs = list(zip(own, [0, *own[:-1]], strict=True))
        assert [(one - other) % (1 << 16) for one, other in pairs] == list(lanes.steps(own))
        assert [one != other for one, other in pairs] == list(map(bool, lanes.changes(own)))
        assert low == list(lanes.low_halves(own))
    high = [one >> 16 for one in numbers]
    assert (high, low) == tuple(map(list, lanes.halves(values)))
