"""A short list to pick from: lines of text, each with a detail at the other end."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.pick_book import Pick
from reader.qt.plain_text import Hand, draw, mirrored

PICK_ROLE = Qt.ItemDataRole.UserRole
"""The whole `Pick` of a line."""
_NOWHERE = QModelIndex()


class PickModel(QAbstractListModel):
    """The lines of a list of picks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picks: Sequence[Pick] = ()

    @property
    def picks(self) -> Sequence[Pick]:
        """All lines."""
        return self._picks

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self._picks = picks
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of lines (Qt calls this)."""
        return 0 if parent.isValid() else len(self._picks)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one fact of a line (Qt calls this)."""
        if not index.isValid():
            return None
        pick = self._picks[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return pick.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{pick.text}, {pick.detail}" if pick.detail else pick.text
            case value if value == PICK_ROLE:
                return pick
            case _:
                return None


class PickDelegate(QStyledItemDelegate):
    """Draws a line: text, and the detail at the other end."""

    def __init__(self, parent: QObject | None = None, margin: int = 10) -> None:
        """Leave `margin` at both ends."""
        super().__init__(parent)
        self._margin = margin

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of any line (Qt calls this)."""
        return QSize(120, row_height(option.fontMetrics.lineSpacing()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line (Qt calls this)."""
        pick = index.data(PICK_ROLE)
        role = QPalette.ColorRole
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(role.HighlightedText if chosen else role.Text)
        quiet = option.palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(role.Highlight))
        metrics = QFontMetricsF(option.font)
        line = QRectF(option.rect).adjusted(self._margin, 6, -self._margin, -6)
        width = min(metrics.horizontalAdvance(pick.detail) + 2, line.width() * 0.45)
        text = mirrored(painter, line.adjusted(0, 0, -width - 12, 0), line)
        end = mirrored(painter, line.adjusted(line.width() - width, 0, 2, 0), line)
        draw(painter, text, pick.text, Hand(option.font, ink, side=painter.layoutDirection()))
        draw(painter, end, pick.detail, Hand(option.font, quiet))


def row_height(text: int) -> int:
    """Return the height of a row with text of the height `text`."""
    return text + 12
