"""What happens in the window: actions and wishes of the widgets on one side, workers and their facts on the other.

Finding notes is in `reader.qt.finder`, opening them and going about in `reader.qt.navigator`, themes and text sizes in
`reader.qt.appearance`, paper in `reader.qt.exporter`, what the reader is told in `reader.qt.telling`; here is what
joins them, and the library that is open.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.app.ahead import opening_order
from reader.app.messages import (
    Crashed,
    Found,
    IndexFinished,
    IndexProgress,
    LibraryChanged,
    NoteFacts,
    PageBegun,
    PageReady,
    Refused,
)
from reader.app.opening_messages import GoOn, LibraryBlock, OpenLibrary
from reader.app.paths import Places, manual
from reader.app.settings import Settings, remembered_library
from reader.app.trace import Trace
from reader.core.library_filter import Filter
from reader.errors import ReaderError
from reader.qt.appearance import Appearance
from reader.qt.desktop import Desktop, open_in_browser
from reader.qt.filters import Filters
from reader.qt.finder import Finder
from reader.qt.linked import Linked
from reader.qt.motion import Motion
from reader.qt.navigator import Navigator
from reader.qt.opener import Opener
from reader.qt.preferences import Preferences
from reader.qt.tasks import Tasks
from reader.qt.telling import Telling
from reader.qt.window import MainWindow

if TYPE_CHECKING:
    from reader.qt.by_name import ByName
    from reader.qt.commands import Commands
    from reader.qt.engine import Engine
    from reader.qt.exporter import Exporter
    from reader.qt.search_desk import SearchDesk

_START = "Start here.md"
_LISTS = ("show_tags", "show_notes")

_KEEP_MS = 1500


class Controller(QObject):
    """The window in use, from `start` to `close`.

    Signals:
        library_opened(str root, tuple[str, ...] recent): another library is open; the latest ones.
    """

    library_opened = Signal(str, tuple)

    def __init__(self, window: MainWindow, tasks: Tasks, places: Places, settings: Settings, trace: Trace) -> None:
        """Do all but export and what the menus ask for: that comes with `complete`."""
        super().__init__(window)
        self.window = window
        self.tasks = tasks
        self.engine: Engine | None = None
        self.by_name: ByName
        self.commands: Commands
        self.exporter: Exporter
        self.searches: SearchDesk
        self.places = places
        self.trace = trace
        self.motion = Motion()
        self._root = ""
        self._is_remembered = False
        self._saving = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._saving.timeout.connect(self._keep)
        self._is_complete = False
        self._away: tuple[str, ...] = ()
        self.appearance = Appearance(window, settings)
        self.filters = Filters(window)
        self.finder = Finder(window.search, self.filters, window.notes, tasks, trace)
        self.navigator = Navigator(
            window.viewer, window.citations, window.outline, tasks, trace, self.appearance.look_for
        )
        self.opener = Opener(window, self.navigator, self.finder, places.desk)
        self.desktop = Desktop(window, self.navigator)
        self.desktop.dropped.connect(self.open_given)
        Linked(window, tasks, self.finder, self.navigator, self.opener)
        self._telling = Telling(window, tasks, self.finder, self.navigator, trace)
        self.preferences = Preferences(window, self.appearance, self.finder, settings, places.settings)
        self.preferences.excluded.connect(lambda: self.open_library(Path(self._root)))
        self._connect_widgets()
        tasks.library_fact.connect(self._on_library_fact)
        tasks.page_fact.connect(self._on_page_fact)
        self.appearance.apply()

    @property
    def root(self) -> str:
        """The folder that is open."""
        return self._root

    def start(self, *given: str) -> None:
        """Open what the command line names: a folder, notes, or what was open last."""
        if not any(Path(path).exists() for path in given):
            remembered = self.preferences.current.library
            self.open_library(remembered_library(remembered))
            if remembered and not Path(remembered).is_dir():
                self._tell_of_missing(Path(remembered))
        self.open_given(given)

    def complete(self, exporter: "Exporter", commands: "Commands", searches: "SearchDesk", by_name: "ByName") -> None:
        """Export from now on, do what the menus ask for, and offer notes by name and what was searched for before."""
        self._is_complete = True
        self.exporter, self.commands, self.searches, self.by_name = exporter, commands, searches, by_name
        searches.set_library(self._root, remembered=self._is_remembered)
        exporter.failed.connect(self.window.notice.show_notice)
        exporter.exported.connect(self._telling.tell_exported)
        self.preferences.follow(exporter)
        commands.library_requested.connect(self.open_library)
        commands.file_requested.connect(self.open_note_file)
        self.library_opened.connect(commands.set_library)
        self.tasks.ask_library(GoOn())
        commands.set_library(self._root, self.preferences.current.recent)

    def open_given(self, given: Sequence[str]) -> None:
        """Open folders and notes by their paths; of notes the first one is shown, after all others."""
        for path in opening_order(given):
            if path.is_file():
                self.open_note_file(path)
            elif path.is_dir():
                self.open_library(path)
            else:
                self._tell_of_missing(path)

    def open_library(self, root: Path) -> None:
        """Open the folder `root`, and the manual's first note where it is the manual.

        Where there is no such folder, what is open stays open.
        """
        if self._root and not root.is_dir():
            self._tell_of_missing(root)
            return
        self._root = str(root.resolve())
        self.library_opened.emit(self._root, self.preferences.opened(self._root).recent)
        self._show_lists(True)
        self.window.notice.dismiss()
        self.appearance.set_library(self._root)
        self.opener.set_library(self._root)
        self._remember(remembered=True)
        self.trace.mark("index_started")
        self.tasks.ask_library(OpenLibrary(self._root))
        kept = self.tasks.kept_list(self._root, self.finder.order, self.navigator.path)
        self.window.status.set_facts(len(kept.paths) if kept else 0, self.tr("opening…"))
        if kept:
            self.finder.take_kept(self._root, kept)

    def _remember(self, *, remembered: bool) -> None:
        """Offer the searches of another library; a note that is open alone has none."""
        self._is_remembered = remembered
        if self._is_complete:
            self.searches.set_library(self._root, remembered=remembered)

    def _tell_of_missing(self, path: Path) -> None:
        sentence = self.tr("There is no folder and no note {path}.").format(path=path)
        self.window.notice.show_notice(sentence, self.tr("Open a folder…"), "open_library")

    def open_note_file(self, file: Path) -> None:
        """Open a note of the library that was open last, or one from anywhere, which opens alone."""
        # Whoever opens a file wants to read: the keys that turn pages go to the page.
        self.window.viewer.setFocus()
        file = file.resolve()
        library = self._root or self.preferences.current.library
        if self._root and not self._is_remembered and file.is_relative_to(self._root):
            self.opener.open_once(file.relative_to(self._root).as_posix())
            return
        if library and Path(library).is_dir() and file.is_relative_to(library):
            if library != self._root:
                self.open_library(Path(library))
            self.navigator.open(file.relative_to(library).as_posix())
            return
        self._root = str(file.parent)
        self._show_lists(False)
        self.finder.forget()
        self.appearance.set_library(self._root)
        self.opener.set_library(self._root, remembered=False)
        self._remember(remembered=False)
        self.window.status.set_facts(1, self.tr("opened alone"))
        self.navigator.open(file.name)

    def _show_lists(self, shown: bool) -> None:
        """Take tags and notes away while a note is open alone; afterwards they are as the reader had them."""
        if not shown:
            self.preferences.hold_panes(held=True)
            self._away += tuple(name for name in _LISTS if self.window.commands[name].isChecked())
        for name in self._away:
            self.window.commands[name].setChecked(shown)
        self._away = () if shown else self._away
        if shown:
            self.preferences.hold_panes(held=False)

    def close(self) -> None:
        """Save what is to be remembered, and stop all processes."""
        self._saving.stop()
        self.finder.close()
        if self._is_complete:
            self.exporter.close()
        self._show_lists(True)
        self._keep()
        self.tasks.close()

    def _keep(self) -> None:
        self.navigator.keep_page()
        try:
            self.opener.keep()
            self.preferences.keep()
        except ReaderError as error:
            self.window.notice.show_notice(str(error))

    def _connect_widgets(self) -> None:
        window = self.window
        window.viewer.tag_requested.connect(self._on_tag_requested)
        window.viewer.web_link_requested.connect(open_in_browser)
        window.viewer.link_hovered.connect(window.status.set_link)
        window.citations.source_opened.connect(open_in_browser)
        window.search.leave_requested.connect(window.viewer.setFocus)
        # What was chosen is kept soon, for a window that is ended from outside.
        self.appearance.look_changed.connect(lambda _look: self._saving.start())
        self.navigator.note_opened.connect(lambda _facts: self._saving.start())
        self.finder.listed.connect(self._on_listed)
        self.navigator.note_opened.connect(self._on_note_opened)
        self.navigator.emptied.connect(lambda: window.set_note_title(""))
        self.navigator.history_changed.connect(self._on_history_changed)

    def _on_library_fact(self, fact: object) -> None:
        match fact:
            case LibraryBlock():
                self.finder.take_block(fact)
            case LibraryChanged():
                self.finder.take_change(fact)
                self._follow(fact)
                self._greet()
            case Found():
                self.finder.take_found(fact)
            case IndexProgress() | IndexFinished() | Refused():
                self._telling.take_fact(fact)
            case Crashed(message, report):
                self.desktop.keep_report(message, report)

    def _on_page_fact(self, fact: object) -> None:
        match fact:
            case PageBegun():
                self.navigator.take_beginning(fact)
            case PageReady():
                self.navigator.take_page(fact)
            case Refused():
                self.navigator.take_refusal(fact)
            case Crashed(message, report):
                self.desktop.keep_report(message, report)

    def _follow(self, change: LibraryChanged) -> None:
        """Show the open note as it is on the disk now."""
        if self.navigator.path in change.changes.changed:
            self.navigator.reload()
        for path in change.changes.removed:
            self.navigator.forget(path)

    def _on_listed(self, notes: int) -> None:
        if not notes and not self.navigator.wanted_path:
            self.window.viewer.show_empty(self.tr("This folder holds no notes. Ctrl+O opens another one."))
        self._greet()

    def _greet(self) -> None:
        """Begin with the first page of the manual, where that is the library."""
        if not self.navigator.wanted_path and _START in self.finder.listing.notes and self._root == str(manual()):
            self.opener.open(_START)

    def _on_note_opened(self, facts: NoteFacts) -> None:
        self.window.set_note_title(facts.title)
        self.window.notes.select(facts.path)

    def _on_history_changed(self, back: bool, forward: bool) -> None:
        self.window.commands["back"].setEnabled(back)
        self.window.commands["forward"].setEnabled(forward)

    def _on_tag_requested(self, tag: str) -> None:
        self.window.search.clear()
        self.filters.want(Filter((tag,)))
