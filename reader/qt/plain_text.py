"""Plain text drawn as plain text: wrapped, elided, right to left where it is, and never read as HTML."""

import unicodedata
from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, Qt, QTextCharFormat, QTextLayout, QTextOption

_LONGEST = 600
"""Code points of one text that are looked at; what is shown is far shorter."""


class Hand(Struct, frozen=True):
    """How a text is written: its font and colour, and the ground under marked words.

    It begins on the side from which it is read, or, where a `side` is given, on that of a window so directed: the names
    in a tree stand in one column whatever they are written in.
    """

    font: QFont
    colour: QColor
    mark: QColor | None = None
    side: Qt.LayoutDirection | None = None


def tooltip(text: str) -> str:
    """Return `text` so that a tooltip, which guesses whether it is HTML, shows it as written."""
    return Qt.convertFromPlainText(text[:_LONGEST], Qt.WhiteSpaceMode.WhiteSpaceNormal)


def draw(
    painter: QPainter,
    rect: QRectF,
    text: str,
    hand: Hand,
    *,
    lines: int = 1,
    marks: Iterable[tuple[int, int]] = (),
) -> float:
    """Draw `text` in at most `lines` lines from the top of `rect`, the last one elided; return where it ends below.

    `marks` are `[start, end)` spans in code points. Text that begins right to left stands on the right.
    """
    text = text[:_LONGEST]
    metrics = QFontMetricsF(hand.font)
    formats = [_format(text, start, end, hand) for start, end in marks if start < len(text)]
    option = _option(text, hand.side)
    painter.setPen(hand.colour)
    top = rect.top()
    begin = 0
    whole = _units(text)
    for number in range(lines):
        rest = text.encode("utf-16-le")[2 * begin :].decode("utf-16-le", "replace")
        if number == lines - 1:
            # Bold words are a little wider than the metrics of the plain font know.
            room = rect.width() - (0.06 * rect.width() if formats else 0)
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
        layout = QTextLayout(rest, hand.font)
        layout.setTextOption(option)
        layout.setFormats(_moved(formats, -begin))
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(rect.width())
        layout.endLayout()
        # A face that stands in for missing letters has another height; lines keep their distance all the same.
        ascent = line.ascent() if line.isValid() else metrics.ascent()
        layout.draw(painter, QPointF(rect.left(), top + metrics.ascent() - ascent))
        begin += line.textLength() if line.isValid() else whole
        top += metrics.lineSpacing()
        if begin >= whole:
            break
    return top


def mirrored(painter: QPainter, part: QRectF, whole: QRectF) -> QRectF:
    """Return where `part` of `whole` lies in a window that is read from the right, or `part` in any other."""
    if painter.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return part
    return part.translated(whole.left() + whole.right() - part.left() - part.right(), 0)


def scaled(font: QFont, factor: float) -> QFont:
    """Return the font in another size; a desktop may give it in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(round(font.pixelSize() * factor))
    return other


def from_right(text: str) -> bool:
    """Return whether the first letter of `text` is one of a script that is written right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def _option(text: str, side: Qt.LayoutDirection | None) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    direction = Qt.LayoutDirection.RightToLeft if from_right(text) else Qt.LayoutDirection.LeftToRight
    on_right = (side or direction) is Qt.LayoutDirection.RightToLeft
    option.setTextDirection(direction)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if on_right else Qt.AlignmentFlag.AlignLeft)
    return option


def _units(text: str) -> int:
    """Return the length of `text` as Qt counts it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _format(text: str, start: int, end: int, hand: Hand) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start = _units(text[:start])
    marked.length = _units(text[start:end])
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    if hand.mark is not None:
        look.setBackground(hand.mark)
    marked.format = look
    return marked


def _moved(formats: Iterable[QTextLayout.FormatRange], by: int) -> list[QTextLayout.FormatRange]:
    moved = []
    for old in formats:
        end = old.start + old.length + by
        if end <= 0:
            continue
        new = QTextLayout.FormatRange()
        new.start = max(old.start + by, 0)
        new.length = end - new.start
        new.format = old.format
        moved.append(new)
    return moved
