"""The popover of how a page is set, and the settings and shortcuts, made when they are first asked for."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.qt.appearance import Appearance
from reader.qt.look_popover import LookPopover
from reader.qt.preferences import Preferences
from reader.qt.settings_dialog import SettingsDialog
from reader.qt.shortcuts_sheet import ShortcutsSheet
from reader.qt.window import MainWindow


class Sheets(QObject):
    """Show them, over the window."""

    def __init__(self, window: MainWindow, appearance: Appearance, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._preferences = preferences
        self._look: LookPopover | None = None
        self._settings: SettingsDialog | None = None
        self._shortcuts: ShortcutsSheet | None = None
        appearance.look_changed.connect(lambda _look: self._follow())
        window.look_asked.connect(self.show_look)
        window.commands["settings"].triggered.connect(lambda _on: self.show_settings())
        window.commands["shortcuts"].triggered.connect(lambda _on: self.show_shortcuts())

    def show_look(self, button: QWidget) -> None:
        """Show below `button` how pages are set."""
        if self._look is None:
            self._look = LookPopover(self._window)
            self._look.look_changed.connect(self._appearance.choose_look)
            self._appearance.look_changed.connect(self._look.set_look)
        self._look.set_look(self._appearance.look)
        self._look.open_below(button)

    def show_settings(self) -> None:
        """Show the settings, to be changed."""
        if self._settings is None:
            self._settings = SettingsDialog(self._window)
            self._settings.changed.connect(self._preferences.choose)
        self._settings.show_settings(self._preferences.current)
        self._settings.show()
        self._settings.raise_()

    def show_shortcuts(self) -> None:
        """Show what the keys do."""
        if self._shortcuts is None:
            self._shortcuts = ShortcutsSheet(self._window.commands, self._window)
        self._shortcuts.show()
        self._shortcuts.raise_()

    def _follow(self) -> None:
        """Show in the settings what was chosen in the window meanwhile; in them, nobody shall be disturbed."""
        if self._settings is not None and not self._settings.isActiveWindow():
            self._settings.set_values(self._preferences.current)
