"""The filter of the list: what trees, chips and commands say of it is one value."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from reader.core.library_filter import Facets, Filter
from reader.qt.branch_tree import BranchTree
from reader.qt.filter_chips import FilterChips
from reader.qt.side_tabs import SideTabs
from reader.qt.tag_tree import TagTree
from reader.qt.window import MainWindow

_TAGS, _FOLDERS = 0, 2


class Filters(QObject):
    """Keep trees and chips of one mind.

    Signals:
        changed(): another filter is wanted.
    """

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tags: TagTree = window.tags
        self._folders: BranchTree = window.folders
        self._chips: FilterChips = window.chips
        self._shelf: SideTabs = window.shelf
        self._any_tag: QAction = window.commands["any_tag"]
        self._setting = False
        for tree in (self._tags, self._folders):
            tree.choice_changed.connect(self._on_changed)
        self._any_tag.toggled.connect(self._on_changed)
        self._chips.filter_requested.connect(self.want)
        window.commands["clear_filters"].triggered.connect(self._clear_all)
        window.viewer.told.connect(self._on_told)
        self.offer_folders(offered=False)

    @property
    def wanted(self) -> Filter:
        """What notes must have to be listed."""
        return Filter(self._tags.chosen, self._any_tag.isChecked(), self._tags.barred, self._folders.chosen)

    def want(self, wanted: Filter) -> None:
        """Set the whole filter at once."""
        before = self.wanted
        self._setting = True
        self._tags.choose(wanted.tags)
        self._tags.bar(wanted.without)
        self._folders.choose(wanted.folders)
        self._any_tag.setChecked(wanted.any_tag)
        self._setting = False
        if self.wanted != before:
            self._on_changed()

    def clear(self) -> None:
        """Want everything; how tags are joined stays as it is."""
        self.want(Filter(any_tag=self._any_tag.isChecked()))

    def show_facets(self, facets: Facets) -> None:
        """Show what the notes in view have."""
        self._tags.show_branches(facets.tags)
        self._folders.show_branches(facets.folders)

    def offer_folders(self, *, offered: bool) -> None:
        """Show the tree of folders, or leave it out where there are none."""
        if not offered and self._shelf.at == _FOLDERS:
            self._shelf.turn_to(_TAGS)
        self._shelf.offer(_FOLDERS, offered=offered)
        self._window.commands["folders"].setEnabled(offered)

    def _on_told(self, kind: str, path: object) -> None:
        """Show the notes of a folder that a link of the page leads to; the library's own is all of them."""
        if kind == "folder":
            folder = str(path).strip("/")
            self.want(Filter(folders=(folder,) if folder != "." else ()))

    def _clear_all(self) -> None:
        """Leave nothing out: no filter, and no search."""
        self._window.search.clear()
        self.clear()

    def _on_changed(self) -> None:
        if not self._setting:
            self._chips.show_filter(self.wanted)
            self.changed.emit()
