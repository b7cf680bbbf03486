"""Tidy a text of a bibliography: one line without the few tags that CSL and publishers put into titles."""

import html
import re
import unicodedata

from reader.core.text import one_line

LONGEST = 10_000
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|span|sc|scp|inf|p|tt|title|sec|jats:[a-z-]{1,20}|mml:[a-z-]{1,20})(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(sup|sub)>([^<>]{1,40})</\1>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def tidy(text: str) -> str:
    """Return a text of a bibliography as one line of at most 10,000 characters, in NFC.

    >>> tidy("Of <i>Homo sapiens</i> and CO<sub>2</sub>, &amp; more")
    'Of Homo sapiens and CO₂, & more'
    """
    text = text[: 2 * LONGEST]
    if "<" in text:
        text = _SCRIPT.sub(lambda match: (raised if match[1].lower() == "sup" else lowered)(match[2]), text)
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return one_line(text, LONGEST)


def raised(text: str) -> str:
    """Return a superscript, as it is where it has other letters than digits and signs."""
    return _scripted(text, _RAISED)


def lowered(text: str) -> str:
    """Return a subscript, as it is where it has other letters than digits and signs."""
    return _scripted(text, _LOWERED)


def _scripted(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if all(ord(sign) in table for sign in text) else text
