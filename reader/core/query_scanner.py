"""Cut a query into pieces, and tell which regular expressions are safe to run."""

import re
from typing import NamedTuple

OTHER_NAMES = {
    "titles": "title", "intitle": "title", "headings": "heading", "folder": "path", "tags": "tag", "cite": "cites",
    "language": "lang", "updated": "modified", "changed": "modified",
}  # fmt: skip
"""What fields are called in other programs."""
_FIELDS = ("title", "heading", "path", "body", "tag", "cites", "has", "lang", "created", "modified", *OTHER_NAMES)
OPENING, CLOSING = '"“„«»「『', '"”“»«」』'
"""Quotation marks, as different languages set them."""
_PIECE = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<quoted>[{OPENING}]([^{OPENING}{CLOSING}]*)(?:[{CLOSING}]|$))"
    r"|(?P<property>\[(?:\"(?=[^\[\]\"]*\"[:：\]]))?([^\[\]:：\"]{1,60})\"?(?:[:：]([^\[\]]{0,200}))?\](?!\())"
    r"|(?P<regex>/([^/\s]{1,200})/i?(?=[\s)]|$))"
    r"|(?P<or>(?:OR|\|\|?)(?=[\s(]|$))|(?P<and>(?:AND|&&)(?=[\s(]|$))"
    r"|(?P<near>(?i:near)[/:](\d{1,4})(?=\s|$)|NEAR(?=\s|$))"
    # A minus, as keyboards and programs that set texts have it.
    r"|(?P<minus>[-\uff0d\u2212\u2013](?=[^\s)])|NOT\s+(?=[^\s)]))"
    rf"|(?P<field>(?i:{'|'.join(_FIELDS)})[:：]|(?i:created|modified)(?=[<>≤≥]))"
    rf"|(?P<word>[^\s()（）{OPENING}{CLOSING}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_QUOTED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")
_LONG_COUNT = re.compile(r"\{\d*,?\d{3,}")
_REPEATS = 3


class Piece(NamedTuple):
    """One piece of the query: what it is, its text, and for some what is inside."""

    kind: str
    text: str
    inner: str
    extra: str | None = None


def scan(text: str) -> list[Piece]:
    """Cut a query into pieces; joined, their texts are the query again.

    >>> [piece.kind for piece in scan('-tag:ai "open')]
    ['minus', 'field', 'word', 'space', 'quoted']
    """
    pieces = []
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or "other"
        # `lastgroup` is the outermost group that closed last, so the numbered groups inside follow it.
        inside = found.re.groupindex[kind]
        inner = found[inside + 1] if kind in ("quoted", "property", "regex", "near") else found[0]
        extra = found[inside + 2] if kind == "property" else None
        pieces.append(Piece(kind, found[0], inner or "", extra))
    return pieces


def is_bounded(pattern: str) -> bool:
    """Return whether `pattern` is a regular expression that no word can keep busy for long.

    No group is repeated and at most three other parts are, so on words of at most 64 letters the work is bounded.

    >>> is_bounded("colou?r[0-9]+"), is_bounded("(a+)+b"), is_bounded("(")
    (True, False, False)
    """
    plain = _QUOTED.sub("x", pattern)
    if _REPEATED_GROUP.search(plain) or _LONG_COUNT.search(plain) or sum(map(plain.count, "*+{")) > _REPEATS:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True
