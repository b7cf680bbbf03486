"""Read reference lists that are written as HTML: `<ol><li id="r1"><a href="https://…">Title</a></li></ol>`."""

import re
from bisect import bisect_right
from typing import NamedTuple

from reader.citations.entries import Entry, Shape, entry
from reader.citations.labels import Weight
from reader.citations.sheet import Sheet

_BEGIN = re.compile(r"<(?P<kind>[ou])l(?P<attributes>\s[^<>]*)?>", re.IGNORECASE)
_END = re.compile(r"</[ou]l>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?P<attributes>\s[^<>]*)?>", re.IGNORECASE)
_ITEM_END = re.compile(r"(?:\s|</li>)*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:start|value)\s*=\s*[\"']?(?P<number>\d{1,4})", re.IGNORECASE)
NOTES = re.compile(r"\bid\s*=\s*[\"']?(?:user-content-)?(?:fn|foot|end|cite|ref|note|bib)[\w:-]*\d", re.IGNORECASE)
"""The anchor of an item to which the mark in the text leads: `<li id="fn:1">`."""
_AROUND = re.compile(r"(?:[\s>]|<[^<>]*>|-{2,}|={2,})*")
"""Blanks and tags, and what underlines the label."""

_LONGEST = 200_000


class HtmlList(NamedTuple):
    """A list with its entries, and its span on the sheet; `weight` is what the anchors of its items tell."""

    start: int
    end: int
    entries: list[Entry]
    weight: Weight | None


def html_lists(sheet: Sheet) -> list[HtmlList]:
    """Return the lists of a sheet that are tags and hold no other lists; those in code are hidden."""
    text = sheet.text
    if "<li" not in text and "<LI" not in text:
        return []
    begins = list(_BEGIN.finditer(text))
    ends = [match.start() for match in _END.finditer(text)]
    found: list[HtmlList] = []
    for place, match in enumerate(begins):
        at = bisect_right(ends, match.end())
        limit = begins[place + 1].start() if place + 1 < len(begins) else len(text)
        # a tag with attributes is hidden everywhere, its end only in code
        if at < len(ends) and ends[at] < min(limit, match.end() + _LONGEST) and sheet.mask.startswith("</", ends[at]):
            entries = _entries(text, match, ends[at])
            if entries:
                item = _ITEM.search(text, match.end(), ends[at])
                weight = Weight.STRONG if item and NOTES.search(item[0]) else None
                found.append(HtmlList(match.start(), ends[at], entries, weight))
    return found


def follows(sheet: Sheet, offset: int, start: int) -> bool:
    """Tell whether nothing but blanks and tags lie between `offset` and `start`."""
    return offset <= start <= offset + _LONGEST and bool(_AROUND.fullmatch(sheet.text, offset, start))


def _entries(text: str, begin: re.Match[str], end: int) -> list[Entry]:
    ordered = begin["kind"] in "oO"
    first = _NUMBER.search(begin["attributes"] or "")
    number = int(first["number"]) if first else 1
    entries: list[Entry] = []
    items = list(_ITEM.finditer(text, begin.end(), end))
    stops = [*(item.start() for item in items[1:]), end]
    for item, stop in zip(items, stops, strict=True):
        own = _NUMBER.search(item["attributes"] or "")
        number = int(own["number"]) if own else number
        tail = _ITEM_END.search(text, item.end(), stop)
        body = (item.end(), tail.start() if tail else stop)
        shape, label = (Shape.ORDERED, str(number)) if ordered else (Shape.BULLET, "")
        entries.append(entry(shape, label, text, body, item.start()))
        number += 1
    return entries
