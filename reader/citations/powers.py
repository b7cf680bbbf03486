"""Whether a raised number is a power or a unit (`m²`, `10^3^`, `E = mc²`), and no mark.

It is one where a base stands before it: a plain number, a unit, a variable or a product of them, or parentheses that
hold a formula. Whatever else a word may end in, a mark can follow it.
"""

import re

from reader.citations import evidence
from reader.citations.forms import Mark

_TAGS = re.compile(r"(?:</?\w+[ ]?/?>)+$")
_RAISED = re.compile(r"(?:(?:<sup>|\0+)\\?\[?[\d,; –-]{1,9}\\?\]?(?:</a>)?</sup>|\^[\d,–-]{1,9}\^)+$", re.IGNORECASE)
"""Marks before a mark: `tides<sup>2</sup><sup>3</sup>` cites twice, behind one word."""
_LOWERED = re.compile(r"(?:<sub>(\d{1,3})</sub>|~(\d{1,3})~)(\w*)$")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|~~|==)+$")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")

_UNITS = frozenset(
    "m km cm mm nm dm μm µm μV µV mV eV keV MeV GeV TeV Å ft yd mi s sq px sec cell mc kph hz"
    " м км см мм дм كم سم".split(),
)
_COUNTED_UNITS = frozenset({"in", "ha", "га", "с", "م"})
"""Units that are words, too, unless a number stands before them."""
_FUNCTIONS = frozenset({"cos", "sin", "tan", "log", "exp"})
_ENDINGS = frozenset("st nd rd th h L kg mg ml cl dl bn mn tn hr".split())
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f\u0370-\u03ff]")
_PRODUCT = re.compile(r"[abc]{2}|.[xyz]")
_SHORT_WORDS = frozenset({"my", "by", "ny", "ty", "ox", "ex"})
_NUMBER = re.compile(
    # neither 12,500 nor 2024-05-03, 5–10, 10:30, 4.1.2, B12
    r"[\w.,:/–]*(?<![\w.,:/–])(?:[−-]?\d+(?:[.,](?!\d{3}$)\d+)?|[a-z]_?\d)$"
)
_COUNTED = re.compile(
    r"(?:(?<!\d)(?:1[5-9]|20)\d\d"  # a year
    r"|[№§$€£¥#][ \xa0]?\d[\d.,]*"  # a price, a number of something
    r"|\d[ \xa0]\d{3}|-\d+"  # 100 000; 2024-05-03, GPT-4
    r"|\b(?:page|line|verse|chapter|section|figure|table|step|day|week|year|part|volume|row|item|room)s?[ \xa0]\d+"
    r"|\b(?!(?:The|And|For|With|That|This|From|In|At|Of|To|As|If|Is|By|Or|So)\b)[a-z]?[A-Z][a-z]+\.?[ \xa0][\d.]+"
    r")$"  # Fig. 3, iPhone 15
)
"""Numbers that count or name something, and are no base."""
_IN_NAME = re.compile(r"[’'°]$|(?:[^\W_]|[^\W\d_]{2}-)\d+$|\w\.$|\w\w/$")
"""What stands before the last letters of James’s, 10 °C, H2O, GPT-4o, node.js and km/h."""
_LETTERS = re.compile(r"[^\W\d_¹²³⁰-₉¼-¾]+$")
_LETTERED = re.compile(
    r"[^\W\d_]{2}-\w$|\b(?!(?i:the|with|from|where|when|area)\b)[^\W\d_]{4,}[ \xa0][A-EK]$"
    r"|\b(?!(?:The|An|As|At|By|For|From|Given|Here|If|In|Is|Its|Let|Of|On|Side|Since|So|Then|This|Thus|To|When|With)\b)"
    r"[A-Z][a-z]+\.?[ \xa0][A-Z]$|\d[ \xa0][ghlt]$"
)
"""A name with a letter at its end, or a measure that has no square: TNF-α, vitamin C, Henry V, 5 l."""
_FORMULA = re.compile(r"\d{0,2}[a-z]\d?|[A-Z]|\d{1,2}|.*[+*/^×·−-].{0,12}")
_DENOMINATOR = re.compile(r"/[₀-₉]")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-zA-Z])")


def is_power(mask: str, mark: Mark) -> bool:
    """Tell whether a raised number is an exponent, a unit or a formula: `m²`, `10^3^`, `x<sup>2</sup>`, `E = mc²`."""
    tail = evidence.before(mask, mark)
    if tail.endswith((">", "^")):
        tail = _LOWERED.sub(r"\1\2\3", _RAISED.sub("", tail))
        tail = _TAGS.sub("", tail)
    tail = _EMPHASIS.sub("", _LOWERED.sub(r"\1\2\3", tail)).translate(_SUBSCRIPTS) or " "
    after = mask[mark.end : mark.end + 3]
    if after[:1] in tuple("⁺⁻⁽ⁿ⁄") or tail[-1] in "⁺⁻⁽" or _DENOMINATOR.match(after):
        return True
    if tail[-1] in " (-" and _ELEMENT.match(after):
        return True  # ¹⁴C, an isotope
    written = mask[mark.start : mark.end]
    if "[" in written or "</a>" in written:
        return False  # nobody puts an exponent into brackets, or links it
    return _is_base(tail) if tail.strip(" \t>") else not _goes_on(mask, mark)


def _is_base(tail: str) -> bool:
    """Tell whether a power can stand behind `tail`."""
    last = tail[-1]
    if last == ")":
        inside = tail[tail.rfind("(") + 1 : -1]
        return bool(_FORMULA.fullmatch(inside)) and not re.search(r"\d{4}|[A-Za-z]{4}", inside)
    if last.isdecimal():
        return bool(_NUMBER.search(tail)) and not _COUNTED.search(tail)
    if not last.isalpha():
        return last in "+*/=^×·<|~" and not tail.endswith("++")
    name = _LETTERS.search(tail)
    return name is not None and _is_letter_base(name[0], tail[: name.start()])


def _is_letter_base(name: str, before: str) -> bool:
    """Tell whether letters are a unit, a variable or a product of variables."""
    counted = bool(re.search(r"\d[ \xa0]?$", before))
    if before.endswith("/") and (name in _UNITS or name in _COUNTED_UNITS):
        return True
    if _IN_NAME.search(before) or (name[0].isupper() and before[-1:] in tuple("0123456789&–")):
        return False  # R&D, 5G
    if name in _UNITS or name.lower() in _FUNCTIONS or (counted and name in _COUNTED_UNITS):
        return True
    if len(name) > 2 or name in _ENDINGS:
        return False
    if name.isupper() and len(name) == 2 and name != "CO":
        # the EU, AI, the UK; but E = MC² and CO², as many write the gas
        return bool(re.search(r"[=·×*^][ \t]?$|\d$", before))
    if len(name) == 1:
        if before.endswith(")") or _LETTERED.search(before + name):
            return False
        return name.isascii() or "\u0370" <= name <= "\u03ff"
    product = not _VOWEL.search(name) or (bool(_PRODUCT.fullmatch(name)) and name not in _SHORT_WORDS)
    return name == "CO" or (name.islower() and product)


def _goes_on(mask: str, mark: Mark) -> bool:
    """Tell whether the line of a mark, which begins with it, goes on with the sentence of the line above."""
    start = mask.rfind("\n", 0, mark.start)
    above = mask[mask.rfind("\n", 0, max(0, start)) + 1 : max(0, start)].rstrip()
    return above[-1:].isalpha() or above[-1:] in (",", ";")
