"""Which note is opened, where it begins, and in which tab; what lies open is there again on another day.

There is one page for all tabs: a further one would cost a process of some 50 MB, while going to another tab takes no
longer than opening a note, and the place in it is kept.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject

from reader.app.desk import Desk, load, save
from reader.app.messages import NoteFacts
from reader.core.history import History, Visit
from reader.core.pick_book import Pick
from reader.core.tabs import Tabs
from reader.core.text import one_line
from reader.qt.finder import Finder
from reader.qt.in_note import InNote, to_mark
from reader.qt.navigator import Navigator
from reader.qt.window import MainWindow

_MOST_OPENED = 20


class Opener(QObject):
    """Open notes for list, page and tabs."""

    def __init__(self, window: MainWindow, navigator: Navigator, finder: Finder, file: Path) -> None:
        """Keep what lies open in `file`."""
        super().__init__(window)
        self._window = window
        self._strip = window.tabs
        self._viewer = window.viewer
        self._navigator = navigator
        self._finder = finder
        self._file = file
        self._in_note = InNote(window.viewer, window.find_bar)
        self._pin_action = window.commands["pin"]
        self._library = ""
        self._desk = Desk()
        self._tabs = Tabs()
        window.notes.note_activated.connect(self.open_listed)
        window.notes.new_view_requested.connect(self.open_listed_in_tab)
        window.at_hand.note_activated.connect(self.open)
        window.at_hand.new_view_requested.connect(self.open_in_tab)
        window.at_hand.unpin_requested.connect(self._unpin)
        window.viewer.note_requested.connect(self.open)
        window.viewer.new_view_requested.connect(self.open_in_tab)
        self._strip.tab_requested.connect(self.go_to)
        self._strip.close_requested.connect(self.close_tab)
        self._strip.tab_dragged.connect(self._on_tab_dragged)
        navigator.note_begun.connect(self._on_note_begun)
        navigator.note_opened.connect(self._on_note_opened)
        finder.renewed.connect(self._on_renewed)
        commands = window.commands
        commands["close_tab"].triggered.connect(lambda: self.close_tab(self._tabs.at))
        commands["reopen_tab"].triggered.connect(self.reopen)
        commands["pin"].triggered.connect(self._pin)
        commands["next_tab"].triggered.connect(lambda: self.go_to(self._tabs.at + 1))
        commands["previous_tab"].triggered.connect(lambda: self.go_to(self._tabs.at - 1))
        self._name_tabs()

    @property
    def desk(self) -> Desk:
        """What lies open now."""
        tabs = self._tabs.keeping(self._navigator.history)
        shown = [number for number, history in enumerate(tabs.histories) if history.present]
        visits = tuple(history.present for history in tabs.histories if history.present)
        at = shown.index(tabs.at) if tabs.at in shown else 0
        return Desk(visits, at, self._navigator.places, self._desk.read, self._desk.pinned)

    @property
    def at_hand(self) -> list[Pick]:
        """The pinned notes, and after them those that were read last."""
        notes, pinned = self._finder.listing.notes, self._desk.pinned
        paths = [path for path in dict.fromkeys((*pinned, *self._desk.read)) if path in notes]
        said = self.tr("pinned")
        return [Pick(path, one_line(notes[path].title), said if path in pinned else "") for path in paths]

    def set_library(self, root: str, *, remembered: bool = True) -> None:
        """Begin with another library, as it was left where that is `remembered`."""
        self.keep()
        self._library = root if remembered else ""
        self._desk = load(self._file, root) if remembered else Desk()
        self._navigator.set_library(root, self._desk.places)
        histories = tuple(History((Visit(visit.path, visit.place),), 0) for visit in self._desk.tabs)
        self._tabs = Tabs(histories or (History(),), self._desk.at)
        if histories:
            self._navigator.resume(self._tabs.present)
        self._name_tabs()

    def keep(self) -> None:
        """Remember what lies open; raise UnwritableError where that cannot be."""
        if self._library:
            save(self._file, self._library, self.desk)

    def open(self, path: str, fragment: str = "", hits: Mapping[str, object] | None = None, sought: str = "") -> None:
        """Open a note in the shown tab, from `fragment` or the first of its `hits` on, which are those of `sought`."""
        note = self._finder.listing.notes.get(path)
        self._navigator.open(path, fragment, note.stamp.size if note else 0, hits)
        if hits:
            self._in_note.expect(sought)

    def open_listed(self, path: str) -> None:
        """Open a note of the list; one that was found begins where the words are."""
        self.open(path, hits=to_mark(self._finder.sought), sought=self._finder.query)

    def open_listed_in_tab(self, path: str) -> None:
        """Open a note of the list in a tab of its own."""
        self._add_tab()
        self.open_listed(path)

    def open_in_tab(self, path: str, fragment: str = "") -> None:
        """Open a note in a tab of its own."""
        self._add_tab()
        self.open(path, fragment)

    def open_once(self, path: str) -> None:
        """Open a note in a tab of its own, or turn to the tab in which it lies open."""
        tabs = self._tabs.keeping(self._navigator.history)
        shown = _paths(tabs)
        if path in shown:
            self.go_to(shown.index(path))
        else:
            self.open_in_tab(path)

    def _add_tab(self) -> None:
        if self._navigator.wanted_path:
            self._turn_to(self._tabs.keeping(self._navigator.history).opening())

    def open_in_tabs(self, paths: Sequence[str]) -> None:
        """Open notes in tabs of their own, as many as can be told apart, and show the first of them."""
        opened = paths[:_MOST_OPENED]
        tabs = self._tabs.keeping(self._navigator.history)
        if self._navigator.wanted_path:
            tabs = tabs.opening()
        at = tabs.at
        for number, path in enumerate(opened):
            visit = History((Visit(path, self._navigator.places.get(path, "")),), 0)
            tabs = tabs.opening(visit) if number else tabs.keeping(visit)
        self._turn_to(tabs.going_to(at))
        if len(opened) < len(paths):
            sentence = self.tr("The first {most} of {count} notes were opened.")
            self._window.notice.show_notice(sentence.format(most=_MOST_OPENED, count=f"{len(paths):,}"))

    def pin(self, paths: Sequence[str]) -> None:
        """Pin notes; where all of them are pinned, let them go."""
        held = self.all_pinned(paths)
        for path in paths:
            if (path in self._desk.pinned) is held:
                self._desk = self._desk.pinning(path)
        self._pin_action.setChecked(self._navigator.path in self._desk.pinned)
        self._show_at_hand()

    def all_pinned(self, paths: Sequence[str]) -> bool:
        """Return whether all these notes are pinned."""
        return all(path in self._desk.pinned for path in paths)

    def go_to(self, at: int) -> None:
        """Show another tab, counted round and round."""
        tabs = self._tabs.going_to(at)
        if tabs.at != self._tabs.at:
            self._turn_to(self._tabs.keeping(self._navigator.history).going_to(at))

    def close_tab(self, at: int) -> None:
        """Close a tab; the last one is left empty."""
        kept = self._tabs.keeping(self._navigator.history)
        shown = at == kept.at
        tabs = kept.closing(at)
        if shown:
            self._turn_to(tabs)
        else:
            self._tabs = tabs
            self._name_tabs()

    def reopen(self) -> None:
        """Open the tab again that was closed last."""
        if self._tabs.closed:
            self._turn_to(self._tabs.keeping(self._navigator.history).reopening())

    def _pin(self) -> None:
        """Pin the shown note or those that are chosen, or let them go."""
        paths = self._window.notes.several or [path for path in (self._navigator.path,) if path]
        self.pin(paths)

    def _unpin(self, path: str) -> None:
        if path in self._desk.pinned:
            self.pin((path,))

    def _show_at_hand(self) -> None:
        self._window.at_hand.show_notes(self.at_hand)

    def _on_renewed(self) -> None:
        self._name_tabs()
        self._show_at_hand()

    def _turn_to(self, tabs: Tabs) -> None:
        self._tabs = tabs
        self._navigator.resume(tabs.present)
        self._name_tabs()

    def _on_tab_dragged(self, start: int, end: int) -> None:
        self._tabs = self._tabs.moving(start, end)

    def _on_note_begun(self, path: str) -> None:
        """Name what is being shown before all is known of it."""
        self._window.set_note_title(self._title(path))
        self._window.notes.select(path)

    def _on_note_opened(self, facts: NoteFacts) -> None:
        self._desk = self._desk.reading(facts.path)
        self._pin_action.setChecked(facts.path in self._desk.pinned)
        self._show_at_hand()
        if self._viewer.hits is None:
            self._in_note.expect("")
        self._tabs = self._tabs.keeping(self._navigator.history)
        self._name_tabs()

    def _name_tabs(self) -> None:
        titles = [one_line(self._title(path)) or self.tr("No note") for path in _paths(self._tabs)]
        self._strip.show_tabs(titles, self._tabs.at)

    def _title(self, path: str) -> str:
        note = self._finder.listing.notes.get(path)
        return note.title if note else PurePosixPath(path).stem


def _paths(tabs: Tabs) -> list[str]:
    """Return the path of the note in each tab; empty where there is none."""
    return [history.present.path if history.present else "" for history in tabs.histories]
