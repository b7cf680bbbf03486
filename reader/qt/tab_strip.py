"""The strip of tabs over the page; with one tab it is not there."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from reader.qt.plain_text import tooltip
from reader.qt.sizes import grown

_WIDEST = 220


class TabStrip(QTabBar):
    """The titles of the open tabs, as plain text.

    Signals:
        tab_requested(int at): a tab was chosen.
        close_requested(int at): a tab shall be closed, by its button or the middle button of the mouse.
        tab_dragged(int start, int end): a tab was moved to another place.
    """

    tab_requested = Signal(int)
    close_requested = Signal(int)
    tab_dragged = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._held_back = False
        self._close_icon = QIcon()
        self.setObjectName("tabs")
        self.setAccessibleName(self.tr("Tabs"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.currentChanged.connect(self._on_current_changed)
        self.tabMoved.connect(self._on_tab_moved)
        self.hide()

    def show_tabs(self, titles: Sequence[str], at: int) -> None:
        """Show these titles, with the one at `at` marked; signals nothing."""
        self._showing = True
        while self.count() > len(titles):
            self.removeTab(self.count() - 1)
        while self.count() < len(titles):
            self._add()
        for number, title in enumerate(titles):
            self.setTabText(number, title.replace("&", "&&"))
            self.setTabToolTip(number, tooltip(title) if len(title) > 20 else "")
            self.setAccessibleTabName(number, title)
            self._button(number).setAccessibleName(self.tr("Close {title}").format(title=title))
        self.setCurrentIndex(at)
        self._showing = False
        self.setVisible(len(titles) > 1 and not self._held_back)

    def hold_back(self, *, back: bool) -> None:
        """Stay away whatever is open, or come again."""
        self._held_back = back
        self.setVisible(self.count() > 1 and not back)

    def set_icons(self, close: QIcon) -> None:
        """Wear an icon in the colour of the theme."""
        self._close_icon = close
        for number in range(self.count()):
            self._button(number).setIcon(close)

    def tabSizeHint(self, index: int) -> QSize:
        """Let no title take the whole strip (Qt calls this)."""
        hint = super().tabSizeHint(index)
        return QSize(min(hint.width(), grown(self, _WIDEST)), hint.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close a tab with the middle button (Qt calls this)."""
        if event.button() is Qt.MouseButton.MiddleButton:
            at = self.tabAt(event.position().toPoint())
            if at >= 0:
                self.close_requested.emit(at)
        super().mouseReleaseEvent(event)

    def _add(self) -> None:
        number = self.addTab("")
        button = QToolButton(self)
        button.setIcon(self._close_icon)
        button.setIconSize(QSize(grown(self, 12), grown(self, 12)))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.close_requested.emit(self._place_of(button)))
        self.setTabButton(number, QTabBar.ButtonPosition.RightSide, button)

    def _button(self, number: int) -> QToolButton:
        button = self.tabButton(number, QTabBar.ButtonPosition.RightSide)
        assert isinstance(button, QToolButton)
        return button

    def _place_of(self, button: QWidget) -> int:
        return next(number for number in range(self.count()) if self._button(number) is button)

    def _on_current_changed(self, at: int) -> None:
        if not self._showing and at >= 0:
            self.tab_requested.emit(at)

    def _on_tab_moved(self, start: int, end: int) -> None:
        if not self._showing:
            self.tab_dragged.emit(start, end)
