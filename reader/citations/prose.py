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
    if "↩" in text or "↑" in text or "⤴" in text:
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

    Only the lines of a mark are looked at, and as many more as its sentence goes over. A longer line is cut at fixed
    places, so that all marks of a place share their sentence.

    >>> Sentences("Low tide. The bay is dry[1]. Boats wait.").around(24, 27)
    'The bay is dry[1].'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[tuple[int, int], list[int]] = {}
        self._plain: dict[tuple[int, int], str] = {}

    def around(self, start: int, end: int) -> str:
        """Return the sentence that holds the mark `[start, end)`; a mark behind a full stop belongs before it."""
        text = self._text
        low = max(0, (start // _REACH - 1) * _REACH)
        high = min(len(text), (end // _REACH + 2) * _REACH)
        first = text.rfind("\n", low, start) + 1 or low
        last = text.find("\n", end, high)
        last = high if last < 0 else last
        if text[first : first + 40].lstrip(" \t>").startswith("|"):
            first, last = max(first, text.rfind("|", first, start) + 1), text.find("|", end, last) % (last + 1)
            low, high = first, last
        ends = self._ends_in(first, last)
        place = bisect_right(ends, start)
        begin = ends[place - 1] if place else self._begin(first, low)
        while place < len(ends) and ends[place] < end:
            place += 1
        stop = ends[place] if place < len(ends) else self._stop(last, high)
        if (begin, stop) not in self._plain:
            lines = text[begin:stop].split("\n")
            self._plain[begin, stop] = plain(" ".join(map(_without_lead, lines)))
        return self._plain[begin, stop]

    def _ends_in(self, first: int, last: int) -> list[int]:
        """Return where sentences end in a line; none goes on after its full stop on the next."""
        ends = self._ends.get((first, last))
        if ends is None:
            matches = _SENTENCE_END.finditer(self._text, first, last)
            ends = [match.end() for match in matches if not self._is_abbreviation(match.start(), first)]
            self._ends[first, last] = ends
        return ends

    def _begin(self, first: int, low: int) -> int:
        """Return where a sentence begins that goes over the beginning of the line at `first`."""
        text = self._text
        while first > low and not _opens_block(text, first):
            above = text.rfind("\n", low, first - 1) + 1 or low
            if _is_empty(text, above, first - 1) or text.startswith("#", above):
                break
            ends = self._ends_in(above, first - 1)
            if ends:
                return ends[-1]
            first = above
        return first

    def _stop(self, last: int, high: int) -> int:
        """Return where a sentence ends that goes over the end of a line, `last`."""
        text = self._text
        while last < high:
            below = text.find("\n", last + 1, high)
            below = high if below < 0 else below
            if _is_empty(text, last + 1, below) or _opens_block(text, last + 1):
                break
            ends = self._ends_in(last + 1, below)
            if ends:
                return ends[0]
            last = below
        return last

    def _is_abbreviation(self, stop: int, first: int) -> bool:
        if self._text[stop] != "." or not self._text[stop - 1 : stop].isalpha():
            return False
        word = self._text[max(first, stop - 9) : stop].rpartition(" ")[2]
        if word.isascii() and word.isalpha():
            return len(word) == 1 or word.lower() in _ABBREVIATED
        return bool(_ABBREVIATION.search(self._text, max(first, stop - 12), stop + 1))


def _without_lead(line: str) -> str:
    """Return a line without quote marks, heading, bullet or number at its beginning; most lines begin with a word."""
    return line if line[:1].isalpha() else _LINE_START.sub("", line, count=1)


def _is_empty(text: str, start: int, end: int) -> bool:
    """Tell whether a line holds nothing but blanks and quote marks; most lines end in a word or a full stop."""
    return start == end or (text[end - 1] in " \t>" and not text[start:end].strip(" \t>"))


def _opens_block(text: str, start: int) -> bool:
    """Tell whether a line begins a heading, an item or a callout; most lines begin with a word."""
    if text[start : start + 1].isalpha():
        return False
    match = _LINE_START.match(text, start, start + 80)
    return bool(match and match[0].strip(" \t>"))
