"""Opening notes and going about in them: pages, history, citations there and back, the outline."""

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from reader.app.look import Look
from reader.app.messages import NoteFacts, OpenNote, PageBegun, PageReady, Refused
from reader.app.trace import Trace
from reader.core.citation import Citations
from reader.core.history import History
from reader.core.note import ProblemKind
from reader.qt.citation_panel import CitationPanel
from reader.qt.mentions import Mentions
from reader.qt.outline import Outline
from reader.qt.tasks import Tasks
from reader.qt.viewer import Viewer

Hits = Mapping[str, object]
"""What is to be marked in a page (see `Viewer.mark_hits`)."""


class _Beginning(Struct, frozen=True):
    """Where a page shall begin, and what is marked in it."""

    fragment: str = ""
    place: str = ""
    hits: Hits | None = None
    is_shown: bool = False
    is_proof: bool = False
    """Whether a page kept from another day stands there, which this one is compared with."""

    @property
    def is_top(self) -> bool:
        """Whether the first screen is what will be seen first."""
        return not (self.fragment or self.place or self.hits or self.is_proof)


class Navigator(QObject):
    """Show the note that is asked for, with its citations and its outline, and remember the way.

    Signals:
        note_begun(str path): the first screen of a long note is being shown; `note_opened` follows.
        note_opened(NoteFacts): another note, or the same one anew, is being shown.
        history_changed(bool back, bool forward): where one can go from here.
        emptied(): no note is shown any more.
        refused(str sentence): a note cannot be shown.
    """

    note_begun = Signal(str)
    note_opened = Signal(object)
    history_changed = Signal(bool, bool)
    emptied = Signal()
    refused = Signal(str)

    def __init__(
        self,
        viewer: Viewer,
        panel: CitationPanel,
        outline: Outline,
        tasks: Tasks,
        trace: Trace,
        look_for: Callable[[str], Look],
    ) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._panel = panel
        self._outline = outline
        self._tasks = tasks
        self._trace = trace
        self._root = ""
        self._look_for = look_for
        self._history = History()
        self._places: dict[str, str] = {}
        self._wanted: tuple[OpenNote, _Beginning] | None = None
        self._shown: PageReady | None = None
        self._has_asked = False
        self._unproved = ""
        viewer.painted.connect(self._on_painted)
        viewer.section_changed.connect(outline.set_current)
        viewer.travel_requested.connect(self.go)
        viewer.told.connect(self._on_told)
        Mentions(viewer, panel, lambda: self.citations)
        outline.heading_activated.connect(viewer.scroll_to)

    @property
    def path(self) -> str:
        """The path of the note that is shown; empty where none is."""
        return self._viewer.path

    @property
    def facts(self) -> NoteFacts | None:
        """What is known of the shown note."""
        return self._shown.facts if self._shown else None

    @property
    def citations(self) -> Citations:
        """The citations of the shown note."""
        return self._shown.citations if self._shown else Citations()

    @property
    def root(self) -> str:
        """The folder of the shown note."""
        return self._root

    @property
    def wish(self) -> OpenNote:
        """The wish that the shown note answers."""
        return OpenNote(0, self._root, self.path, self._look_for(self.path))

    @property
    def wanted_path(self) -> str:
        """The path of the note that was asked for last, shown or not yet."""
        return self._wanted[0].path if self._wanted else self.path

    @property
    def history(self) -> History:
        """The way that led here, with the place where the reader is."""
        return self._left()

    @property
    def places(self) -> dict[str, str]:
        """Where notes were left, by their paths, the latest last."""
        self._left()
        return self._places

    def set_library(self, root: str, places: Mapping[str, str] | None = None) -> None:
        """Begin anew with another library, in which notes were left at `places`."""
        self._root = root
        self._places = dict(places or {})
        self._wanted = None
        self.resume(History())

    def resume(self, history: History) -> None:
        """Go on where a way has led; an empty one shows no note."""
        self._left()
        self._history = history
        if history.present is not None:
            self._ask(_Beginning(place=history.present.place), history.present.path, may_be_kept=not self._has_asked)
            return
        self._wanted = self._shown = None
        self._show_nothing("Choose a note to read.")
        self.history_changed.emit(False, False)

    def open(self, path: str, fragment: str = "", size: int = 0, hits: Hits | None = None) -> None:
        """Show the note at `path` from `fragment` or the first of its `hits` on, or else from where it was left.

        `size` in bytes, where it is known, sets its time limit.
        """
        if path == self.path and self._wanted is None:
            if hits is None:
                self._viewer.scroll_to(fragment)
            else:
                self._viewer.mark_hits(hits)
            return
        self._history = self._left().visiting(path)
        place = "" if fragment or hits else self._places.get(path, "")
        self._ask(_Beginning(fragment, place, hits), path, size)

    def go(self, steps: int) -> None:
        """Go back (negative) or forward on the way that led here."""
        history = self._left().going(steps)
        if history.present is None or history.at == self._history.at:
            return
        self._history = history
        if history.present.path == self.path and self._wanted is None:
            self._viewer.restore(history.present.place)
            self.history_changed.emit(history.can_go_back, history.can_go_forward)
        else:
            self._ask(_Beginning(place=history.present.place), history.present.path)

    def reload(self, size: int = 0) -> None:
        """Show the open note anew, at the same place."""
        if self.path:
            self._ask(_Beginning("", self._viewer.place, self._viewer.hits), self.path, size)

    def take_beginning(self, begun: PageBegun) -> None:
        """Show the first screen of a long note; its page takes its place where the reader then is."""
        if self._wanted is None or begun.ticket != self._wanted[0].ticket:
            return
        self._wanted = self._wanted[0], _Beginning(is_shown=True)
        self._shown = None
        self._viewer.show_document(begun.path, begun.document)
        self._panel.show_nothing()
        self._outline.show_nothing()
        self.note_begun.emit(begun.path)

    def take_page(self, ready: PageReady) -> None:
        """Show a page that has come, if it is still the one that is wanted."""
        if self._wanted is None or ready.ticket != self._wanted[0].ticket:
            return
        begin = self._wanted[1]
        self._wanted = None
        if begin.is_shown:
            begin = _Beginning(place=self._viewer.place)
        shown, self._shown = self._shown, ready
        if begin.is_proof and shown is not None and _is_same(shown, ready):
            return
        self._viewer.show_document(ready.path, ready.document, begin.fragment, begin.place, begin.hits)
        if shown is None or shown.path != ready.path or shown.citations != ready.citations:
            notes = {link.target: link.path for link in ready.links if link.path}
            self._panel.set_citations(ready.citations, notes)
        self._outline.set_headings(ready.outline)
        self.note_opened.emit(ready.facts)
        if self._shown_as_text:
            self.refused.emit("This note takes too long to set; it is shown as plain text.")

    def take_refusal(self, refused: Refused) -> None:
        """Say that a note cannot be shown, and keep what is shown."""
        if self._wanted is None or refused.ticket != self._wanted[0].ticket:
            return
        self._wanted = None
        self.refused.emit(f"{refused.message} {refused.hint}".strip())
        if not self.path:
            self._show_nothing(refused.message)

    def keep_page(self) -> None:
        """Keep the shown page for another start, where it is whole."""
        if self._shown is not None and self._wanted is None and not self._shown_as_text:
            self._tasks.keep_page(self.wish, self._shown)

    def forget(self, path: str) -> None:
        """Say that the shown note is gone from the disk; what is on the screen stays."""
        if path == self.path:
            self.refused.emit(f"{PurePosixPath(path).name} was removed; what you see is its last state.")

    @property
    def _shown_as_text(self) -> bool:
        facts = self.facts
        return facts is not None and any(problem.kind is ProblemKind.RENDER_LIMIT for problem in facts.problems)

    def _left(self) -> History:
        """Remember where the shown note is left."""
        present = self._history.present
        if present is None or not self.path or present.path != self.path:
            return self._history
        self._places.pop(self.path, None)
        self._places[self.path] = self._viewer.place
        return self._history.leaving(self._viewer.place)

    def _ask(self, beginning: _Beginning, path: str, size: int = 0, *, may_be_kept: bool = False) -> None:
        self._trace.mark("note_requested", path=path)
        self._has_asked = True
        look = self._look_for(path)
        wish = OpenNote(self._tasks.new_ticket(), self._root, path, look, early=beginning.is_top)
        self._wanted = wish, beginning
        if not self.path:
            # No sentence comes before the note.
            self._viewer.show_empty("")
        if may_be_kept and (kept := self._tasks.kept_page(wish)):
            self.take_page(kept)
            self._unproved = path
        else:
            self._tasks.ask_page(wish, size)
        self.history_changed.emit(self._history.can_go_back, self._history.can_go_forward)

    def _show_nothing(self, sentence: str) -> None:
        self._viewer.show_empty(sentence)
        self._panel.show_nothing()
        self._outline.show_nothing()
        self.emptied.emit()

    def _on_painted(self, path: str) -> None:
        self._trace.mark("note_painted", path=path)
        unproved, self._unproved = self._unproved, ""
        if path == unproved and self._wanted is None:
            self._ask(_Beginning("", self._viewer.place, self._viewer.hits, is_proof=True), path)

    def _on_told(self, kind: str, value: object) -> None:
        """Remember a leap within the page, so that one can go back."""
        if kind == "leapt" and self._wanted is None:
            self._history = self._history.leaping(json.dumps(value) if value else "")
            self.history_changed.emit(self._history.can_go_back, self._history.can_go_forward)


def _is_same(one: PageReady, other: PageReady) -> bool:
    """Return whether two pages differ in nothing but their tickets and nonces."""
    alike = replace(one, ticket=other.ticket, document=one.document.replace(one.nonce, other.nonce), nonce=other.nonce)
    return alike == other
