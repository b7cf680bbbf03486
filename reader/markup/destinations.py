"""The address of a link, read in pieces: markdown-it asks two functions about each of its characters."""

import re
from types import ModuleType, SimpleNamespace
from typing import cast

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import unescapeAll

_DEEPEST = 32
"""Parentheses within one another in an address."""

_PLAIN = re.compile(r"[^\x00-\x20\x7f()\\]*")


class Destination:
    """What markdown-it wants to know of an address: whether there is one, where it ends, and what it is."""

    __slots__ = ("ok", "pos", "str")

    def __init__(self, pos: int = 0, address: str | None = None) -> None:
        self.ok = address is not None
        self.pos = pos
        self.str = address or ""


def plug(md: MarkdownIt) -> None:
    """Let `md` read addresses like this."""
    own = {name: getattr(helpers, name) for name in helpers.__all__}
    md.helpers = cast("ModuleType", SimpleNamespace(**{**own, "parseLinkDestination": destination}))


def destination(text: str, start: int, most: int) -> Destination:
    r"""Return the address that begins at `start` and does not reach beyond `most`, without its escapes.

    >>> destination(r"(a(b)\)c d)", 1, 11).str
    'a(b))c'
    """
    if text.startswith("<", start):
        found = helpers.parseLinkDestination(text, start, most)
        return Destination(found.pos, found.str if found.ok else None)
    level, pos, char = 0, start, ""
    while plain := _PLAIN.match(text, pos, most):
        pos = plain.end()
        char = text[pos] if pos < most else ""
        if char == "\\" and pos + 1 < most and text[pos + 1] != " ":
            pos += 2
        elif char == "\\" and pos + 1 >= most:
            pos += 1
        elif char == "(" and level < _DEEPEST:
            level += 1
            pos += 1
        elif char == ")" and level:
            level -= 1
            pos += 1
        else:
            break
    if pos == start or level or char == "(":
        return Destination()
    return Destination(pos, unescapeAll(text[start:pos]))
