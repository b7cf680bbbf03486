"""A sheet over the window with one field and a short list: notes by their names, or all commands."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from reader.core.pick_book import Pick, PickBook
from reader.qt.picks import PICK_ROLE, PickDelegate, PickModel, row_height
from reader.qt.sizes import grown

_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
_TOP = 84
_WIDEST = 620
_HIGHEST = 440
_BELOW = 36


class QuickOpen(QFrame):
    """Finds by a few letters and hands out the key of what was chosen.

    Signals:
        chosen(str key): Return was pressed on a line, or it was clicked.
        chosen_beside(str key): the same with Ctrl held.
        more_requested(str letters): what else these letters find can be handed to `add_picks`.
        closed(): the sheet is gone, whether or not something was chosen.
    """

    chosen = Signal(str)
    chosen_beside = Signal(str)
    more_requested = Signal(str)
    closed = Signal()

    def __init__(self, prompt: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = parent
        self._before: QWidget | None = None
        self._book = PickBook.of(())
        self._at_hand: Sequence[Pick] = ()
        self._model = PickModel(self)
        self._field = QLineEdit()
        self._field.setPlaceholderText(prompt)
        self._field.setAccessibleName(prompt)
        self._field.textEdited.connect(self._find)
        self._field.installEventFilter(self)
        self._view = QListView()
        self._view.setAccessibleName(prompt)
        self._view.setModel(self._model)
        self._view.setItemDelegate(PickDelegate(self))
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._view)
        self.setFocusProxy(self._field)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=36, xOffset=0, yOffset=8)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.hide()

    def open_sheet(self, book: PickBook, at_hand: Sequence[Pick] = (), *, fit: bool = False) -> None:
        """Come up in the middle of the window, above the page, with an empty field.

        Before a letter is typed, what is `at_hand` stands above what the book offers. Where that is all that letters
        can find, the sheet may `fit` it.
        """
        self._book = book
        self._at_hand = at_hand
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._field.clear()
        self._find("")
        self._place(self._model.rowCount() if fit else None)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_book(self, book: PickBook, at_hand: Sequence[Pick] = ()) -> None:
        """Find in another book from here on; the letters stay, and the line that is chosen if it is still there."""
        self._book = book
        self._at_hand = at_hand
        chosen = self._view.currentIndex().data(PICK_ROLE)
        self._find(self._field.text())
        for row, pick in enumerate(self._model.picks):
            if chosen is not None and pick.key == chosen.key:
                self._view.setCurrentIndex(self._model.index(row))

    def add_picks(self, letters: str, picks: Sequence[Pick]) -> None:
        """Show more that `letters` have found, under what is there, unless other letters stand in the field by now."""
        if self.isHidden() or letters != self._field.text():
            return
        current = max(self._view.currentIndex().row(), 0)
        self._model.set_picks([*self._model.picks, *picks])
        if self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(current))

    def close_sheet(self) -> None:
        """Go away; what had the keyboard before has it again, unless something else has it by now."""
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and self._field.hasFocus():
            # Left to itself Qt gives it to what comes next, as if Tab had been pressed: a page goes to its top then.
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list, choose and close by keys that the field gets; close when it loses the keyboard."""
        if event.type() is QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self.close_sheet()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            return self._on_key(event.key(), beside=beside)
        return super().eventFilter(watched, event)

    def _on_key(self, key: int, *, beside: bool) -> bool:
        step = _STEPS.get(key)
        if step is not None:
            count = self._model.rowCount()
            if count:
                row = min(max(self._view.currentIndex().row() + step, 0), count - 1)
                self._view.setCurrentIndex(self._model.index(row))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._view.currentIndex(), beside=beside)
        elif key == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            return False
        return True

    def _find(self, letters: str) -> None:
        found = self._book.best(letters)
        if not letters.strip():
            known = {pick.key for pick in self._at_hand}
            found = [*self._at_hand, *(pick for pick in found if pick.key not in known)]
        self._model.set_picks(found)
        if self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(0))
        if letters.strip():
            self.more_requested.emit(letters)

    def _choose(self, index: QModelIndex, *, beside: bool = False) -> None:
        pick = index.data(PICK_ROLE)
        if pick is not None:
            self.close_sheet()
            (self.chosen_beside if beside else self.chosen).emit(pick.key)

    def _place(self, most: int | None) -> None:
        """Take a place with room for whole lines, not more than `most`."""
        window = self._window.rect()
        width = min(grown(self, _WIDEST), window.width() - 40)
        line = row_height(self._view.fontMetrics().lineSpacing())
        around = self.sizeHint().height() - self._view.sizeHint().height() + 2 * self._view.frameWidth()
        lines = max((min(grown(self, _HIGHEST), window.height() - _TOP - _BELOW) - around) // line, 1)
        height = around + (lines if most is None else min(lines, most)) * line
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)
