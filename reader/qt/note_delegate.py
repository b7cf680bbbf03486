"""How a note looks in the list: title, passage with what was found, date and tags, and the number of its sources."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.qt.note_model import Row, RowRole
from reader.qt.plain_text import Hand, draw, from_right, mirrored, scaled
from reader.qt.theme import LIGHT, Palette

_SIDE = 14
_TOP = 9
_GAP = 2
_PASSAGE_LINES = 2


class NoteDelegate(QStyledItemDelegate):
    """Draws a `Row`. All rows have one height, so that a list of 100,000 opens at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours from now on."""
        self._palette = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of any row (Qt calls this)."""
        title, small = _fonts(option.font)
        height = QFontMetricsF(title).lineSpacing() + (_PASSAGE_LINES + 1) * QFontMetricsF(small).lineSpacing()
        return QSize(120, round(height + 2 * _TOP + 2 * _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row (Qt calls this)."""
        row = index.data(RowRole.ROW)
        state = option.state
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._draw_ground(painter, rect, chosen=chosen, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        self._draw_text(painter, rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP), row, option.font, chosen=chosen)
        painter.restore()

    def _draw_ground(self, painter: QPainter, rect: QRectF, *, chosen: bool, hovered: bool) -> None:
        palette = self._palette
        if chosen or hovered:
            painter.fillRect(rect, QColor(palette.selection if chosen else palette.hover))
        if chosen:
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(mirrored(painter, bar, rect), QColor(palette.accent))
        line = QRectF(rect.left() + _SIDE, rect.bottom() - 1, rect.width() - 2 * _SIDE, 1)
        painter.fillRect(line, QColor(palette.line))

    def _draw_text(self, painter: QPainter, inner: QRectF, row: Row, font: QFont, *, chosen: bool) -> None:
        palette = self._palette
        ink = QColor(palette.selection_ink if chosen else palette.ink)
        quiet = QColor(palette.selection_ink if chosen else palette.quiet)
        title, small = _fonts(font)
        draw(painter, inner, row.title, Hand(title, ink))
        below = inner.adjusted(0, QFontMetricsF(title).lineSpacing() + _GAP, 0, 0)
        # A passage in which something was found is worth reading; a mere beginning stands back.
        hand = Hand(small, ink if row.marks else quiet, QColor(palette.mark))
        if row.marks and chosen:
            hand = Hand(small, QColor(palette.ink), QColor(palette.mark))
        draw(painter, below, row.passage, hand, lines=_PASSAGE_LINES, marks=row.marks)
        spacing = QFontMetricsF(small).lineSpacing()
        foot = QRectF(inner.left(), inner.bottom() - spacing, inner.width(), spacing)
        self._draw_foot(painter, foot, row, Hand(small, quiet))

    def _draw_foot(self, painter: QPainter, foot: QRectF, row: Row, hand: Hand) -> None:
        """Draw date and tags, and at the other end the number of sources in the brackets of a citation."""
        count = f"[{row.citations}]" if row.citations else ""
        width = QFontMetricsF(hand.font).horizontalAdvance(count) + 1 if count else 0
        facts = " · ".join(part for part in (row.date, *row.tags) if part)
        if from_right(facts):
            facts = "\u200e" + facts
        draw(painter, mirrored(painter, foot.adjusted(0, 0, -width - (8 if width else 0), 0), foot), facts, hand)
        if count:
            accent = hand.colour if hand.colour == QColor(self._palette.selection_ink) else QColor(self._palette.accent)
            end = QRectF(foot.right() - width, foot.top(), width + 1, foot.height())
            draw(painter, mirrored(painter, end, foot), count, Hand(hand.font, accent))


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    title = scaled(font, 1.05)
    title.setWeight(QFont.Weight.Bold)
    return title, scaled(font, 0.93)
