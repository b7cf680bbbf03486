"""Whether lines under a label, or with numbers, are a list of sources: the evidence, and the reason for each rule."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from reader.citations.entries import NUMBERED, Entry, Shape, is_address
from reader.citations.labels import Weight
from reader.citations.urls import find_url

_QUOTED = re.compile(r"[\"“«„][^\"”»\n]{4,}[\"”»“]|(?<![\w*])[*_][^*_\n]{4,}[*_]|《|\b(?:ISBN|ISSN|RFC)\b")
YEAR = re.compile(r"[12](?<![\d/-].)(?:(?<=1)[5-9]|(?<=2)0)\d\d(?![\d-])")
_BIBLIOGRAPHIC = re.compile(rf"\*\*|{YEAR.pattern}|{_QUOTED.pattern}")
_SENTENCE = re.compile(r"`|[.!?]\s*$")
_OPENING = re.compile(r"[\"“*_\[«'‘]*\w[^.!?\n]{0,200}?[,.(]")
ONE_LINK = re.compile(
    r"[*_]{0,3}!?\[[^\n]{1,400}?\]\(<?(?:https?://|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*>?\)[*_]{0,3}[.\s\\]*"
)
_LED = re.compile(r"\W*(?:\d{1,3}\W{1,3})?(?:\[|<?https?:|\*\*)")
_NAMED = re.compile(r"[^\W\d_][\w'’-]*(?:[ -]\w[\w'’.-]*){0,3},\s")
_PROSE_START = re.compile(
    r"(?:this|the following|these|those|there|it|in|see|for|as|when|if|we|you|all|most|some)\b", re.IGNORECASE
)
_REGISTER = re.compile(r"\bdoi(?![^\W\d_])|arxiv|(?<![\d.])10\.\d{4}")
_IN_PARENTHESES = re.compile(rf"\([^()\n]{{0,30}}(?:{YEAR.pattern})[^()\n]{{0,20}}\)")
_WORDS = 14
_NAMES = 4
"""Words before the first comma or full stop of an entry that begins with its author."""
_TAIL = 45


class Setting(Struct, frozen=True):
    """What surrounds the entries of a list: the text, its mask, and some facts.

    `cited` tells that marks elsewhere repeat a number of the list, `cited_whole` all of them, `last` that nothing but a
    footer or other lists follow it, `introduced` that the line before it is a sentence that ends in a colon, `served`
    that all of its numbers are those of another list, `citing` that there are marks inside its entries.
    """

    text: str
    mask: str
    cited: bool
    cited_whole: Callable[[], bool]
    last: Callable[[], bool]
    introduced: Callable[[], bool]
    served: Callable[[], bool]
    citing: Callable[[], bool]


def is_list(entries: Sequence[Entry], weight: Weight | None, setting: Setting) -> bool:
    """Tell whether entries are sources, under a label of this weight or under none."""
    return by_shape(entries, setting) if weight is None else under_label(entries, weight, setting)


def under_label(entries: Sequence[Entry], weight: Weight, setting: Setting) -> bool:
    """Tell whether entries that stand under a label are sources."""
    numbered = any(each.shape in NUMBERED for each in entries)
    addressed = sum(each.url is not None for each in entries)
    if numbered and setting.cited and (weight is not Weight.WEAK or addressed or _dated(entries, setting.text)):
        return True
    if weight is Weight.LINKS:
        plain = all(each.shape is not Shape.PARAGRAPH for each in entries)
        return _links_lead(entries, setting.text, strict=True) if addressed else plain
    if addressed and 2 * addressed >= len(entries):
        # "Notes" and "Source" may introduce anything, so there the links have to be what the entries are about
        return weight is Weight.STRONG or _links_lead(entries, setting.text)
    if weight is Weight.WEAK or not setting.last():
        # "References" in a note about a programming language is a chapter, and so it does not stand at the end
        return False
    remarks = sum(
        bool(_SENTENCE.search(setting.text, each.start, each.end))
        and not _BIBLIOGRAPHIC.search(setting.text, each.start, each.end)
        for each in entries
    )
    return 2 * remarks <= len(entries)


def by_shape(entries: Sequence[Entry], setting: Setting) -> bool:
    """Tell whether entries without a label are sources: numbers, addresses, and marks that repeat the numbers."""
    shape = entries[0].shape
    seen = [find_url(setting.mask, each.start, each.end) for each in entries]
    addressed = sum(found is not None for found in seen)
    if shape not in NUMBERED and shape is not Shape.ROW:
        return False
    many = len(entries) > 1
    if shape is Shape.ROW:
        return True
    if shape is Shape.ORDERED:
        # most numbered lines are steps; those at the end that are nothing but links, or that marks cite, are sources
        whole = all(is_whole(each, setting.text) for each in entries)
        wanted = (many and whole and not setting.introduced()) or (setting.cited and 2 * addressed >= len(entries))
        known = addressed > 0 and wanted
        # what cites is no source: steps and findings may hold a link and a mark
        return (
            (known or (many and setting.cited and setting.cited_whole() and _dated(entries, setting.text)))
            and not setting.citing()
            and (setting.last() or _stands_anywhere(entries, addressed, setting))
        )
    if shape is Shape.SUPER:
        return setting.cited
    if shape is Shape.PAREN:
        placed = (many or setting.cited) and (setting.last() or _stands_anywhere(entries, addressed, setting))
        return 2 * addressed > len(entries) and placed
    if shape is Shape.LINK_MARK and not many:
        return setting.cited or (is_whole(entries[0], setting.text) and entries[0].label == "1" and setting.last())
    if addressed and (many or is_whole(entries[0], setting.text)):
        return 3 * addressed >= len(entries)
    # lines that begin with marks of another list are no entries, nor is the legend of a timetable
    return setting.cited and (
        addressed > 0 or (setting.last() and not setting.served() and _dated(entries, setting.text))
    )


def _stands_anywhere(entries: Sequence[Entry], addressed: int, setting: Setting) -> bool:
    """Tell whether a list is sure enough for the middle of a note: it only has addresses, and all of it is cited."""
    return 1 < len(entries) == addressed and setting.cited and setting.cited_whole()


def is_whole(each: Entry, text: str) -> bool:
    """Tell whether an entry is an address or one link, and nothing else."""
    words = text[each.start : each.end]
    if each.shape is not Shape.LINK_MARK:
        words = words.partition(each.label)[2].lstrip("^\\]).:*>- \t\n") if each.label in words else words
    return is_address(words) or bool(ONE_LINK.fullmatch(words))


def is_reference(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph is an entry of a bibliography and not a sentence about sources.

    An address or a link alone is one; so is what has a year or a title in quotes and begins like "Name, …"; and so are
    a few words with an address behind them. A sentence that leads to a link is none.
    """
    words = text[start:end].strip(" \t\n\\")
    if is_address(words) or ONE_LINK.fullmatch(words):
        return True
    if len(words) > 900:
        return False
    prose = bool(_PROSE_START.match(words)) or "`" in words
    dated = bool(YEAR.search(words)) or bool(_QUOTED.search(words))
    opening = _OPENING.match(words)
    if dated and not prose and opening and (len(opening[0].split()) <= _NAMES or _is_bibliographic(words)):
        return True
    found = find_url(words, 0, len(words))
    if found is None or len(words) - found.end > 40:
        return False
    before = words[: found.start]
    return not prose and len(before.split()) <= (_WORDS // 2 if "](" in before else _WORDS)


def _is_bibliographic(words: str) -> bool:
    """Tell whether words that begin with a long title end like an entry, or set the title or the year apart."""
    end = YEAR.search(words, max(0, len(words) - _TAIL))
    return bool(end or _IN_PARENTHESES.search(words) or _QUOTED.search(words))


def is_dated(text: str, start: int, end: int) -> bool:
    """Tell whether a line is an entry with name and year: `Berg, A. (2011). Sand on the move`."""
    words = text[start:end]
    return words[:1].isupper() and bool(_NAMED.match(words)) and bool(YEAR.search(words))


def may_be_source(text: str, start: int, end: int) -> bool:
    """Tell whether an item of a list of links may lead out of the library, or names a book with its year."""
    words = text[start:end]
    if has_address(words):
        return True
    return not has_link(text, start, end) and bool(YEAR.search(words))


def has_address(words: str) -> bool:
    """Tell whether words hold an address, or the name of a register of papers."""
    if "://" in words or "www." in words:
        return True
    low = words.lower()
    return ("doi" in low or "arxiv" in low or "10." in low) and bool(_REGISTER.search(low))


def has_link(text: str, start: int, end: int) -> bool:
    """Tell whether an item leads to another note, or anywhere else."""
    return any(text.find(sign, start, end) >= 0 for sign in ("](", "[[", "]["))


def _dated(entries: Sequence[Entry], text: str) -> bool:
    good = sum(bool(_BIBLIOGRAPHIC.search(text, each.start, each.end)) for each in entries)
    return 2 * good >= len(entries)


def _links_lead(entries: Sequence[Entry], text: str, *, strict: bool = False) -> bool:
    """Tell whether entries consist of their links; a remark may hold one too, or (but not if `strict`) end in one."""
    good = 0
    for each in entries:
        if each.url:
            words = text[each.start : each.end]
            short = len(words) - len(each.url) < 100
            ends = not strict and words.rstrip(" .)>\\").endswith(each.url)
            good += bool(_LED.match(words)) or short or ends
        elif strict:
            good += bool(YEAR.search(text, each.start, each.end))
    return 2 * good > len(entries)
