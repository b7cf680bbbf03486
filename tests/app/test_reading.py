"""A page needs nothing of the cache."""

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
