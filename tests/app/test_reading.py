"""A page needs nothing of the cache, and gets nothing from outside the library."""

from pathlib import Path

import pytest

from reader.app.paths import Places
from reader.app.reading import Reading


def test_a_note_is_read_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be written keeps nobody from reading; links are then looked up nowhere."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    home = tmp_path / "home"
    home.write_text("no folder can be made in a file")
    tmp_path.joinpath("note.md").write_text("# Tides\n\nSee [[moon]].\n")
    reading = Reading(tmp_path, Places(home / "config", home / "cache"))
    read = reading.page(1, "note.md")
    reading.close()
    assert "Tides" == read.facts.title


def test_images_come_from_the_library_only(tmp_path: Path) -> None:
    """A path that is absolute, or climbs out, names no image of a page, whoever asks for it."""
    library, png = tmp_path / "library", b"\x89PNG\r\n\x1a\n"
    library.mkdir()
    (library / "in.png").write_bytes(png)
    (tmp_path / "out.png").write_bytes(png)
    (library / "link.png").symlink_to(tmp_path / "out.png")
    reading = Reading(library, Places(tmp_path / "config", tmp_path / "cache"))
    paths = ("in.png", str(tmp_path / "out.png"), "../out.png", "link.png", "in.png\0", "x/../../out.png")
    given = [reading.file(1, path).data for path in paths]
    reading.close()
    assert [png, b"", b"", b"", b"", b""] == given
