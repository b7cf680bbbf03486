import sqlite3
from pathlib import Path

import pytest

from reader.app.catalogue import Catalogue, Entry
from reader.app.stored_notes import catalogue_file
from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Problem, ProblemKind, Stamp, Summary
from reader.markup.breaks import Habit

NOTE = Summary(
    "garden/tide.md", Stamp(123456789012345678, 42), "Tide", "2026-01-02T03:04:05Z", ("sea", "sea/moon"), ("Ebb",),
    "/sea/tide/", "2025-01-01", None, "en", "The sea comes.", 99, 2, 1, 1,
    (Problem(ProblemKind.FRONT_MATTER, 3, "odd"),),
)  # fmt: skip
SOURCE = Source("1", "Sea", "https://sea.example/a", "sea.example", 9, 0, 5, State.CITED,
                (Mention(2, 3, "[1]", "1", "So.", 10, 13),), "https://sea.example/a")  # fmt: skip


def other(path: str, **facts: object) -> Summary:
    """Return another note."""
    return NOTE._replace(path=path, title=path, aliases=(), permalink=None, **facts)  # type: ignore[arg-type]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Return an empty catalogue."""
    return Catalogue(tmp_path)


def test_a_note_comes_back_whole(catalogue: Catalogue) -> None:
    """All that is known of a note and its sources is stored."""
    catalogue.write([Entry(NOTE, Citations((SOURCE,)))])
    assert (NOTE,) == catalogue.news().notes
    assert {NOTE.path: NOTE.stamp} == catalogue.stamps()
    stored = next(catalogue.sources.of_notes(NOTE.path))
    assert ("1", "sea.example", "cited", 1) == (stored.label, stored.domain, stored.state, stored.mentions)


def test_another_process_learns_only_the_news(tmp_path: Path, catalogue: Catalogue) -> None:
    """A reader asks for what was written after the revision that it knows."""
    reader = Catalogue(tmp_path)
    catalogue.write([Entry(NOTE), Entry(other("b.md"))])
    first = reader.news()
    catalogue.write([Entry(NOTE._replace(words=100))], removed=["b.md"])
    news = reader.news(first.revision)
    assert [100] == [note.words for note in news.notes]
    assert ("b.md",) == news.removed


def test_a_note_that_comes_back_is_not_gone(catalogue: Catalogue) -> None:
    """Removed and added again, a note is there."""
    catalogue.write([Entry(NOTE)])
    catalogue.write(removed=[NOTE.path])
    catalogue.write([Entry(NOTE)])
    news = catalogue.news()
    assert (NOTE,) == news.notes
    assert () == news.removed


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("tide", "garden/tide.md"),
        ("TIDE.md", "garden/tide.md"),
        ("Ebb", "garden/tide.md"),
        ("/sea/tide/", "garden/tide.md"),
        ("garden/tide", "garden/tide.md"),
        ("./tide", "garden/tide.md"),
        ("nowhere", None),
        ("../../etc/passwd", None),
        ("a'; DROP TABLE names;--", None),
        ("", None),
    ],
)
def test_links_lead_to_notes(catalogue: Catalogue, target: str, expected: str | None) -> None:
    """A link is resolved by path, name, alias, title and permalink, in any case."""
    catalogue.write([Entry(NOTE), Entry(other("z/other.md"))])
    assert expected == catalogue.find_note(target, "garden/from.md")


def test_the_nearest_of_two_names_wins(catalogue: Catalogue) -> None:
    """Of two notes with one name, the one near the linking note is meant."""
    catalogue.write([Entry(other("a/page.md")), Entry(other("b/page.md"))])
    assert "b/page.md" == catalogue.find_note("page", "b/note.md")


def test_upper_folders_may_be_left_out(catalogue: Catalogue) -> None:
    """`folder/Page` finds `deep/folder/Page.md`."""
    catalogue.write([Entry(other("deep/folder/page.md")), Entry(other("x/page.md"))])
    assert "deep/folder/page.md" == catalogue.find_note("folder/page", "x/note.md")


def test_files_are_found_by_path_and_by_name(catalogue: Catalogue) -> None:
    """An image may be named by its path or by its name alone."""
    catalogue.write_files(["img/Moon.png", "a/img/sun.png", "b/img/sun.png"])
    assert "img/Moon.png" == catalogue.find_file("moon.PNG", "n.md")
    assert "b/img/sun.png" == catalogue.find_file("img/sun.png", "b/n.md")
    assert catalogue.find_file("../secret.png", "b/n.md") is None


def test_a_foreign_file_is_replaced(tmp_path: Path) -> None:
    """What is no catalogue is thrown away: it can be made again."""
    catalogue = Catalogue(tmp_path)
    catalogue.close()
    file = next(tmp_path.glob("catalogue-*.sqlite"))
    for stale in tmp_path.glob("catalogue-*"):
        stale.unlink()
    file.write_bytes(b"this is no database" * 100)
    again = Catalogue(tmp_path)
    again.write([Entry(NOTE)])
    assert (NOTE,) == again.news().notes


def test_another_version_leaves_nothing_behind(tmp_path: Path) -> None:
    """Its catalogue goes, with the files that SQLite keeps beside it; ours, and what is no catalogue, stay."""
    stale = ["catalogue-1.sqlite", "catalogue-1.sqlite-wal", "catalogue-1.sqlite-shm", "catalogue-999.sqlite"]
    for name in [*stale, "writer.lock"]:
        tmp_path.joinpath(name).write_bytes(b"old")
    catalogue = Catalogue(tmp_path)
    catalogue.write([Entry(NOTE)])
    left = {file.name for file in tmp_path.iterdir()}
    assert set() == left & set(stale)
    assert {"writer.lock", catalogue_file(tmp_path).name} <= left
    assert (NOTE,) == Catalogue(tmp_path).news().notes


def test_a_catalogue_damaged_while_open_can_be_renewed(tmp_path: Path) -> None:
    """Damage that shows late is an error that `renew` mends."""
    catalogue = Catalogue(tmp_path)
    catalogue.write([Entry(NOTE)])
    catalogue.close()
    file = next(tmp_path.glob("catalogue-*.sqlite"))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    damaged = Catalogue(tmp_path)
    with pytest.raises(sqlite3.DatabaseError):
        damaged.news()
    damaged.renew()
    assert () == damaged.news().notes


@pytest.mark.parametrize(
    ("habit", "kept"),
    [
        (Habit(garden=1, pairs=9, wrapped=9), True),
        (Habit(obsidian=1, pairs=9, wrapped=1), True),
        (Habit(obsidian=1, pairs=9, wrapped=9), False),
        (Habit(pairs=9), False),
    ],
)
def test_a_library_is_judged_as_a_whole(catalogue: Catalogue, habit: Habit, *, kept: bool) -> None:
    """Whether single line ends count is asked of all notes together, once there are enough of them."""
    assert catalogue.keeps_breaks() is None
    catalogue.write([Entry(other(f"{number}.md"), habit=habit) for number in range(6)])
    assert kept == catalogue.keeps_breaks()
