"""Whether a raised number is a power or a unit (`m²`, `10^3^`, `E = mc²`), and no mark."""

import re

from reader.citations import evidence
from reader.citations.forms import Mark

_TAGS = re.compile(r"(?:</?\w+>)+$")
_RAISED = re.compile(r"(?:(?:<sup>|\0+)\\?\[?[\d,; –-]{1,9}\\?\]?(?:</a>)?</sup>|\^[\d,–-]{1,9}\^)+$", re.IGNORECASE)
"""Marks before a mark: `tides<sup>2</sup><sup>3</sup>` cites twice, behind one word."""

_UNITS = frozenset("m km cm mm nm dm ft in yd mi s kg g ha sq px R sec min cell mc kph".split())
_WORDS = frozenset("is it so us we me he by or no be do go up an my am if on to of".split())
_NO_BASE = re.compile(
    r"(?:(?<!\d)(?:1[5-9]|20)\d\ds?"  # a year, a decade
    r"|[A-Za-z]{2}-\d{1,3}[a-z]?|\d[GDK]"  # COVID-19, GPT-4o, 5G
    r"|[№§$€£¥][ \xa0]?\d[\d.,]*"  # a price, a number of something
    r"|\b(?!(?:The|And|For|With|That|This|From|In|At|Of|To|As|If|Is|By|Or|So)\b)[A-Z][a-z]+\.?[ \xa0]\d{1,3}"  # Fig. 3
    r"|[A-Za-z][&–.][A-Z]|[a-z]\.[a-z]{2}|[A-Za-z](?:\+\+|#))$"  # R&D, Ph.D, Node.js, C++, C#
)
"""What only words end in, although they end like the base of a power."""


def is_power(mask: str, mark: Mark) -> bool:
    """Tell whether a raised number is an exponent, a unit or a formula: `m²`, `10^3^`, `x<sup>2</sup>`, `E = mc²`."""
    tail = evidence.before(mask, mark)
    if tail.endswith((">", "^")):
        tail = _TAGS.sub("", _RAISED.sub("", tail))
    tail = tail.rstrip("*_~=") or " "
    if not tail.strip(" \t>"):
        return not _goes_on(mask, mark)
    last = tail[-1]
    written = mask[mark.start : mark.end]
    if last.isspace() or "[" in written or "</a>" in written or _NO_BASE.search(tail):
        # nobody puts an exponent into brackets, or links it
        return False
    if last == ")":
        inside = tail[tail.rfind("(") + 1 : -1]
        return bool(re.fullmatch(r"[\w\s]{0,3}|.*[+*/=^×·−-].{0,12}", inside)) and not re.search(
            r"\d{4}|[A-Za-z]{4}", inside
        )
    if last.isdecimal():
        return True
    if not last.isalpha():
        return last in "+*/=^×·(<>|~#°"
    if last > "\u2e7f":
        return False
    word = re.search(r"[^\W\d_]+$", tail)
    name = word[0] if word else last
    if len(name) == 2 and name.isupper() and name != "CO":
        # the EU, AI, the UK; but E = MC² and CO², as many write the gas
        return bool(re.search(r"[=·×*^\d][ \t]?$", tail[: -len(name)]))
    if name in _WORDS:
        return False
    return len(name) <= 2 or name in _UNITS or name.lower() in ("cos", "sin", "tan", "log", "exp")


def _goes_on(mask: str, mark: Mark) -> bool:
    """Tell whether the line of a mark, which begins with it, goes on with the sentence of the line above."""
    start = mask.rfind("\n", 0, mark.start)
    above = mask[mask.rfind("\n", 0, max(0, start)) + 1 : max(0, start)].rstrip()
    return above[-1:].isalpha() or above[-1:] in (",", ";")
