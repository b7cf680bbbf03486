from pathlib import Path

import pytest

from reader.app.catalogue import Catalogue, Entry
from reader.app.ledger import as_csv, ledger
from reader.app.source_facts import Order, Question, SourceRow
from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Stamp, Summary


def source(label: str, title: str, url: str | None, *sentences: str, start: int = 0) -> Source:
    """Return a source that these sentences cite."""
    marks = tuple(
        Mention(place, 1, f"[{label}]", label, sentence, start + place, start + place + 3)
        for place, sentence in enumerate(sentences, 1)
    )
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.") if url else None
    canonical = url.partition("://")[2].removeprefix("www.") if url else None
    return Source(label, title, url, host, 9, 0, 5, State.CITED if marks else State.UNCITED, marks, canonical)


def entry(path: str, day: str, *sources: Source) -> Entry:
    """Return a note of a day with these sources."""
    return Entry(Summary(path, Stamp(1, 1), path.title(), day, created=day), Citations(sources))


TIDE = source("1", "Of Tides", "https://www.sea.example/tide", "The sea comes.", "It goes.")
SAME = source("7", "", "http://sea.example/tide", "Twice a day.")
MOON = source("2", "The Moon", "https://sky.example/moon", start=50)
BOOK = source("3", "A Book of Ebb", None, "Says the book.", start=90)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Return a catalogue of two notes that share a source under two spellings."""
    made = Catalogue(tmp_path)
    made.write([entry("a.md", "2020-05-01", TIDE, MOON, BOOK), entry("b.md", "2024-02-03T10:00:00Z", SAME)])
    return made


def rows(catalogue: Catalogue, question: Question | None = None) -> list[SourceRow]:
    """Return the rows of a question."""
    return list(catalogue.sources.page(question or Question()).rows)


def test_a_source_is_one_under_all_its_spellings(catalogue: Catalogue) -> None:
    """Notes, mentions and dates are summed up over the library; the most cited source comes first."""
    first = rows(catalogue)[0]
    assert ("sea.example/tide", "Of Tides", "sea.example") == (first.key, first.title, first.domain)
    assert (2, 3, "2020-05-01", "2024-02-03") == (first.notes, first.mentions, first.first, first.last)
    assert 3 == catalogue.sources.page(Question()).total


def test_a_source_without_an_address_is_known_by_its_title(catalogue: Catalogue) -> None:
    """A book is listed too; it has no domain."""
    book = next(row for row in rows(catalogue) if row.title == "A Book of Ebb")
    assert ("", "", 1) == (book.url, book.domain, book.mentions)


def test_domains_are_counted(catalogue: Catalogue) -> None:
    """Each domain with its sources and notes."""
    found = {row.key: (row.sources, row.notes, row.mentions) for row in rows(catalogue, Question(domains=True))}
    assert {"sea.example": (1, 2, 3), "sky.example": (1, 1, 0)} == found


@pytest.mark.parametrize(
    ("order", "backward", "expected"),
    [
        (Order.NAME, False, ["A Book of Ebb", "Of Tides", "The Moon"]),
        (Order.NAME, True, ["The Moon", "Of Tides", "A Book of Ebb"]),
        (Order.MENTIONS, False, ["Of Tides", "A Book of Ebb", "The Moon"]),
        (Order.LAST, False, ["Of Tides", "A Book of Ebb", "The Moon"]),
        (Order.DOMAIN, True, ["The Moon", "Of Tides", "A Book of Ebb"]),
    ],
)
def test_rows_come_in_the_order_that_is_wanted(
    catalogue: Catalogue, order: Order, *, backward: bool, expected: list[str]
) -> None:
    """Every column orders, both ways."""
    assert expected == [row.title for row in rows(catalogue, Question(order=order, backward=backward))]


def test_words_are_looked_for_in_titles_and_addresses(catalogue: Catalogue) -> None:
    """All words count, in any case; a row that is found keeps all its notes."""
    found = rows(catalogue, Question(words="TIDES sea"))
    assert [("Of Tides", 2)] == [(row.title, row.notes) for row in found]
    assert [] == rows(catalogue, Question(words="tides nowhere"))
    assert ["sky.example"] == [row.key for row in rows(catalogue, Question(words="moon", domains=True))]


def test_rows_come_in_parts(catalogue: Catalogue) -> None:
    """What one part leaves out, the next one has."""
    parts = [rows(catalogue, Question(offset=offset, limit=2)) for offset in (0, 2)]
    assert rows(catalogue) == parts[0] + parts[1]


def test_the_very_sentences_are_there(catalogue: Catalogue) -> None:
    """Newest note first, each sentence with the number of its mark in the page."""
    passages = catalogue.sources.passages("sea.example/tide")
    assert ["Twice a day.", "The sea comes.", "It goes."] == [passage.sentence for passage in passages]
    assert [("b.md", 0), ("a.md", 0), ("a.md", 1)] == [(passage.path, passage.mark) for passage in passages]
    assert [None] == [passage.mark for passage in catalogue.sources.passages("sky.example", domain=True)]


def test_sums_follow_what_changes(catalogue: Catalogue) -> None:
    """A note that is read again or removed takes its sources with it."""
    catalogue.write([entry("b.md", "2025-01-01", SAME._replace(mentions=()), MOON)])
    sums = {row.key: (row.notes, row.mentions, row.last) for row in rows(catalogue)}
    assert (2, 2, "2025-01-01") == sums["sea.example/tide"]
    assert (2, 0, "2025-01-01") == sums["sky.example/moon"]
    catalogue.write(removed=["a.md"])
    assert {"sea.example/tide", "sky.example/moon"} == {row.key for row in rows(catalogue)}
    catalogue.write(removed=["b.md"])
    assert [] == rows(catalogue)
    assert [] == rows(catalogue, Question(domains=True))
    assert () == catalogue.sources.passages("sea.example/tide")


def test_notes_that_share_a_source_are_found(catalogue: Catalogue) -> None:
    """By the canonical address, whatever the spelling."""
    shared = catalogue.sources.shared("b.md")
    assert {"sea.example/tide": {"a.md", "b.md"}} == shared


def test_a_table_for_spreadsheets_holds_no_formula(tmp_path: Path) -> None:
    """A title that begins like a formula is text."""
    catalogue = Catalogue(tmp_path)
    catalogue.write([entry("=a.md", "2020-01-01", source("1", "=HYPERLINK(1)", "https://e.example/"))])
    lines = as_csv(ledger(catalogue)).splitlines()
    assert "url,canonical,domain,titles,notes,mentions" == lines[0]
    assert "https://e.example/,e.example/,e.example,'=HYPERLINK(1),'=a.md,0" == lines[1]
