"""What a start begins before Qt is loaded."""

from pathlib import Path

from reader.app.ahead import first_library
from reader.app.paths import bundled


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
