"""Headings of a whole library, found by a few letters."""

from pathlib import Path

from reader.app.heading_book import HeadingBook
from reader.app.paths import Places
from reader.app.session import Session
from reader.core.pick_book import Pick


def test_headings_are_found_by_their_words_and_those_of_their_note(tmp_path: Path) -> None:
    """The heading that begins so comes first; equal ones in a note lead to their own places; the key may hold `#`."""
    library = tmp_path / "library"
    (library / "C#").mkdir(parents=True)
    (library / "C#" / "mill.md").write_text("# The mill\n\n## The *wheel*\n\nx\n\n## Notes\n\n## Notes\n")
    (library / "b.md").write_text("# Boats\n\n## Wheels of boats\n")
    with Session(library, Places(tmp_path / "config", tmp_path / "cache")) as session:
        session.refresh()
        book = HeadingBook(session.catalogue.headings(), session.snapshot.by_path, (library, 1))
        assert [Pick("C#/mill.md#the-wheel", "The mill › The wheel", "C#/mill.md")] == list(book.best("the wheel"))
        assert ["b.md#wheels-of-boats", "C#/mill.md#the-wheel"] == [pick.key for pick in book.best("wheel")]
        assert ["C#/mill.md#notes", "C#/mill.md#notes-1"] == [pick.key for pick in book.best("mill notes")]
        assert () == book.best("")
        (library / "b.md").write_text("No heading any more.\n")
        session.refresh()
        assert ["C#/mill.md"] == [path for path, _ in session.catalogue.headings()]


def test_forty_headings_are_enough(tmp_path: Path) -> None:
    """What is shown is made when it is shown, and that is little."""
    (tmp_path / "long.md").write_text("\n".join(f"## Part {number}" for number in range(400)))
    with Session(tmp_path, Places(tmp_path / "config", tmp_path / "cache")) as session:
        session.refresh()
        book = HeadingBook(session.catalogue.headings(), session.snapshot.by_path, (tmp_path, 1))
        assert 40 == len(book.best("part"))
