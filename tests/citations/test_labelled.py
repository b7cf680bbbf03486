"""The labelled set as a whole: every note is read as its label says."""

from collections import Counter

import pytest

from tests.citations.labelled_notes import NAMES, citations, expected

_FACTS = ("mentions", "dangling")


def _sources(name: str) -> Counter[tuple[object, ...]]:
    return Counter((each.label, each.url, str(each.state)) for each in citations(name).sources)


def _mentions(name: str) -> Counter[tuple[object, ...]]:
    read = citations(name)
    marks = [("mentions", each) for source in read.sources for each in source.mentions]
    marks.extend(("dangling", each) for each in read.dangling)
    return Counter((kind, each.label, each.line, each.column, each.text) for kind, each in marks)


def _owned(name: str) -> set[tuple[object, ...]]:
    """Return the marks with the address of the source that each leads to."""
    return {
        (mark.label, mark.line, mark.column, source.url)
        for source in citations(name).sources
        for mark in source.mentions
    }


@pytest.mark.parametrize("name", NAMES)
def test_labelled_note(name: str) -> None:
    """Label, URL and state of every source, place and source of every mark, and the titles given: all as labelled."""
    label = expected(name)
    assert Counter((each["label"], each["url"], each["state"]) for each in label["sources"]) == _sources(name)
    marks = ((kind, each) for kind in _FACTS for each in label[kind])
    wanted = Counter((kind, each["label"], each["line"], each["column"], each["text"]) for kind, each in marks)
    assert wanted == _mentions(name)
    owned = {(each["label"], each["line"], each["column"], each["url"]) for each in label["mentions"] if "url" in each}
    assert set() == owned - _owned(name)
    titles = {(each["label"], each["title"]) for each in label["sources"] if "title" in each}
    assert set() == titles - {(each.label, each.title) for each in citations(name).sources}


def test_the_set_is_large_enough() -> None:
    """At least a hundred notes, fifteen of which cite nothing."""
    nothing = [name for name in NAMES if not any(expected(name)[kind] for kind in ("sources", *_FACTS))]
    assert len(NAMES) >= 100
    assert len(nothing) >= 15
