"""The window's workers: one serves the library, one makes pages, and a spare page process stands by a slow page.

Only this module starts and stops them for the window. Each of the two begins with the first wish to it, where none was
begun before; the library process, too, when the first note is there. A page that takes longer than it may costs its
process; the spare, which is begun when that comes near, takes over, and is asked for the plain text of the note.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from reader.app import kept_list, kept_page
from reader.app.limits import Allowance, Restarts, limit_s
from reader.app.messages import (
    FileReady,
    OpenNote,
    PageRead,
    PageReady,
    PageWish,
    ReadFile,
    Refused,
)
from reader.app.opening_messages import Lacking, OpenLibrary
from reader.app.paths import Places
from reader.app.peek_messages import NotePeeked, PeekNote
from reader.app.workers import Worker

if TYPE_CHECKING:
    from reader.app.messages import Fact, LibraryWish

_COLD_S = 15.0
"""What a process that has just been started may take besides, on a machine with a cold disk."""
_NOTE_MS = 1500
"""So long the first note of a start has the machine to itself; with the next wish its time is over, too."""
_AHEAD_S = 1.0
"""So long before a page takes too long its spare is begun; it is made ready in half that time."""


class _Wait(QTimer):
    """The wait for the answer to one wish.

    Signals:
        over(int ticket): the time of the wish is over.

    What is tied to it holds nobody: as the last to hold the tasks it would take them down, and they would take down it,
    while it is being taken down itself.
    """

    over = Signal(int)

    def __init__(self, wish: PageWish, allowance: Allowance, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self.wish = wish
        self.allowance = allowance
        self.timeout.connect(self._tell)

    def _tell(self) -> None:
        self.over.emit(self.wish.ticket)


class Tasks(QObject):
    """The processes behind the window.

    Signals:
        library_fact(LibraryFact): something the library process said.
        page_fact(PageFact): something the page process said.
        ended(str): one sentence, when a process ended by itself.
        lacking(str): one sentence, when no process can work here.
    """

    library_fact = Signal(object)
    page_fact = Signal(object)
    ended = Signal(str)
    lacking = Signal(str)

    _library_said = Signal(object, object)
    _page_said = Signal(object, object)

    def __init__(
        self,
        places: Places,
        library: Worker | None = None,
        page: Worker | None = None,
        ahead: OpenLibrary | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take over processes that were started before; the library process was sent `ahead`, if anything.

        Where none was started that is the wish it can wait with, as long as the list of that library is kept.
        """
        super().__init__(parent)
        self._ahead = ahead
        self._places = places
        self._closing = False
        self._last_ticket = 0
        self._opened: OpenLibrary | None = None
        self._asked: dict[int, _Wait] = {}
        # What has come already is told when there is somebody to listen, like all that follows.
        self._library_said.connect(self._on_library_said, Qt.ConnectionType.QueuedConnection)
        self._page_said.connect(self._on_page_said, Qt.ConnectionType.QueuedConnection)
        self._library = library
        self._is_heard = False
        self._hearing = QTimer(self, singleShot=True)
        self._hearing.timeout.connect(self.hear_library)
        self._page = self._attached(page, self._page_said) if page else None
        self._page_is_warm = False
        self._spare: Worker | None = None
        self._library_restarts = Restarts()
        self._page_restarts = Restarts()

    def new_ticket(self) -> int:
        """Return a number that no wish has yet."""
        self._last_ticket += 1
        return self._last_ticket

    def ask_library(self, wish: "LibraryWish") -> None:
        """Send a wish to the library process."""
        if isinstance(wish, OpenLibrary):
            self._opened = wish
            ahead, self._ahead = self._ahead, None
            if wish == ahead:
                return
        was_there = self._library is not None
        self.hear_library()
        # A new process was told already what is open.
        if self._library is not None and (was_there or wish is not self._opened):
            self._library.send(wish)

    def hear_library(self) -> None:
        """Take what the library process has to tell, from its first word on; to unpack it takes a while."""
        if not self._is_heard and not self._closing:
            self._is_heard = True
            if self._library is None:
                self._library = self._new_library()
            else:
                self._attached(self._library, self._library_said)

    def ask_page(self, wish: PageWish, size: int = 0) -> None:
        """Send a wish to the page process; `size` in bytes sets its limit."""
        page = self._page = self._page or self._attached(Worker("page", self._places), self._page_said)
        limit = limit_s(size) + (0 if self._page_is_warm else _COLD_S)
        wait = self._asked[wish.ticket] = _Wait(wish, Allowance(limit, page.busy_s), self)
        wait.over.connect(self._on_limit)
        wait.start(int((limit - _AHEAD_S) * 1000))
        # The process drops what it has not begun of these: nobody waits for that any more.
        for ticket, other in list(self._asked.items()):
            if ticket != wish.ticket and _overtakes(wish, other.wish):
                self._answered(ticket)
        page.send(wish)

    def kept_list(self, root: str, order: str, note: str = "") -> kept_list.KeptList | None:
        """Return the list of a library in an order, where it was kept and nothing was stored since.

        What the library process has to tell of it can wait, then, for the `note` that is being opened, if any is.
        """
        kept = kept_list.load(self._places, root, order)
        self._hearing.start(_NOTE_MS if kept and note else 0)
        return kept

    def kept_page(self, wish: OpenNote) -> PageReady | None:
        """Return the page that answers `wish`, where it was read last in this library and its file has not changed."""
        return kept_page.load(self._places, wish)

    def keep_page(self, wish: OpenNote, ready: PageReady) -> None:
        """Keep the page that has answered `wish` for another start."""
        kept_page.save(self._places, wish, ready)

    def close(self) -> None:
        """Stop every process and wait for it."""
        self._closing = True
        self._hearing.stop()
        for ticket in list(self._asked):
            self._answered(ticket)
        for page in (self._page, self._spare):
            if page is not None:
                page.kill()
        if self._library is not None:
            self._library.close()

    def _make_spare(self) -> None:
        if self._spare is None and not self._closing:
            self._spare = Worker("page", self._places)

    def _attached(self, started: Worker, said: SignalInstance) -> Worker:
        started.listen(lambda fact: said.emit(started, fact))
        return started

    def _answered(self, ticket: int) -> PageWish | None:
        wait = self._asked.pop(ticket, None)
        if wait is None:
            return None
        wait.stop()
        wait.deleteLater()
        return wait.wish

    def _on_library_said(self, started: Worker, fact: "Fact | None") -> None:
        if self._closing or started is not self._library:
            return
        if fact is None:
            self._replace_library()
        elif isinstance(fact, Lacking):
            self._give_way(fact)
        else:
            self.library_fact.emit(fact)

    def _replace_library(self) -> None:
        if not self._library_restarts.take():
            self.ended.emit("The library process ends again and again; notes are read without search. Start again.")
            return
        if self._library is not None:
            self._library.close()
        self._library = self._new_library()
        self.ended.emit("The library process ended by itself and was started again.")

    def _new_library(self) -> Worker:
        library = self._attached(Worker("library", self._places), self._library_said)
        if wish := self._opened or self._ahead:
            library.send(wish)
        return library

    def _give_way(self, lacking: Lacking) -> None:
        """Start no further process: it would lack the same."""
        self._closing = True
        self.lacking.emit(lacking.sentence)

    def _on_page_said(self, started: Worker, fact: "Fact | None") -> None:
        if self._closing or started is not self._page:
            return
        if isinstance(fact, Lacking):
            self._give_way(fact)
            return
        if fact is None:
            # Without a wish, the next one that finds no process in time starts one.
            if self._asked or self._page_restarts.take():
                self._replace_page()
            self._ask_again("The page process ended by itself.")
            return
        self._page_is_warm = True
        if isinstance(fact, (PageReady, PageRead, FileReady, NotePeeked, Refused)):
            self._answered(fact.ticket)
        self.page_fact.emit(fact)

    def _on_limit(self, ticket: int) -> None:
        wait = self._asked.get(ticket)
        if wait is None:
            return
        if self._page is not None and (rest := wait.allowance.rest_s(self._page.busy_s)):
            self._make_spare()
            wait.start(int(rest * 1000))
            return
        wish = wait.wish
        self._answered(ticket)
        self._replace_page()
        self._ask_again("")
        # Last, so that its plain text is not taken for one that was asked of the process that is gone.
        self._give_up(wish, f"{wish.path} takes too long to read.")

    def _replace_page(self) -> None:
        if self._page is not None:
            self._page.kill()
        spare, self._spare = self._spare, None
        self._page = self._attached(spare or Worker("page", self._places), self._page_said)
        self._page_is_warm = spare is not None

    def _ask_again(self, reason: str) -> None:
        """Give what was asked of a process that is gone to the one that took its place, once."""
        for ticket in list(self._asked):
            wish = self._answered(ticket)
            if wish is not None:
                self._give_up(wish, reason or f"{wish.path} could not be made.")

    def _give_up(self, wish: PageWish, reason: str) -> None:
        """Ask for the plain text of a note that was too much; answer for what is too much even so."""
        if isinstance(wish, ReadFile):
            self.page_fact.emit(FileReady(wish.ticket, "", b""))
        elif isinstance(wish, PeekNote):
            self.page_fact.emit(NotePeeked(wish.ticket))
        elif wish.plain:
            self.page_fact.emit(Refused(wish.ticket, reason, "Open it in an editor."))
        else:
            self.ask_page(replace(wish, plain=True))


def _overtakes(new: PageWish, old: PageWish) -> bool:
    """Return whether `old` is not wanted any more once `new` is: the latest page for the screen, the latest peek."""
    if isinstance(new, OpenNote) and isinstance(old, OpenNote):
        return new.paper is None and old.paper is None
    return isinstance(new, PeekNote) and isinstance(old, PeekNote)
