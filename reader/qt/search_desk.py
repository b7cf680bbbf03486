"""Searches that come again: those made last, those saved under a name, and what is said of the present one."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from reader.app.searches import Searches, load, save
from reader.core import query_nodes as nodes
from reader.core.query import parse
from reader.core.results import Results
from reader.errors import ReaderError
from reader.qt.finder import Finder
from reader.qt.window import MainWindow

_SETTLED_MS = 2_500
"""A query that stays so long was meant; what was passed on the way to it was not."""
_SHORTEST = 3


class SearchDesk(QObject):
    """Remember the searches of a library, and offer them in the search field and beside the tags."""

    def __init__(self, window: MainWindow, finder: Finder, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._finder = finder
        self._file = file
        self._library = ""
        self._searches = Searches()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._remember)
        bar, pane = window.search, window.searches
        bar.query_edited.connect(lambda _text: self._settled.start())
        bar.query_committed.connect(lambda _text: self._remember())
        bar.history_requested.connect(self._offer)
        bar.query_chosen.connect(self.search)
        bar.forget_requested.connect(lambda: self._keep(self._searches.forgetting()))
        window.notes.note_activated.connect(lambda _path: self._remember())
        window.notes.query_requested.connect(self.search)
        pane.chosen.connect(self.search)
        pane.renamed.connect(lambda query, name: self._keep(self._searches.saving(query, name)))
        pane.remove_requested.connect(lambda query: self._keep(self._searches.without(query)))
        window.commands["save_search"].triggered.connect(self._save)
        finder.understood.connect(self._explain)
        self._explain(None)

    @property
    def searches(self) -> Searches:
        """What is remembered."""
        return self._searches

    def set_library(self, library: str, *, remembered: bool = True) -> None:
        """Turn to another library; nothing is kept of a note that is open alone."""
        self._library = library if remembered else ""
        self._searches = load(self._file, library) if remembered else Searches()
        self._window.searches.show_searches(self._searches.saved)

    def search(self, query: str) -> None:
        """Search for a query that was made before."""
        self._window.search.setText(query)
        self._window.search.setFocus()
        self._remember()

    def _remember(self) -> None:
        self._settled.stop()
        if len(self._finder.query) >= _SHORTEST:
            self._keep(self._searches.searching(self._finder.query))

    def _save(self) -> None:
        query = self._finder.query
        if not query:
            self._window.notice.show_notice(self.tr("There is no search to save. Type one first (Ctrl+Shift+F)."))
            return
        self._keep(self._searches.saving(query))
        self._window.commands["saved_searches"].trigger()
        self._window.searches.edit(query)

    def _keep(self, searches: Searches) -> None:
        if searches == self._searches:
            return
        shown = self._searches.saved
        self._searches = searches
        if searches.saved != shown:
            self._window.searches.show_searches(searches.saved)
        if self._library:
            try:
                save(self._file, self._library, searches)
            except ReaderError as error:
                self._window.notice.show_notice(str(error))

    def _offer(self) -> None:
        self._window.search.show_history(self._searches.recent, [(one.name, one.query) for one in self._searches.saved])

    def _explain(self, results: Results | None) -> None:
        """Say above the rows what is worth saying: nothing of plain words that were found."""
        self._window.commands["save_search"].setEnabled(results is not None)
        if results is None:
            self._window.notes.set_hint("", ())
            return
        meant = [query for query in (results.suggestion, *results.near) if query]
        said = results.understood if meant or not _is_plain(results.query) else ""
        if meant:
            said = f"{said}. {self.tr('Did you mean …')}" if said else self.tr("Did you mean …")
        self._window.notes.set_hint(said[:1].upper() + said[1:], meant)


def _is_plain(text: str) -> bool:
    """Return whether a query is nothing but words, so that there is nothing to explain."""
    query = parse(text)
    parts = query.root.nodes if isinstance(query.root, nodes.And) else (query.root,)
    return not query.notices and all(
        isinstance(part, nodes.Word) and not part.prefix and not part.edits for part in parts
    )
