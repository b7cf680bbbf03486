"""Walk down the lines of a list: which line begins an entry, which goes on with one, and which ends the list."""

import re
from collections.abc import Container

from msgspec import Struct, field

from reader.citations.entries import Shape
from reader.citations.lines import FOOTER, HEADING, RULE, Item, Line, Lines, item_at
from reader.citations.sheet import HIDDEN
from reader.citations.urls import find_url

_EMPTY = " \t>\\" + HIDDEN
_PEEK = 6
_NEXT = re.compile(r"(?<=[\s.;,)])\\?\[(?P<label>\d{1,3})\\?\](?![(\[:])[ \t]*(?=\S)")


class Walk(Struct):
    """What a walk found: the entries with the ends of their texts, and the line after the last."""

    items: list[tuple[Item, int]] = field(default_factory=list)
    next_line: int = 0


class Start(Struct, frozen=True):
    """Where a walk begins: the line, the offset behind the label on it, and the level of the label's heading or 0.

    `prose` tells that entries may be paragraphs in plain words; without it only those with an address are.
    """

    line: int
    offset: int
    level: int = 0
    prose: bool = False


def walk(lines: Lines, start: Start, barriers: tuple[Container[int], Container[int]]) -> Walk:
    """Walk down from `start`.

    `barriers` are the line numbers of labels, which end a list, and of definitions, which are lists of their own.
    """
    walker = _Walker(lines, start, *barriers)
    number = start.line
    while number < len(lines):
        line = lines.line(number, start.offset)
        if not walker.take(number, line, opening=number == start.line):
            break
        number += 1
    return Walk(walker.split(), walker.last + 1 if walker.items else number)


class _Walker:
    def __init__(self, lines: Lines, start: Start, labels: Container[int], definitions: Container[int]) -> None:
        self.lines = lines
        self.mask = lines.mask
        self.level = start.level
        self.prose = start.prose
        self.labels = labels
        self.definitions = definitions
        self.items: list[tuple[Item, int]] = []
        self.last = 0
        self.blank = False
        self.introduced = False
        self.seen = 0

    def take(self, number: int, line: Line, *, opening: bool) -> bool:
        """Take a line into the list; return False where the list has ended before it."""
        if number in self.definitions:
            self.blank = True
            return True
        words = self.mask[line.content : line.end]
        if not words.strip(_EMPTY):
            self.blank = self.blank or not opening
            return True
        if not opening and number in self.labels:
            return False
        heading = HEADING.match(words)
        if heading:
            # a deeper heading parts a list into groups; any other ends it
            self.blank = True
            return 0 < self.level < len(heading["hashes"])
        self.seen += 1
        if RULE.match(words):
            return not self.items and self.seen == 1 and not self.blank
        if self.items and FOOTER.match(words):
            return False
        item = item_at(self.mask, line)
        took = self._item(item, number, line) if item else self._words(number, line, words)
        self.blank = False
        return took

    def _item(self, item: Item, number: int, line: Line) -> bool:
        if not self.items:
            return self._add(item, number, line)
        first, last = self.items[0][0], self.items[-1][0]
        if first.shape is Shape.PARAGRAPH:
            # one paragraph without an address above a list introduces it: "The following were read:"
            introduces = len(self.items) == 1 and find_url(self.mask, first.body, self.items[0][1]) is None
            return introduces and self._restart() and self._add(item, number, line)
        if item.bulleted and item.indent + 1 < first.indent:
            return False  # the list was nested, and here its parent goes on
        if item.shape is first.shape and item.indent <= first.indent + 1:
            return self._add(item, number, line)
        if item.shape is first.shape is Shape.BULLET or (item.shape is first.shape is Shape.BRACKET):
            return self._add(item, number, line)
        if item.indent > last.indent or (item.shape is Shape.BULLET and not self.blank and not item.label):
            return self._go_on(number, line)
        if item.shape in (Shape.SUPER, Shape.ROW, Shape.PAREN) and not self.blank:
            return self._go_on(number, line)
        return False

    def _words(self, number: int, line: Line, words: str) -> bool:
        if not self.items or self.items[0][0].shape is Shape.PARAGRAPH:
            return self._paragraph(number, line)
        item, end = self.items[-1]
        indented = line.indent > item.indent and line.indent >= 2
        complete = find_url(self.mask, item.body, end)
        if self.blank:
            wrapped = not complete and bool(re.match(r"<?https?://\S+$", words.strip()))
            # a label alone on its line is that of the paragraph below
            lone = not self.mask[item.body : end].strip(_EMPTY)
            return (indented or wrapped or lone) and self._go_on(number, line)
        if self._underlined(number):
            return False
        tail = self.mask[complete.end : end].strip(" \t>).\\") if complete else "text"
        if complete and not tail and not indented and not self._item_ahead(number):
            # the entry is whole and nothing like it follows: this line is about the list, not of it
            return False
        return self._go_on(number, line)

    def _paragraph(self, number: int, line: Line) -> bool:
        """Take a line of prose: an entry if prose is all the list has, or an introduction above the list."""
        if self._underlined(number):
            return False
        if self.items and not self.blank:
            return self._go_on(number, line)
        if not self.prose and "://" not in self.mask[line.content : line.end]:
            introduces = not self.introduced and self.mask[line.content : line.end].rstrip(" \t*_\\").endswith(
                (":", "：")
            )
            self.introduced = True
            return introduces
        return self._add(Item(Shape.PARAGRAPH, "", line.content, line.content, line.indent), number, line)

    def _underlined(self, number: int) -> bool:
        if number + 1 >= len(self.lines):
            return False
        following = self.lines.line(number + 1)
        return bool(re.match(r"(?:-{2,}|=+)[ \t]*$", self.mask[following.content : following.end]))

    def _item_ahead(self, number: int) -> bool:
        shape = self.items[0][0].shape
        for ahead in range(number + 1, min(number + _PEEK, len(self.lines))):
            line = self.lines.line(ahead)
            if not self.mask[line.content : line.end].strip(_EMPTY):
                return False
            item = item_at(self.mask, line)
            if item and item.shape is shape:
                return True
        return False

    def _add(self, item: Item, number: int, line: Line) -> bool:
        self.items.append((item, line.end))
        self.last = number
        return True

    def _restart(self) -> bool:
        self.items.clear()
        return True

    def _go_on(self, number: int, line: Line) -> bool:
        self.items[-1] = (self.items[-1][0], line.end)
        self.last = number
        return True

    def split(self) -> list[tuple[Item, int]]:
        """Return the items, those on one line (`[1] https://a.example [2] https://b.example`) taken apart."""
        parts: list[tuple[Item, int]] = []
        for item, end in self.items:
            current = item
            if item.shape is Shape.BRACKET and item.label.isdecimal():
                for match in _NEXT.finditer(self.mask, item.body, end):
                    if int(match["label"]) == int(current.label) + 1 and match.start() > current.body:
                        parts.append((current, match.start()))
                        current = Item(Shape.BRACKET, match["label"], match.start(), match.end(), item.indent)
            parts.append((current, end))
        return parts
