"""The sentences that cite a source: the very words of the note, each a way to its place."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.qt.plain_label import PlainLabel
from reader.qt.plain_text import Hand, draw
from reader.qt.row_view import WrappedRows

_SIDE = 14
_GAP = 5
_LINES = 4
HEADING = Qt.ItemDataRole.UserRole
"""What stands above a sentence, where something does: the title of its note."""
_LONGEST = 600
_SHARE = 0.42
"""How much of the panel the sentences may take."""


class CitingSentences(QWidget):
    """Shows where the chosen source is cited; hidden where there is nothing to show.

    Signals:
        sentence_chosen(int position): a sentence was clicked or entered: which of the mentions, from 0.
    """

    sentence_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(name="quiet")
        self._title.setContentsMargins(_SIDE, 7, _SIDE, 3)
        self._model = QStringListModel(self)
        self._view = SentenceView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(SentenceDelegate(self._view))
        self._view.setAccessibleName(self.tr("Citing sentences"))
        self._view.clicked.connect(lambda index: self.sentence_chosen.emit(index.row()))
        self._view.activated.connect(lambda index: self.sentence_chosen.emit(index.row()))
        self.setObjectName("citing")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._view)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        """What is shown."""
        return self._model.stringList() if not self.isHidden() else []

    def show_sentences(self, title: str, sentences: tuple[str, ...]) -> None:
        """Show other sentences under a line of their own; none hide all of it."""
        if sentences != tuple(self._model.stringList()):
            self._model.setStringList(list(sentences))
        self._title.setText(title)
        self.setVisible(bool(sentences))
        self.fit()

    def set_current(self, position: int) -> None:
        """Choose the sentence that the page shows; a negative position chooses none."""
        index = self._model.index(position) if position >= 0 else QModelIndex()
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self._view.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height for the new width, first known when sentences are first shown (Qt calls this)."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Take as much height as the sentences want, and no more than a share of the panel."""
        above = self.parentWidget()
        if self.isHidden() or above is None:
            return
        rows = min(self._model.rowCount(), 12)
        wanted = sum(self._view.sizeHintForRow(row) for row in range(rows)) + 4
        room = max(90, int(above.height() * _SHARE)) - self._title.sizeHint().height()
        self._view.setFixedHeight(max(36, min(wanted, room)))


class SentenceDelegate(QStyledItemDelegate):
    """Draws a sentence in at most four lines, with a bar beside the one that is chosen."""

    def __init__(self, view: QListView) -> None:
        """Draw the rows of `view`, as wide as it is."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row (Qt calls this)."""
        width = self._view.viewport().width()
        lines = _lines(str(index.data())[:_LONGEST], option.font, width - 2 * _SIDE - 2)
        lines += bool(index.data(HEADING))
        return QSize(100, round(lines * QFontMetricsF(option.font).lineSpacing() + 2 * _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one sentence (Qt calls this)."""
        role = QPalette.ColorRole
        palette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, palette.color(role.AlternateBase))
        if chosen:
            painter.fillRect(
                QRectF(rect.left() + 6, rect.top() + _GAP, 2, rect.height() - 2 * _GAP), palette.color(role.Accent)
            )
        text = rect.adjusted(_SIDE, _GAP, -_SIDE, 0)
        heading = index.data(HEADING)
        if heading:
            bold = QFont(option.font)
            bold.setWeight(QFont.Weight.Bold)
            text.setTop(draw(painter, text, heading, Hand(bold, palette.color(role.Text))))
        ink = palette.color(role.Text if chosen else role.PlaceholderText)
        draw(painter, text, str(index.data()), Hand(option.font, ink), lines=_LINES)
        painter.restore()


class SentenceView(WrappedRows):
    """A list of sentences, each on as many lines as it takes."""


def _lines(text: str, font: QFont, width: float) -> int:
    """Return how many lines a text takes, at most four."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while count < _LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40))
        count += 1
    layout.endLayout()
    return count
