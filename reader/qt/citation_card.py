"""The card that a citation mark shows: its source and the sentence that it stands in, in plain text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader.core.text import one_line
from reader.qt.citation_model import Entry, Kind, shown_title

_WIDTH = 340
_GAP = 7
_LONGEST = 320


class CitationCard(QFrame):
    """Comes up beside a mark and takes no event, so that the page below stays as it is. It neither moves nor fades."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(_WIDTH)
        self._title = _label("cardTitle")
        self._where = _label("quiet")
        self._sentence = _label("cardSentence")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(3)
        for label in (self._title, self._where, self._sentence):
            column.addWidget(label)
        self._sentence.setContentsMargins(0, 6, 0, 0)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=24, xOffset=0, yOffset=4)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """What the card says; nothing where it is hidden."""
        if self.isHidden():
            return []
        return [label.text() for label in (self._title, self._where, self._sentence) if label.text()]

    def show_entry(self, entry: Entry, sentence: str, mark: QRect) -> None:
        """Come up for a mark at the place `mark` of the parent, with the sentence that it stands in."""
        dangling = entry.kind is Kind.DANGLING
        label = f"[{entry.label}]" if entry.label else ""
        self._title.setText(one_line(self.tr("No source") if dangling else shown_title(entry), _LONGEST))
        where = self.tr("Nothing in this note has the label {label}.").format(label=label) if dangling else entry.domain
        self._where.setText(one_line(where, 120))
        self._where.setVisible(bool(where))
        self._sentence.setText(f"“{one_line(sentence, _LONGEST)}”" if sentence else "")
        self._sentence.setVisible(bool(sentence))
        self.setFixedHeight(self._column.heightForWidth(_WIDTH))
        self._place(mark)
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ". ".join(self.lines)))

    def _place(self, mark: QRect) -> None:
        room = self._page.rect().adjusted(8, 8, -8, -8)
        left = min(max(mark.center().x() - 40, room.left()), room.right() - self.width())
        below = mark.bottom() + _GAP
        top = below if below + self.height() <= room.bottom() else mark.top() - _GAP - self.height()
        self.move(left, max(top, room.top()))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
