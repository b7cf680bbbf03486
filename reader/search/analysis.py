"""Words out of text: the same reading for notes, for queries and for the passages that are shown.

A text becomes *surfaces*, words as written, one position each. A surface becomes *terms*: its folded form, and for
`getModulePath` its parts at the same position. Scripts that put no spaces between words (Han, Kana, Hangul, Thai,
Khmer, …) are cut into pairs of characters: `我爱你` gives `我爱 爱你 你`, so that every substring is a phrase of
pairs and every single character the beginning of one.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

LONGEST = 64
"""Longer words are data, not language."""

UNSPACED = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u1049\u1100-\u11ff\u1780-\u17d3\u17e0-\u17e9\u2e80-\u2fdf\u3005-\u3007\u3031-\u3035"
    "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Characters of scripts that are cut into pairs, as the inside of a character class."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
    "\u200c\u200d"
)

_PICTURES = "\u2600-\u27bf\u2b50-\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
"""Emoji and their like, each of which is a word of its own."""

_ASCII_SURFACE = re.compile(r"[a-zA-Z0-9]+(?:\+\+|#(?![a-zA-Z0-9_]))?")
# An underscore is blanked before: a class cannot say "all of \w but one".
_SURFACE = re.compile(rf"[\w{_MARKS}{UNSPACED}]+(?:\+\+|#(?!\w))?|[{_PICTURES}]")
_PLAIN = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))
# The sign comes first, so that the search runs from one to the next.
_SHARP = re.compile(rb"#(?<=[a-zA-Z0-9]#)(?![a-zA-Z0-9_])")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_SEPARATOR = re.compile("[\u00ad\uff00-\uffef]")
_RUN = re.compile(f"[{UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_HALF_WIDTH = re.compile("[\uff00-\uffef]+")
_HUMP = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_TAGS = (
    "a|abbr|article|aside|audio|b|blockquote|body|br|button|caption|center|code|col|dd|del|details|div|dl|dt|em|figcaption"
    "|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol"
    "|object|option|p|picture|pre|q|s|script|section|select|small|source|span|strong|style|sub|summary|sup|svg|table|tbody"
    "|td|tfoot|th|thead|title|tr|tt|u|ul|var|video"
)
# A tag that is still open at an empty line is none: the words behind it stand on the page.
_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]*(?:\n(?![ \t]*\n)[^<>\n]*)*)?/?>", re.IGNORECASE)
_SAID = re.compile(r"\s(?:alt|title)\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]+[^\s)\"'<>]*", re.IGNORECASE)
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{80,}")
_WRAPPED = re.compile(
    r"^([ \t>]*)(?![0-9A-Fa-f]+$)[A-Za-z0-9+/]{56,76}$(?:\n\1[A-Za-z0-9+/]{56,76}$)+"
    r"(?:\n\1(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$)?",
    re.MULTILINE,
)
"""Encoded data in lines of one width, as mail and keys have it."""
_SPELT = re.compile(r"[A-Za-z]|[a-z]{2,20}(?:[A-Z][a-z]+)*|[A-Z][a-z]+(?:[A-Z][a-z]+)*|[A-Z]{2,12}|[0-9]{1,4}")


def readable(text: str) -> str:
    """Blank what is no language: HTML tags, entities and `data:` addresses. Every line ends with LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "data:" in text:
        text = _DATA.sub(" ", text)
    if "<" in text:
        text = _HTML.sub(_said, text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return text


def _said(tag: re.Match[str]) -> str:
    """Return what a tag says to the reader: its `alt` and `title`."""
    return f" {' '.join(_SAID.findall(tag[0]))} " if "=" in tag[0] else " "


def surfaces(text: str) -> list[str]:
    """Return the words of `text` as written, in order; unspaced scripts as pairs of characters.

    >>> surfaces("Get-ChildItem, 我爱你 (C++)")
    ['Get', 'ChildItem', '我爱', '爱你', '你', 'C++']
    """
    if not text.isascii():
        strange = set("".join(_NOT_ASCII.findall(text)))
        if not all(map(_is_separator, strange)):
            return _SURFACE.findall(_spaced(text))
    # Dashes, quotation marks and the like are left out: what remains is plain, and read at a fifth of the price.
    plain = text.encode("ascii", "replace")
    if b"++" in plain or _SHARP.search(plain):
        return _ASCII_SURFACE.findall(plain.decode("ascii"))
    return plain.translate(_PLAIN).decode("ascii").split()


@cache
def _is_separator(letter: str) -> bool:
    """Return whether a character that is not ASCII ends a word, and does nothing else in any form of the text."""
    return not (_NO_SEPARATOR.match(letter) or _SURFACE.search(unicodedata.normalize("NFC", letter)))


def _spaced(text: str) -> str:
    # These alone: the whole of Unicode's compatible forms would take Thai vowels apart.
    text = _HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("_", " ").replace("\u00ad", "")
    return _RUN.sub(_pairs, text) if _HAS_UNSPACED.search(text) else text


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    return f" {' '.join(letters[at : at + 2] for at in range(len(letters)))} "


DOUBTFUL = 40
"""A surface that is longer may be a part of encoded data."""


def without_blobs(text: str) -> str:
    """Blank encoded data, such as base64 without its `data:`; asked for where a surface is suspiciously long."""
    return _BLOB.sub(_blanked, _WRAPPED.sub(" ", text))


def _blanked(run: re.Match[str]) -> str:
    """Return a run that is a long path or many words in a row as it is, and else a blank."""
    pieces = re.split("[+/=_-]", run[0])
    spelt = sum(len(piece) + 1 for piece in pieces if _SPELT.fullmatch(piece))
    return run[0] if 2 * spelt > len(run[0]) else " "


_PLAINER = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "þ": "th"}
)
"""Letters that people without them on their keyboards write so; Unicode takes none of them apart."""


@cache
def _fold_letter(letter: str) -> str:
    # й is a letter of its own, not an и with an accent; kana and Hangul are put together again by the caller's NFC.
    if letter in "йЙ":
        return "й"
    if letter in "ำຳ":
        return letter
    apart = unicodedata.normalize("NFKD", letter.casefold()).translate(_PLAINER)
    return "".join(part for part in apart if not _is_accent(part))


def _is_accent(mark: str) -> bool:
    code = ord(mark)
    return (
        0x300 <= code <= 0x36F
        or 0x591 <= code <= 0x5C7
        or 0x610 <= code <= 0x61A
        or 0x64B <= code <= 0x65F
        or code in (0x640, 0x670, 0x200C, 0x200D)
        or 0x6D6 <= code <= 0x6ED
    )


def fold_word(text: str) -> str:
    """Return the form in which words are compared: no case, no accents, compatible letters made one.

    >>> fold_word("Straße"), fold_word("ﬁancée"), fold_word("ＡＢＣ")
    ('strasse', 'fiancee', 'abc')
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", "".join(map(_fold_letter, text)))


@lru_cache(maxsize=1 << 16)
def terms(surface: str) -> tuple[str, ...]:
    """Return the terms of one surface: its folded form first, then the parts of an identifier.

    >>> terms("getModulePath"), terms("C++"), terms("Word")
    (('getmodulepath', 'get', 'module', 'path'), ('c++', 'c'), ('word',))
    """
    if len(surface) > LONGEST:
        return ()
    whole = fold_word(surface)
    if not whole:
        return ()
    if surface[-1] in "+#":
        return whole, whole.rstrip("+#")
    tail = surface[1:]
    if tail.islower() or not tail or surface.isupper() or not surface.isascii() or surface.isdigit():
        return (whole,)
    parts = [part.lower() for part in _CAMEL.findall(surface)] if _HUMP.search(surface) else []
    return tuple(dict.fromkeys((whole, *(part for part in parts if len(part) > 1))))


def is_unspaced(surface: str) -> bool:
    """Return whether a surface belongs to a script that is cut into pairs."""
    return _HAS_UNSPACED.match(surface) is not None


class Slot(NamedTuple):
    """One word of a query: its folded form, its place among the others, and whether longer words count too."""

    term: str
    position: int
    prefix: bool


def slots(text: str, *, prefix: bool = False) -> list[Slot]:
    """Read the words of a query in the order and at the distances in which a note has them.

    The single character that ends a run of an unspaced script is no pair in a longer run, so it is left out; one
    that stands alone is the beginning of any pair. With `prefix` the last word may be longer.

    >>> [(slot.term, slot.position, slot.prefix) for slot in slots("我爱你 x 你")]
    [('我爱', 0, False), ('爱你', 1, False), ('x', 3, False), ('你', 4, True)]
    """
    found: list[Slot] = []
    previous = ""
    for position, surface in enumerate(surfaces(text)):
        is_single = len(surface) == 1 and is_unspaced(surface)
        if not (is_single and len(previous) == 2 and previous[1] == surface and is_unspaced(previous)):
            term = fold_word(surface)
            if term and len(surface) <= LONGEST:
                found.append(Slot(term, position, is_single))
        previous = surface
    if prefix and found and not is_unspaced(found[-1].term) and found[-1].term[-1] not in "+#":
        found[-1] = found[-1]._replace(prefix=True)
    return found
