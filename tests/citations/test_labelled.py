"""The labelled set as a whole: every note is read as its label says."""

from collections import Counter

import pytest

from tests.citations.labelled_notes import NAMES, Score, citations, expected

_SHARE = 0.98


def _score(wanted: Counter[tuple[object, ...]], found: Counter[tuple[object, ...]]) -> Score:
    return Score((wanted & found).total(), (wanted - found).total(), (found - wanted).total())


def _sources(name: str) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    wanted = Counter((each["label"], each["url"], each["state"]) for each in expected(name)["sources"])
    found: Counter[tuple[object, ...]] = Counter(
        (each.label, each.url, str(each.state)) for each in citations(name).sources
    )
    return Counter(wanted), found


def _mentions(name: str) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    label = expected(name)
    wanted: Counter[tuple[object, ...]] = Counter()
    for kind in ("mentions", "dangling"):
        wanted.update((kind, each["label"], each["line"], each["column"], each["text"]) for each in label[kind])
    read = citations(name)
    found: Counter[tuple[object, ...]] = Counter()
    marks = [each for source in read.sources for each in source.mentions]
    found.update(("mentions", each.label, each.line, each.column, each.text) for each in marks)
    found.update(("dangling", each.label, each.line, each.column, each.text) for each in read.dangling)
    return wanted, found


@pytest.mark.parametrize("name", NAMES)
def test_sources(name: str) -> None:
    """Label, URL and state of every source are what the label file says."""
    wanted, found = _sources(name)
    assert wanted == found


@pytest.mark.parametrize("name", NAMES)
def test_mentions(name: str) -> None:
    """Every mark is found at its place, cites its source or dangles, and nothing else counts."""
    wanted, found = _mentions(name)
    assert wanted == found


@pytest.mark.parametrize("name", NAMES)
def test_titles(name: str) -> None:
    """Where the label file gives a title, the source has it."""
    wanted = [(each["label"], each["title"]) for each in expected(name)["sources"] if "title" in each]
    found = [(each.label, each.title) for each in citations(name).sources]
    assert [] == [each for each in wanted if each not in found]
