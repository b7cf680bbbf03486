"""A saved note is taken in without a look at the whole library, and only where that is enough."""

import os
from pathlib import Path

import pytest

from reader.app.paths import Places
from reader.app.session import Session
from reader.app.touched import Touched, take_in


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return the session of a small library, up to date."""
    library = tmp_path / "library"
    (library / "folder").mkdir(parents=True)
    for name in ("one.md", "folder/two.md", "folder/three.md"):
        (library / name).write_text(f"# {name}\n\nplain words\n", encoding="utf-8")
    session = Session(library, Places(tmp_path / "config", tmp_path / "cache"), exclude=["hidden"])
    session.refresh()
    return session


def paths_of(session: Session, word: str) -> list[str]:
    """Return the notes that a word finds, by path."""
    return sorted(hit.path for hit in session.search(word).hits)


def test_a_note_that_changed_one_that_is_new_and_one_that_is_gone_are_taken_in(session: Session) -> None:
    """Nothing but the paths that were touched is looked at."""
    with session:
        (session.root / "one.md").write_text("# one\n\nzebra\n", encoding="utf-8")
        (session.root / "folder/four.md").write_text("# four\n\nzebra\n", encoding="utf-8")
        (session.root / "folder/two.md").unlink()
        (session.root / "folder/three.md").write_text("# three\n\nzebra too\n", encoding="utf-8")
        assert take_in(session, {"one.md", "folder/four.md", "folder/two.md"})
        session.reload()
        assert ["folder/four.md", "one.md"] == paths_of(session, "zebra")
        assert ["folder/four.md", "folder/three.md", "one.md"] == [note.path for note in session.snapshot.notes]
        session.refresh()
        assert ["folder/four.md", "folder/three.md", "one.md"] == paths_of(session, "zebra")


@pytest.mark.parametrize("path", ["folder", "picture.png", "never.md", "link.md", "linked/two.md"])
def test_what_a_path_alone_cannot_tell_is_left_to_a_scan(session: Session, path: str) -> None:
    """Folders, other files, links and what nobody knows of need a look at the whole library."""
    (session.root / "link.md").symlink_to(session.root / "one.md")
    (session.root / "linked").symlink_to(session.root / "folder")
    (session.root / "picture.png").write_bytes(b"")
    with session:
        assert not take_in(session, {path})
        assert not take_in(session, {path, "one.md"})


def test_excluded_notes_stay_out(session: Session) -> None:
    """A path below an excluded folder is nobody's."""
    (session.root / "hidden").mkdir()
    (session.root / "hidden/note.md").write_text("zebra", encoding="utf-8")
    with session:
        assert take_in(session, {"hidden/note.md"})
        assert [] == paths_of(session, "zebra")


def test_a_note_that_may_not_be_read_is_left_to_a_scan(session: Session) -> None:
    """The scan names it among the unreadable."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (session.root / "one.md").chmod(0)
    with session:
        assert not take_in(session, {"one.md"})


def test_touched_paths_are_taken_once() -> None:
    """Nothing touched, or anything, is an empty set: look at the whole library."""
    touched = Touched()
    touched.add(frozenset({"a.md"}))
    touched.add(frozenset({"b.md"}))
    assert {"a.md", "b.md"} == touched.take()
    assert frozenset() == touched.take()
    touched.add(frozenset({"a.md"}))
    touched.add(frozenset())
    assert frozenset() == touched.take()
    touched.add(frozenset({"c.md"}))
    assert {"c.md"} == touched.take()
