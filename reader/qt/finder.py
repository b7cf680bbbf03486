"""Which notes are in view: the library as it comes in, the filter, the query, and the order of the list."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QObject, QTimer, Signal

from reader.app.kept_list import KeptList
from reader.app.listing import Listing, in_order
from reader.app.messages import Found, FoundAll, LibraryChanged, Search
from reader.app.opening_messages import LibraryBlock
from reader.app.trace import Trace
from reader.core.library_filter import EVERYTHING, Facets, Filter, facets, narrowed
from reader.core.results import Results, Sought
from reader.qt import at_once
from reader.qt.aside import Aside
from reader.qt.filters import Filters
from reader.qt.note_list import NoteList
from reader.qt.note_model import Rows
from reader.qt.rows import found_rows, kept_rows, listed_rows
from reader.qt.search_bar import SearchBar
from reader.qt.tasks import Tasks

_NOTHING_FOUND = "Nothing found. Try fewer words, or the beginning of one: the last word finds all that begin like it."
_NO_NOTES = "There are no notes here. Postil reads .md, .markdown, .mdown, .mkd and .txt files."
_NO_TAGGED = "No note passes these filters. Ctrl+Shift+L clears them."
_REST_MS = 60
_SOME = 2_000
"""From so many notes on, tags and folders are counted off the event loop."""
_MANY = 20_000
"""From so many on, they are put in order there as well."""


class Finder(QObject):
    """Keep list and trees as the library, the filter and the query want them.

    Signals:
        listed(int notes): the first complete list of a library is shown.
        renewed(): other notes are in the library, or they have other names.
        understood(Results | None results): what has come of the query; None where there is none any more.
    """

    listed = Signal(int)
    renewed = Signal()
    understood = Signal(object)

    def __init__(self, bar: SearchBar, filters: Filters, notes: NoteList, tasks: Tasks, trace: Trace) -> None:
        super().__init__(notes)
        self.listing = Listing()
        self._bar = bar
        self._filters = filters
        self._notes = notes
        self._tasks = tasks
        self._trace = trace
        self._order = "modified"
        self._query = self._entered = self._kept_of = ""
        self._ticket = self._answered = self._untold = 0
        self._is_awaited = False
        self._results: Results | None = None
        self._found: list[str] = []
        self._shown_order = "relevance"
        self._listing_aside, self._counting_aside = Aside(self), Aside(self)
        self._has_all = False
        # Many files change at once; the list is drawn once for all of them.
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._show_library)
        bar.query_edited.connect(self.search)
        bar.list_requested.connect(self.go_to_list)
        bar.query_committed.connect(lambda _text: self.go_to_list())
        filters.changed.connect(self._renew)
        notes.sort_requested.connect(self.set_order)
        notes.leave_requested.connect(bar.setFocus)
        tasks.library_fact.connect(self._on_fact)

    @property
    def query(self) -> str:
        """The words that are searched for; empty where all notes are listed."""
        return self._query.strip()

    @property
    def order(self) -> str:
        """How notes are ordered where nothing is searched for."""
        return self._order

    @property
    def found_paths(self) -> list[str]:
        """The paths of the notes in the list, in its order."""
        if self._results is not None:
            return list(self._found)
        return [note.path for note in self.listing.passing(self._filters.wanted, self._order)]

    @property
    def sought(self) -> tuple[Sought, ...]:
        """What the search has looked for, to be marked in a page; nothing where nothing is searched for."""
        return self._results.sought if self._results is not None else ()

    @property
    def heading(self) -> str:
        """What the notes in the list have in common: the words or the tags that they were found by, or the folder."""
        wanted = self._filters.wanted
        return self.query or ", ".join((*wanted.tags, *wanted.folders)) or PurePath(self.listing.root).name

    def set_order(self, order: str) -> None:
        """Order the list by title, modified or created; search results can be ordered by relevance as well."""
        if order != "relevance":
            self._order = order
        self._notes.set_sort(order, with_relevance=bool(self._query))
        if self._results is not None:
            self._show_results(order)
        else:
            self._show_library()

    def search(self, text: str) -> None:
        """Search for `text`; list all notes where it is blank."""
        # A blank at the end says that the last word is finished.
        self._query = text if text.strip() else ""
        self._is_awaited = False
        self._trace.mark("query_edited", query=text)
        self._renew()

    def go_to_list(self) -> None:
        """Take the keyboard to the list: once for each question to the best hit, else to the note that is chosen.

        Where the answer is still to come, the list that it replaces is no place to go; it is gone to with the answer.
        """
        self._is_awaited = bool(self._query) and self._answered != self._ticket
        if not self._is_awaited:
            self._notes.go_to_first(anew=bool(self._query) and self._entered != self._query)
            self._entered = self._query

    def take_kept(self, root: str, kept: KeptList) -> None:
        """Show the list of the library at `root` as it was kept, until the library process has told of all notes."""
        self._begin()
        self._kept_of = root
        self._show_rows(kept_rows(kept, self._order), EVERYTHING, self._order)
        self._show_counts(EVERYTHING, kept.counts)
        self._untold = len(kept.paths)
        if self._notes.window().isVisible():
            at_once.paint(self._notes)
            self.tell_kept()

    def tell_kept(self) -> None:
        """Tell that the kept list is on the screen, once."""
        count, self._untold = self._untold, 0
        if count:
            self._tell_listed(count)

    def take_block(self, block: LibraryBlock) -> None:
        """Take over a part of the catalogue; the list is shown with the last part, and before it where that is slow."""
        first = block.root != self.listing.root or self.listing.complete
        self.listing.take_block(block)
        if not (first or block.last):
            return
        # Not with each part: who hears it names all tabs anew, and of a big library there are hundreds of parts.
        self.renewed.emit()
        is_kept = self._kept_of == block.root
        if first and not is_kept:
            self._begin()
        self._has_all = block.last
        if block.last:
            self._again.stop()
            self._show_library(block.counts)
        elif not is_kept:
            self._again.start(_REST_MS)

    def _begin(self) -> None:
        """Look for nothing in another library."""
        self._kept_of, self._untold = "", 0
        self._bar.set_query("")
        self._query, self._results = "", None
        self._filters.clear()

    def take_change(self, change: LibraryChanged) -> None:
        """Take over what has changed in the folder; search again where something is searched for."""
        self.listing.take_change(change)
        if not change.changes:
            return
        self.renewed.emit()
        self._trace.mark(
            "library_changed",
            added=len(change.changes.added),
            changed=len(change.changes.changed),
            removed=len(change.changes.removed),
        )
        if self._query:
            self._renew()
        else:
            # A big list takes longer to draw, so it is drawn less often while notes stream in.
            self._again.start(_REST_MS + len(self.listing.notes) // 50)

    def close(self) -> None:
        """Want nothing any more."""
        self._listing_aside.close()
        self._counting_aside.close()

    def forget(self) -> None:
        """Know no library: a note is open alone, and what is listed would lead elsewhere."""
        self.listing = Listing()
        self._begin()
        self._show_library()

    def take_found(self, found: Found) -> None:
        """Show what was found, if it is still what is searched for."""
        if found.ticket != self._ticket or not self._query or not self.listing.root:
            return
        self._answered = found.ticket
        self._results = found.results
        self._found = [hit.path for hit in found.results.hits]
        if found.facets is not None:
            self._take_all(found.results.paths, found.facets)
        self._show_results("relevance")
        self._notes.repaint()
        self._trace.mark("results_painted", query=found.results.query, total=found.results.total)
        if self._is_awaited:
            self.go_to_list()
        self.understood.emit(found.results)

    def _on_fact(self, fact: object) -> None:
        """List and count what follows the best hits of a big answer."""
        if isinstance(fact, FoundAll) and fact.ticket == self._ticket and self._results is not None:
            self._take_all(fact.paths, fact.facets)
            self._show_results(self._shown_order)

    def _take_all(self, paths: Sequence[str], facets: Facets) -> None:
        hits = set(self._found)
        self._found += [path for path in paths if path not in hits]
        self._filters.show_facets(facets)

    def _renew(self) -> None:
        self._ticket = self._tasks.new_ticket()
        if self._query:
            self._tasks.ask_library(Search(self._ticket, self._query, self._filters.wanted))
        else:
            self._results = None
            self._show_library()
            self.understood.emit(None)

    def _show_library(self, counts: Facets | None = None) -> None:
        """List what passes the filters; `counts` is what is counted already of all notes."""
        if self._query:
            self._tell_all()
            return
        wanted = self._filters.wanted
        order, notes = self._order, list(self.listing.notes.values())
        self._listing_aside.do(
            lambda: listed_rows(in_order(narrowed(notes, wanted), order), order),
            lambda rows: self._show_rows(rows, wanted, order),
            much=len(notes) > _MANY,
        )
        known = None if wanted else counts
        self._counting_aside.do(
            lambda: known or facets(notes, wanted),
            lambda counts: self._show_counts(wanted, counts),
            much=known is None and len(notes) > _SOME,
        )

    def _show_rows(self, rows: Rows, wanted: Filter, order: str) -> None:
        """Show the library, unless something is searched for by now."""
        if self._query:
            return
        self._notes.set_sort(order, with_relevance=False)
        self._notes.set_empty_text(
            self.tr(_NO_TAGGED) if wanted else self.tr(_NO_NOTES) if self.listing.complete else ""
        )
        self._notes.set_rows(rows, alike=bool(self._kept_of))
        self._tell_all()

    def _tell_all(self) -> None:
        """Tell once that the whole library is there."""
        if self._has_all:
            known, self._kept_of, self._has_all = bool(self._kept_of), "", False
            at_once.paint(self._notes)
            self._tell_listed(len(self.listing.notes), known=known)

    def _tell_listed(self, count: int, *, known: bool = False) -> None:
        if not known:
            self._trace.mark("list_ready", notes=count)
        self.listed.emit(count)

    def _show_counts(self, wanted: Filter, counts: Facets) -> None:
        if self._query or wanted != self._filters.wanted:
            return
        self._filters.show_facets(counts)
        if not wanted:
            self._filters.offer_folders(offered=bool(counts.folders))

    def _show_results(self, order: str) -> None:
        assert self._results is not None
        self._shown_order = order
        paths = self._found
        if order != "relevance":
            listed = [note.path for note in in_order(self.listing.found(paths), order)]
            paths = [*listed, *(set(paths) - set(listed))]
        hits = {hit.path: hit for hit in self._results.hits}
        total = self._results.total
        heading = f"{'' if self._results.total_exact else 'At least '}{total:,} found"
        self._notes.set_sort(order, with_relevance=True)
        self._notes.set_empty_text(self.tr(_NOTHING_FOUND))
        self._notes.set_rows(found_rows(paths, hits, self.listing.notes), heading)
        self._notes.announce(heading)
