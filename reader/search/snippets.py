"""The passage of a note that shows why it was found, as plain text with marks."""

import re
from collections.abc import Sequence
from itertools import islice

from reader.core.results import Snippet
from reader.core.text import one_line
from reader.search import analysis
from reader.search.occurrences import Marks, Occurrence, merged, occurrences, places
from reader.search.segment import Segment
from reader.search.work import Mark

LENGTH = 240
"""About how many characters a passage has."""
_ANCHORS = 12
"""How many places of the rarest word in a note are looked at, and how many of any other one around each of them."""
_FEW = 4
"""How many places of each word are looked at first."""
_RAREST = 3
_ENOUGH = 6
_PLENTY = 200
_LINE = 400
_Score = tuple[int, int, int, int, int]
_NOTHING: _Score = (0, 0, 0, 0, 0)
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
_LISTED = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\[\^?[\w-]{1,40}\]:?|\d{1,4}[.)])")
"""How the line of a list begins, of sources among others."""
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


def snippet(text: str, low: str, marks: Marks) -> Snippet | None:
    """Return the passage with the most of what is marked, or the beginning of the text; None where it is empty.

    `low` is `text`, folded.
    """
    start, end = _edges(text, *_best(low, marks))
    passage = plain(text[start:end])
    if not passage:
        passage = plain(text[: 4 * LENGTH])
        if not passage:
            return None
    passage = one_line(passage, LENGTH + 80)
    spans = merged(occurrences(folded(passage), marks))
    return Snippet(("…" if start and spans else "") + passage, _moved(spans, 1 if start and spans else 0))


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


def _best(text: str, marks: Marks) -> tuple[int, int]:
    """Return where the best passage has its first mark and its last one; both are 0 where there is none.

    Mostly all words stand together in one of their first places. Where they do not, they are looked for around the
    rarest one, then around the next ones while some are missing.
    """
    first = occurrences(text, marks, _FEW)
    kinds = {kind for _, _, kind in first}
    best = _window(text, first)
    if len(kinds) < 2 or best[0][0] == len(kinds):
        return best[1:]
    here = [(kind, row) for kind, row in marks.each() if kind in kinds]
    own: dict[int, list[Occurrence]] = {}
    for kind, row in here:
        own.setdefault(kind, []).extend(islice(places(text, kind, row), _ANCHORS))
    for anchors in sorted(own.values(), key=len)[:_RAREST]:
        best = max(best, _window(text, _around(text, here, sorted(anchors)[:_ANCHORS])))
        if best[0][0] == len(kinds):
            break
    return best[1:]


def _around(text: str, marks: Sequence[tuple[int, Sequence[Mark]]], anchors: Sequence[Occurrence]) -> list[Occurrence]:
    """Return the occurrences of all marks that are not far from one of the anchors."""
    found: set[Occurrence] = set()
    last = 0
    for start, end, _ in anchors:
        low = max(last, start - LENGTH)
        last = end + LENGTH
        for kind, row in marks:
            # Most words stand near few places: that is seen much sooner than where.
            if text.find(row[0].text, low, last) >= 0:
                found.update(islice(places(text, kind, row, low, last), _ANCHORS))
        if len(found) > _PLENTY:
            break
    return sorted(found)


def _window(text: str, found: Sequence[Occurrence]) -> tuple[_Score, int, int]:
    """Return how good the best stretch of occurrences is, and where its first one starts and its last one ends.

    It has the most different words of the query in prose, then the most different ones anywhere, then the most of
    them, and comes first.
    """
    best = (_NOTHING, 0, 0)
    last = 0
    weak: dict[int, bool] = {}
    of = [kind for _, _, kind in found]
    for first, (start, end, _) in enumerate(found):
        last = max(last, first + 1)
        while last < len(found) and found[last][1] <= start + LENGTH:
            last += 1
        kinds = len(set(of[first:last]))
        if kinds < best[0][0]:
            continue
        for at in range(first, last):
            if at not in weak:
                weak[at] = _is_listed(text, found[at][0])
        strong = [of[at] for at in range(first, last) if not weak[at]]
        score = (len(set(strong)), kinds, min(len(strong), _ENOUGH), min(last - first, _ENOUGH), -first)
        if score > best[0]:
            best = (score, start, max(end, found[last - 1][1]))
    return best


def _is_listed(text: str, at: int) -> bool:
    """Return whether a place is in an address, or in a line of a list that has one, such as a source."""
    low = max(0, at - _LINE)
    begin = text.rfind("\n", low, at) + 1 or low
    word = text.rfind(" ", begin, at) + 1 or begin
    if text.find("//", word, at) >= 0 or text.find("](", word, at) >= 0 or text.startswith("www.", word):
        return True
    end = text.find("\n", at, at + _LINE)
    has_address = text.find("://", begin, end if end >= 0 else at + _LINE) >= 0
    return has_address and _LISTED.match(text, begin, at + 1) is not None


def _edges(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return a stretch around what must be seen, which begins and ends with a sentence, a line or a word."""
    if start > 0:
        low = max(0, start - min(LENGTH // 3, max(0, LENGTH - (stop - start))))
        breaks = [hit.end() for hit in _SENTENCE.finditer(text, low, start)]
        if breaks:
            start = breaks[-1]
        elif low > 0:
            space = max(text.find(" ", low, start), text.find("\n", low, start))
            start = space + 1 if space > 0 else start
        else:
            start = 0
    limit = start + LENGTH
    if limit >= len(text):
        return start, len(text)
    space = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
    return start, space if space > start and space >= stop else limit
