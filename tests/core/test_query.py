from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from reader.core.query import Query, parse
from reader.core.query_dates import Span, read_span
from reader.core.query_nodes import (
    And,
    Cites,
    CitesCount,
    Dates,
    Everything,
    Has,
    Language,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Property,
    Regex,
    Scope,
    Tag,
    Within,
    Word,
)
from reader.core.query_scanner import is_bounded, scan

TODAY = date(2026, 5, 6)
"""A Wednesday."""
ALPHABET = st.sampled_from(
    [*'ab ()"-*?~/[]:|\\„“”', "OR ", "AND", "NEAR/5 ", "tag:", "title:", "created:", "last week", "é", "我", "\0"]
)


def root(text: str) -> Node | None:
    """Return the tree of a query."""
    return parse(text, TODAY).root


def _years(first: int, last: int) -> Dates:
    """Return a note's creation in some years."""
    return Dates("created", Span(date(first, 1, 1), date(last, 12, 31)))


def _year(year: int) -> Dates:
    """Return a note's creation in a year."""
    return Dates("created", Span(date(year, 1, 1), date(year, 12, 31)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("   ", None),
        ("apple", Word("apple", is_open=True)),
        ("apple ", Word("apple")),
        ("apple pear", And((Word("apple"), Word("pear", is_open=True)))),
        ("apple AND pear ", And((Word("apple"), Word("pear")))),
        ('"red apple"', Phrase("red apple")),
        ("„roter Apfel“", Phrase("roter Apfel")),
        ('"red app', Phrase("red app", is_open=True)),
        ("apple OR pear ", Or((Word("apple"), Word("pear")))),
        ("apple pear OR plum ", Or((And((Word("apple"), Word("pear"))), Word("plum")))),
        ("apple (pear OR plum)", And((Word("apple"), Or((Word("pear"), Word("plum")))))),
        ("apple -pear", And((Word("apple"), Not(Word("pear"))))),
        ('-"red apple" pear ', And((Not(Phrase("red apple")), Word("pear")))),
        ("app*", Word("app", prefix=True)),
        ("a*e p?ar", And((Pattern("a*e"), Pattern("p?ar")))),
        ("what is that? ", And((Word("what"), Word("is"), Word("that")))),
        ("*", Everything()),
        ("appel~ kiwi~2 ", And((Word("appel", edits=1), Word("kiwi", edits=2)))),
        ("tag:fruit/red", Tag("fruit/red", is_open=True)),
        ("tag:#fruit ", Tag("fruit")),
        ('tag:"two words"', Tag("two words")),
        ("title:apple ", Within(Scope.TITLE, Word("apple"))),
        ("heading:(a b) ", Within(Scope.HEADING, And((Word("a"), Word("b"))))),
        ("cites:example.org", Cites("example.org")),
        ("cites:>5", CitesCount(6, None)),
        ("cites:<=5", CitesCount(0, 5)),
        ("cites:3", CitesCount(3, 3)),
        ("has:Dangling", Has("dangling")),
        ("lang:de", Language("de")),
        ("[status:done]", Property("status", "done")),
        ("[status]", Property("status")),
        ("/ap+le/", Regex("ap+le")),
        ("apple NEAR/3 pear ", Near(Word("apple"), Word("pear"), 3)),
        ("created:2025-02", Dates("created", Span(date(2025, 2, 1), date(2025, 2, 28)))),
        ("modified:last week", Dates("modified", Span(date(2026, 4, 27), date(2026, 5, 3)))),
        ("OR", Word("OR")),
        ("C++ v1.2.3 ", And((Word("C++"), Word("v1.2.3")))),
        ("apple NOT pear ", And((Word("apple"), Not(Word("pear"))))),
        ("apple NOT", And((Word("apple"), Word("NOT", is_open=True)))),
        ("-title:pear", Not(Within(Scope.TITLE, Word("pear")))),
        ("«pomme rouge»", Phrase("pomme rouge")),
        ("「東京」", Phrase("東京")),
        ("title：（apple OR pear）", Within(Scope.TITLE, Or((Word("apple"), Word("pear"))))),
        ("https://e.example/a?b=c ", Word("https://e.example/a?b=c")),
        ("get*.ps1 ", And((Word("get", prefix=True), Word("ps1")))),
        ("path:*.md", Within(Scope.PATH, Pattern("*.md"))),
        ("apple^2 ", Word("apple")),
        ("appel~9 ", Word("appel", edits=2)),
        ('"red apple"~3', Near(Word("red"), Word("apple"), 3)),
        ("apple NEAR/0 pear ", Near(Word("apple"), Word("pear"), 1)),
        ("/ap+le/i", Regex("ap+le")),
        ("/a.*b.*c.*d.*/", And((Word("a"), Word("b"), Word("c"), Word("d", is_open=True)))),
        ("tag:*", Has("tags")),
        ("tag:fruit/* ", Tag("fruit")),
        ("tag:(fruit OR nut)", Or((Tag("fruit"), Tag("nut")))),
        ("cites:*", CitesCount(1, None)),
        ("cites:2..5", CitesCount(2, 5)),
        ("has:dang", Has("dangling")),
        ("lang:German", Language("de")),
        ('["two words":"a value"]', Property("two words", "a value")),
        ("[two words:*]", Property("two words")),
        ("[text](link) ", And((Word("[text]"), Word("link")))),
        ("created:(2025 OR 2024)", Or((_year(2025), _year(2024)))),
        ("created:[2024 TO 2025]", Dates("created", Span(date(2024, 1, 1), date(2025, 12, 31)))),
        ("created:2025 apple ", And((_year(2025), Word("apple")))),
        ("modified:last 7 days", Dates("modified", Span(TODAY - timedelta(7), TODAY))),
        ("created:between 2023 and 2024 pear ", And((_years(2023, 2024), Word("pear")))),
        ("created: 2025 pear ", And((_year(2025), Word("pear")))),
        ("Created: 2025 ", Word("2025")),
        ("created: pear ", Word("pear")),
        ("tag: fruit ", Tag("fruit")),
        ("created>=2025 ", Dates("created", Span(date(2025, 1, 1), date.max))),
        ("language:german", Language("de")),
        ("intitle:apple ", Within(Scope.TITLE, Word("apple"))),
        ("folder:fruit ", Within(Scope.PATH, Word("fruit"))),
        ("has:sources", Has("citations")),
        ("[rating>3] [status = done] ", And((Property("rating", ">3"), Property("status", "done")))),
        ("[status:done OR draft]", Or((Property("status", "done"), Property("status", "draft")))),
        ("[ ] apple ", Word("apple")),
        ("apple near/3 pear ", Near(Word("apple"), Word("pear"), 3)),
        ("NEAR/3 pear ", Word("pear")),
        ("apple \u2212pear", And((Word("apple"), Not(Word("pear"))))),
        ("apple \u2013pear", And((Word("apple"), Not(Word("pear"))))),
        ("apple,pear;fig ", And((Word("apple"), Word("pear"), Word("fig")))),
        ("1,000 ", Word("1,000")),
        ("鱼，鸟", And((Word("鱼"), Word("鸟", is_open=True)))),
        ("created:since march 2025 pear ", And((Dates("created", Span(date(2025, 3, 1), date.max)), Word("pear")))),
    ],
)
def test_reads(text: str, expected: Node | None) -> None:
    """Every form of the language is read as documented."""
    assert expected == root(text)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("[a TO z]", "“[a TO z]” was searched as words"),
        ("created:someday", "“created:someday” was searched as words"),
        ("/(a+)+/", "“/(a+)+/” is no regular expression, or too slow a one, and was searched as words"),
        ("tag:", "“tag:” was ignored: nothing follows it"),
        ("has:nothing", "“has:nothing” was searched as words"),
        ("(tag:)", "“tag:” was ignored: nothing follows it"),
        ("a NEAR", "“NEAR” was ignored: it needs a word on both sides"),
        ("(" * 60 + "a", "parentheses are nested too deep"),
        ("a " * 100, "only the first 64 words were read"),
        ("b" * 5000, "only the first 2000 characters were read"),
    ],
)
def test_says_what_it_did_not_read(text: str, notice: str) -> None:
    """What cannot be read as written is told in the line that explains the query."""
    query = parse(text)
    assert (notice,) == query.notices
    assert notice in query.understood


@pytest.mark.parametrize(
    "text", ["(", ")", ")apple(", "-", "- -", '"', '""', "OR OR", "[", "]", "~", "**", "a OR", "tag:()", "-(", "title:"]
)
def test_survives_lone_operators(text: str) -> None:
    """Operators without anything to work on are no error."""
    assert isinstance(parse(text), Query)


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_never_raises_and_always_explains(text: str) -> None:
    """Whatever is typed gives a query with an explanation."""
    query = parse(text, TODAY)
    assert query.text == text
    assert query.understood


@given(st.text(max_size=60))
def test_scan_loses_nothing(text: str) -> None:
    """The pieces of a query put together are the query."""
    assert text == "".join(piece.text for piece in scan(text))


@given(st.lists(st.sampled_from(["apple", "pear", "plum", "fig"]), min_size=2, max_size=6))
def test_words_are_a_conjunction(words: list[str]) -> None:
    """Words beside each other must all be found."""
    assert And(tuple(map(Word, words))) == root(" ".join(words) + " ")


def test_long_queries_are_quick() -> None:
    """Long and deep queries take no more than their first part."""
    for text in ("(" * 100_000, "a* " * 40_000, '"' * 100_000, "[a" * 50_000, "-" * 100_000, "/" * 100_000):
        assert parse(text).text == text


def test_tags_alone_need_no_index() -> None:
    """A query of tags only says so, and names them folded."""
    query = parse("tag:Fruit/Red tag:ÄPFEL")
    assert (True, ("fruit/red", "äpfel")) == (query.is_only_tags, query.tags)
    assert parse("").is_only_tags
    mixed = parse("tag:fruit apple")
    assert (False, ("fruit",)) == (mixed.is_only_tags, mixed.tags)
    assert (False, ()) == (parse("-tag:fruit").is_only_tags, parse("-tag:fruit").tags)
    assert (False, ()) == (parse("tag:a OR tag:b").is_only_tags, parse("tag:a OR tag:b").tags)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apple -pear ", "with “apple”, without “pear”"),
        ("(apple OR pear) plum ", "(with “apple” or with “pear”), with “plum”"),
        ('title:"red apple"', "with the phrase “red apple” in the title"),
        ("apple NEAR/3 pear ", "with “apple” within 3 words of “pear”"),
        ("cites:>5 has:dangling", "with 6 or more sources, with citations that lead nowhere"),
        ("created:>2024", "created since 2025-01-01"),
        ("modified:today", "modified on 2026-05-06"),
        ("[status:done] -tag:old", "where “status” is “done”, not tagged “old”"),
        ("app", "with “app…”"),
        ("what is that, pear? ", "with “what”, with “is”, with “that”, with “pear”"),
        ("apple NEAR/1 pear ", "with “apple” next to “pear”"),
        ("cites:0", "without sources"),
        ("created:..", "created on any day"),
        ("*", "everything"),
    ],
)
def test_explains(text: str, expected: str) -> None:
    """The explanation is plain English."""
    assert expected == parse(text, TODAY).understood


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14)),
        (">2024", date(2025, 1, 1), date(9999, 12, 31)),
        (">=2024-06", date(2024, 6, 1), date(9999, 12, 31)),
        ("<2024", date(1, 1, 1), date(2023, 12, 31)),
        ("<=2024", date(1, 1, 1), date(2024, 12, 31)),
        ("2023..2024-02", date(2023, 1, 1), date(2024, 2, 29)),
        ("2024-02..2023", date(2023, 1, 1), date(2024, 2, 29)),
        ("..2023", date(1, 1, 1), date(2023, 12, 31)),
        ("yesterday", date(2026, 5, 5), date(2026, 5, 5)),
        ("this week", date(2026, 5, 4), date(2026, 5, 10)),
        ("last-month", date(2026, 4, 1), date(2026, 4, 30)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("past week", date(2026, 4, 29), TODAY),
        ("30d", TODAY - timedelta(30), TODAY),
        ("2 weeks", TODAY - timedelta(14), TODAY),
        ("last 10 days", TODAY - timedelta(10), TODAY),
        ("3 days ago", TODAY - timedelta(3), TODAY - timedelta(3)),
        ("<7d", TODAY - timedelta(7), date.max),
        (">7d", date.min, TODAY - timedelta(7)),
        ("2025/03/14", date(2025, 3, 14), date(2025, 3, 14)),
        ("2025-03-14T10:30", date(2025, 3, 14), date(2025, 3, 14)),
        ("20250314", date(2025, 3, 14), date(2025, 3, 14)),
        ("14.3.2025", date(2025, 3, 14), date(2025, 3, 14)),
        ("2025-W10", date(2025, 3, 3), date(2025, 3, 9)),
        ("2025-q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("march", date(2026, 3, 1), date(2026, 3, 31)),
        ("Sept", date(2025, 9, 1), date(2025, 9, 30)),
        ("March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("14 march 2025", date(2025, 3, 14), date(2025, 3, 14)),
        ("March 14th, 2025", date(2025, 3, 14), date(2025, 3, 14)),
        ("wednesday", TODAY, TODAY),
        ("last wednesday", TODAY - timedelta(7), TODAY - timedelta(7)),
        ("monday", TODAY - timedelta(2), TODAY - timedelta(2)),
        ("before 2024", date.min, date(2023, 12, 31)),
        ("until yesterday", date.min, TODAY - timedelta(1)),
        ("2024…2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2023-2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("between march 2024 and 2025", date(2024, 3, 1), date(2025, 12, 31)),
        ("from 2023-12 to yesterday", date(2023, 12, 1), TODAY - timedelta(1)),
        ("03/2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("25/12/2024", date(2024, 12, 25), date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25), date(2024, 12, 25)),
    ],
)
def test_reads_dates(text: str, first: date, last: date) -> None:
    """Dates, ranges and relative words give the days that they mean."""
    assert Span(first, last) == read_span(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2025-13",
        "2025-02-30",
        ">",
        "..x",
        "last",
        "0000",
        "20250",
        "2025-w60",
        "31 feb",
        ">" * 2000,
        "3/5/2024",
        "25/25/2024",
        "a to b to c",
        "2023 to",
        "between 2023",
        "13/2024",
    ],
)
def test_refuses_what_is_no_date(text: str) -> None:
    """What is no date is None, so that it can be searched as a word."""
    assert read_span(text, TODAY) is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("colou?r", True),
        ("[a-z]+ing", True),
        ("a*b*c*", True),
        (r"\(x\)+", True),
        ("(ab|cd)x", True),
        ("(a|b)*", False),
        ("(a+){9}", False),
        ("a*b*c*d*", False),
        ("a{1,9999}", False),
        ("[", False),
    ],
)
def test_knows_slow_expressions(pattern: str, expected: bool) -> None:  # noqa: FBT001
    """Only expressions that no word can keep busy are run."""
    assert expected == is_bounded(pattern)
