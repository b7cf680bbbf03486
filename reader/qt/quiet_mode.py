"""Full screen, and nothing but the page on it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from reader.qt.tab_strip import TabStrip


class QuietMode(QObject):
    """Lets commands fill the screen (`full_screen`), and take away all that stands around the page (`quiet`)."""

    def __init__(
        self,
        window: QMainWindow,
        commands: Mapping[str, QAction],
        page: QWidget,
        around: Sequence[QWidget],
        tabs: TabStrip,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._page = page
        self._around = around
        self._tabs = tabs
        self._put_away: list[QWidget] = []
        commands["quiet"].toggled.connect(self._on_quiet)
        commands["full_screen"].toggled.connect(self._on_full_screen)

    def leave(self) -> bool:
        """Bring back what was there; return whether it was away."""
        quiet = self._commands["quiet"]
        was_quiet = quiet.isChecked()
        quiet.setChecked(False)
        return was_quiet

    def _on_full_screen(self, full: bool) -> None:
        state = self._window.windowState()
        full_screen = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full_screen if full else state & ~full_screen)

    def _on_quiet(self, quiet: bool) -> None:
        self._commands["full_screen"].setChecked(quiet)
        if quiet:
            self._put_away = [widget for widget in self._around if not widget.isHidden()]
            self._page.setFocus()
        for widget in self._put_away:
            widget.setHidden(quiet)
        self._tabs.hold_back(back=quiet)
