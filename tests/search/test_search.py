"""What searching feels like: what is found, in which order, and what is said about it."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.results import Document, Results
from reader.search.index import Index


def note(path: str, body: str = "", title: str = "", **facts: object) -> Document:
    """Return a document; its title is the path's name where none is given."""
    name = path.rpartition("/")[2].removesuffix(".md")
    return replace(Document(path, Stamp(1, len(body)), title or name, body), **facts)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Return an empty index."""
    made = Index(tmp_path / "index")
    yield made
    made.close()


def ask(index: Index, text: str, limit: int = 50) -> Results:
    """Search for a text."""
    return index.search(parse(text), limit)


def paths(index: Index, text: str) -> list[str]:
    """Return the paths that a query finds, best first."""
    return [hit.path for hit in ask(index, text, 1000).hits]


def test_order_of_titles(index: Index) -> None:
    """The exact title comes first, then titles that begin so, then words in other places by their weight."""
    index.update(
        [
            note("body.md", "coffee " * 30 + "and more", "Something"),
            note("heading.md", "# Tea and coffee\n\n" + "other words " * 20, "Drinks"),
            note("tagged.md", "nothing to see", "Hot", tags=("coffee",)),
            note("inside.md", "", "All about coffee today"),
            note("begins.md", "", "Coffee houses"),
            note("exact.md", "", "Coffee"),
        ]
    )
    assert ["exact.md", "begins.md", "inside.md"] == paths(index, "coffee")[:3]
    assert {"body.md", "heading.md", "tagged.md"} == set(paths(index, "coffee")[3:])
    assert ["begins.md"] == paths(index, "coffee hou")


def test_a_file_name_is_a_name(index: Index) -> None:
    """The file of that name comes after exact titles and before all else, merged or not."""
    index.update(
        [
            note("inside.md", "see 4-42 twice: 4-42", "All about rfc 4-42"),
            note("begins.md", "", "RFC 4-42 explained"),
            note("standards/rfc-4-42.md", "", "Fees"),
            note("exact.md", "", "RFC 4-42"),
        ]
    )
    for _ in range(2):
        for typed in ("rfc 4-42", "RFC-4-42"):
            assert ["exact.md", "standards/rfc-4-42.md", "begins.md", "inside.md"] == paths(index, typed)
        index.optimise()


def test_a_number_is_a_name(index: Index) -> None:
    """The files that have the number in their names come before what speaks of it, whatever folders are called."""
    index.update(
        [
            note("rfc/rfc-2119.md", "key words", "Requirement levels"),
            note("speaks.md", "2119 " * 20, "About 2119"),
            note("2119/other.md", "of 2119", "Other"),
            note("rfc/rfc-21190.md", "of 2119", "Another"),
        ]
    )
    assert ["rfc/rfc-2119.md", "speaks.md"] == paths(index, "2119")[:2]
    assert "rfc/rfc-2119.md" == paths(index, "2119 ")[0]


def test_a_distance_counts_from_the_end_of_a_phrase(index: Index) -> None:
    """Words between a phrase and a word are counted, not those of the phrase."""
    index.update([note("a.md", "one two three four five six")])
    assert ["a.md"] == paths(index, '"one two three" NEAR/1 four ')
    assert ["a.md"] == paths(index, 'six NEAR/2 "two three four"')
    assert [] == paths(index, 'six NEAR/1 "two three four"')
    assert [] == paths(index, 'two NEAR/5 "one two three" ')


def test_what_binds_too_much_is_loosened(index: Index) -> None:
    """Where nothing is found, words typed as one may stand anywhere, the commonest may be missing, and that is told."""
    english = "the and of to in is that for with are this it "
    index.update([note(f"{number}.md", english) for number in range(5)] + [note("owl.md", "owls hunt by day")])
    found = ask(index, "day/owls ")
    assert ["owl.md"] == [hit.path for hit in found.hits]
    assert found.understood.endswith("(not found; shown instead: with “day”, with “owls”)")
    assert ["owl.md"] == paths(index, "owls and day ")
    assert ["0.md", "1.md", "2.md", "3.md", "4.md"] == sorted(paths(index, "of and the "))
    assert [] == paths(index, '"owls and day" ')
    assert [] == paths(index, "owls and nights ")


@pytest.mark.parametrize(("typed", "word"), [("سمك", "السمك"), ("السمك", "سمك"), ("كتاب", "والكتاب"), ("ספר", "הספר")])
def test_articles_are_no_other_words(index: Index, typed: str, word: str) -> None:
    """In Arabic and Hebrew a word is found with and without what is glued to it, the form as typed first."""
    index.update([note("other.md", f"x {word} y"), note("typed.md", f"x {typed} y and other words beside it")])
    assert ["typed.md", "other.md"] == paths(index, f"{typed} ")


def test_exact_form_before_stem(index: Index) -> None:
    """The word as typed comes before its other forms, and those are found too."""
    english = "the and of to in is that for with are this it "
    index.update([note("forms.md", english + "connected"), note("exact.md", english + "connection")])
    assert ["exact.md", "forms.md"] == paths(index, "connection ")
    assert ["forms.md", "exact.md"] == paths(index, "connected ")


def test_stems_follow_the_language(index: Index) -> None:
    """The forms of a word are those of the languages that the notes are written in."""
    index.update([note("de.md", "Häuser", language="de"), note("fr.md", "chevaux", language="fr-CA")])
    assert ["de.md"] == paths(index, "haus ")
    assert ["de.md"] == paths(index, "HÄUSERN ")
    assert ["de.md"] == paths(index, "lang:de")


def test_parts_of_a_word(index: Index) -> None:
    """Beginnings, identifiers, their parts, and words with signs are found."""
    index.update([note("code.md", "call `getModulePath` or `snake_case_name` in C++ v1.2.3, see user@example.org")])
    for text in (
        "getmod",
        "module",
        "getModulePath",
        "snake_case_name",
        "case",
        "c++",
        "v1.2.3",
        "user@example.org",
        "exam",
    ):
        assert ["code.md"] == paths(index, text), text
    assert [] == paths(index, '"v1.2.4"')


def test_phrases_keep_small_words(index: Index) -> None:
    """No word is too small for a phrase."""
    index.update([note("a.md", "To be, or not to be, that is the question."), note("b.md", "To be that or not.")])
    assert ["a.md"] == paths(index, '"to be or not to be"')
    assert ["b.md"] == paths(index, '"that or not"')


def test_fields(index: Index) -> None:
    """Every field of the language narrows to what it names."""
    index.update(
        [
            note(
                "2025/trip.md",
                "# Packing list\n\nsocks",
                "Summer trip",
                tags=("travel/Europe",),
                urls=("https://www.reuters.com/x",),
                domains=("reuters.com",),
                citations=7,
                flags=("citations", "dangling"),
                created="2025-03-04",
                modified="2026-01-05T10:00:00",
                properties={"Status": "In progress", "rating": 5, "cast": ["Ann", "Bob"]},
            ),
            note("home.md", "packing summer reuters trip", "Home", created="2023-12-31T23:59:59Z", citations=2),
        ]
    )
    one = ["2025/trip.md"]
    for text in (
        "title:trip",
        "heading:packing",
        "path:2025/",
        "tag:travel",
        "tag:TRAVEL/europe",
        "cites:reuters.com",
        "cites:>5",
        "has:dangling",
        "has:tags",
        "created:2025-03",
        "created:>2024",
        "modified:2026",
        "[status]",
        "[status:in progress]",
        "[Status:PROGRESS]",
        "[rating:5]",
        "[cast:bob]",
        "body:socks",
        "summer -body:reuters",
    ):
        assert one == paths(index, text), text
    assert ["home.md"] == paths(index, "-tag:travel")
    assert ["home.md"] == paths(index, "cites:<5")
    assert ["home.md"] == paths(index, "created:..2024")
    assert [] == paths(index, "title:reuters")
    assert one == paths(index, "progress")


def test_unspaced_scripts(index: Index) -> None:
    """Any part of a Chinese, Japanese, Korean or Thai text finds exactly the notes that hold it."""
    rnd = random.Random(9)
    letters = {
        "zh": "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年",
        "ja": "日本語データベースをつくるのはとても楽しい",
        "ko": "대한민국은민주공화국이다모든권력국민",
        "th": "ภาษาไทยเป็นภาษาที่มีระดับเสียง",
    }
    bodies = {
        f"{code}-{number}.md": "，".join(
            "".join(rnd.choices(own, k=rnd.randint(1, 12))) for _ in range(rnd.randint(1, 9))
        )
        for code, own in letters.items()
        for number in range(60)
    }
    index.update(note(path, body, "x") for path, body in bodies.items())
    for _ in range(300):
        line = rnd.choice(rnd.choice(list(bodies.values())).split("，"))
        size = rnd.randint(1, 5)
        at = rnd.randrange(max(1, len(line) - size + 1))
        part = line[at : at + size]
        expected = {path for path, body in bodies.items() if part in body}
        assert expected == set(paths(index, part)), part


def test_mixed_scripts(index: Index) -> None:
    """A query over the border of two scripts is one phrase."""
    index.update([note("a.md", "我们用Python写程序"), note("b.md", "Python 用我们")])
    assert ["a.md"] == paths(index, "用Python写")
    assert {"a.md", "b.md"} == set(paths(index, "我们 python"))


def test_short_beginnings_look_at_titles_first(index: Index) -> None:
    """One typed letter looks at titles, tags and headings, says that it is a lower bound, and at texts if need be."""
    index.update([note("a.md", "zebra", "Zoo"), note("b.md", "zebra", "Other")])
    results = ask(index, "z")
    assert (["a.md"], False) == ([hit.path for hit in results.hits], results.total_exact)
    assert {"a.md", "b.md"} == set(paths(index, "ze"))
    assert {"a.md", "b.md"} == set(paths(index, "z*"))


def test_typos(index: Index) -> None:
    """A word that nobody wrote is searched as the nearest one, and the better spelling is suggested."""
    index.update([note("a.md", "configuration of the garden"), note("b.md", "other")])
    results = ask(index, "gadren configuratoin ")
    assert (["a.md"], "garden configuration ") == ([hit.path for hit in results.hits], results.suggestion)
    assert "shown instead: configuration, garden" in results.understood
    assert (0, None) == (ask(index, "qqqqqqq ").total, ask(index, "qqqqqqq ").suggestion)
    assert ["a.md"] == paths(index, "gardne~ ")


def test_inside_of_a_word(index: Index) -> None:
    """What is no word, but part of one, finds it."""
    index.update([note("a.md", "Krankenhausgarten"), note("b.md", "other")])
    results = ask(index, "hausgart")
    assert (["a.md"], "*hausgart*") == ([hit.path for hit in results.hits], results.suggestion)
    assert [(0, 17)] == [mark for hit in results.hits for snippet in hit.snippets for mark in snippet.marks]


def test_equal_scores_keep_their_order(index: Index) -> None:
    """What a filter finds comes newest first, then by path, each time the same."""
    documents = [note(f"{name}.md", "", tags=("t",)) for name in "dbca"]
    documents.append(note("new.md", "", tags=("t",), stamp=Stamp(5, 0)))
    index.update(documents)
    assert ["new.md", "a.md", "b.md", "c.md", "d.md"] == paths(index, "tag:t")
    assert paths(index, "tag:t")[:2] == [hit.path for hit in ask(index, "tag:t", 2).hits]


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "a* b* c*",
        "?" * 500,
        "*a*b*c*d*e*",
        "(" * 3000,
        '"' * 3000,
        "word " * 20_000,
        "/.*.*x/",
        "/(((((a)))))/",
        "a~2 b~2",
        "[a TO z]",
        "-" * 99,
        "NEAR NEAR",
        "\0\uffff",
        "tag:\ud800 [\ud800:\ud800] cites:\ud800",
        "a NEAR/999999 b",
        "path:* tag:* cites:*",
        "title:title:title:x",
    ],
)
def test_anything_may_be_typed(index: Index, text: str) -> None:
    """Nothing that can be typed is an error."""
    rnd = random.Random(2)
    vocabulary = ["".join(rnd.choices("abcdefgh", k=rnd.randint(1, 9))) for _ in range(4000)]
    index.update(note(f"{number}.md", " ".join(rnd.choices(vocabulary, k=60))) for number in range(200))
    results = ask(index, text)
    assert results.took_ms < 3000
    assert results.query == text.replace("\ud800", "?")


def test_half_characters(index: Index) -> None:
    """Half of a surrogate pair, in a note or a query, is no reason to fail."""
    index.update([note("a.md", "a\ud800b word", "T\udfff", tags=("\ud800",), properties={"k\ud800": "\ud800"})])
    assert (["a.md"], "T?", ("?",)) == (
        paths(index, "word"),
        ask(index, "word").hits[0].title,
        ask(index, "word").hits[0].tags,
    )


def test_everything_and_nothing(index: Index) -> None:
    """No query finds everything; an empty index finds nothing, without an error."""
    assert 0 == ask(index, "a").total
    index.update([note("a.md"), note("b.md")])
    assert (2, 2) == (ask(index, "").total, ask(index, "*").total)
    assert 2 == len(paths(index, "-nothing "))


def test_snippets_only_where_wanted(index: Index) -> None:
    """Only the first hits carry a passage."""
    index.update(note(f"{number}.md", "ash tree") for number in range(5))
    results = index.search(parse("ash"), 4, 2)
    assert (5, [1, 1, 0, 0]) == (results.total, [len(hit.snippets) for hit in results.hits])


def test_without_open_words(index: Index) -> None:
    """Where the query is complete, the last word is a whole word, but a star still stands for more."""
    index.update([note("a.md", "gardens xylophone")])
    assert "*xylo*" == index.search(parse("xylo"), prefix=False).suggestion
    assert (1, None) == (index.search(parse("xylo*"), prefix=False).total, ask(index, "xylo*").suggestion)
    assert (1, None) == (index.search(parse("xylo"), prefix=True).total, ask(index, "xylo").suggestion)


LABELLED: Mapping[str, str] = {
    "pasta": "recipes/Pasta.md",
    "pasta dough": "recipes/Pasta.md",
    "fresh pasta without machine": "recipes/By hand.md",
    "tomato": "garden/Tomatoes.md",
    "growing tomatoes": "garden/Tomatoes.md",
    "tomato sauce": "recipes/Sauce.md",
    "watering": "garden/Water.md",
    "water the garden": "garden/Water.md",
    "italy": "travel/Italy 2024.md",
    "italy trains": "travel/Italy 2024.md",
    "travel budget": "travel/Budget.md",
    "2024": "travel/Italy 2024.md",
}
"""Queries with the note that a person would want first; the weights of the fields are chosen for these."""


def test_labelled_queries(index: Index) -> None:
    """The note that a person would want comes first."""
    filler = " The rest of this note is about the other things that one does in a week, and how they went. " * 3
    index.update(
        [
            note("recipes/Pasta.md", "# Pasta\n\nThe dough: flour and eggs." + filler, tags=("food/pasta",)),
            note("recipes/By hand.md", "Fresh pasta without a machine: roll it, fold it, cut it." + filler),
            note(
                "recipes/Sauce.md", "# Tomato sauce\n\nTomatoes, oil, salt; goes with pasta." + filler, tags=("food",)
            ),
            note("garden/Tomatoes.md", "# Growing\n\nSow in March. Water. Tomato plants like sun." + filler),
            note("garden/Water.md", "# When to water\n\nWatering the garden in the evening." + filler),
            note("garden/Log.md", "Monday: tomatoes, water, garden, pasta for dinner. " * 8 + filler),
            note("travel/Italy 2024.md", "Trains from Milan, pasta in Rome." + filler, tags=("travel",)),
            note("travel/Budget.md", "# Budget\n\nWhat travel costs: trains, rooms, food in Italy." + filler),
        ]
    )
    assert dict(LABELLED) == {text: paths(index, text)[0] for text in LABELLED}
