"""All words of one field of a segment, for questions that their order does not answer.

What begins with some letters is found by halving. A part of a word, a pattern, an expression or a typo has to be
compared with every word: they lie in one text, which the machine runs through in no time.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Lexicon:
    """Words in ascending order, given with a line end behind each; they are told with their place in that order."""

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}"

    def __len__(self) -> int:
        return self._text.count("\n") - 1

    @cached_property
    def _marks(self) -> "array[int]":
        """Return where the line end in front of each word is, and the one that ends the text."""
        return array("L", accumulate((len(word) + 1 for word in self.words()), initial=0))

    def words(self) -> list[str]:
        """Return all words."""
        return self._text.split("\n")[1:-1]

    def fitting(self, fits: Callable[[str], object], part: str = "") -> Iterator[tuple[int, str]]:
        """Yield the words that `fits`; `part` is what each of them is known to hold."""
        if not part:
            yield from ((place, word) for place, word in enumerate(self.words()) if fits(word))
            return
        at = self._text.find(part)
        while at >= 0:
            place = bisect_right(self._marks, at) - 1
            start, end = self._marks[place], self._marks[place + 1]
            word = self._text[start + 1 : end]
            if fits(word):
                yield place, word
            at = self._text.find(part, end)

    def near(self, word: str, edits: int) -> list[tuple[int, str, int]]:
        """Return the words with at most `edits` typos, nearest first: typos, word and place."""
        found = process.extract(word, self.words(), scorer=OSA.distance, score_cutoff=edits, limit=None)
        return [(int(distance), other, place) for other, distance, place in found]
