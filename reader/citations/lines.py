"""The lines of a sheet, and the shapes by which an entry of a list begins."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from reader.citations.entries import Shape
from reader.citations.sheet import Sheet


class Line(NamedTuple):
    """A line of the sheet: `content` is where its words begin behind quote marks and blanks."""

    start: int
    content: int
    end: int
    indent: int
    quoted: bool


class Item(NamedTuple):
    """The beginning of an entry: its shape, its label, and where the text behind the label begins."""

    shape: Shape
    label: str
    start: int
    body: int
    indent: int
    bulleted: bool = False


SPECIAL = r"(?:web|file|attached_(?:file|image)|page|post|source|ref|cit(?:e|ation)|news|doc):\d{1,4}|turn\d+[a-z]+\d+"
_LEADING = frozenset(" \t>")
_PREFIX = re.compile(r"(?:[ \t]*>)*[ \t]*")
_BRACKET = re.compile(
    r"(?P<bullet>[-*+•·][ \t]+|\d{1,3}[.)][ \t]+)?(?P<bold>\*\*?|__?)?\\?\["
    # a footnote that has lost its colon
    rf"(?P<label>\d{{1,4}}|[¹²³⁰⁴-⁹]{{1,3}}|{SPECIAL}|cite:[ \t]\d{{1,4}}"
    r"|\^[^\]\s^]{1,40}\^?(?=\\?\][ \t]+[^\s\[]))\\?\]"
    r"(?![(\[:])(?P<close>\*\*?|__?)?[.,)]?[ \t]*",
)
_LENS = re.compile(r"(?:[-*+•·][ \t]+)?[【［〔](?P<label>\d{1,3})[】］〕][ \t]*(?=\S)")
_BACK = re.compile(r"(?:[-*+•·][ \t]+)?\[\\?\[?\^?(?P<label>\d{1,3})\\?\]?\]\(#[^()\s]*\)[.:]?[ \t]*(?=\S|\Z)")
"""A label that leads back to its mark, as word processors and encyclopedias write it: `[\\[1\\]](#ref1) Title`."""

_LINK_MARK = re.compile(r"(?:[-*+•·][ \t]+)?\[\\?\[?(?P<label>\d{1,3}|[¹²³⁰⁴-⁹]+)\\?\]?\]\((?=<?(?:https?://|www\.))")
_PAREN = re.compile(r"(?:[-*+•·][ \t]+)?[(（](?P<label>\d{1,3})[)）][ \t]*(?=\S)")
_SUPER = re.compile(
    r"(?:[-*+•·][ \t]+)?(?:<sup>\[?(?P<tag>\d{1,3})\]?</sup>|\^\[?(?P<caret>\d{1,3})\]?\^|(?P<sign>[¹²³⁰⁴-⁹]+))"
    r"(?:[:.)](?=[ \t]))?[ \t]*(?=\S)"
    # <b id="f1">1</b> and its like: a tag with attributes is hidden
    r"|(?:[-*+•·][ \t]+)?(?:<sup>)?\0+\[?(?P<inside>\d{1,3})\]?"
    r"(?:</(?:a|b|strong|sup|span|em|i)>){1,2}[.:)]?[ \t]*(?=\S)"
)
_ORDERED = re.compile(
    r"(?:[-*+•·][ \t]+)?\0*(?:\*\*|__)?(?P<label>\d{1,3})(?:</a>)?(?:\*\*|__)?"
    r"(?:\\?[.)、．](?:\*\*|__)?(?:[ \t]+|(?=\n|\Z)|(?=[^\s\d]))"
    # other signs, or none, only before an address
    r"|[ \t]*[–—:-](?:\*\*|__)?[ \t]+(?=[^\n]*https?://)|[ \t]+(?=\[[^\]\n]*\]\(http|<?https?:|www\.))"
)
_BULLET = re.compile(r"[-*+•–·◦‣][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_ANCHOR = re.compile(r"(?:<(?:p|li|div)>|\0+(?:</(?:a|span)>)?)[ \t]*(?=[\[(\\])")
_ROW = re.compile(r"\|")
HEADING = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]|$)")
RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)$")
FOOTER = re.compile(
    r"[*_]{0,3}(?:answer from|answered by|generated (?:by|with|on)|exported (?:from|by|on)|created (?:with|by)"
    r"|powered by|copyright|©|all rights|last (?:updated|modified|edited|reviewed)|tags?:|share this|copied from"
    r"|(?:from|via) perplexity|this (?:answer|note|report|page|article) was)",
    re.IGNORECASE,
)
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans(_RAISED_DIGITS, "0123456789")


def has_raised_digit(text: str) -> bool:
    """Tell whether a digit is raised; ten plain searches are faster than one for a class of signs."""
    return not text.isascii() and any(map(text.__contains__, _RAISED_DIGITS))


def raised_digits(text: str) -> list[int]:
    """Return where digits are raised, in order."""
    found: list[int] = []
    for digit in "" if text.isascii() else _RAISED_DIGITS:
        at = text.find(digit)
        while at >= 0:
            found.append(at)
            at = text.find(digit, at + 1)
    return sorted(found)


class Places:
    """Lines and columns in a text that begins with a line end; quick where offsets are asked for in their order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._at = 0
        self._count = 0

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        text = self.sheet.text
        if offset >= self._at:
            self._count += text.count("\n", self._at, offset)
        else:
            self._count -= text.count("\n", offset, self._at)
        self._at = offset
        return self._count, offset - text.rfind("\n", 0, offset)


class Lines:
    """The lines of a sheet, made when they are asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.mask = sheet.mask
        lengths = map(len, sheet.text.split("\n")[:-1])
        self._starts = [end + number for number, end in enumerate(accumulate(lengths), start=1)]

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, offset: int) -> int:
        """Return the number of the line that holds `offset`, counted from 0."""
        return (bisect_right(self._starts, offset) or 1) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        number = bisect_right(self._starts, offset) or 1
        return number, offset - self._starts[number - 1] + 1

    def line(self, number: int, since: int = 0) -> Line:
        """Return a line; of the line that holds `since`, only what stands from there on."""
        start = max(self._starts[number], since)
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self.mask)
        if self.mask[start : start + 1] not in _LEADING:
            return Line(start, start, end, 0, quoted=False)
        prefix = _PREFIX.match(self.mask, start, end)
        content = prefix.end() if prefix else start
        lead = self.mask[start:content]
        quoted = ">" in lead
        blanks = lead.rpartition(">")[2].expandtabs(4)
        return Line(start, content, end, len(blanks), quoted)


def item_at(mask: str, line: Line) -> Item | None:
    """Return the entry that begins on `line`, or None."""
    anchor = _ANCHOR.match(mask, line.content, line.end)
    start = anchor.end() if anchor else line.content
    for shape, pattern in _SHAPES:
        match = pattern.match(mask, start, line.end)
        if match is None:
            continue
        label = ""
        if shape is Shape.SUPER:
            label = match["tag"] or match["caret"] or match["sign"] or match["inside"]
        elif shape not in (Shape.BULLET, Shape.ROW):
            label = match["label"]
        label = label.translate(SUPERSCRIPT).strip("^").removeprefix("cite:").lstrip()
        body = match.start() if shape is Shape.ROW else match.end()
        bulleted = shape is Shape.BULLET or mask[start : start + 1] in "-*+•"
        return Item(shape, label, start, body, line.indent, bulleted)
    return None


_SHAPES = (
    (Shape.BRACKET, _BRACKET),
    (Shape.BRACKET, _LENS),
    (Shape.BRACKET, _BACK),
    (Shape.LINK_MARK, _LINK_MARK),
    (Shape.PAREN, _PAREN),
    (Shape.SUPER, _SUPER),
    (Shape.ORDERED, _ORDERED),
    (Shape.BULLET, _BULLET),
    (Shape.ROW, _ROW),
)
