"""A page needs nothing of the cache, and gets nothing from outside the library."""

from pathlib import Path

import pytest

from reader.app.paths import Places
from reader.app.reading import Reading
from reader.app.stored_notes import catalogue_file


@pytest.mark.parametrize("is_full", [False, True])
def test_a_note_is_read_where_nothing_can_be_kept(tmp_path: Path, *, is_full: bool) -> None:
    """A home or a cache that takes no file keeps nobody from reading; links are then looked up nowhere."""
    places = Places(tmp_path / "home" / "config", tmp_path / "home" / "cache")
    library = tmp_path / "library"
    library.mkdir()
    library.joinpath("note.md").write_text("# Tides\n\nSee [[moon]].\n")
    if is_full:
        # Where no file can be made, as on a full disk, but by root as well.
        catalogue_file(places.library_cache(library)).mkdir()
    else:
        places.config.parent.write_text("no folder can be made in a file")
    reading = Reading(library, places)
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
