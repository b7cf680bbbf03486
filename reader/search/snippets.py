"""The passage of a note that shows why it was found, as plain text with marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reader.core.results import Snippet
from reader.core.text import one_line
from reader.search import analysis
from reader.search.segment import Segment
from reader.search.work import Mark

LENGTH = 240
"""About how many characters a passage has."""
_OCCURRENCES = 16
"""How many places of a word in a note are looked at; for a query of one word a quarter of them."""
_WORDS = 40
_KEPT = 2_000_000
"""Characters of text that are kept for the next query."""
_EMPHASISED = frozenset("*_~=`\\")

_COMMENT = re.compile(r"<!--.*?(?:-->|$)|%%.*?(?:%%|$)", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])?")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
# `[1][2]` is two marks of citations, not a link with the text "1".
_REFERENCE = re.compile(r"\[(?!\^?[0-9]{1,4}\]\[\^?[0-9]{1,4}\])([^\[\]\n]+)\]\[[^\[\]\n]*\]")
_WIKI = re.compile(r"!?\[\[([^\[\]\n|]*)(?:\\?\|([^\[\]\n]*))?\]\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:(?:>|[-*+]|\d{1,4}[.)])[ \t]+)*(?:#{1,6}[ \t]+)?(?:\[[ xX]\][ \t]+)?", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*(?:[-=*_~`]{3,}[\w+-]*|[|:\- \t]+)[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|==|`+|\\(?=[\W_])"
)
_GAP = re.compile(r"[\W_]{0,40}")
_CELLS = re.compile(r"[ \t]*\|[ \t|]*")
_SENTENCE = re.compile(r"[.!?。！？…]['\"”’)\]]*\s|\n\s*\n|\n(?=[#>|*+-])")


def folded(text: str) -> str:
    """Return `text` folded letter by letter, so that every offset stays true."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    if lowered.isascii():
        return lowered
    for letter in set(lowered):
        if letter > "\x7f":
            plain = analysis.fold_word(letter)
            if len(plain) == 1 and plain != letter:
                lowered = lowered.replace(letter, plain)
    return lowered


class Texts:
    """The texts that passages were last taken from: while somebody types, they are mostly the same."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], tuple[str, str]] = {}
        self._size = 0

    def get(self, segment: Segment, number: int) -> tuple[str, str]:
        """Return the body of a document, and its folded form."""
        key = segment.name, number
        found = self._kept.pop(key, None)
        if found is None:
            text = segment.text(number)
            found = text, folded(text)
            self._size += len(text)
        self._kept[key] = found
        while self._size > _KEPT and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self._size -= len(self._kept.pop(oldest)[0])
        return found


class Marks(NamedTuple):
    """What a passage is to show: single `words`, and `rows` of words that follow each other."""

    words: Sequence[Mark]
    rows: Sequence[Sequence[Mark]] = ()


def snippet(text: str, low: str, marks: Marks) -> Snippet | None:
    """Return the passage with the most of what is marked, or the beginning of the text; None where it is empty.

    `low` is `text`, folded.
    """
    few = len(marks.words) + len(marks.rows) < 2
    found = occurrences(low, marks, _OCCURRENCES // 4 if few else _OCCURRENCES)
    start, end = _edges(text, _window(found), found)
    passage = plain(text[start:end])
    if not passage:
        passage = plain(text[: 4 * LENGTH])
        if not passage:
            return None
    passage = one_line(passage, LENGTH + 80)
    spans = merged(occurrences(folded(passage), marks))
    return Snippet(("…" if start and spans else "") + passage, _moved(spans, 1 if start and spans else 0))


def occurrences(text: str, marks: Marks, limit: int = LENGTH) -> list[tuple[int, int, int]]:
    """Return start, end and number of mark of what is marked in a folded text, in order of their starts.

    Of each mark at most `limit` places are returned. Where there is none at all, words count within others, such as
    the parts of an identifier.
    """
    found: list[tuple[int, int, int]] = []
    for number, mark in enumerate(marks.words[:_WORDS]):
        found += ((start, end, number) for start, end in islice(_words(text, mark), limit))
    for number, row in enumerate(marks.rows[:_WORDS], _WORDS):
        found += ((start, end, number) for start, end in islice(_rows(text, row), limit))
    if not found:
        every = [*marks.words, *(mark for row in marks.rows for mark in row)]
        for number, mark in enumerate(every[:_WORDS]):
            found += ((start, end, number) for start, end in islice(_anywhere(text, mark.text), limit))
    return sorted(found)


def _anywhere(text: str, part: str) -> Iterator[tuple[int, int]]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + len(part))


def _words(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    """Yield where a word stands as a whole; in scripts without spaces, where it stands."""
    if analysis.is_unspaced(mark.text):
        yield from _anywhere(text, mark.text)
        return
    for start, end in _anywhere(text, mark.text):
        if not text[start - 1 : start].isalnum():
            last = _end(text, end) if mark.prefix else end
            if last == end and text[end : end + 1].isalnum():
                continue
            yield start, last


def _rows(text: str, row: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a row, whatever signs are between them."""
    for start, end in _words(text, row[0]):
        last = _row_end(text, end, row[1:])
        if last:
            yield start, last


def _row_end(text: str, at: int, rest: Sequence[Mark]) -> int:
    """Return where the other words of a row end that follow at `at`; 0 where they do not."""
    for mark in rest:
        gap = _GAP.match(text, at)
        start = gap.end() if gap else at
        if not text.startswith(mark.text, start):
            return 0
        at = start + len(mark.text)
        if text[at : at + 1].isalnum() and not analysis.is_unspaced(mark.text):
            if not mark.prefix:
                return 0
            at = _end(text, at)
    return at


def _end(text: str, at: int) -> int:
    """Return where the word ends that goes on at `at`."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def merged(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the spans of occurrences, those that touch put together."""
    spans: list[tuple[int, int]] = []
    for start, end, _ in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def plain(text: str) -> str:
    """Take Markdown's marks out of a passage. What is cut in half at its edges stays as it is."""
    if "<" in text or "%%" in text:
        text = _TAG.sub(" ", _COMMENT.sub(" ", text))
    if "[" in text:
        text = _IMAGE.sub(r"\1", text)
        text = _WIKI.sub(lambda link: link[2] or link[1], text)
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
    text = _LINE_MARKS.sub("", _RULE.sub(" ", text))
    if not _EMPHASISED.isdisjoint(text):
        text = _EMPHASIS.sub("", text)
    return (_CELLS.sub("  ", text) if "|" in text else text).strip()


def _moved(spans: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + by, end + by) for start, end in spans)


def _window(found: Sequence[tuple[int, int, int]]) -> int:
    """Return the start of the stretch that holds the most different marks, then the most marks, then the first."""
    best, at, last = (0, 0, 0), 0, 0
    counts: dict[int, int] = {}
    for first, (start, _, number) in enumerate(found):
        while last < len(found) and found[last][1] <= start + LENGTH:
            counts[found[last][2]] = counts.get(found[last][2], 0) + 1
            last += 1
        score = (len(counts), min(last - first, 6), -first)
        if score > best or first == 0:
            best, at = score, first
        counts[number] = counts.get(number, 1) - 1
        if counts[number] <= 0:
            del counts[number]
        last = max(last, first + 1)
    return found[at][0] if found else 0


def _edges(text: str, start: int, found: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Return a stretch around `start` that begins and ends with a sentence, a line or a word."""
    lead = LENGTH // 3
    if start > 0:
        low = max(0, start - lead)
        breaks = [hit.end() for hit in _SENTENCE.finditer(text, low, start)]
        at = bisect_left(breaks, start)
        if breaks:
            start = breaks[max(0, min(at, len(breaks) - 1))]
        elif low > 0:
            space = max(text.find(" ", low, start), text.find("\n", low, start))
            start = space + 1 if space > 0 else start
        else:
            start = 0
    ends = [span[1] for span in found]
    kept = ends[bisect_right(ends, start + LENGTH) - 1] if ends else 0
    limit = max(start + LENGTH, min(kept, start + LENGTH))
    if limit >= len(text):
        return start, len(text)
    space = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
    return start, space if space > start and space >= kept else limit
