"""The list of a library: it serves the next window as long as nothing is stored, and nothing else."""

from pathlib import Path

import pytest

from reader.app import kept_list
from reader.app.catalogue import Catalogue, Entry
from reader.app.paths import Places
from reader.core.library_filter import EVERYTHING, facets
from reader.core.note import Stamp, Summary

NOTES = tuple(
    Summary(f"a/{number:03}.md", Stamp(number, 1), f"Note {99 - number}", f"2026-01-{1 + number % 28:02}", ("tea",))
    for number in range(100)
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return folders of a user who has a library."""
    (tmp_path / "notes").mkdir()
    return Places(tmp_path / "config", tmp_path / "cache")


def stored(places: Places, root: Path) -> tuple[Path, int]:
    """Write the notes to the catalogue; return its folder and its revision."""
    folder = places.library_cache(root)
    catalogue = Catalogue(folder)
    catalogue.write(map(Entry, NOTES))
    revision = catalogue.news().revision
    catalogue.close()
    return folder, revision


def test_a_list_comes_back_in_its_order(places: Places, tmp_path: Path) -> None:
    """All paths and titles, the notes at the top whole, and the counts of tags and folders."""
    root = tmp_path / "notes"
    folder, revision = stored(places, root)
    kept_list.save(folder, revision, "title", NOTES)
    found = kept_list.load(places, str(root), "title")
    assert found is not None
    assert [f"Note {number}" for number in (0, 1, 10, 11)] == list(found.titles[:4])
    assert set(found.paths) == {note.path for note in NOTES}
    assert [note.path for note in found.first] == list(found.paths[: len(found.first)])
    assert found.counts == facets(NOTES, EVERYTHING)
    assert 20 < len(found.first) < len(NOTES)


def test_another_order_or_revision_is_not_served(places: Places, tmp_path: Path) -> None:
    """Neither an order that was not kept, nor a list from before something was stored; nor where there is nothing."""
    root = tmp_path / "notes"
    assert kept_list.load(places, str(root), "title") is None
    folder, revision = stored(places, root)
    assert kept_list.load(places, str(root), "title") is None
    kept_list.save(folder, revision, "title", NOTES)
    assert kept_list.load(places, str(root), "modified") is None
    catalogue = Catalogue(folder)
    catalogue.write(removed=[NOTES[0].path])
    catalogue.close()
    assert kept_list.load(places, str(root), "title") is None


def test_a_damaged_list_is_none(places: Places, tmp_path: Path) -> None:
    """Wherever writing was cut off; a damaged catalogue has none, either."""
    root = tmp_path / "notes"
    folder, revision = stored(places, root)
    kept_list.save(folder, revision, "title", NOTES)
    file = folder / "last-list"
    whole = file.read_bytes()
    for cut in (0, 1, 40, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        assert kept_list.load(places, str(root), "title") is None
    file.write_bytes(whole)
    assert kept_list.load(places, str(root), "title") is not None
    (catalogue,) = folder.glob("catalogue-*.sqlite")
    catalogue.write_bytes(b"no catalogue" * 100)
    assert kept_list.load(places, str(root), "title") is None


def test_what_is_kept_already_is_not_written_again(places: Places, tmp_path: Path) -> None:
    """A window that is only looked at leaves the file as it is."""
    folder, revision = stored(places, tmp_path / "notes")
    kept_list.save(folder, revision, "title", NOTES)
    before = (folder / "last-list").stat().st_mtime_ns
    kept_list.save(folder, revision, "title", NOTES)
    assert before == (folder / "last-list").stat().st_mtime_ns
