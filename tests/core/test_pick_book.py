"""A few letters find the right name, quickly."""

from functools import partial

import pytest

from reader.core.pick_book import Pick, PickBook
from tests.pace import at_most, grows_evenly

PICKS = [
    Pick("tea.md", "Silk, tea and silver", "trade/tea.md"),
    Pick("trade.md", "Trade routes before steam"),
    Pick("rest.md", "The rest"),
    Pick("cafe.md", "Café Größe"),
    Pick("book.md", "活字印刷小史"),
    Pick("x.md", "<b>" + "x" * 50),
]


@pytest.mark.parametrize(
    ("letters", "keys"),
    [
        ("", [pick.key for pick in PICKS]),
        ("tr", ["trade.md", "rest.md", "tea.md"]),
        ("THE R", ["rest.md"]),
        ("silver tea", ["tea.md"]),
        ("ilver", ["tea.md"]),
        ("rts", ["trade.md"]),
        ("cafe gro", ["cafe.md"]),
        ("GRÖSSE", ["cafe.md"]),
        ("印刷", ["book.md"]),
        ("(x", ["x.md"]),
        ("zzz", []),
        ("?!", [pick.key for pick in PICKS]),
    ],
)
def test_few_letters_find_the_right_title(letters: str, keys: list[str]) -> None:
    """By beginning, by words, by part, by letters in order; case and accents do not count."""
    found = [pick.key for pick in PickBook.of(PICKS).best(letters)]
    assert keys == found[: len(keys)]
    assert bool(keys) == bool(found)


def test_typing_on_and_deleting_find_the_same() -> None:
    """What was found before narrows what is found next, and is forgotten when letters go."""
    letters = "trdst"
    book = PickBook.of(PICKS)
    for end in [*range(1, len(letters)), *range(len(letters), 0, -1)]:
        assert PickBook.of(PICKS).best(letters[:end]) == book.best(letters[:end])


def test_one_key_is_shown_once() -> None:
    """A note that is found by title and path is one line."""
    book = PickBook(["tea", "tea.md", "silk"], lambda number: Pick("silk" if number == 2 else "tea", "Tea"))
    assert ["tea"] == [pick.key for pick in book.best("te")]


def test_letters_in_order_take_no_time_on_hostile_titles() -> None:
    """A title of one letter, repeated, is looked through once."""

    def work(size: int) -> None:
        assert [] == PickBook.of([Pick("a", "a" * size)] * 20).best("a" * 60 + "b")

    assert grows_evenly(work, 50_000)


def test_a_hundred_thousand_titles_are_found_at_once() -> None:
    """No keystroke of a search costs more than looking for the letters in every title a few times does."""
    names = [f"Note {number * 7919 % 100_000} on boats, bridges and mills" for number in range(100_000)]
    book = PickBook(names, lambda number: Pick(str(number), names[number]))
    for letters in ("m", "mi", "mil", "mill", "mill 777", "qqq", "ntbbm", "99999"):
        assert at_most(
            10, partial(book.best, letters), lambda: [name for name in names if "a mill" in name.casefold()]
        ), letters
