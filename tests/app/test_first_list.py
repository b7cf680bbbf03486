"""The first list comes from what is stored, before the library process has loaded the rest of itself."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.app.catalogue import Catalogue, Entry
from reader.app.first_list import Greeting, blocks, greet
from reader.app.inbox import Inbox
from reader.app.opening_messages import GoOn, LibraryBlock, OpenLibrary
from reader.app.paths import Places
from reader.app.pipe import Pipe
from reader.app.stored_notes import catalogue_file
from reader.core.library_filter import EVERYTHING, facets
from reader.core.note import Stamp, Summary

NOTES = tuple(Summary(f"{number:04}.md", Stamp(number, 1), str(number), "2026-01-01") for number in range(1200))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return folders of a user who has a library with many notes."""
    made = Places(tmp_path / "config", tmp_path / "cache")
    (tmp_path / "notes").mkdir()
    return made


def asked(places: Places, root: Path) -> tuple[Greeting, list[object]]:
    """Return what comes of the first wish of a window that then goes on, and what it was sent."""
    inbox = Inbox(lambda _old, _new: False)
    inbox.put(OpenLibrary(str(root)))
    inbox.put(GoOn())
    sent = io.BytesIO()
    greeting = greet(Pipe(io.BytesIO(), sent), places, inbox)
    pipe = Pipe(io.BytesIO(sent.getvalue()), io.BytesIO())
    received = []
    while True:
        try:
            received.append(pipe.receive())
        except EOFError:
            return greeting, received


def store(places: Places, root: Path) -> None:
    """Fill the catalogue."""
    catalogue = Catalogue(places.library_cache(root))
    catalogue.write(map(Entry, NOTES))
    catalogue.close()


def test_stored_notes_are_sent_at_once(places: Places, tmp_path: Path) -> None:
    """All of them, in blocks, before anything else is done; with the last one come the counts of tags and folders."""
    root = tmp_path / "notes"
    store(places, root)
    greeting, sent = asked(places, root)
    *most, last = blocks(str(root), NOTES)
    assert [*most, replace(last, counts=facets(NOTES, EVERYTHING))] == sent
    assert greeting.sent is not None
    assert (OpenLibrary(str(root)), NOTES) == (greeting.wish, greeting.sent.notes)


def test_nothing_is_sent_of_a_library_that_is_new(places: Places, tmp_path: Path) -> None:
    """It is left to the library process, and no file is made for it."""
    root = tmp_path / "notes"
    assert (Greeting(OpenLibrary(str(root))), []) == asked(places, root)
    assert not catalogue_file(places.library_cache(root)).exists()


def test_a_damaged_catalogue_is_left_to_the_library_process(places: Places, tmp_path: Path) -> None:
    """It makes it anew; a folder that is not there it tells of."""
    root = tmp_path / "notes"
    catalogue_file(places.library_cache(root)).write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert (Greeting(OpenLibrary(str(root))), []) == asked(places, root)
    gone = tmp_path / "gone"
    assert (Greeting(OpenLibrary(str(gone))), []) == asked(places, gone)


def test_an_empty_library_is_one_empty_block() -> None:
    """The list is ready, with nothing in it."""
    assert [LibraryBlock("/notes", (), 0, last=True)] == list(blocks("/notes", ()))


def test_little_is_loaded_for_it() -> None:
    """Search, parsers and the watcher come later: they would hold up the window."""
    code = "import sys, reader.app.first_list; print(*(name for name in sys.modules if '.' not in name))"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert set() == {"whoosh", "markdown", "markdown_it", "yaml", "watchfiles", "PySide6"} & set(told.stdout.split())
