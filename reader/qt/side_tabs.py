"""Several panes in the place of one, under a small strip that says which."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

_AIR = 22
"""What the style sheet puts around a title."""


class SideTabs(QWidget):
    """Shows one pane at a time.

    Signals:
        turned(int at): another pane is shown.
    """

    turned = Signal(int)

    def __init__(self, name: str, panes: dict[str, QWidget], parent: QWidget | None = None) -> None:
        """Show one of `panes`, by their titles; `name` is what the strip is called."""
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip = QTabBar()
        self._strip.setObjectName("sideTabs")
        self._strip.setAccessibleName(name)
        self._strip.setDrawBase(False)
        self._strip.setExpanding(False)
        # In a narrow pane their titles move together, at last their ends go; no tab is ever out of sight.
        self._strip.setUsesScrollButtons(False)
        self._strip.setElideMode(Qt.TextElideMode.ElideRight)
        self._stack = QStackedWidget()
        for title, pane in panes.items():
            self._strip.addTab(title)
            self._stack.addWidget(pane)
        self._strip.currentChanged.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(3, 0, 3, 0)
        above.addWidget(self._strip)
        column.addLayout(above)
        column.addWidget(self._stack)

    @property
    def at(self) -> int:
        """The number of the shown pane."""
        return self._strip.currentIndex()

    @property
    def shown(self) -> QWidget | None:
        """The shown pane; None where there are none."""
        return self._stack.currentWidget()

    def turn_to(self, at: int) -> None:
        """Show a pane."""
        self._strip.setCurrentIndex(at)

    def offer(self, at: int, *, offered: bool) -> None:
        """Let a pane be turned to, or leave it out."""
        self._strip.setTabVisible(at, offered)
        self._measure(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the titles together where they need it (Qt calls this)."""
        super().resizeEvent(event)
        shown = [self._strip.tabText(at) for at in range(self._strip.count()) if self._strip.isTabVisible(at)]
        needed = sum(self._strip.fontMetrics().horizontalAdvance(text) + _AIR for text in shown)
        narrow = needed > event.size().width()
        if narrow != bool(self._strip.property("narrow")):
            self._strip.setProperty("narrow", narrow)
            self._strip.style().unpolish(self._strip)
            self._strip.style().polish(self._strip)
            for at in range(self._strip.count()):
                self._measure(at)

    def _measure(self, at: int) -> None:
        """Let the strip see anew how wide a tab is, which only a changed text makes it do."""
        text = self._strip.tabText(at)
        self._strip.setTabText(at, "")
        self._strip.setTabText(at, text)

    def _turn(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.turned.emit(at)
