"""The window: it lays the panes out and knows nothing of what is in them."""

import json
from base64 import b64decode, b64encode
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.qt import theme
from reader.qt.actions import ACTIONS, build, fill_menus
from reader.qt.at_hand import AtHand
from reader.qt.branch_tree import BranchTree
from reader.qt.citation_model import Kind
from reader.qt.citation_panel import CitationPanel
from reader.qt.filter_chips import FilterChips
from reader.qt.find_bar import FindBar
from reader.qt.links_panel import LinksPanel
from reader.qt.note_list import NoteList
from reader.qt.notice_bar import NoticeBar
from reader.qt.outline import Outline
from reader.qt.panes import Panes
from reader.qt.quiet_mode import QuietMode
from reader.qt.saved_searches import SavedSearches
from reader.qt.search_bar import SearchBar
from reader.qt.side_tabs import SideTabs
from reader.qt.sizes import grown
from reader.qt.status import StatusLine
from reader.qt.tab_strip import TabStrip
from reader.qt.tag_tree import TagTree
from reader.qt.title_label import TitleLabel
from reader.qt.viewer import Viewer

_SIDE, _WIDEST_SIDE = 284, 360
_CHIP_ICONS = {kind: kind.value for kind in (Kind.CITED, Kind.UNCITED, Kind.DANGLING)} | {Kind.PROBLEM: "warning"}


class MainWindow(QMainWindow):
    """The reading room. Its widgets are attributes, its actions are in `commands` by the names of `reader.qt.actions`.

    Attributes: `tabs`, `shelf` with `tags`, `folders`, `at_hand` and `searches`, `chips`, `notes`, `search`, `viewer`,
    `citations`, `side` with `outline` and `links`, `notice`, `find_bar`, `status`, `recent_menu` (empty; to be filled
    by who knows the recent folders). Sheets and dialogs are made by those who show them.

    Done here: the panes shown and hidden, the cycle between them, full screen. All else is for others.

    Signals:
        dropped(tuple[str, ...] paths): files and folders were dropped on the window.
        look_asked(QWidget button): the popover of how a page is set shall come up below this button.
        closing(): the window is about to close; its state can still be saved.
    """

    dropped = Signal(tuple)
    look_asked = Signal(QWidget)
    closing = Signal()

    def __init__(self, viewer: Viewer, icons: Path, palette: theme.Palette = theme.LIGHT) -> None:
        """Lay out around `viewer`; `icons` is the folder of the drawings."""
        super().__init__()
        self._icons = icons
        self.viewer = viewer
        self.commands = build(self)
        tags = self.tr("Tags of the listed notes stand here: #tea in their text, or tags in their front matter.")
        self.tags = TagTree(self.tr("Tags"), empty=tags)
        self.folders = BranchTree(self.tr("Folders"), empty=self.tr("Folders of the listed notes stand here."))
        self.at_hand = AtHand(self.tr("Pinned and recent notes"))
        self.searches = SavedSearches()
        shelf = {self.tr("Tags"): self.tags, self.tr("At Hand"): self.at_hand, self.tr("Folders"): self.folders}
        shelf[self.tr("Searches")] = self.searches
        self.shelf = SideTabs(self.tr("Tags, folders, notes at hand or searches"), shelf)
        self.chips = FilterChips()
        self.notes = NoteList()
        self.search = SearchBar()
        self.citations = CitationPanel()
        self.outline = Outline()
        self.links = LinksPanel()
        self.side = SideTabs(
            self.tr("Outline or links"), {self.tr("Outline"): self.outline, self.tr("Links"): self.links}
        )
        self.notice = NoticeBar()
        self.find_bar = FindBar()
        self.tabs = TabStrip()
        self.status = StatusLine()
        self._title = TitleLabel()
        self._title.setObjectName("barTitle")
        self._buttons = self._make_buttons()
        self.recent_menu = QMenu(self.tr("Open &Recent"), self)
        self._lay_out()
        self.setAcceptDrops(True)
        self.addActions(list(self.commands.values()))  # without its menu bar it would lose the keys
        self._connect()
        self._worn: theme.Palette | None = None
        self.set_theme(palette)

    def set_theme(self, palette: theme.Palette) -> None:
        """Dress shell, panes and icons in `palette`. The page in the viewer is dressed by `Viewer.set_look`."""
        if palette == self._worn:
            return
        self._worn = palette
        QApplication.setPalette(theme.qt_palette(palette))
        self.setStyleSheet(theme.style_sheet(palette, self._icons))
        for line in ACTIONS:
            if line.icon:
                self.commands[line.name].setIcon(self._icon(line.icon, palette.ink))
        self._buttons["look"].setIcon(self._icon("text-size", palette.ink))
        self._buttons["theme"].setIcon(self._icon("theme", palette.ink))
        clear = self._icon("clear", palette.quiet)
        close = self._icon("close", palette.quiet)
        self.searches.set_icon(self._icon("search", palette.quiet))
        self.search.set_icons(self._icon("search", palette.quiet), clear)
        self.notes.set_palette(palette, self._icon("sort", palette.quiet), self._icon("filter", palette.quiet))
        self.chips.set_icons(close)
        chips = {kind: self._icon(name, palette.quiet) for kind, name in _CHIP_ICONS.items()}
        self.citations.set_palette(palette, chips, self._icon("sort", palette.quiet))
        self.outline.set_palette(palette)
        self.links.set_palette(palette)
        self.notice.set_icons(self._icon("close", palette.selection_ink))
        back, forward = self._icon("back", palette.ink), self._icon("forward", palette.ink)
        self.find_bar.set_icons(back, forward, close)
        self.tabs.set_icons(close)

    def set_note_title(self, title: str) -> None:
        """Name the shown note in the bar and in the title of the window; an empty title is none."""
        self._title.set_title(title)
        self.setWindowTitle(f"{title} — Postil" if title else "Postil")

    def save_state(self) -> bytes:
        """Return size, place, panes and what is hidden, for `restore_state` of another day."""
        state = {name: _packed(splitter.saveState()) for name, splitter in self._splitters.items()}
        state["geometry"] = _packed(self.saveGeometry())
        return json.dumps({**state, "hidden": self._panes.hidden}).encode()

    def restore_state(self, state: bytes) -> bool:
        """Be as `save_state` has seen it; return False, and change nothing, where that cannot be read."""
        try:
            saved = json.loads(state)
            geometry = QByteArray(b64decode(saved["geometry"]))
            splitters = {name: QByteArray(b64decode(saved[name])) for name in self._splitters}
            hidden = [str(name) for name in saved["hidden"]]
        except (ValueError, KeyError, TypeError):
            return False
        for name, packed in splitters.items():
            self._splitters[name].restoreState(packed)
        self._panes.hide(hidden)
        return self.restoreGeometry(geometry)

    def go_to_pane(self, step: int) -> None:
        """Give the keyboard to the next visible pane (1) or the one before (-1)."""
        self._panes.go(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the distraction-free mode by Escape, where nothing in the window wants it (Qt calls this)."""
        if event.key() != Qt.Key.Key_Escape or not self._quiet.leave():
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window closes (Qt calls this)."""
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders (Qt calls this)."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped (Qt calls this)."""
        paths = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(paths)

    def _icon(self, name: str, colour: str) -> QIcon:
        return theme.icon(self._icons, name, colour)

    def _make_buttons(self) -> dict[str, QToolButton]:
        buttons = {name: _bar_button() for name in ("back", "forward", "look", "theme", "export_pdf")}
        for name in ("back", "forward", "export_pdf"):
            buttons[name].setDefaultAction(self.commands[name])
        for name, text in (("look", self.tr("Text size, line height, measure and face")), ("theme", self.tr("Theme"))):
            buttons[name].setToolTip(text)
        for button in buttons.values():
            button.setAccessibleName(button.toolTip())
        return buttons

    def _lay_out(self) -> None:
        menus = fill_menus(self.menuBar(), self.commands)
        menus["&File"].insertMenu(self.commands["quick_open"], self.recent_menu)
        menus["&View/T&heme"].setAccessibleName(self.tr("Theme"))
        self._buttons["theme"].setMenu(menus["&View/T&heme"])
        self._buttons["theme"].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        middle = QWidget()
        column = _column(middle)
        for widget, stretch in ((self.tabs, 0), (self.notice, 0), (self.viewer, 1), (self.find_bar, 0)):
            column.addWidget(widget, stretch)
        self._listed = QWidget()
        below = _column(self._listed)
        below.addWidget(self.chips)
        below.addWidget(self.notes, 1)
        left = _splitter(Qt.Orientation.Vertical, self.shelf, self._listed)
        right = _splitter(Qt.Orientation.Vertical, self.citations, self.side)
        whole = _splitter(Qt.Orientation.Horizontal, left, middle, right)
        self._splitters = {"left": left, "right": right, "whole": whole}
        left.setSizes([230, 520])
        right.setSizes([460, 290])
        whole.setStretchFactor(1, 1)
        side = min(grown(self, _SIDE), _WIDEST_SIDE)
        whole.setSizes([side, 1268 - 2 * side, side + 12])
        for pane in (left, right):
            pane.setMinimumWidth(180)
        middle.setMinimumWidth(320)
        centre = QWidget()
        outer = _column(centre)
        self._bar = self._make_bar()
        outer.addWidget(self._bar)
        outer.addWidget(whole, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.resize(1280, 800)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(4)
        row.addWidget(self._buttons["back"])
        row.addWidget(self._buttons["forward"])
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(420)
        row.addWidget(self.search, 2)
        row.addWidget(self._title, 3)
        for name in ("look", "theme", "export_pdf"):
            row.addWidget(self._buttons[name])
        return bar

    def _connect(self) -> None:
        foldable = {"show_tags": self.shelf, "show_notes": self._listed, "show_sides": self._splitters["right"]}
        left = (self.search, self.tags, self.folders, self.at_hand, self.searches, self.notes)
        cycle = (*left, self.viewer, self.citations, self.outline, self.links)
        self._panes = Panes(self.commands, foldable, self._splitters["left"], self.shelf, cycle)
        around = (self.menuBar(), self._bar, self.status, self._splitters["left"], self._splitters["right"])
        self._quiet = QuietMode(self, self.commands, self.viewer, around, self.tabs)
        look = self._buttons["look"]
        look.clicked.connect(lambda: self.look_asked.emit(look))


def _packed(state: QByteArray) -> str:
    return b64encode(bytes(state.data())).decode()


def _bar_button() -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    return button


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _splitter(orientation: Qt.Orientation, *panes: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for pane in panes:
        splitter.addWidget(pane)
    return splitter
