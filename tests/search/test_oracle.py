"""What a query finds is what reading all notes finds: random queries against a plain scan."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from typing import NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.results import Document
from reader.search.index import Index

# No language has these, so that no stem but the word itself is found.
WORDS = ("zorb", "zorbit", "blik", "blikka", "quaf", "Ñandú", "ＷＩＤＥ", "straße", "x1y", "ﬁlk")
FOLDED = ("zorb", "zorbit", "blik", "blikka", "quaf", "nandu", "wide", "strasse", "x1y", "filk")


class Truth(NamedTuple):
    """A query, and the numbers of the notes that it must find."""

    text: str
    found: frozenset[int]


def notes() -> list[tuple[list[int], list[int]]]:
    """Return the words of titles and bodies, by number."""
    return [
        (
            [(number * 7 + 3) % len(WORDS), (number // 5) % len(WORDS)][: number % 3],
            [(number * step + step * step // 3) % len(WORDS) for step in range(2, 2 + number % 9)],
        )
        for number in range(60)
    ]


NOTES = notes()
ALL = frozenset(range(len(NOTES)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Return an index of the notes, in three segments, from which one more note was taken out."""
    made = Index(tmp_path_factory.mktemp("oracle"))
    for part in range(3):
        made.update(document(number) for number in range(part, len(NOTES), 3))
    made.update([Document("gone.md", Stamp(1, 1), "zorb", "blik quaf")])
    made.update([], ["gone.md"])
    yield made
    made.close()


def document(number: int) -> Document:
    """Return a note as the index takes it."""
    title, body = NOTES[number]
    text = ". ".join(WORDS[word] for word in body)
    return Document(path(number), Stamp(number, 1), " ".join(WORDS[word] for word in title), text)


def path(number: int) -> str:
    """Return a path that no query of these fits."""
    return "".join("acehgjmnsv"[int(digit)] for digit in str(number)) + ".md"


def scan(pattern: str, *, title_only: bool = False) -> frozenset[int]:
    """Return the notes in whose title or body the folded words, each between blanks, match a pattern."""
    return frozenset(
        number
        for number, fields in enumerate(NOTES)
        for words in (fields[:1] if title_only else fields)
        if re.search(pattern, "".join(f" {FOLDED[word]} " for word in words))
    )


def near(one: int, other: int, distance: int) -> frozenset[int]:
    """Return the notes in whose title or body one word stands so near to another one."""
    return frozenset(
        number
        for number, fields in enumerate(NOTES)
        for words in fields
        for left, first in enumerate(words)
        for right, second in enumerate(words)
        if first == one and second == other and 0 < abs(left - right) <= distance
    )


def phrase(words: Sequence[int]) -> Truth:
    """Return words one after another."""
    text = " ".join(WORDS[word] for word in words)
    return Truth(f'"{text}"', scan("".join(f" {FOLDED[word]} " for word in words)))


NUMBERS = st.integers(0, len(WORDS) - 1)
LEAVES = st.one_of(
    NUMBERS.map(lambda word: Truth(WORDS[word], scan(f" {FOLDED[word]} "))),
    NUMBERS.map(lambda word: Truth(f"{WORDS[word][:3]}*", scan(f" {FOLDED[word][:3]}"))),
    NUMBERS.map(lambda word: Truth(f"title:{WORDS[word]}", scan(f" {FOLDED[word]} ", title_only=True))),
    st.sampled_from(["*li*", "b*k", "*z*b*", "qu?f", "?or*", "*1*"]).map(
        lambda text: Truth(text, scan(f" {translate(text)[4:-3].replace('.', '[^ ]')} "))
    ),
    st.sampled_from(["bli.+", "[zq].*", "x\\dy", "zorb(it|x)", "q.?.f"]).map(
        lambda text: Truth(f"/{text}/", scan(f" {text.replace('.', '[^ ]')} "))
    ),
    st.lists(NUMBERS, min_size=1, max_size=3).map(phrase),
    st.tuples(NUMBERS, NUMBERS, st.integers(1, 4)).map(
        lambda how: Truth(f"{WORDS[how[0]]} NEAR/{how[2]} {WORDS[how[1]]}", near(*how))
    ),
)


def grow(parts: "st.SearchStrategy[Truth]") -> "st.SearchStrategy[Truth]":
    """Return bigger queries made of smaller ones."""
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda two: Truth(f"({two[0].text}) ({two[1].text})", two[0].found & two[1].found)),
        pairs.map(lambda two: Truth(f"({two[0].text} OR {two[1].text})", two[0].found | two[1].found)),
        pairs.map(lambda two: Truth(f"(({two[0].text}) -({two[1].text}))", two[0].found - two[1].found)),
        parts.map(lambda one: Truth(f"(* NOT ({one.text}))", ALL - one.found)),
    )


@settings(max_examples=300)
@given(st.recursive(LEAVES, grow, max_leaves=5))
def test_a_query_finds_what_a_scan_finds(index: Index, truth: Truth) -> None:
    """Words, phrases, patterns, expressions, neighbourhoods and all combinations of them find exactly their notes."""
    results = index.search(parse(truth.text + " "), len(NOTES))
    if "shown instead" not in results.understood:
        assert {path(number) for number in truth.found} == {hit.path for hit in results.hits}
        assert (len(truth.found), True) == (results.total, results.total_exact)
    else:
        assert not truth.found
