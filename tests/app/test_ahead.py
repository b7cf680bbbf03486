"""What a start begins before Qt is loaded."""

from pathlib import Path

from reader.app import kept_file
from reader.app.ahead import Ahead, begin, first_library
from reader.app.opening_messages import OpenLibrary
from reader.app.paths import Places, bundled


def test_the_folder_that_is_opened_first_is_known_before_there_is_a_controller(tmp_path: Path) -> None:
    """A named folder, else the one of last time, else the manual; none where notes are named."""
    folder, note, gone = tmp_path / "notes", tmp_path / "note.md", tmp_path / "gone"
    folder.mkdir()
    note.write_text("A note.\n")
    assert folder == first_library((str(folder),), str(tmp_path))
    assert folder == first_library((str(note), str(folder)), "")
    assert folder == first_library((str(folder), str(note)), str(tmp_path))
    assert first_library((str(note), str(gone)), str(tmp_path)) is None
    assert tmp_path == first_library((), str(tmp_path))
    assert tmp_path == first_library((str(gone),), str(tmp_path))
    assert bundled("notes") == first_library((), str(gone))
    assert bundled("notes") == first_library((), "")


def test_a_library_whose_list_is_kept_needs_no_process_yet(tmp_path: Path) -> None:
    """Any other begins at once, and is asked for its notes; without a library nothing is begun."""
    folder, note = tmp_path / "notes", tmp_path / "note.md"
    folder.mkdir()
    note.write_text("A note.\n")
    places = Places(tmp_path / "config", tmp_path / "cache")
    first = begin(places, (str(folder),))
    try:
        assert OpenLibrary(str(folder)) == first.asked
        assert first.library is not None
        assert first.library.exit_code is None
    finally:
        first.stop()
    kept_file.write(places.library_cache(folder) / kept_file.LIST, kept_file.key_of(()), "a list")
    assert Ahead(first.loaded, None, OpenLibrary(str(folder)), has_list=True) == begin(places, (str(folder),))
    assert Ahead(first.loaded) == begin(places, (str(note),))
