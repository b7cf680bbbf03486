"""Words that may be too long for their line: these may be broken, and no others.

A text that may break anywhere costs the engine twice the time of one that may not, so the permission is given to single
words. Addresses, code and cells of tables look after themselves.
"""

import re
from html import unescape

from reader.app.export.nodes import Node, element

NAME = "breaks"
"""The class of a word that may be broken."""

_INLINE = frozenset(
    "a abbr b bdi bdo cite data del dfn em i ins kbd mark q s samp small span strong sub sup time tt u var".split()
)
_APART = frozenset({"code", "pre", "math", "svg"})
_APART_CLASSES = frozenset({"printed-url", "long-word", NAME})
_INDENTED = frozenset({"ul", "ol", "dl", "blockquote", "aside", "details"})
_INDENT = 6.0
"""Millimetres that a list, a quotation or a callout takes from the line."""
_LETTER = 8.0
"""Millimetres of a line for each letter that surely fits: wide ones, in large type, with room to spare."""
_SHORTEST, _LONGEST, _CELL = 4, 20, 10
_GAP = re.compile(r"([\s\u200b\u3000-\u9fff\uac00-\ud7af\uf900-\uffef]+|&(?:nbsp|ensp|emsp);)")
"""Where a line can end: blanks, and between the characters of scripts that have none."""


def loosen_long_words(root: Node, width: float) -> None:
    """Put every word below `root` that may not fit on its line of `width` millimetres into an element `NAME`."""
    run = 0
    waiting: list[tuple[Node, float, int] | None] = [(root, width, _limit(width))]
    while waiting:
        item = waiting.pop()
        if item is None:
            run = 0
            continue
        node, room, limit = item
        if node.text:
            run = _loosen(node, run, limit)
            continue
        is_apart = node.name in _APART or not _APART_CLASSES.isdisjoint(node.classes())
        if node.name and (is_apart or node.name not in _INLINE):
            # Where it begins and where it ends, a word ends.
            run = 0
            waiting.append(None)
        if node.name in _INDENTED:
            room -= _INDENT
            limit = _limit(room)
        elif node.name in {"td", "th"}:
            limit = _CELL
        if not is_apart:
            waiting += [(child, room, limit) for child in reversed(node.children)]


def _limit(room: float) -> int:
    return max(_SHORTEST, min(_LONGEST, int(room / _LETTER)))


def _loosen(node: Node, run: int, limit: int) -> int:
    """Loosen the words of a text, before which stand `run` letters of one; return how many its last one has."""
    parts = _GAP.split(node.text)
    lengths = [len(unescape(part)) if "&" in part else len(part) for part in parts[::2]]
    lengths[0] += run
    if max(lengths) >= limit:
        node.text = ""
        for number, part in enumerate(parts):
            is_long = number % 2 == 0 and lengths[number // 2] >= limit
            node.children.append(element("span", {"class": NAME}, Node(text=part)) if is_long else Node(text=part))
    return lengths[-1]
