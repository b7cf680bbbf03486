"""How a source looks in the panel: its label in the margin, title, domain, and how often it is cited."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.qt.citation_model import Entry, EntryRole, Kind, facts, shown_title
from reader.qt.plain_text import Hand, draw, mirrored, scaled
from reader.qt.theme import LIGHT, Palette

_SIDE = 14
_TOP = 6
_LOOKED_AT = 120
"""Characters of a title that tell whether it fits into one line."""


class CitationDelegate(QStyledItemDelegate):
    """Draws an `Entry`, with a dot for a cited source, a ring for an uncited one and a broken ring for neither."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._longest_label = ""
        self._measured = -1
        self._heights: dict[tuple[str, Kind, str], int] = {}

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours from now on."""
        self._palette = palette

    def set_measure(self, longest_label: str) -> None:
        """Make room for the longest label in the margin."""
        self._longest_label = longest_label[:8]
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row: a title that is too long for a line gets a second one (Qt calls this)."""
        entry = index.data(EntryRole.ENTRY)
        width = self._width(option)
        key = entry.title or entry.url, entry.kind, entry.domain
        if width != self._measured:
            self._heights.clear()
            self._measured = width
        if key not in self._heights:
            metrics = QFontMetricsF(option.font)
            room = width - 2 * _SIDE - 22 - self._margin(metrics)
            lines = 2 if metrics.horizontalAdvance(shown_title(entry)[:_LOOKED_AT]) > room else 1
            below = QFontMetricsF(scaled(option.font, 0.93)).lineSpacing() if facts(entry) else 0
            self._heights[key] = round(lines * metrics.lineSpacing() + below + 2 * _TOP + 1)
        return QSize(120, self._heights[key])

    def _width(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        if not isinstance(view, QAbstractItemView):
            return option.rect.width()
        bar = view.verticalScrollBar()
        return view.maximumViewportSize().width() - (bar.width() if bar.isVisible() else 0)

    def _margin(self, metrics: QFontMetricsF) -> float:
        return metrics.horizontalAdvance(self._longest_label) + 2

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row (Qt calls this)."""
        entry = index.data(EntryRole.ENTRY)
        rect = QRectF(option.rect)
        palette = self._palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.selection if chosen else palette.hover))
        self._draw_entry(painter, rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP), entry, option.font, chosen=chosen)
        painter.restore()

    def _draw_entry(self, painter: QPainter, inner: QRectF, entry: Entry, font: QFont, *, chosen: bool) -> None:
        palette = self._palette
        ink = QColor(palette.selection_ink if chosen else palette.ink)
        quiet = QColor(palette.selection_ink if chosen else palette.quiet)
        accent = QColor(palette.selection_ink if chosen else palette.accent)
        metrics = QFontMetricsF(font)
        margin = self._margin(metrics)
        dot = QRectF(inner.left(), inner.top(), 8, metrics.lineSpacing())
        _draw_state(painter, mirrored(painter, dot, inner).center(), entry.kind, accent)
        width = min(metrics.horizontalAdvance(entry.label), margin)
        label = QRectF(inner.left() + 14 + margin - width, inner.top(), width + 1, metrics.lineSpacing())
        draw(painter, mirrored(painter, label, inner), entry.label, Hand(font, quiet))
        text = mirrored(painter, inner.adjusted(14 + margin + 8, 0, 0, 0), inner)
        hand = Hand(font, quiet if entry.kind is Kind.DANGLING else ink)
        below = draw(painter, text, shown_title(entry), hand, lines=2)
        foot = QRectF(text.left(), below, text.width(), metrics.lineSpacing())
        draw(painter, foot, facts(entry), Hand(scaled(font, 0.93), quiet))


def _draw_state(painter: QPainter, centre: QPointF, kind: Kind, colour: QColor) -> None:
    painter.save()
    pen = QPen(colour, 1.4)
    if kind is Kind.CITED:
        painter.setBrush(colour)
    elif kind is Kind.DANGLING:
        pen.setDashPattern([1.4, 1.4])
    painter.setPen(pen)
    if kind is Kind.LISTED:
        painter.drawLine(centre - QPointF(3, 0), centre + QPointF(3, 0))
    else:
        painter.drawEllipse(centre, 3.2, 3.2)
    painter.restore()
