"""What a few letters can find among many short names: 100,000 titles are gone through between two keystrokes."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import compress

from msgspec import Struct

from reader.core.text import fold

_SHOWN = 60
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_BLANKS = str.maketrans(dict.fromkeys(string.punctuation, " "))


class Pick(Struct, frozen=True):
    """Something to choose: `key` comes out, `text` and the quiet `detail` are shown."""

    key: str
    text: str
    detail: str = ""


class PickBook:
    """Names that are found by their letters, and what each of them stands for.

    `pick` makes the pick of the name with a number, when it is to be shown; picks with one key are shown once. Of equal
    fits the shorter name comes first, then the earlier one. The `offered` names are shown before a letter is typed.

    >>> book = PickBook.of([Pick("a", "The rest"), Pick("b", "Trade"), Pick("c", "Silk"), Pick("d", "Tea, dried")])
    >>> [pick.text for pick in book.best("tr")]
    ['Trade', 'The rest', 'Tea, dried']
    """

    def __init__(self, names: Sequence[str], pick: Callable[[int], Pick], offered: Sequence[int] | None = None) -> None:
        self._pick = pick
        self._offered = range(min(len(names), _SHOWN)) if offered is None else offered
        self._names = _letters_of(names)
        self._sizes = list(map(len, self._names))
        self._narrowed: tuple[str, Sequence[int]] = "", range(len(self._names))

    @classmethod
    def of(cls, picks: Sequence[Pick]) -> "PickBook":
        """Return a book in which picks are found by their texts."""
        return cls([pick.text for pick in picks], picks.__getitem__)

    def best(self, letters: str) -> list[Pick]:
        """Return the picks that fit `letters`: by beginning, then by words, by part, and by letters in their order."""
        wanted = _letters(letters).split()
        found: dict[str, Pick] = {}
        for number in self._numbers(wanted) if wanted else self._offered:
            pick = self._pick(number)
            found.setdefault(pick.key, pick)
            if len(found) == _SHOWN:
                break
        return list(found.values())

    def _numbers(self, wanted: list[str]) -> Iterator[int]:
        """Yield the numbers of the names that fit, the best first; what is shown already is not looked for further."""
        whole = " " + " ".join(wanted)
        by_words = self._holding([" " + part for part in wanted])
        yield from self._shortest([number for number in by_words if self._names[number].startswith(whole)])
        yield from self._shortest(by_words)
        yield from self._shortest(self._holding(wanted))
        yield from self._shortest(self._in_order("".join(wanted)))

    def _holding(self, parts: list[str]) -> list[int]:
        """Return the numbers of the names that hold all parts."""
        names, numbers = self._names, None
        # Of a long part there are few names to look through for the others.
        for part in sorted(parts, key=len, reverse=True):
            if numbers is None:
                numbers = [number for number, name in enumerate(names) if part in name]
            else:
                numbers = [number for number in numbers if part in names[number]]
        return numbers or []

    def _in_order(self, letters: str) -> list[int]:
        """Return what has all the letters in this order; the next letter is looked for among these."""
        before, numbers = self._narrowed
        if not letters.startswith(before):
            numbers = range(len(self._names))
        # Each letter is looked for up to its first place, so that no name is gone back on.
        pattern = "".join(f"[^{re.escape(letter)}]*{re.escape(letter)}" for letter in letters)
        fits = map(re.compile(pattern).match, map(self._names.__getitem__, numbers))
        found = list(compress(numbers, fits))
        self._narrowed = letters, found
        return found

    def _shortest(self, numbers: Iterable[int]) -> list[int]:
        # Of equal ones the earlier comes first.
        return nsmallest(4 * _SHOWN, numbers, key=self._sizes.__getitem__)


def _letters(text: str) -> str:
    """Return `text` folded, with blanks for punctuation and without accents: who types quickly types none."""
    if text.isascii():
        return text.lower().translate(_BLANKS)
    apart = _PUNCTUATION.sub(" ", unicodedata.normalize("NFD", fold(text)))
    marks = "".join(filter(unicodedata.combining, set(apart)))
    return re.sub(f"[{marks}]", "", apart) if marks else apart


def _letters_of(names: Sequence[str]) -> list[str]:
    """Return the letters of each name behind a blank: of all at once, which takes a tenth of the time."""
    lines = [name.replace("\n", " ") for name in names] if any("\n" in name for name in names) else names
    letters = _letters("\n ".join(("", *lines))).split("\n")[1:]
    assert len(letters) == len(names)
    return letters
