"""The page that was read last: it serves the same wish on the same file, and nothing else."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.app import kept_file, kept_page
from reader.app.look import Look
from reader.app.messages import OpenNote, PageReady
from reader.app.paths import Places
from reader.app.reading import Reading

TEXT = "---\ntags: [a]\n---\n# One\n\nA word[1] and [[Two]].\n\n## Two\n\nSources:\n[1] https://oak.example/arch\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return folders of their own."""
    return Places(tmp_path / "config", tmp_path / "cache")


@pytest.fixture
def wish(tmp_path: Path) -> OpenNote:
    """Return the wish for a note with all that a page knows of."""
    root = tmp_path / "library"
    root.mkdir()
    root.joinpath("one.md").write_text(TEXT)
    return OpenNote(7, str(root), "one.md", Look())


def made(places: Places, wish: OpenNote) -> PageReady:
    """Make a page, and keep it."""
    reading = Reading(Path(wish.root), places)
    ready = reading.document(wish)
    reading.close()
    kept_page.save(places, wish, ready)
    return ready


def test_a_page_comes_back_whole_for_another_ticket(places: Places, wish: OpenNote) -> None:
    """With its citations, its outline and its links."""
    ready = made(places, wish)
    again = replace(wish, ticket=99)
    assert replace(ready, ticket=99) == kept_page.load(places, again)
    assert ready.citations.sources
    assert kept_file.size(places, wish.root, kept_file.PAGE)


def test_another_wish_is_not_served(places: Places, wish: OpenNote) -> None:
    """Neither another note nor another look, and nothing where nothing is kept."""
    assert kept_page.load(places, wish) is None
    assert not kept_file.size(places, wish.root, kept_file.PAGE)
    made(places, wish)
    Path(wish.root, "two.md").write_text(TEXT)
    assert kept_page.load(places, replace(wish, path="two.md")) is None
    assert kept_page.load(places, replace(wish, look=Look(theme="dark"))) is None
    assert kept_page.load(places, replace(wish, look=Look(hard_breaks=True))) is None


def test_a_note_that_has_changed_or_gone_is_not_served(places: Places, wish: OpenNote) -> None:
    """Its size, its time, or its being there."""
    made(places, wish)
    note = Path(wish.root, wish.path)
    before = note.stat()
    note.write_text(TEXT + "more")
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept_page.load(places, wish) is None
    note.write_text(TEXT)
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert kept_page.load(places, wish) is None
    note.unlink()
    assert kept_page.load(places, wish) is None


@pytest.mark.parametrize("cut", [0, 1, 30, -1, -200])
def test_a_damaged_page_is_none(places: Places, wish: OpenNote, cut: int) -> None:
    """Wherever writing was cut off, and whatever stands there instead."""
    made(places, wish)
    (file,) = places.cache.rglob("last-page")
    data = file.read_bytes()
    file.write_bytes(data[:cut])
    assert kept_page.load(places, wish) is None
    file.write_bytes(data[: data.index(b"\n") + 1] + os.urandom(200))
    assert kept_page.load(places, wish) is None


def test_a_page_of_another_program_is_none(places: Places, wish: OpenNote, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer Postil may set the same note in another way."""
    made(places, wish)
    monkeypatch.setattr(kept_file, "__version__", "0.0.1")
    assert kept_page.load(places, wish) is None


def test_a_cache_that_cannot_be_written_is_no_obstacle(places: Places, wish: OpenNote) -> None:
    """The next start makes the page anew."""
    places.cache.write_text("a file in the way")
    made(places, wish)
    assert kept_page.load(places, wish) is None
    assert not kept_file.size(places, wish.root, kept_file.PAGE)
