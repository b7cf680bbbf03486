"""How everything looks: theme, text size, measure and face, of the shell and of the page, kept in the settings."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from reader.app.look import Look, next_size
from reader.app.settings import Settings
from reader.qt import theme
from reader.qt.window import MainWindow

_NORMAL = 100


class Appearance(QObject):
    """Dress the window as the settings and the desktop want it.

    Signals:
        look_changed(Look look): pages are set in another way from now on.
    """

    look_changed = Signal(object)

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._library = ""
        for choice in theme.CHOICES:
            window.commands[f"theme_{choice}"].triggered.connect(lambda _=False, name=choice: self.choose_theme(name))
        window.commands["larger"].triggered.connect(lambda: self._resize(1))
        window.commands["smaller"].triggered.connect(lambda: self._resize(-1))
        window.commands["normal_size"].triggered.connect(lambda: self._change(text_size=_NORMAL))
        window.viewer.text_size_requested.connect(self._resize)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self.apply())

    @property
    def look(self) -> Look:
        """How pages are set now."""
        return self._settings.look(dark=self._is_dark(), library=self._library)

    def look_for(self, path: str) -> Look:
        """Return how the page of the note at `path`, relative to the library, is set."""
        note = str(Path(self._library) / path)
        return self._settings.look(dark=self._is_dark(), library=self._library, note=note)

    @property
    def settings(self) -> Settings:
        """The settings with what was chosen here."""
        return self._settings

    def set_library(self, library: str) -> None:
        """Follow the choices that belong to another library."""
        self._library = library
        self.apply()

    def adopt(self, settings: Settings) -> None:
        """Take over what was chosen elsewhere."""
        self._settings = settings
        self.apply()

    def choose_theme(self, choice: str) -> None:
        """Take on a theme, or that of the system."""
        self._change(theme=choice)

    def choose_look(self, look: Look) -> None:
        """Take on the text size, line height, measure and face of `look`."""
        self._change(text_size=look.text_size, line_height=look.line_height, measure=look.measure, face=look.face)

    def choose_breaks(self, kept: bool) -> None:
        """Keep the single line ends of this library's notes, or join the lines."""
        self._change(hard_breaks={**self._settings.hard_breaks, self._library: kept})

    def choose_article(self, path: str, wanted: bool) -> None:
        """Read a note as a plain article, or as Markdown."""
        self._change(articles={**self._settings.articles, str(Path(self._library) / path): wanted})

    def apply(self) -> None:
        """Dress everything anew."""
        palette = theme.resolve(self._settings.theme)
        self._window.commands[f"theme_{self._settings.theme}"].setChecked(True)
        self._window.set_theme(palette)
        self._window.viewer.set_look(self.look, palette)
        self.look_changed.emit(self.look)

    def _is_dark(self) -> bool:
        return theme.system_theme() == theme.DARK.name

    def _resize(self, step: int) -> None:
        self._change(text_size=next_size(self._settings.text_size, step))

    def _change(self, **choices: object) -> None:
        self._settings = replace(self._settings, **choices)
        self.apply()
