"""One direction for the whole of a very long line.

A page lets each line of a text find its own direction (`unicode-bidi: plaintext`). For that Chromium looks from every
line that it breaks to the end of the text, or to the next forced break: a text of a megabyte without one takes minutes
to print. So the direction of such a block is found here, and the stylesheet leaves it at that.
"""

import re
from html import unescape
from itertools import pairwise

from reader.core.text import direction

LONGEST = 8_000
"""Characters between two ends of lines, from which on a block gets one direction."""

_BLOCKS = "p|li|dd|dt|td|th|h[1-6]|summary|figcaption"
_OPENING = re.compile(rf"<(?:{_BLOCKS})(?=[\s>])")
_END = re.compile(rf"</?(?:{_BLOCKS}|br|div|ul|ol|dl|table|blockquote|pre|section|figure|details|aside)[\s>]")
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>|^(?:[^<>"]|"[^"]*")*>')
_BEGINNING = 20_000
"""Characters of a block, tags among them, in which its first letter is looked for."""

_HAS_DIRECTION = re.compile(r'(?:[^<>"]|"[^"]*")*? dir="')


def with_directions(html: str) -> str:
    """Return cleaned HTML in which every block with a line of more than `LONGEST` characters says its direction.

    >>> with_directions("<p>" + "x " * 5_000 + "</p>")[:20]
    '<p dir="ltr">x x x x'
    """
    if len(html) <= LONGEST:
        return html
    starts = [match.end() for match in _OPENING.finditer(html)]
    pieces: list[str] = []
    done = 0
    for start, following in pairwise([*starts, len(html)]):
        if following - start > LONGEST and _is_long(html, start, following) and not _HAS_DIRECTION.match(html, start):
            text = unescape(_TAG.sub("", html[start : min(following, start + _BEGINNING)]))
            pieces += [html[done:start], f' dir="{direction(text)}"']
            done = start
    return "".join([*pieces, html[done:]])


def _is_long(html: str, start: int, stop: int) -> bool:
    """Return whether a line between `start` and `stop`, which holds one block at most, is too long."""
    before = start
    for end in _END.finditer(html, start, stop):
        if end.start() - before > LONGEST:
            return True
        if not end[0].startswith("<br"):
            return False
        before = end.end()
    return stop - before > LONGEST
