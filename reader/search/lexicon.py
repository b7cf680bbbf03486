"""All words of one field of a segment, for questions that their order does not answer.

What begins with some letters is found by halving. A part of a word, a pattern, an expression or a typo has to be
compared with every word: they lie in one text, which the machine runs through in no time.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Lexicon:
    """Words in ascending order, none of which holds a line end; they are told with their place in that order."""

    def __init__(self, words: Sequence[str]) -> None:
        self._text = "\n".join(("", *words, ""))
        # The line end in front of each word, and the one that ends the text.
        self._marks = array("L", accumulate((len(word) + 1 for word in words), initial=0))

    def __len__(self) -> int:
        return len(self._marks) - 1

    def words(self) -> list[str]:
        """Return all words."""
        return self._text[1:-1].split("\n") if len(self) else []

    def has_part(self, part: str) -> bool:
        """Return whether a word holds `part`."""
        return part in self._text

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

    def near(self, word: str, edits: int, most: int | None = None) -> list[tuple[int, str, int]]:
        """Return the words with at most `edits` typos, nearest first: typos, word and place; at most `most`."""
        found = process.extract(word, self.words(), scorer=OSA.distance, score_cutoff=edits, limit=most)
        return [(int(distance), other, place) for other, distance, place in found]

    def near_beginnings(self, word: str, edits: int, most: int) -> list[tuple[int, str]]:
        """Return words that begin with at most `edits` typos in `word`: typos and word, at most `most`."""
        size = len(word)
        words = [other for other in self.words() if len(other) > size]
        return _near_parts(word, words, [other[:size] for other in words], edits, most)

    def near_endings(self, word: str, edits: int, most: int) -> list[tuple[int, str]]:
        """Return words that end with at most `edits` typos in `word`: typos and word, at most `most`."""
        size = len(word)
        words = [other for other in self.words() if len(other) > size]
        return _near_parts(word, words, [other[-size:] for other in words], edits, most)


def _near_parts(word: str, words: list[str], parts: list[str], edits: int, most: int) -> list[tuple[int, str]]:
    found = process.extract(word, parts, scorer=OSA.distance, score_cutoff=edits, limit=most)
    return [(int(distance), words[place]) for _, distance, place in found]
