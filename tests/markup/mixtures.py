"""Texts mixed at random: blocks of every kind, golden pairs, hostile notes, the examples of specifications."""

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.markup.golden import cases
from tests.markup.hostile import PAYLOADS
from tests.markup.spec import examples

BLOCKS = (
    "- a\n", "* b\n", "+ c\n", "1. d\n", "2) e\n", "10. f\n", "-\n", "1.\n", "- [ ] g\n", "- - h\n", "1. - i\n",
    "- j\n\n  k\n", "-   l\n\n    m\n", "-\tn\n\n\to\n", "  - p\n", "     - q\n", "\t- r\n", "1. 1984\n", "- 2) s\n",
    "    code\n", "\tcode\n", "```\nx\n```\n", "~~~ py\nx\n", "- ```\n  x\n  ```\n", "> ```\n> x\n",
    "````\n```\n````\n", "> a\n", ">b\n> \n> c\n", "> - d\ne\n", "> > f\n> g\n", "># h\n", ">     code\n", ">\t- i\n",
    "> | a |\n> |---|\n", "# a\n", "##\n", "### b ###\n", "c\n---\n", "d\n-\n", "e\nf\n----\n", "#no\n", "---\n",
    "***\n", "- * * *\n", "_ _ _\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "a|b\n-|-\nc|d\n", "|a|\n|-|\n",
    "|a|b|\n|-|\n", "- | a |\n  |---|\n  | b |\n", "text\n", "text  \nmore\n", "\\# x\n", "`a\n- b`\n",
    "**x\n\ny**\n", "~~x~~\n", "a\\\nb\n", "   three\n", "\u3000x\n", "[x]: /y\n", "[x]: /y 'title\n\nz'\n",
    "[1]: https://a.example\n", "[x] and [y][x]\n", "![a](b.png)\n", "![]()\n", "Sources:\n", "References\n",
    "## References\n", "Fact[1] and [2].\n", "1. See [a](https://b.example)\n", "- [1] https://c.example\n",
    "[2] Title https://d.example\n", "https://e.example\n", "www.f.example\n", "2024-01-05\n", "\n", "\n\n", " \t \n",
    "\u2028\n", "\f\n", "\u000b- x\n", "\u200b- x\n", "\ufeff# x\n", "key: value\n", "#tag #b\n", ":smile:\n",
    "H~2~O and x^2^ y\n", "(1) x\n", "a) x\n", "1、x\n", "• x\n", "– y\n", "++x++ {--y--}\n", "TODO x\n",
)  # fmt: skip
"""Lines with a meaning for blocks, or that look as if they had one."""

_PADDING = "\n\n" + "The tide comes in twice a day. " * 7 + "\n"
_OTHERWISE = re.compile(
    r"<[a-z/!?]|\[\^|\^\[|\$|%%|!\[\[|^\s*:|\^\w+\s*$|\{|==|\\[\[(]|\[\[?_?toc|script:|data:|file:"
    r"|(?:[-*+]|\d[.)])[ \t]+\[[^\]\n]+\]:"
    r"|^[ >\t]*(?:!!!|\?\?\?|#\+|import |>\s*\[!|\*\[)"
    r"|\A\ufeff?\s*(?:---|\+\+\+|[\w -]+:)",
    re.IGNORECASE | re.MULTILINE,
)
"""What the reference does not know, or Postil reads otherwise on purpose."""

_SHAPES = frozenset("ul ol li h1 h2 h3 h4 h5 h6 pre blockquote table hr".split())


def known_everywhere(text: str) -> bool:
    """Return whether `text` means the same to CommonMark with tables as to Postil."""
    return not _OTHERWISE.search(text)


def specimens(shared: Path | None) -> list[str]:
    """Return the golden pairs' sources, the hostile notes, and the examples of the specifications if they are here."""
    found = [case.read_text(encoding="utf-8") for case in cases()]
    found += [payload for payloads in PAYLOADS.values() for payload in payloads]
    if shared is not None:
        for name in ("commonmark-spec.txt", "gfm-extensions.txt"):
            found += [example.markdown for example in examples(shared / "spec" / name)]
    return found


def mixed(chance: random.Random, pieces: list[str], most: int) -> str:
    """Return a text of up to `most` pieces, some of them nested, with the line ends of some system."""
    parts = []
    for _ in range(chance.randint(2, most)):
        piece = chance.choice(BLOCKS) if chance.random() < 0.5 else chance.choice(pieces)
        parts.append(_nested(chance, piece if piece.endswith("\n") or chance.random() < 0.1 else piece + "\n"))
        if chance.random() < 0.4:
            parts.append("\n")
    text = "".join(parts) + _PADDING
    return text.replace("\n", chance.choices(("\n", "\r\n", "\r"), (88, 9, 3))[0])


def _nested(chance: random.Random, piece: str) -> str:
    kind = chance.random()
    if kind < 0.12:
        return "".join("> " + line for line in piece.splitlines(keepends=True))
    for limit, first, others in ((0.24, "- ", "  "), (0.3, "1. ", "   "), (0.34, "    ", "    "), (0.37, "\t", "\t")):
        if kind < limit:
            return first + piece.replace("\n", "\n" + others)
    return piece


class Shape(HTMLParser):
    """Write down the blocks of a page with their depth: lists, headings, code, quotes, tables, rules."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes: list[tuple[str, int]] = []
        self._depth = 0
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its shape
        """Take a block down."""
        if tag in _SHAPES and not self._code:
            self.shapes.append((tag, self._depth))
        self._depth += tag in {"ul", "ol", "blockquote"}
        self._code += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """Leave a block."""
        self._depth -= tag in {"ul", "ol", "blockquote"}
        self._code -= tag == "pre"


def shape(html: str) -> list[tuple[str, int]]:
    """Return the blocks of a page."""
    parser = Shape()
    parser.feed(html)
    parser.close()
    return parser.shapes


def texts(seed: int, count: int, pieces: list[str], most: int = 12) -> Iterator[str]:
    """Yield `count` mixtures; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        yield mixed(chance, pieces, most)
