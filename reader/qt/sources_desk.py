"""Sources across the library: the view of all of them, related notes, filters of the list, and where these lead."""

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from reader.app.messages import LibraryChanged
from reader.app.source_facts import Question, Related
from reader.app.source_messages import (
    FindRelated,
    ListSources,
    PassagesRead,
    ReadPassages,
    RelatedFound,
    SaveSources,
    SourcesListed,
    SourcesSaved,
)
from reader.core.pick_book import Pick, PickBook
from reader.core.text import one_line
from reader.qt.citing import Citing
from reader.qt.finder import Finder
from reader.qt.navigator import Navigator
from reader.qt.quick_open import QuickOpen
from reader.qt.sources_view import SourcesView
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow

_REASONS = 3
_TITLE = 28
"""Letters of the title of a book that two notes share."""


class SourcesDesk(QObject):
    """Ask the library process about sources, and show what it says."""

    def __init__(self, window: MainWindow, tasks: Tasks, finder: Finder, navigator: Navigator) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._finder = finder
        self._navigator = navigator
        self._tickets: dict[str, int] = {}
        self.view: SourcesView | None = None
        self.related = QuickOpen(self.tr("Related notes"), window)
        self.related.chosen.connect(lambda path: self._open(path, -1))
        self.citing = Citing(window.viewer, window.citations, navigator)
        self.citing.copied.connect(window.notice.show_notice)
        window.commands["copy_with_sources"].triggered.connect(lambda _on: self.citing.copy_with_sources())
        window.commands["domains"].toggled.connect(self.citing.set_in_margin)
        window.commands["sources"].triggered.connect(lambda _on: self.show_sources())
        window.commands["related"].triggered.connect(lambda _on: self.show_related())
        window.citations.note_requested.connect(lambda path: self._open(path, -1))
        window.citations.search_requested.connect(self._search)
        window.notes.filter_requested.connect(self._toggle_filter)
        window.search.textChanged.connect(lambda text: window.notes.set_filters(text.split()))
        tasks.library_fact.connect(self._on_fact)

    def show_sources(self) -> None:
        """Show all sources of the library."""
        if self.view is None:
            self.view = view = SourcesView(self._window)
            view.rows_requested.connect(self._ask_rows)
            view.passages_requested.connect(self._ask_passages)
            view.passage_chosen.connect(self._open)
            view.notes_requested.connect(self._search)
            view.source_opened.connect(self._window.citations.source_opened)
            view.save_requested.connect(self._save)
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.view.ask()

    def show_related(self) -> None:
        """Look for the notes that are related to the shown one."""
        if self._navigator.path:
            self._tasks.ask_library(FindRelated(self._ticket("related"), self._navigator.path))

    def _ticket(self, what: str) -> int:
        self._tickets[what] = self._tasks.new_ticket()
        return self._tickets[what]

    def _ask_rows(self, question: Question) -> None:
        self._tasks.ask_library(ListSources(self._ticket("rows"), question))

    def _ask_passages(self, key: str, domain: bool) -> None:
        self._tasks.ask_library(ReadPassages(self._ticket("passages"), key, domain))

    def _on_fact(self, fact: object) -> None:
        match fact:
            case SourcesListed(ticket, question, page) if ticket == self._tickets.get("rows") and self.view:
                self.view.show_rows(question, page)
            case PassagesRead(ticket, key, passages) if ticket == self._tickets.get("passages") and self.view:
                self.view.show_passages(key, passages)
            case RelatedFound(ticket, path, notes) if ticket == self._tickets.get("related"):
                self._show_related(path, notes)
            case SourcesSaved(_, file):
                self._window.notice.show_notice(self.tr("All sources were written to {file}.").format(file=file))
            case LibraryChanged() if self.view is not None and self.view.isVisible():
                self.view.ask()

    def _show_related(self, path: str, notes: tuple[Related, ...]) -> None:
        if path != self._navigator.path:
            return
        if not notes:
            self._window.notice.show_notice(self.tr("No note shares sources or telling words with this one."))
            return
        picks = [Pick(note.path, one_line(note.title), reason(note)) for note in notes]
        self.related.open_sheet(PickBook.of(picks), fit=True)

    def _open(self, path: str, mark: int) -> None:
        self._navigator.open(path, f"mention-{mark}" if mark >= 0 else "")
        self._window.activateWindow()

    def _search(self, query: str) -> None:
        self._window.search.setText(query)
        self._window.activateWindow()

    def _toggle_filter(self, term: str) -> None:
        words = self._window.search.text().split()
        kept = [word for word in words if word != term]
        self._window.search.setText(" ".join(kept if term in words else [term, *kept]))

    def _save(self) -> None:
        start = str(Path.home() / "sources.csv")
        file, _ = QFileDialog.getSaveFileName(self.view, self.tr("Save all sources"), start, "CSV (*.csv)")
        if file:
            self._tasks.ask_library(SaveSources(self._ticket("save"), file))


def reason(note: Related) -> str:
    """Return in a few words why a note is related.

    >>> reason(Related("a.md", "A", 1.0, ("https://www.tide.example/1",), ("moon", "ebb")))
    'cites tide.example · moon, ebb'
    >>> reason(Related("a.md", "A", 1.0, ("urn:isbn:9780201541991",), (), ("Of Tides",)))
    'cites “Of Tides”'
    """
    hosts = dict.fromkeys((urlsplit(url if "//" in url else f"//{url}").hostname or url) for url in note.urls)
    cited = [host.removeprefix("www.") for host in hosts] + [f"“{one_line(title, _TITLE)}”" for title in note.works]
    parts = []
    if cited:
        more = f" +{len(cited) - 2}" if len(cited) > 2 else ""
        parts.append(f"cites {', '.join(cited[:2])}{more}")
    if note.terms:
        parts.append(", ".join(note.terms[:_REASONS]))
    return one_line(" · ".join(parts))
