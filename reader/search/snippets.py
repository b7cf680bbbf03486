"""The passage of a note that shows why it was found, as plain text with marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.core.results import Snippet
from reader.core.text import one_line
from reader.search import analysis
from reader.search.work import Mark

LENGTH = 240
"""About how many characters a passage has."""
_OCCURRENCES = 60
_WORDS = 40

_COMMENT = re.compile(r"<!--.*?(?:-->|$)|%%.*?(?:%%|$)", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])?")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_WIKI = re.compile(r"!?\[\[([^\[\]\n|]*)(?:\\?\|([^\[\]\n]*))?\]\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:(?:>|[-*+]|\d{1,4}[.)])[ \t]+)*(?:#{1,6}[ \t]+)?(?:\[[ xX]\][ \t]+)?", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*(?:[-=*_~`]{3,}[\w+-]*|[|:\- \t]+)[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|==|`+|\\(?=[\W_])"
)
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


def snippet(text: str, marks: Sequence[Mark]) -> Snippet | None:
    """Return the passage with the most of the marked words, or the beginning of the text; None where it is empty."""
    found = occurrences(folded(text), marks)
    start, end = _edges(text, _window(found), found)
    passage = plain(text[start:end])
    if not passage:
        passage = plain(text[: 4 * LENGTH])
        if not passage:
            return None
    passage = one_line(passage, LENGTH + 80)
    spans = merged(occurrences(folded(passage), marks))
    return Snippet(("…" if start and spans else "") + passage, _moved(spans, 1 if start and spans else 0))


def occurrences(text: str, marks: Sequence[Mark]) -> list[tuple[int, int, int]]:
    """Return start, end and number of mark of the marked words in a folded text, in order of their starts."""
    found = []
    for number, mark in enumerate(marks[:_WORDS]):
        size = len(mark.text)
        is_free = analysis.is_unspaced(mark.text)
        at = text.find(mark.text)
        times = 0
        while at >= 0 and times < _OCCURRENCES:
            end = at + size
            if is_free:
                found.append((at, end, number))
                times += 1
            elif not text[at - 1 : at].isalnum():
                if mark.prefix:
                    while end < len(text) and text[end].isalnum():
                        end += 1
                if not text[end : end + 1].isalnum():
                    found.append((at, end, number))
                    times += 1
            at = text.find(mark.text, at + size)
    return sorted(found)


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
    text = _COMMENT.sub(" ", text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _WIKI.sub(lambda link: link[2] or link[1], text)
    text = _TAG.sub(" ", text)
    text = _RULE.sub(" ", text)
    text = _LINE_MARKS.sub("", text)
    text = _EMPHASIS.sub("", text)
    return _CELLS.sub("  ", text).strip()


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
