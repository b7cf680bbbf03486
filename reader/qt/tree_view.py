"""A quiet tree: chevrons for branches, arrows that only move, and Return told from Space."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QTreeView

_REACH = 3.0


class QuietTree(QTreeView):
    """The look and the manners that tags and outline have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ring", "true")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(15)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw a chevron where there is something below (Qt calls this)."""
        if not index.model().hasChildren(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(self._chevron(rect, index))
        painter.restore()

    def _chevron(self, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> list[QPointF]:
        mirrored = self.isRightToLeft()
        middle = rect.left() + self.indentation() / 2 if mirrored else rect.right() + 1 - self.indentation() / 2
        centre = QPointF(middle, rect.center().y() + 0.5)
        if self.isExpanded(index):
            steps = ((-_REACH, -_REACH / 2), (0.0, _REACH / 2), (_REACH, -_REACH / 2))
        else:
            side = -1 if mirrored else 1
            steps = ((-side * _REACH / 2, -_REACH), (side * _REACH / 2, 0.0), (-side * _REACH / 2, _REACH))
        return [centre + QPointF(x, y) for x, y in steps]
