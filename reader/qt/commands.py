"""What each action of the window does; the table of the actions is in `reader.qt.actions`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from reader.app.messages import NoteFacts, RefreshLibrary
from reader.app.paths import manual
from reader.core.pick_book import Pick, PickBook
from reader.qt.actions import shown
from reader.qt.appearance import Appearance
from reader.qt.dialogs import ask_for_library, ask_for_note, tell_about
from reader.qt.finder import Finder
from reader.qt.navigator import Navigator
from reader.qt.note_info import NoteInfo
from reader.qt.quick_open import QuickOpen
from reader.qt.sources_desk import SourcesDesk
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow


class Commands(QObject):
    """Do what is asked for by menu, key or command list.

    Signals:
        library_requested(Path folder): another library shall be opened.
        file_requested(Path file): a note from anywhere shall be opened.
    """

    library_requested = Signal(object)
    file_requested = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        finder: Finder,
        navigator: Navigator,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._finder = finder
        self._navigator = navigator
        self._appearance = appearance
        self.info = NoteInfo(window)
        self.desk = SourcesDesk(window, tasks, finder, navigator)
        self.start_folder = ""
        self._left = ""
        for name, deed in self._deeds().items():
            window.commands[name].triggered.connect(partial(_do, deed))
        window.commands["hard_breaks"].triggered.connect(self._on_breaks_chosen)
        window.commands["article"].triggered.connect(self._on_article_chosen)
        navigator.note_opened.connect(self._on_note_opened)
        self.list = QuickOpen(self.tr("Do something by its name"), window)
        self.list.chosen.connect(lambda name: window.commands[name].trigger())

    def set_library(self, folder: str, recent: tuple[str, ...]) -> None:
        """Begin dialogs in the library `folder`, and offer the libraries that were opened before."""
        if folder == str(manual()) != self.start_folder:
            self._left = self.start_folder
        self.start_folder = folder
        menu = self._window.recent_menu
        menu.clear()
        for path in recent:
            action = menu.addAction(path.replace("&", "&&"))
            action.triggered.connect(partial(_do, partial(self.library_requested.emit, Path(path))))
        menu.setEnabled(bool(recent))

    def _deeds(self) -> dict[str, Callable[[], object]]:
        window, navigator = self._window, self._navigator
        return {
            "open_library": self._ask_for_library,
            "open_note": self._ask_for_note,
            "note_info": self._tell_about_note,
            "quit": window.close,
            "copy": window.viewer.copy,
            "select_all": window.viewer.select_all,
            "find": window.find_bar.open_bar,
            "find_next": window.find_bar.go,
            "find_previous": partial(window.find_bar.go, backward=True),
            "search": partial(window.search.setFocus, Qt.FocusReason.ShortcutFocusReason),
            "commands": self._list_commands,
            "back": partial(navigator.go, -1),
            "forward": partial(navigator.go, 1),
            "refresh": self._refresh,
            "manual": self._open_manual,
            "about": partial(tell_about, window),
        }

    def _tell_about_note(self) -> None:
        if self._navigator.facts is not None:
            self.info.show_facts(self._navigator.facts)
            self.info.show()
            self.info.raise_()

    def _on_note_opened(self, facts: NoteFacts) -> None:
        self._window.commands["hard_breaks"].setChecked(facts.hard_breaks)
        self._window.commands["article"].setChecked(facts.article)
        if self.info.isVisible():
            self.info.show_facts(facts)

    def _on_breaks_chosen(self, kept: bool) -> None:
        self._appearance.choose_breaks(kept)
        self._navigator.reload()

    def _on_article_chosen(self, wanted: bool) -> None:
        self._appearance.choose_article(self._navigator.path, wanted)
        self._navigator.reload()

    def _refresh(self) -> None:
        self._tasks.ask_library(RefreshLibrary())

    def _open_manual(self) -> None:
        """Open the manual; from there, go back to the library that was left for it."""
        if self.start_folder == str(manual()) and self._left:
            self.library_requested.emit(Path(self._left))
            return
        self.library_requested.emit(manual())
        if self._left:
            sentence = self.tr("This is the manual. F1 goes back to {name}.").format(name=Path(self._left).name)
            self._window.notice.show_notice(sentence, self.tr("Go Back"), "manual")

    def _ask_for_library(self) -> None:
        folder = ask_for_library(self._window, self.start_folder)
        if folder is not None:
            self.library_requested.emit(folder)

    def _ask_for_note(self) -> None:
        file = ask_for_note(self._window, self.start_folder)
        if file is not None:
            self.file_requested.emit(file)

    def _list_commands(self) -> None:
        picks = [Pick(name, text, keys) for name, text, keys in shown(self._window.commands)]
        self.list.open_sheet(PickBook.of(picks))


def _do(deed: Callable[[], object], _checked: object = None) -> None:
    """Do a deed; whether its action is ticked does not matter."""
    deed()
