"""What runs along on every page: title and section above the text, "3 of 12" below it, page numbers in the contents.

Chromium's margin boxes know no section and no page of a heading, so these lines are drawn by Qt, as text, on
transparent pages that `reader.qt.binding` lays over those of the engine.
"""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from reader.markup import fonts

_UNITS = 10
"""Units of the drawing in a point: type is set in tenths."""
_SIZE = 78
_GAP = 20.0
"""Points between the title and the section."""
_LEAST_MARGIN = 28.0
"""Points of margin below which nothing runs along: there is no room for it."""
_QUIET = QColor("#605c56")
_LINE = QColor("#dcd9d3")
_FAMILIES = ["Source Sans 3", "Source Sans Pro", "Noto Sans", "Liberation Sans", "DejaVu Sans", "Noto Sans CJK SC"]


class Folio(Struct, frozen=True):
    """What is drawn on one page; `numbers` are page numbers with the heights of their lines, in points from above."""

    title: str = ""
    section: str = ""
    foot: str = ""
    numbers: tuple[tuple[float, str], ...] = ()


class Sheet(Struct, frozen=True):
    """Width and height of a page, its margin, and the width of its column of text, in points."""

    width: float
    height: float
    margin: float
    column: float


def draw(folios: Sequence[Folio], sheet: Sheet) -> bytes:
    """Return a PDF with a transparent page for each folio."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * _UNITS)
    size = QPageSize(QSizeF(sheet.width, sheet.height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.setFont(_font())
    for number, folio in enumerate(folios):
        if number:
            writer.newPage()
        _draw(painter, folio, sheet)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _draw(painter: QPainter, folio: Folio, sheet: Sheet) -> None:
    left = (sheet.width - sheet.column) / 2
    painter.setPen(_QUIET)
    for height, text in folio.numbers:
        _text(painter, QRectF(left, height, sheet.column, 0), text, right=True)
    if sheet.margin < _LEAST_MARGIN:
        return
    top, bottom = sheet.margin * 0.6, sheet.height - sheet.margin * 0.5
    if folio.title or folio.section:
        before, behind = _shares(painter, folio, sheet.column)
        _text(painter, QRectF(left, top, before, 0), folio.title)
        _text(painter, QRectF(left + sheet.column - behind, top, behind, 0), folio.section, right=True)
        painter.setPen(QPen(_LINE, 0.4 * _UNITS))
        painter.drawLine(*(round(value * _UNITS) for value in (left, top + 4.5, left + sheet.column, top + 4.5)))
        painter.setPen(_QUIET)
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(folio.foot) / _UNITS
    _text(painter, QRectF((sheet.width - width) / 2, bottom, width + 1, 0), folio.foot)


def _shares(painter: QPainter, folio: Folio, column: float) -> tuple[float, float]:
    """Return how much of the line each side gets: the shorter one what it needs, as long as that is not the half."""
    metrics = QFontMetricsF(painter.font())
    needs = [metrics.horizontalAdvance(text) / _UNITS + 1 for text in (folio.title, folio.section)]
    room = column - _GAP
    least = min(*needs, room / 2)
    return (room - least, least) if needs[1] <= needs[0] else (least, room - least)


def _text(painter: QPainter, place: QRectF, text: str, *, right: bool = False) -> None:
    """Write one line on the baseline at the top of `place`, cut with an ellipsis where it is too long."""
    if not text:
        return
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() * _UNITS)
    if shown != text and " " in shown[len(shown) // 2 :]:
        # Between words, unless that takes away half of it.
        shown = shown[: shown.rindex(" ")] + "…"
    gap = place.width() * _UNITS - metrics.horizontalAdvance(shown) if right else 0.0
    painter.drawText(round(place.x() * _UNITS + gap), round(place.y() * _UNITS), shown)


@cache
def _font() -> QFont:
    """Return the face of running lines: that of the page, where its package is installed."""
    for path in fonts.files().values():
        QFontDatabase.addApplicationFont(str(path))
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(_SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
    return font
