"""No action blocks the event loop: every command, and what a hand does, in a window with many notes."""

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView

from reader.app.cycles import sweep_briefly
from reader.app.first_list import blocks
from reader.app.messages import LibraryChanged
from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.core.library import Changes
from reader.core.library_filter import Filter
from reader.core.note import Stamp, Summary
from reader.qt import launch
from reader.qt.controller import Controller

LIMITS = {10_000: 50.0, 100_000: 100.0}
"""Milliseconds of the processor that one turn of the event loop may take, by the number of notes."""
ASKING = frozenset(
    ("open_library", "open_note", "export_pdf", "about", "quit", "open_in_editor", "show_in_folder", "manual")
)
"""What opens a window of the system, which is not ours to time, ends this one, or opens another library."""
TRIES = 3
QUIET_S = 0.5


def note(number: int, total: int) -> Summary:
    """Return one of many notes, in folders, with tags."""
    path = f"folder-{number % 90:02}/note-{number:06}.md"
    return Summary(
        path,
        Stamp(number, 100),
        f"Note {number * 7919 % total} on boats and mills",
        f"2026-{1 + number % 12:02}-{1 + number % 28:02}T00:00:00Z",
        tags=(f"topic-{number % 40}/part-{number % 7}", f"year-{number % 12}"),
        excerpt="The oldest arch stands on oak, and was mended twice after the flood. " * 3,
        citations=number % 9,
    )


def longest_turn(deed: Callable[[], object]) -> float:
    """Return the processor's milliseconds of the longest turn of the loop, the deed's own among them.

    Of several tries the quickest counts: a machine that does something else too is no fault of the window.
    """
    return min(_turns(deed) for _ in range(TRIES))


def _turns(deed: Callable[[], object]) -> float:
    longest, ends = 0.0, time.monotonic() + QUIET_S
    began = time.thread_time()
    deed()
    while time.monotonic() < ends:
        longest = max(longest, time.thread_time() - began)
        time.sleep(0.002)
        began = time.thread_time()
        QCoreApplication.processEvents()
    return 1000 * max(longest, time.thread_time() - began)


@pytest.fixture(scope="module", params=sorted(LIMITS))
def full(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Controller]:
    """Return a window in use, with its real processes, whose list has many notes."""
    total = int(request.param)
    scratch = tmp_path_factory.mktemp("full")
    library = scratch / "notes"
    library.mkdir()
    (library / "start.md").write_text("# Start\n\n" + "A long page of words.\n\n" * 2000)
    places = Places(scratch / "config", scratch / "cache")
    made = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    # As a start does it, and with it all that the tests themselves have made.
    gc.freeze()
    made.start(str(library))
    wait(lambda: "up to date" in made.window.status.facts)
    made.opener.open("start.md")
    wait(lambda: made.window.viewer.path == "start.md")
    for block in blocks(str(library), sorted(note(number, total) for number in range(total))):
        made.tasks.library_fact.emit(block)
        QCoreApplication.processEvents()
    wait(lambda: rows(made) == total)
    yield made
    launch.end(made)
    gc.unfreeze()


def _and_sweep(deed: Callable[[], object]) -> None:
    deed()
    sweep_briefly()


def rows(controller: Controller) -> int:
    """Return how many rows the list has."""
    return view_of(controller).model().rowCount()


def view_of(controller: Controller) -> QAbstractItemView:
    """Return the list of notes."""
    view = controller.window.notes.focusProxy()
    assert isinstance(view, QAbstractItemView)
    return view


def wait(done: Callable[[], bool]) -> None:
    """Let the window live until `done`."""
    ends = time.monotonic() + 120
    while not done():
        assert time.monotonic() < ends
        QTest.qWait(20)


@pytest.mark.deep
def test_no_hand_waits(full: Controller) -> None:
    """Sort, scroll, go down, choose, filter by tags and folders, type, and a note that is saved meanwhile."""
    window, view, turns = full.window, view_of(full), count()
    notes = list(full.finder.listing.notes.values())
    some = notes[len(notes) // 2]
    changed = LibraryChanged(full.finder.listing.root, Changes(changed=(some.path,)), (some,))
    deeds: dict[str, Callable[[], object]] = {
        **{order: partial(window.notes.sort_requested.emit, order) for order in ("title", "created", "modified")},
        "to the end": view.scrollToBottom,
        "a page up": partial(QTest.keyClick, view, Qt.Key.Key_PageUp),
        "a row down": partial(QTest.keyClick, view, Qt.Key.Key_Down),
        "choose": lambda: window.notes.select(notes[next(turns)].path),
        "a tag": lambda: full.filters.want(Filter((f"topic-{next(turns) % 40}",))),
        "a folder": lambda: full.filters.want(Filter(folders=(f"folder-{next(turns) % 90:02}",))),
        "no filter": full.filters.clear,
        "type": partial(QTest.keyClicks, window.search, "a"),
        "clear": window.search.clear,
        "saved": partial(full.tasks.library_fact.emit, changed),
    }
    limit = LIMITS[len(notes)]
    # What the notes are made of, and then what each deed has left.
    assert longest_turn(sweep_briefly) <= limit
    deeds = {name: partial(_and_sweep, deed) for name, deed in deeds.items()}
    assert {} == {name: took for name, deed in deeds.items() if (took := longest_turn(deed)) > limit}


@pytest.mark.deep
def test_no_command_waits(full: Controller) -> None:
    """Every command that asks nothing of the system; those that show and hide are given twice."""
    window, taken = full.window, {}
    limit = LIMITS[len(full.finder.listing.notes)]
    deeds: dict[str, Callable[[], object]] = {name: action.trigger for name, action in window.commands.items()}

    def open_by_name_anew() -> None:
        """Open notes by their names as for the first time, and have the library change meanwhile."""
        full.finder.renewed.emit()
        window.commands["quick_open"].trigger()
        full.finder.renewed.emit()

    for name, deed in {**deeds, "quick_open": open_by_name_anew}.items():
        if name not in ASKING:
            taken[name] = longest_turn(deed)
            for sheet in (full.by_name.sheet, full.commands.list):
                sheet.hide()
    assert {} == {name: took for name, took in taken.items() if took > limit}


@pytest.mark.deep
def test_no_letter_waits(full: Controller) -> None:
    """In the field that opens notes by their titles."""
    sheet = full.by_name.sheet
    limit = LIMITS[len(full.finder.listing.notes)]
    full.window.commands["quick_open"].trigger()
    wait(lambda: bool(sheet.findChildren(QListView)[0].model().rowCount()))
    field = sheet.findChildren(QLineEdit)[0]
    taken = {letters: longest_turn(partial(field.textEdited.emit, letters)) for letters in ("m", "mi", "mills 77", "q")}
    sheet.hide()
    assert {} == {letters: took for letters, took in taken.items() if took > limit}
