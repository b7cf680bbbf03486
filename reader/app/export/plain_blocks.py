"""Plain text in blocks: what is shown of a note that cannot be drawn is printed however long its lines are.

The engine sets one block a page at a time, and looks at the whole of it for each page: a text of four megabytes in
one block takes four times as long as in blocks of less than a page.
"""

import re
from html import escape

from reader.app.export.nodes import Node, element

LONGEST = 4_000
"""Characters of a block, about a page of them."""

_BLOCK = re.compile(rf".{{1,{LONGEST}}}(?:(?<=\n)|\Z)|.{{1,{LONGEST}}}(?<=\s)|.{{1,{LONGEST}}}", re.DOTALL)
"""It ends with a line, else with a word, else anywhere."""


def divide(pre: Node) -> None:
    """Put the text of a `pre` into blocks, which hold all of it."""
    pre.children = [element("span", {"class": "part"}, Node(text=escape(block))) for block in blocks(pre.plain())]


def blocks(text: str) -> list[str]:
    r"""Return the blocks of a text.

    >>> blocks("a\nb " + "c" * 4_000)[:2]
    ['a\n', 'b ']
    """
    return _BLOCK.findall(text)
