"""The links of the shown note: asked for once the reader rests on it and wants to see them."""

from PySide6.QtCore import QObject, QTimer

from reader.app.link_messages import FindLinks, LinksFound
from reader.app.messages import NoteFacts
from reader.qt.finder import Finder
from reader.qt.navigator import Navigator
from reader.qt.opener import Opener
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow

_REST_MS = 200
_LINKS = 1


class Linked(QObject):
    """Keep the links panel true of the shown note, as long as it can be seen."""

    def __init__(self, window: MainWindow, tasks: Tasks, finder: Finder, navigator: Navigator, opener: Opener) -> None:
        super().__init__(window)
        self._window = window
        self._side = window.side
        self._panel = window.links
        self._tasks = tasks
        self._navigator = navigator
        self._opener = opener
        self._ticket = 0
        self._path = ""
        # Who walks through the list does not ask about each note on the way.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask)
        navigator.note_opened.connect(self._on_note_opened)
        finder.renewed.connect(self._rest.start)
        tasks.library_fact.connect(self._on_fact)
        self._side.turned.connect(lambda _at: self._rest.start())
        self._panel.passage_chosen.connect(self._open)
        self._panel.new_view_requested.connect(opener.open_in_tab)
        window.commands["links"].triggered.connect(self._show)

    def _show(self) -> None:
        """Bring the links up and give them the keyboard."""
        self._window.commands["show_sides"].setChecked(True)
        self._side.turn_to(_LINKS)
        self._panel.setFocus()

    def _open(self, path: str, words: str) -> None:
        self._opener.open(path, hits={"parts": [words]} if words else None, sought=words)

    def _on_note_opened(self, facts: NoteFacts) -> None:
        if facts.path != self._path:
            self._path = facts.path
            self._panel.show_nothing()
        self._rest.start()

    def _ask(self) -> None:
        if self._side.at == _LINKS and self._navigator.path:
            self._ticket = self._tasks.new_ticket()
            self._tasks.ask_library(FindLinks(self._ticket, self._navigator.path))

    def _on_fact(self, fact: object) -> None:
        if isinstance(fact, LinksFound) and fact.ticket == self._ticket:
            self._panel.show_links(fact)
