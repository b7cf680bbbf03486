"""Plain words out of Markdown: the title of an entry, and the sentence around a mark."""

import html
import re
from bisect import bisect_right
from operator import itemgetter

from reader.core.text import one_line

_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\))?")
_TARGET = r"\([^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+\)"
_LINK = re.compile(
    rf"\[([^\[\]\n]{{0,400}}+(?:(?<=\\)[\[\]][^\[\]\n]{{0,400}}+){{0,40}})\](?:{_TARGET}|\[[^\[\]\n]*\])"
)
_MARK_LINK = re.compile(rf"\[(\\?\[[^\[\]\n]{{1,40}}\]|\^?\d{{1,3}})\]{_TARGET}")
_RAISED = re.compile(r"<sup>\s*(\d{1,6})\s*</sup>", re.IGNORECASE)
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.*?-->", re.DOTALL)
_ANGLE_URL = re.compile(r"<(https?://[^<>\s]+)>")
_EMPHASIS = re.compile(
    # one sign first, so that the search runs from one such sign to the next
    r"[*~=_`](?:(?<=\*)\*{0,2}|(?<=~)~|(?<==)=|(?<=_)(?:(?<!\w_)_{0,2}(?=\S)|(?<=\S_)_{0,2}(?!\w))|(?<=`)`*)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BACKLINK = re.compile(r"[↩↑⤴]\ufe0e?\d*")
_LINE_START = re.compile(
    r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,3}[.)][ \t]+|\[![^\]\n]*\][+-]?)?"
)
_SENTENCE_END = re.compile(
    # the sign at the end comes first, so that the search runs from one to the next
    r"[.!?…。！？](?:(?<=[.!?…])[.!?…]*[\"'”’»)\]*_]*(?P<marks>(?:\\?\[(?:[^\[\]\n]{1,30}|\[\d{1,4}\])\\?\](?:\([^()\n]*\))?"
    r"|</?(?i:sup)>|[¹²³⁰⁴-⁹]+|\^\d+\^|【[^】\n]*】)*)(?=\s|$)"
    r"|(?<=[。！？])[。！？]*[”’」』）]*)"
)
_ABBREVIATED = frozenset(
    "al approx art bzw ca cf ch dr ed eds eq etc fig inc jr mr mrs ms no nr pp prof sec st vgl vol vs".split(),
)
_ABBREVIATION = re.compile(rf"\b(?:[A-Za-z]|{'|'.join(sorted(_ABBREVIATED))})\.$", re.IGNORECASE)
"""A letter, as in `i.e.`, or a short word."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIRST = itemgetter(1)
_REACH = 1200


def plain(text: str) -> str:
    """Return `text` without Markdown and HTML marks, on one line.

    >>> plain("**Tides** of the [Bay](https://example.org)")
    'Tides of the Bay'
    """
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "<" in text:
        text = _RAISED.sub(_raised, text)
        text = _TAG.sub("", _ANGLE_URL.sub(_FIRST, text))
    if "[" in text:
        text = _unlinked(text)
    if "*" in text or "_" in text or "`" in text or "~~" in text or "==" in text:
        text = _EMPHASIS.sub("", text)
    if not text.isascii():
        text = _BACKLINK.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(_FIRST, text)
    return one_line(html.unescape(text) if "&" in text else text)


def _unlinked(text: str) -> str:
    """Return `text` with the words of its links in their place."""
    if "](" in text:
        text = _MARK_LINK.sub(_mark, text)
    if "[[" in text:
        text = _WIKILINK.sub(_FIRST, text)
    return _LINK.sub(_FIRST, text) if "](" in text or "][" in text else text


def _mark(match: re.Match[str]) -> str:
    """Return the mark that a link is, in brackets: without them its number would stick to the word before."""
    return match[1] if "[" in match[1] else f"[{match[1]}]"


def _raised(match: re.Match[str]) -> str:
    return match[1].translate(_SUPERSCRIPTS)


class Sentences:
    """The sentences of a text, plain, for marks in it; a list item or a table cell is one.

    >>> Sentences("Low tide. The bay is dry[1]. Boats wait.").around(24, 27)
    'The bay is dry[1].'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[tuple[int, int], list[int]] = {}
        self._plain: dict[tuple[int, int], str] = {}
        self._latest = (0, 0, -1)

    def around(self, start: int, end: int) -> str:
        """Return the sentence that holds the mark `[start, end)`; a mark behind a full stop belongs before it."""
        first, last = self._near(start, end)
        if (first, last) not in self._ends:
            matches = _SENTENCE_END.finditer(self._text, first, last)
            self._ends[first, last] = [
                match.end() for match in matches if not self._is_abbreviation(match.start(), first)
            ]
        ends = self._ends[first, last]
        place = bisect_right(ends, start)
        begin = ends[place - 1] if place else first
        while place < len(ends) and ends[place] < end:
            place += 1
        stop = ends[place] if place < len(ends) else last
        if (begin, stop) not in self._plain:
            lines = self._text[begin:stop].split("\n")
            self._plain[begin, stop] = plain(" ".join(map(_without_lead, lines)))
        return self._plain[begin, stop]

    def _near(self, start: int, end: int) -> tuple[int, int]:
        """Return the paragraph of a mark, which is often that of the mark before."""
        first, last, part = self._latest
        if part != start // _REACH or not first <= start <= end <= last:
            first, last = self._paragraph(start, end)
            cell = self._text.startswith("|", first - 1) or self._text[first : first + 40].lstrip(" \t>").startswith(
                "|"
            )
            self._latest = (first, last, -1 if cell else start // _REACH)
        return first, last

    def _is_abbreviation(self, stop: int, first: int) -> bool:
        if self._text[stop] != ".":
            return False
        word = self._text[max(first, stop - 9) : stop].rpartition(" ")[2]
        if word.isascii() and word.isalpha():
            return len(word) == 1 or word.lower() in _ABBREVIATED
        return bool(_ABBREVIATION.search(self._text, max(first, stop - 12), stop + 1))

    def _paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the lines around a mark that make up one paragraph, item or cell.

        A longer one is cut at fixed places, so that all marks of a place share their sentence.
        """
        text = self._text
        low = max(0, (start // _REACH - 1) * _REACH)
        high = min(len(text), (end // _REACH + 2) * _REACH)
        begin = text.rfind("\n", low, start) + 1 or low
        stop = text.find("\n", end, high)
        stop = high if stop < 0 else stop
        if text[begin:stop].lstrip(" \t>").startswith("|"):
            cell = text.find("|", end, stop)
            return max(begin, text.rfind("|", begin, start) + 1), stop if cell < 0 else cell
        while begin > low and not _opens_block(text, begin):
            previous = text.rfind("\n", low, begin - 1) + 1 or low
            if not text[previous : begin - 1].strip(" \t>") or text.startswith("#", previous):
                break
            begin = previous
        while stop < high:
            following = text.find("\n", stop + 1, high)
            following = high if following < 0 else following
            if not text[stop + 1 : following].strip(" \t>") or _opens_block(text, stop + 1):
                break
            stop = following
        return begin, stop


def _without_lead(line: str) -> str:
    """Return a line without quote marks, heading, bullet or number at its beginning; most lines begin with a word."""
    return line if line[:1].isalpha() else _LINE_START.sub("", line, count=1)


def _opens_block(text: str, start: int) -> bool:
    match = _LINE_START.match(text, start, start + 80)
    return bool(match and match[0].strip(" \t>"))
