"""The words under which a list of sources stands, in the languages of real notes.

A label is a heading, a bold or a bare line, `label:` alone or with the list behind it. How much a word says differs:
"bibliography" announces sources, "notes" may announce anything, and what stands under "see also" are links.
"""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache

from msgspec import Struct

from reader.citations.words import LINKS, MAYBE, SOURCES
from reader.core.text import fold


class Weight(IntEnum):
    """What a label tells of the list under it."""

    LINKS = 0
    """A list of links: shown, never uncited."""
    WEAK = 1
    """Sources, if the entries look like sources."""
    STRONG = 2
    """Sources, also in plain words."""


class Label(Struct, frozen=True):
    """A label on the sheet: where its line begins, where the list may begin behind it, its heading level (or 0)."""

    start: int
    rest: int
    weight: Weight
    level: int


_NAMES: dict[str, Weight] = {
    **{fold(name): Weight.LINKS for name in LINKS},
    **{fold(name): Weight.WEAK for name in MAYBE},
    **{fold(name): Weight.STRONG for name in SOURCES},
}
_QUALIFIERS = frozenset(
    "selected key web online internet academic main primary secondary additional list of cited numbered inline"
    " suggested external footnote citation"
    " source reference literature ausgewählte weitere verwendete".split(),
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|ve|и|en|og|och|și|i|és|та|ja)\s+|\s*[&/+,、]\s*|\s*(?:和|与|及)\s*|\s+و\s*")

_DECORATION = re.compile(r"[ \u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+$")
_WORDS = (*_NAMES, *(name.lower() for name in (*LINKS, *MAYBE, *SOURCES)))
_FIRST = {re.split(r"\W", name)[0] for name in _WORDS} | _QUALIFIERS - {"of"}
# no "+" behind the first signs: a branch that begins with a plain sign is passed over at once
_TAG = r"(?:details|h[1-6]|summary|strong|b|p|u)"
_LEAD = (
    rf"\n(?=[^\n])(?:<{_TAG}>|\0\0*+){{0,3}}(?:[ \t>]*\[![\w-]{{1,20}}\][+-]?)?"
    r"[^\w\n\0]{0,20}+(?:\0\0*+</a>|</a>)?(?:__*|\d[\d.]*[.):]?[ \t]+[*_]*|[IVX][IVX]*\.[ \t]+)?"
)
# what a wiki puts behind its headings: [edit], [[edit](https://…)]
_EDIT = (
    r"(?(hashes)(?:[ \t]*\\?\[{1,2}[^\W\d_][^\[\]\n\0]{0,40}\\?\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))?\]?)?"
    r"|(?:(?<=\w)\[[^\W\d_][^\[\]\n\0]{0,40}\](?!\())?)"
)
_CANDIDATE = re.compile(
    rf"\n(?P<lead>[ \t>]*(?:<{_TAG}>|(?P<hidden>\0++)(?:</a>)?){{0,3}}"
    r"(?:\[![\w-]+\][+-]?[ \t]*)?(?:\|[ \t]*)?(?P<hashes>#{1,6})?"
    r"(?:[ \t]*(?P<anchor>\0++)</a>)?[ \t]*(?P<bullet>[-*+•][ \t]+)?(?:={2,4}[ \t]*)?(?:\[(?!!))?[*_]{0,3}"
    r"[^\w\n\[\](){}|<>/\\\"'`$@.,;:=\0-]{0,4}(?:(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.):]?[ \t]+)?[*_]{0,3})"
    r"(?P<name>[^\W\d_][^\n:：*_\[\](){}|<>\0#=^]{0,44})"
    r"(?P<tail>[*_]{0,3}[ \t]*(?:\([^()\n]{0,20}\))?(?:[ \t]*[:：][*_]{0,3}|[*_]{1,3}[ \t]*[:：]?)?"
    rf"(?P<closed>(?:</(?:{_TAG}|a|span)>|<br ?/?>){{0,3}}[:：]?)(?:\](?:\(#[^()\s]*\))?)?{_EDIT}"
    r"(?:[ \t]*#+|[ \t]*={2,4}|[ \t]+\^[\w-]+|[ \t]*\0++(?:</a>)?)?"
    r"(?:[ \t]*\{[^{}\n]*\})?(?:[ \t]*\|)?[ \t\\]*)(?:(?=\n|\Z)|(?<=[:：*_>\s])(?P<more>))",
)


_BELOW = re.compile(r"\s*\n([ \t>]*)")


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for what begins like one of `words`, in small or capital letters, sign by sign.

    Most lines fail at the first sign, which makes this many times faster than a list of all words.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        if not word:
            return ""
        tails.setdefault(word[0], []).append(word[1:])
    branches = []
    for sign, rest in sorted(tails.items()):
        signs = f"[{sign}{sign.upper()}]" if len(sign.upper()) == 1 and sign.upper() != sign else sign
        branches.append(signs + _any_of(rest))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _first_word(words: Iterable[str]) -> re.Pattern[str]:
    known = sorted(words)
    signs = "".join(sorted({sign for word in known for sign in (word[0], word[0].upper()) if len(sign) == 1}))
    return re.compile(f"{_LEAD}(?=[{signs}]){_any_of(known)}")


@cache
def _first(*, plain: bool) -> re.Pattern[str]:
    """Return the pattern of the first words; made where it is wanted, for that takes as long as reading a note."""
    return _first_word(filter(str.isascii, _FIRST) if plain else _FIRST)


def weight(name: str) -> Weight | None:
    """Return what `name` announces as a label, or None where it is no label.

    >>> weight("Notes and References") == Weight.STRONG
    True
    >>> weight("Reference counting") is None
    True
    """
    folded = _DECORATION.sub("", " ".join(fold(name).split()).strip(" .…-–—\ufe0f"))
    known = _NAMES.get(folded)
    if known is not None:
        return known
    parts = _AND.split(folded)
    if len(parts) > 3:
        return None
    weights = [_single(part) for part in parts]
    found = [part for part in weights if part is not None]
    return max(found) if found and len(found) == len(weights) else None


def _single(name: str) -> Weight | None:
    known = _NAMES.get(name)
    words = name.split()
    while known is None and len(words) > 1 and words[0] in _QUALIFIERS:
        words = words[1:]
        known = _NAMES.get(" ".join(words))
    if known is None and len(words) == 2 and words[1] in {"used", "consulted", "list", "section", "cited", "quoted"}:
        known = _NAMES.get(words[0])
    return known


def find_labels(mask: str) -> list[Label]:
    """Return the labels on a sheet's mask, in the order of the text."""
    first = _first(plain=mask.isascii())
    matches = (_CANDIDATE.match(mask, line.start()) for line in first.finditer(mask))
    return [label for match in matches if match and (label := _label(match))]


def _is_parent(match: re.Match[str]) -> bool:
    """Tell whether what stands under a bullet is nested in it: in an outline a label needs no other sign."""
    below, own = _BELOW.match(match.string, match.end()), _BELOW.match("\n" + match["lead"])
    return bool(below and own and len(below[1].expandtabs(4)) > len(own[1].expandtabs(4)))


def _label(match: re.Match[str]) -> Label | None:
    if match["hidden"] and not match["closed"]:
        # a tag with attributes is hidden, and so is code
        return None
    tail = match["tail"]
    marked = ":" in tail or "：" in tail or "*" in tail or "_" in tail
    if match["more"] is not None and (match["hashes"] or not marked):
        return None
    if match["bullet"] and not marked and not _is_parent(match):
        return None
    value = weight(match["name"])
    return None if value is None else Label(match.start() + 1, match.end(), value, len(match["hashes"] or ""))
