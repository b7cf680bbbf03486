import pytest
from hypothesis import given, strategies as st

from reader.core.results import Snippet
from reader.search.occurrences import Marks, merged, occurrences
from reader.search.snippets import LENGTH, folded, plain, snippet
from reader.search.work import Mark
from tests.pace import grows_evenly


def show(text: str, *marks: Mark) -> Snippet:
    """Return the passage of a text that is not empty."""
    made = snippet(text, folded(text), Marks(marks))
    assert made is not None
    return made


def marked(made: Snippet) -> list[str]:
    """Return the marked parts of a passage."""
    return [made.text[start:end] for start, end in made.marks]


def test_marks_words_stems_and_beginnings() -> None:
    """Whole words are marked where whole words were asked for, longer ones where a beginning was."""
    text = "A garden, two Gardens, one gardener, no kindergarten."
    assert ["garden"] == marked(show(text, Mark("garden")))
    assert ["garden", "Gardens"] == marked(show(text, Mark("garden"), Mark("gardens")))
    assert ["garden", "Gardens", "gardener"] == marked(show(text, Mark("gar", prefix=True)))


def test_marks_whatever_case_and_accents() -> None:
    """What was folded to be found is marked as it stands."""
    assert ["ÉCOLE", "école"] == marked(show("Une ÉCOLE, l'école.", Mark("ecole")))
    assert ["我爱你"] == marked(show("他说我爱你们", Mark("我爱"), Mark("爱你")))


def test_marks_words_in_a_row() -> None:
    """A phrase is marked as one, whatever signs and spaces are in it, and its words alone are not."""
    text = "An apple, red. The red\n  *apple* is a red-apple; red apples."
    row = (Mark("red"), Mark("apple"))
    made = snippet(text, folded(text), Marks((), [row]))
    assert made is not None
    assert ["red apple", "red-apple"] == marked(made)
    made = snippet(text, folded(text), Marks((), [(row[0], Mark("apple", prefix=True))]))
    assert made is not None
    assert ["red apple", "red-apple", "red apples"] == marked(made)


def test_marks_parts_of_identifiers_where_there_is_nothing_else() -> None:
    """A note that was found by a part of an identifier shows it."""
    assert ["Module"] == marked(show("call getModulePath() here", Mark("module")))
    assert ["module"] == marked(show("call getModulePath() of a module", Mark("module")))


def test_shows_where_most_words_stand() -> None:
    """The passage is where the words of the query stand together, not where the first one stands alone."""
    text = f"Apple. {'Some words that say nothing. ' * 40}An apple and a pear in a bowl. {'And on it goes. ' * 40}"
    made = show(text, Mark("apple"), Mark("pear"))
    assert ["apple", "pear"] == marked(made)
    assert made.text.startswith("…")
    assert "An apple and a pear in a bowl." in made.text


def test_is_plain_text() -> None:
    """Markdown's marks are gone, what they say stays."""
    text = (
        "# A *title*\n\n> **Bold**, `code`, ~~old~~ and [a link](http://x.y/z_(1)), [ref][1], [[Page|name]],"
        " ![alt](i.png)\n"
        "- [x] done\n1. one\n\n| a | b |\n|---|---|\n| c | d |\n\n```python\nrun()\n```\n<!-- hidden --> end"
    )
    expected = "A title Bold, code, old and a link, ref, name, alt done one a b c d run() end"
    assert expected.split() == plain(text).split()
    assert "snake_case a*b 2 * 3" == plain("snake_case a*b 2 * 3")


@pytest.mark.parametrize("marks", ["[1][2]", "[1][2][3]", "[^4][^12]", "[10][1]", "[1]"])
def test_marks_of_citations_stay(marks: str) -> None:
    """Marks that follow one another are no link with a reference; a link still is its text."""
    assert f"So it is.{marks} And the text too." == plain(f"So it is.{marks} And [the text][1] too.")


def test_without_marks_shows_the_beginning() -> None:
    """A note that was found by its title shows how it begins."""
    assert Snippet("The beginning.") == show("\n\nThe *beginning*.\n", Mark("elsewhere"))
    assert snippet("", "", Marks(())) is None
    assert snippet(" \n---\n", " \n---\n", Marks(())) is None


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marks_lie_inside_and_apart(text: str, words: list[str]) -> None:
    """Marks are ordered, do not touch each other, and lie inside a passage of bounded length."""
    marks = [Mark(folded(word)) for word in words]
    made = snippet(text, folded(text), Marks(marks[:2], [marks[2:]] if marks[2:] else ()))
    if made is None:
        return
    assert len(made.text) <= LENGTH + 81
    edges = [edge for mark in made.marks for edge in mark]
    assert sorted(edges) == edges
    assert len(edges) == len(set(edges))
    assert all(0 <= edge <= len(made.text) for edge in edges)


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    """Folding a text letter by letter keeps its length."""
    assert len(text) == len(folded(text))


def test_occurrences() -> None:
    """Places come in order with the number of their word, and spans that touch become one."""
    found = occurrences("ab abc b", Marks([Mark("b"), Mark("ab", prefix=True)]))
    assert [(0, 2, 1), (3, 6, 1), (7, 8, 0)] == found
    assert [(0, 4), (5, 6)] == merged([(0, 2, 0), (2, 4, 1), (3, 4, 0), (5, 6, 0)])


@pytest.mark.parametrize("piece", ["a ", "[", "<", "*", "[[", "|", "`", "a", "\n- ", "<!--", "%%", "![](", "_a", "](("])
def test_hostile_texts_are_quick(piece: str) -> None:
    """A text made to be slow takes no longer than others of its size."""
    marks = Marks([Mark("a"), Mark("b", prefix=True)], [[Mark("a"), Mark("a"), Mark("z")]])

    def work(size: int) -> None:
        text = piece * (size // len(piece))
        snippet(text, folded(text), marks)

    assert grows_evenly(work, 1_000_000)


def test_prose_is_shown_rather_than_a_source() -> None:
    """What the text says comes before the address of a source, and before the line that lists it."""
    prose = f"{'Some words that say nothing. ' * 20}\n\nIn the orchard a pear fell from the apple tree.\n\n"
    sources = (
        "[1] https://example.org/apple/pear-apple-pear\n[2] Pear and apple, pear and apple: https://example.org/2\n"
    )
    for text in (sources + prose, prose + sources):
        assert "In the orchard" in show(text, Mark("apple"), Mark("pear")).text
    assert "Pear and apple" in show(sources, Mark("apple"), Mark("pear")).text


def test_a_common_word_is_shown_beside_a_rare_one() -> None:
    """However often one word comes before, the passage is where the other one stands beside it."""
    text = f"{'An apple a day. ' * 400}An apple and a pear. {'An apple a day. ' * 400}A pear. {'Nothing. ' * 90}"
    assert {"apple", "pear"} == set(marked(show(text, Mark("apple"), Mark("pear"))))


def test_forms_of_one_word_are_one() -> None:
    """Two forms of a word in one place are less than two words of the query in another."""
    text = f"An apple and apples. {'Some words that say nothing. ' * 20}Of apples and a pear. {'And so on. ' * 60}"
    made = snippet(text, folded(text), Marks((Mark("apple"), Mark("apples"), Mark("pear")), (), (1, 1, 2)))
    assert made is not None
    assert ["apples", "pear"] == marked(made)


@given(st.lists(st.sampled_from(["apple", "pear", "plum", *["and so it goes on without them"] * 6]), max_size=40))
def test_the_passage_is_the_best_there_is(words: list[str]) -> None:
    """No stretch of a text has more of the words than the passage that is shown."""
    text = " ".join(words)
    marks = Marks((Mark("apple"), Mark("pear"), Mark("plum")))
    found = occurrences(text, marks)
    most = max(
        (len({kind for begin, end, kind in found if start <= begin and end <= start + LENGTH}) for start, *_ in found),
        default=0,
    )
    made = snippet(text, text, marks)
    assert most <= len(set(marked(made)) if made else ())
