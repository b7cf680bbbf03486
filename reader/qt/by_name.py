"""Quick open: notes by their names, at once, and by their headings, of which there are many times as many.

The library process looks the headings up.
"""

from functools import partial

from PySide6.QtCore import QObject

from reader.app.heading_messages import FindHeadings, HeadingsFound
from reader.core.pick_book import Pick, PickBook
from reader.core.text import one_line
from reader.qt.aside import Aside
from reader.qt.finder import Finder
from reader.qt.note_names import note_names
from reader.qt.opener import Opener
from reader.qt.quick_open import QuickOpen
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow

_MANY = 20_000
"""So many notes are written down while the window goes on."""
_LEAST = 2
"""Fewer letters stand in nearly every heading."""


class ByName(QObject):
    """Open what is chosen by a few letters, in the shown tab or in one of its own."""

    def __init__(self, window: MainWindow, tasks: Tasks, finder: Finder, opener: Opener) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._finder = finder
        self._opener = opener
        self._names: PickBook | None = None
        self._aside = Aside(self)
        window.closing.connect(self._aside.close)
        self._ticket = 0
        self.sheet = QuickOpen(self.tr("Open a note by title, alias, path or heading"), window)
        self.sheet.chosen.connect(self._open)
        self.sheet.chosen_beside.connect(partial(self._open, beside=True))
        self.sheet.more_requested.connect(self._ask_for_headings)
        window.commands["quick_open"].triggered.connect(lambda _on: self.offer())
        finder.renewed.connect(self._on_renewed)
        tasks.library_fact.connect(self._on_fact)

    def offer(self) -> None:
        """Bring up the sheet, with the notes at hand before a letter is typed."""
        if self._names is None:
            self._write_down()
        self.sheet.open_sheet(self._names or PickBook.of(()), self._at_hand())

    def _write_down(self) -> None:
        """Make the book of the names, which is there at once where the notes are few."""
        notes = list(self._finder.listing.notes.values())
        self._aside.do(lambda: note_names(notes), self._take_book, much=len(notes) > _MANY)

    def _take_book(self, book: PickBook) -> None:
        self._names = book
        if not self.sheet.isHidden():
            self.sheet.set_book(book, self._at_hand())

    def _at_hand(self) -> list[Pick]:
        return [
            Pick(pick.key, pick.text, " · ".join(part for part in (pick.detail, one_line(pick.key)) if part))
            for pick in self._opener.at_hand
        ]

    def _open(self, key: str, *, beside: bool = False) -> None:
        # An id holds no number sign, a path may.
        path, _, fragment = key.rpartition("#") if key not in self._finder.listing.notes else (key, "", "")
        (self._opener.open_in_tab if beside else self._opener.open)(path, fragment)

    def _on_renewed(self) -> None:
        self._names = None
        if not self.sheet.isHidden():
            self._write_down()

    def _ask_for_headings(self, letters: str) -> None:
        if len(letters.strip()) >= _LEAST:
            self._ticket = self._tasks.new_ticket()
            self._tasks.ask_library(FindHeadings(self._ticket, letters))

    def _on_fact(self, fact: object) -> None:
        if isinstance(fact, HeadingsFound) and fact.ticket == self._ticket:
            self.sheet.add_picks(fact.letters, fact.picks)
