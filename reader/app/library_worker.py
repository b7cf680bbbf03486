"""The library process: catalogue, scan, watch, search and small index writes; a builder joins it for big ones.

The builder is a process of its own at low priority, so that a search never waits for an index in the making. It
commits to the same catalogue and index, and this process takes over what it has committed.
"""

import logging
import queue
import threading
import time
from collections.abc import Collection
from pathlib import Path

from reader.app import finding, kept_list
from reader.app.backlinks import find_links
from reader.app.building import Builder, Built
from reader.app.first_list import Greeting, blocks
from reader.app.heading_book import HeadingBook, headings_of
from reader.app.heading_messages import FindHeadings, HeadingsFound
from reader.app.inbox import Inbox
from reader.app.library_inbox import Hint, Quiet, overtaken
from reader.app.link_messages import FindLinks, LinksFound
from reader.app.lock import writer_lock
from reader.app.log import crash_report
from reader.app.messages import (
    Crashed,
    IndexFinished,
    IndexProgress,
    LibraryChanged,
    RefreshLibrary,
    Refused,
    Search,
    StopReading,
)
from reader.app.opening_messages import OpenLibrary
from reader.app.paths import Places, library_root
from reader.app.pipe import Pipe
from reader.app.session import Session
from reader.app.settings import load
from reader.app.source_answers import answer
from reader.app.source_messages import FindRelated, ListSources, ReadPassages, SaveSources, SourceWish
from reader.app.touched import Touched, take_in
from reader.core.library import Changes, Unreadable
from reader.errors import ReaderError, UnreadableError
from reader.files.watch import watch

_LOG = logging.getLogger(__name__)
_PREVIEW = 200
_SMALL = 100
"""Up to this many changed notes are read here; more are left to a builder."""
_RETRY_S = 2.0
_QUIET_S = 10.0
"""After so long without anything to do, an index in many pieces is put together."""


def serve_library(pipe: Pipe, places: Places, inbox: Inbox, greeting: Greeting) -> None:
    """Answer wishes from `inbox` until it ends, beginning with the one that was greeted."""
    inbox.judge(overtaken)
    server = _Server(pipe, places, inbox, greeting)
    try:
        server.run()
    finally:
        server.close()


class _Server:
    def __init__(self, pipe: Pipe, places: Places, inbox: Inbox, greeting: Greeting) -> None:
        self.inbox = inbox
        self._greeting = greeting
        self._pipe = pipe
        self._places = places
        self._session: Session | None = None
        self._watching: tuple[threading.Event, threading.Thread] | None = None
        self._builder = Builder(places, self.inbox.put)
        self._began = 0.0
        self._unreadable: tuple[Unreadable, ...] = ()
        self._touched = Touched()
        self._again = False
        self._headings: HeadingBook | None = None
        self._may_be_untidy = False

    def run(self) -> None:
        timeout: float | None = None
        first = self._greeting.wish
        while True:
            try:
                item = first or self.inbox.take(timeout)
            except queue.Empty:
                # Another process held the writer's lock; what it has committed is taken over until it is done.
                item = RefreshLibrary() if self._again else Quiet()
            if item is None:
                return
            timeout = first = None
            try:
                self._handle(item)
                timeout = _RETRY_S if self._again else _QUIET_S if self._may_be_untidy else None
            except BrokenPipeError:
                # The window has gone, and nobody else wants anything.
                return
            except ReaderError as error:
                self._pipe.send(Refused(getattr(item, "ticket", 0), error.message, error.hint))
            except Exception as error:  # noqa: BLE001 - a bug in one search must not end the library
                report = crash_report(error, self._places.cache)
                self._pipe.send(Crashed("Postil met a bug while it looked after the library.", report))
                if isinstance(item, Search):
                    self._pipe.send(Refused(item.ticket, "This search cannot be answered."))

    def close(self) -> None:
        if self._watching is not None:
            stop, thread = self._watching
            stop.set()
            thread.join(5)
            self._watching = None
        self._builder.stop()
        if self._session is not None:
            self._keep_list(self._session)
            self._session.close()
            self._session = None

    def _handle(self, item: object) -> None:
        match item:
            case OpenLibrary(root):
                self._open(Path(root))
            case Search() | finding.Rest():
                self._search(item)
            case FindLinks() | FindHeadings() if self._session is not None:
                self._pipe.send(self._look_up(self._session, item))
            case ListSources() | ReadPassages() | FindRelated() | SaveSources():
                self._answer(item)
            case RefreshLibrary():
                self._refresh()
            case Hint(root) if self._session is not None and root == str(self._session.root):
                self._refresh(self._touched.take())
            case IndexProgress():
                self._take_over()
                self._pipe.send(item)
            case Quiet() if self._session is not None:
                self._tidy(self._session)
            case Built() | StopReading():
                self._end_build(item)

    def _open(self, root: Path) -> None:
        self.close()
        root = library_root(root)
        self._session = session = Session(root, self._places, load(self._places.settings).settings.exclude)
        sent, self._greeting = self._greeting.sent, Greeting(None)
        session.reload(sent)
        # A library that is opened for the first time shows some of its notes before all of them are looked at.
        notes = session.snapshot.notes or session.preview(_PREVIEW)
        if sent is None or session.snapshot.notes != sent.notes:
            for block in blocks(str(root), notes):
                self._pipe.send(block)
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(root, stop), name="watch", daemon=True)
        thread.start()
        self._watching = stop, thread
        self._refresh()

    def _watch(self, root: Path, stop: threading.Event) -> None:
        for paths in watch(root, stop):
            self._touched.add(paths)
            self.inbox.put(Hint(str(root)))

    def _refresh(self, touched: Collection[str] = ()) -> None:
        """Take in what has changed at the paths `touched`, or wherever in the library where there are none."""
        session = self._session
        if session is None:
            message = "No library is open."
            raise UnreadableError(message, "Open a folder first.")
        if self._builder.is_tidying:
            # It can be done at any time; what was saved is to be found at once.
            self._builder.stop()
        self._again = self._builder.is_running
        if self._again:
            return
        self._may_be_untidy = True
        began = time.monotonic()
        named = few = False
        with writer_lock(session.folder) as mine:
            if mine:
                named = all(one.path not in touched for one in self._unreadable) and take_in(session, touched)
                few = named or self._read_few(session)
        # Told without the lock: who hears that it is finished may write.
        if not mine:
            self._again = True
            self._take_over()
        elif few:
            self._take_over(tell_unreadable=not named)
            self._finished(began)
        else:
            self._build(session)

    def _read_few(self, session: Session) -> bool:
        """Read what is new in the whole library; return False, and leave it to a builder, where that is much."""
        found, pending = session.pending()
        self._unreadable = found.unreadable
        few = len(pending.added) + len(pending.changed) <= _SMALL
        if few:
            session.apply(found, pending)
        return few

    def _build(self, session: Session) -> None:
        self._began = time.monotonic()
        self._pipe.send(IndexProgress(0, 0))
        self._builder.start(session.root)

    def _tidy(self, session: Session) -> None:
        self._may_be_untidy = False
        self._keep_list(session)
        session.index.learn()
        if not self._builder.is_running and session.index.is_untidy():
            self._builder.start(session.root, tidy=True)

    def _keep_list(self, session: Session) -> None:
        if session.snapshot.notes:
            order = load(self._places.settings).settings.sort
            kept_list.save(session.folder, session.revision, order, session.snapshot.notes)

    def _stop_build(self) -> None:
        if not self._builder.is_running or self._builder.is_tidying:
            return
        self._builder.stop()
        self._again = False
        self._take_over(tell_unreadable=True)
        self._finished(self._began, "reading was stopped; F5 goes on")

    def _end_build(self, built: Built | StopReading) -> None:
        if isinstance(built, StopReading):
            self._stop_build()
            return
        if not self._builder.has_ended(built) or built.tidy:
            return
        code, message = built.code, built.message
        self._take_over(tell_unreadable=True)
        if code == 0:
            self._finished(self._began)
        elif message or code != 1:
            _LOG.info("The index builder ended with code %s: %s", code, message)
            notice = message or "The index is not up to date; searching uses what is there."
            self._finished(self._began, notice)
            return
        else:
            self._again = True
        if self._again:
            self._refresh()

    def _finished(self, began: float, notice: str = "") -> None:
        assert self._session is not None
        seconds = round(time.monotonic() - began, 3)
        self._pipe.send(IndexFinished(len(self._session.snapshot.notes), seconds, notice))

    def _take_over(self, *, tell_unreadable: bool = False) -> None:
        session = self._session
        if session is None:
            return
        changes: Changes = session.reload()
        if changes or tell_unreadable:
            known = session.snapshot.by_path
            notes = tuple(known[path] for path in (*changes.added, *changes.changed))
            self._pipe.send(LibraryChanged(str(session.root), changes, notes, self._unreadable))

    def _look_up(self, session: Session, wish: FindLinks | FindHeadings) -> LinksFound | HeadingsFound:
        if isinstance(wish, FindLinks):
            return find_links(session, wish)
        self._headings = headings_of(session, self._headings)
        return HeadingsFound(wish.ticket, wish.letters, self._headings.best(wish.letters))

    def _answer(self, wish: SourceWish) -> None:
        if self._session is None:
            self._pipe.send(Refused(wish.ticket, "No library is open.", "Open a folder first."))
        else:
            self._pipe.send(answer(self._session, wish))

    def _search(self, item: Search | finding.Rest) -> None:
        wish = item.wish if isinstance(item, finding.Rest) else item
        if self._session is None:
            self._pipe.send(Refused(wish.ticket, "No library is open.", "Open a folder first."))
        elif isinstance(item, finding.Rest):
            self._pipe.send(finding.rest(self._session, wish))
        else:
            found = finding.first(self._session, wish)
            self._pipe.send(found)
            if found.facets is None:
                self.inbox.put(finding.Rest(wish))
