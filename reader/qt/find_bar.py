"""The bar that finds a word in the shown note, and goes through what a search has found in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from reader.qt.plain_label import PlainLabel


class FindBar(QWidget):
    """Stands under the page while something is looked for in it.

    Signals:
        find_requested(str text, bool backward): find the next place; an empty text ends finding.
        hit_requested(int step): go to the next hit of the search (1) or the one before (-1).
        hits_dropped(): the hits of the search are no longer wanted.
        closed(): the bar is gone; the page wants the keyboard.
    """

    find_requested = Signal(str, bool)
    hit_requested = Signal(int)
    hits_dropped = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_hits = False
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find in this note"))
        self._field.setAccessibleName(self.tr("Find in this note"))
        self._field.setMaximumWidth(320)
        self._field.textEdited.connect(self._on_text_edited)
        self._count = PlainLabel(name="quiet")
        self._before = _button(self.tr("Previous place"))
        self._after = _button(self.tr("Next place"))
        self._close = _button(self.tr("Close the find bar"))
        self._before.clicked.connect(lambda: self.go(backward=True))
        self._after.clicked.connect(self.go)
        self._close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        for widget in (self._field, self._before, self._after, self._count):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._close)
        self.setFocusProxy(self._field)
        self.hide()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._field.text()

    @property
    def has_hits(self) -> bool:
        """Whether the bar goes through the hits of a search, and not through what was typed into it."""
        return self._has_hits

    @property
    def count(self) -> str:
        """Which of how many places is shown, in words."""
        return self._count.text()

    def open_bar(self) -> None:
        """Come up and take the keyboard; what was looked for last is there, selected."""
        self.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.text and not self._has_hits:
            self.go()

    def close_bar(self) -> None:
        """Go away, and end finding."""
        self.drop_hits()
        self.hide()
        self._count.clear()
        self.find_requested.emit("", False)
        self.closed.emit()

    def show_hits(self, query: str) -> None:
        """Come up without taking the keyboard, to go through what `query` has found in the note."""
        self._has_hits = True
        self._count.clear()
        self._field.setText(query)
        self.show()

    def drop_hits(self) -> None:
        """Go away again, where the bar came up for the hits of a search."""
        if self._has_hits:
            self._has_hits = False
            self._field.clear()
            self.hide()
            self.hits_dropped.emit()

    def go(self, *, backward: bool = False) -> None:
        """Ask for the next place, or the one before."""
        if self._has_hits:
            self.hit_requested.emit(-1 if backward else 1)
        elif self.text:
            self.find_requested.emit(self.text, backward)

    def set_found(self, current: int, total: int) -> None:
        """Say which of how many places is shown."""
        if not self.text:
            self._count.clear()
        elif total:
            self._count.setText(self.tr("{current} of {total}").format(current=current, total=total))
        else:
            self._count.setText(self.tr("not in the text") if self._has_hits else self.tr("not found"))

    def set_icons(self, before: QIcon, after: QIcon, close: QIcon) -> None:
        """Wear icons in the colour of the theme."""
        self._before.setIcon(before)
        self._after.setIcon(after)
        self._close.setIcon(close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and Escape (Qt calls this)."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _on_text_edited(self, text: str) -> None:
        if self._has_hits:
            self._has_hits = False
            self.hits_dropped.emit()
        self.find_requested.emit(text, False)
        if not text:
            self._count.clear()


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
