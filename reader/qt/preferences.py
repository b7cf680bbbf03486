"""The settings in use: what was chosen anywhere in the window, put together, and saved whole."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from reader.app.paths import manual
from reader.app.settings import Settings, save
from reader.qt.appearance import Appearance
from reader.qt.finder import Finder
from reader.qt.window import MainWindow

if TYPE_CHECKING:
    from reader.qt.exporter import Exporter


class Preferences(QObject):
    """Keep the settings.

    Signals:
        excluded(): other folders of libraries are left out from now on; the settings are saved.
    """

    excluded = Signal()

    def __init__(
        self,
        window: MainWindow,
        appearance: Appearance,
        finder: Finder,
        settings: Settings,
        file: Path,
    ) -> None:
        """Begin with `settings`, and save them in `file`."""
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._finder = finder
        self._exporter: Exporter | None = None
        self._settings = settings
        self._file = file
        self._held = ""
        finder.set_order(settings.sort)

    @property
    def current(self) -> Settings:
        """The settings, with all that was chosen until now."""
        chosen = self._appearance.settings
        settings = replace(
            self._settings,
            theme=chosen.theme,
            text_size=chosen.text_size,
            measure=chosen.measure,
            line_height=chosen.line_height,
            face=chosen.face,
            hard_breaks=chosen.hard_breaks,
            articles=chosen.articles,
            sort=self._finder.order,
        )
        return self._exporter.remembered(settings) if self._exporter is not None else settings

    def follow(self, exporter: "Exporter") -> None:
        """Remember what is chosen for exports, too."""
        self._exporter = exporter
        exporter.recall(self._settings)

    def opened(self, library: str) -> Settings:
        """Remember that a library was opened, and return the settings; the manual, which one looks into, is none."""
        if library != str(manual()):
            self._settings = self._settings.opened(library)
        return self._settings

    def choose(self, name: str, value: object) -> None:
        """Change one setting by its name; it counts at once."""
        settings = replace(self.current, **{name: value})
        self._settings = settings
        self._appearance.adopt(settings)
        if self._exporter is not None:
            self._exporter.recall(settings)
        if name == "sort":
            self._finder.set_order(settings.sort)
        elif name == "exclude":
            self.keep()
            self.excluded.emit()

    def keep(self) -> None:
        """Save everything; raise UnwritableError where that cannot be."""
        save(self._file, replace(self.current, window=self._held or self._panes()))

    def hold_panes(self, *, held: bool) -> None:
        """Save size and panes as they are at this moment, until they are held no more: for now some are away."""
        self._held = (self._held or self._panes()) if held else ""

    def _panes(self) -> str:
        return b64encode(self._window.save_state()).decode()
