"""All words of a library, whichever segment holds them, for questions about typos.

A commit adds a segment and takes some away; the words of those that are gone stay, and nobody asks for them, because
what is near is looked up in the index before it is told.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.search import schema
from reader.search.segment import Segment

FIELDS = (schema.TITLE, schema.HEADING, schema.TAGS, schema.BODY)
"""The fields that hold the reader's words."""
_LONGEST = 64


class Vocabulary:
    """The words of one index, by their length: a word with two typos is at most two letters longer or shorter.

    Words of one length lie in one text, a line each: as objects of their own they would take ten times the room, for
    a question that few searches ask.
    """

    def __init__(self) -> None:
        self._segments: set[str] = set()
        self._by_length = [b""] * (_LONGEST + 1)

    def learn(self, segments: Iterable[Segment]) -> None:
        """Take in the words of those segments that are new."""
        new = [segment for segment in segments if segment.name not in self._segments]
        if not new:
            return
        fresh: list[set[str]] = [set() for _ in self._by_length]
        for segment in new:
            self._segments.add(segment.name)
            for field in FIELDS:
                for word in segment.words(field.name):
                    fresh[min(len(word), _LONGEST)].add(word)
        for length, words in enumerate(fresh):
            if words:
                self._by_length[length] = "\n".join(sorted(words.union(self._words(length)))).encode()

    def near(self, word: str, edits: int, most: int) -> Iterator[tuple[int, str]]:
        """Yield words with at most so many typos in `word`, each with its typos; at most `most` of each length."""
        for length in range(max(0, len(word) - edits), min(len(word) + edits, _LONGEST) + 1):
            words = self._words(length)
            for other, distance, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=edits, limit=most):
                yield int(distance), other

    def near_beginnings(self, word: str, edits: int, most: int) -> Iterator[tuple[int, str]]:
        """Yield longer words that begin with at most `edits` typos in `word`, each with them."""
        return self._near_parts(word, itemgetter(slice(len(word))), edits, most)

    def near_endings(self, word: str, edits: int, most: int) -> Iterator[tuple[int, str]]:
        """Yield longer words that end with at most `edits` typos in `word`, each with them."""
        return self._near_parts(word, itemgetter(slice(-len(word), None)), edits, most)

    def _near_parts(self, word: str, part_of: Callable[[str], str], edits: int, most: int) -> Iterator[tuple[int, str]]:
        longer = [self._words(length) for length in range(len(word) + 1, _LONGEST + 1)]
        # Most parts are those of several words.
        parts = list({part for words in longer for part in map(part_of, words)})
        found = process.extract(word, parts, scorer=OSA.distance, score_cutoff=edits, limit=most)
        typos = {part: int(distance) for part, distance, _ in found}
        if typos:
            for words in longer:
                yield from _holding(words, part_of, typos)

    def _words(self, length: int) -> list[str]:
        text = self._by_length[length]
        return text.decode().split("\n") if text else []


def _holding(words: Sequence[str], part_of: Callable[[str], str], typos: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Yield the words whose part is a key of `typos`, with its value."""
    for word, part in zip(words, map(part_of, words), strict=True):
        if part in typos:
            yield typos[part], word
