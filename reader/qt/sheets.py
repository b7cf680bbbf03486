"""The dialog of the settings and the sheet of the shortcuts, each made when it is first asked for."""

from PySide6.QtCore import QObject

from reader.qt.preferences import Preferences
from reader.qt.settings_dialog import SettingsDialog
from reader.qt.shortcuts_sheet import ShortcutsSheet
from reader.qt.window import MainWindow


class Sheets(QObject):
    """Show them, over the window."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._settings: SettingsDialog | None = None
        self._shortcuts: ShortcutsSheet | None = None
        window.commands["settings"].triggered.connect(lambda _on: self.show_settings())
        window.commands["shortcuts"].triggered.connect(lambda _on: self.show_shortcuts())

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
