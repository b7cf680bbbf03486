"""Sources that are one work: under several addresses, or without one."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from reader.app.catalogue import Catalogue, Entry
from reader.app.source_facts import Question
from reader.citations.canonical import canonical
from reader.core.citation import Citations, Source, State
from reader.core.note import Stamp, Summary
from reader.core.work import Date, Name, Work


def work(kind: str = "book", year: int = 1984, **texts: str) -> Work:
    """Return a work by Low."""
    return Work(
        kind,
        tuple(texts.items()),
        (("author", (Name("Low", "Ada"),)),),
        (("issued", Date(((year,),))),) if year else (),
    )


def source(title: str, url: str | None = None, known: Work | None = None) -> Source:
    """Return a source that nothing cites."""
    return Source("k", title, url, None, 1, 0, 1, State.UNCITED, (), canonical(url), known)


LONG = source("Tides", None, work(title="Tides", ISBN="978-0-201-54199-1"))
SHORT = source("Tides!", None, work(title="Of the Tides", ISBN="0-201-54199-8 (pbk.)"))
SHOP = source("Tides", "https://shop.example/tides", work(title="Tides, second printing", ISBN="9780201541991"))
LINK = source("a book", "http://www.shop.example/tides/")
TOLD = source("Tides", None, work(title="TIDES:", ISBN=""))


def groups(catalogue: Catalogue) -> set[frozenset[str]]:
    """Return which notes share their (only) source."""
    return {
        frozenset(passage.path for passage in catalogue.sources.passages(row.key))
        for row in catalogue.sources.page(Question()).rows
    }


def entry(path: str, *sources: Source) -> Entry:
    """Return a note with these sources."""
    return Entry(Summary(path, Stamp(1, 1), path, "2020-05-01"), Citations(sources))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (LONG, SHORT, True),
        (LONG, SHOP, True),
        (LONG, TOLD, True),
        (LINK, SHOP, True),
        (LONG, LINK, False),
        (TOLD, source("Tides", None, work(title="Tides", year=1985)), False),
        (TOLD, source("Tides", None, work(title="Ebb")), False),
        (source("Tides"), source("Tides"), False),
        (source("Low, A. (1984). Of the tides. Bay."), source("Low, A. (1984): *Of the tides*. Bay"), True),
        (
            source("One", None, work("chapter", title="One", ISBN="0201541998")),
            source("Two", None, work("chapter", title="Two", ISBN="0201541998")),
            False,
        ),
        (
            source("Ebb", "https://journal.example/7", work("article-journal", title="Ebb", DOI="10.1000/EBB")),
            source("Flow", "https://doi.org/10.1000/ebb"),
            True,
        ),
    ],
)
def test_what_makes_two_sources_one(tmp_path: Path, first: Source, second: Source, *, same: bool) -> None:
    """DOI, ISBN, or title, author and year, but neither a title alone nor the ISBN of the book around a chapter."""
    catalogue = Catalogue(tmp_path)
    catalogue.write([entry("a.md", first), entry("b.md", second)])
    shared = catalogue.sources.shared("a.md")
    assert same == any({"a.md", "b.md"} == paths for paths in shared.values())


NOTES: Mapping[str, Source] = {"a.md": LONG, "b.md": SHORT, "c.md": SHOP, "d.md": LINK, "e.md": TOLD}


@pytest.mark.parametrize("order", [*permutations(NOTES, 5)][::17])
def test_one_row_whatever_comes_first(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Notes that come one by one are joined as those that come together; the address is the key."""
    catalogue = Catalogue(tmp_path)
    for path in order:
        catalogue.write([entry(path, NOTES[path])])
    (row,) = catalogue.sources.page(Question()).rows
    assert ("https://shop.example/tides", 5) == (row.key, row.notes)
    assert {frozenset(NOTES)} == groups(catalogue)


def test_what_joins_two_works_may_go_again(tmp_path: Path) -> None:
    """Without the note that has address and ISBN, the link and the book are two; with it again, one."""
    catalogue = Catalogue(tmp_path)
    catalogue.write([entry(path, each) for path, each in NOTES.items()])
    catalogue.write(removed=["c.md"])
    assert {frozenset({"a.md", "b.md", "e.md"}), frozenset({"d.md"})} == groups(catalogue)
    catalogue.write([entry("c.md", SHOP)])
    assert {frozenset(NOTES)} == groups(catalogue)
    catalogue.write([entry("c.md", source("Something else", "https://else.example"))])
    assert frozenset({"c.md"}) in groups(catalogue)
    assert 3 == catalogue.sources.page(Question()).total
    catalogue.write(removed=list(NOTES))
    assert 0 == catalogue.sources.page(Question()).total


def test_a_work_of_a_thousand_notes_is_joined_at_once(tmp_path: Path) -> None:
    """A hundred more notes with a work that many have are one row more to sum up, and no more."""
    catalogue = Catalogue(tmp_path)
    catalogue.write([entry(f"{number}.md", LONG if number % 2 else SHOP) for number in range(1000)])
    catalogue.write([entry(f"more {number}.md", SHORT) for number in range(100)])
    assert [1100] == [row.notes for row in catalogue.sources.page(Question()).rows]
