"""A card beside what the pointer or the keyboard rests on, in plain text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.qt.plain_label import PlainLabel
from reader.qt.sizes import grown

_WIDTH = 340
_GAP = 7


class Card(QFrame):
    """Comes up beside a place and takes no event, so that the page below stays as it is. It neither moves nor fades."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._width = grown(self, _WIDTH)
        self.setFixedWidth(self._width)
        self._title = _label("cardTitle")
        self._where = _label("quiet")
        self._text = _label("cardSentence")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(3)
        for label in (self._title, self._where, self._text):
            column.addWidget(label)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=24, xOffset=0, yOffset=4)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """What the card says; nothing where it is hidden."""
        if self.isHidden():
            return []
        return [label.text() for label in (self._title, self._where, self._text) if label.text()]

    def show_texts(self, title: str, where: str, text: str, at: QRect) -> None:
        """Come up for the place `at` of the parent; what is empty takes no room. Not while a menu is open."""
        if QApplication.activePopupWidget() is not None or not (title or where or text):
            return
        for label, words in ((self._title, title), (self._where, where), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self._text.setContentsMargins(0, 6 if title or where else 0, 0, 0)
        self.setFixedHeight(self._column.heightForWidth(self._width))
        self._place(at)
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ". ".join(self.lines)))

    def _place(self, at: QRect) -> None:
        room = self._page.rect().adjusted(8, 8, -8, -8)
        left = min(max(at.center().x() - 40, room.left()), room.right() - self.width())
        below = at.bottom() + _GAP
        top = below if below + self.height() <= room.bottom() else at.top() - _GAP - self.height()
        self.move(left, max(top, room.top()))


def _label(name: str) -> QLabel:
    label = PlainLabel(name=name, wraps=True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
