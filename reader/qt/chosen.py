"""What can be done with notes that are chosen in the list, without opening them: a menu, and export."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from reader.qt.desktop import Desktop
from reader.qt.export_form import scopes
from reader.qt.exporter import Exporter
from reader.qt.finder import Finder
from reader.qt.navigator import Navigator
from reader.qt.opener import Opener
from reader.qt.window import MainWindow


class Chosen(QObject):
    """Offer what is possible with one row or with several, by the mouse, the menu key and the commands."""

    def __init__(
        self,
        window: MainWindow,
        finder: Finder,
        navigator: Navigator,
        opener: Opener,
        desktop: Desktop,
        exporter: Exporter,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._finder = finder
        self._navigator = navigator
        self._opener = opener
        self._desktop = desktop
        self._exporter = exporter
        window.notes.menu_requested.connect(self._show_menu)
        window.notes.new_views_requested.connect(opener.open_in_tabs)
        window.commands["export_pdf"].triggered.connect(lambda: self._export(window.notes.several))

    def menu_of(self, paths: Sequence[str]) -> QMenu:
        """Return what can be done with the notes at `paths`."""
        deeds: dict[str, Callable[[Sequence[str]], object]] = {
            self.tr("Open in &Tabs") if len(paths) > 1 else self.tr("Open in a &Tab"): self._opener.open_in_tabs,
            self._pin_text(paths): self._opener.pin,
            self.tr("Copy &Links") if len(paths) > 1 else self.tr("Copy &Link"): self._desktop.copy_links,
            self.tr("&Export or Print…"): self._export,
        }
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, deed in deeds.items():
            menu.addAction(text, partial(deed, tuple(paths)))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        paths = self._window.notes.chosen_paths
        if paths:
            self.menu_of(paths).popup(at)

    def _pin_text(self, paths: Sequence[str]) -> str:
        return self.tr("Un&pin") if self._opener.all_pinned(paths) else self.tr("&Pin")

    def _export(self, chosen: Sequence[str]) -> None:
        titles = {path: note.title for path, note in self._finder.listing.notes.items()}
        found = scopes(self._navigator.facts, self._finder.found_paths, titles, self._finder.heading, chosen)
        if found:
            self._exporter.ask(self._navigator.wish.root, found)
