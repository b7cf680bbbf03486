"""Nothing outside a library is reached by a path of it."""

import os
from pathlib import Path

import pytest

from reader.errors import UnreadableError
from reader.files.inside import real_file
from reader.files.parse import read


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library with a note, a folder, links and a pipe, and a secret beside it."""
    root = tmp_path / "library"
    (root / "folder").mkdir(parents=True)
    (root / "note.md").write_text("# Note", encoding="utf-8")
    (tmp_path / "secret.md").write_text("# Secret", encoding="utf-8")
    (root / "out.md").symlink_to(tmp_path / "secret.md")
    (root / "in.md").symlink_to("note.md")
    (root / "away").symlink_to(tmp_path)
    (root / "loop.md").symlink_to("loop.md")
    os.mkfifo(root / "pipe.md")
    (tmp_path / "library-beside").mkdir()
    (tmp_path / "library-beside" / "x.md").write_text("x", encoding="utf-8")
    return root


@pytest.mark.parametrize("path", ["note.md", "in.md", "folder/../note.md", "./note.md"])
def test_a_path_inside_leads_to_its_note(library: Path, path: str) -> None:
    """Links and dots are followed while they stay inside."""
    assert library / "note.md" == real_file(library, path)
    assert "Note" == read(library, path).title


OUTSIDE = ("out.md", "away/secret.md", "../secret.md", "folder/../../secret.md", "../library-beside/x.md")
NO_FILES = ("pipe.md", "folder", "missing.md", "loop.md", "", ".", "note.md/x", "a\0b", "x" * 5000)


@pytest.mark.parametrize("path", [*OUTSIDE, *NO_FILES])
def test_all_else_is_refused_in_one_sentence(library: Path, path: str) -> None:
    """What is outside, missing or no ordinary file is not opened."""
    assert None is real_file(library, path)
    with pytest.raises(UnreadableError) as refused:
        read(library, path)
    assert "\n" not in str(refused.value)
    assert refused.value.message.endswith(".")


def test_a_note_outside_is_opened_by_its_absolute_path(library: Path) -> None:
    """The command line can show a note that is in no library."""
    outside = str(library.parent / "secret.md")
    note = read(library, outside)
    assert (outside, "Secret") == (note.path, note.title)
    assert None is real_file(library, outside)


def test_a_pipe_is_refused_by_its_absolute_path(library: Path) -> None:
    """Nothing waits for a pipe that nobody writes to."""
    with pytest.raises(UnreadableError, match="no ordinary file"):
        read(library, str(library / "pipe.md"))
