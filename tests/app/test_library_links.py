from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.app.catalogue import Catalogue
from reader.app.library_links import LibraryLinks


@pytest.fixture
def links(tmp_path: Path) -> Iterator[LibraryLinks]:
    """Return what the note `here/from.md` may ask of a library that nobody has catalogued."""
    library = tmp_path / "library"
    notes = ("here/from.md", "here/Beside.md", "covered/README.md", "named/Named.md", "top.txt")
    for path in (*notes, "bare/picture.png"):
        (library / path).parent.mkdir(parents=True, exist_ok=True)
        (library / path).write_text("# A note\n", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "index.md").write_text("# Not yours\n", encoding="utf-8")
    (library / "away").symlink_to(tmp_path / "outside")
    (tmp_path / "cache").mkdir()
    catalogue = Catalogue(tmp_path / "cache")
    yield LibraryLinks(library, "here/from.md", catalogue)
    catalogue.close()


@pytest.mark.parametrize(
    ("target", "note"),
    [
        ("Beside", "here/Beside.md"),
        ("Beside.md", "here/Beside.md"),
        ("../top", "top.txt"),
        ("../covered/", "covered/README.md"),
        ("named", "named/Named.md"),
        ("bare", None),
        ("nowhere", None),
        ("../../outside/index.md", None),
        ("../away/", None),
        ("away/index.md", None),
        ("", None),
        ("a\0b", None),
    ],
)
def test_a_link_leads_to_a_note_or_to_the_one_that_stands_for_a_folder(
    links: LibraryLinks, target: str, note: str | None
) -> None:
    """From here or from the root of the library, and never out of it."""
    assert note == links.note(target)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("../bare/picture.png", "bare/picture.png"),
        ("bare/picture.png", "bare/picture.png"),
        ("bare", "bare/"),
        ("../bare/", "bare/"),
        (".", "here/"),
        ("..", "./"),
        ("../..", None),
        ("away", None),
        ("nowhere/", None),
    ],
)
def test_a_link_leads_to_a_file_or_a_folder(links: LibraryLinks, target: str, file: str | None) -> None:
    """A folder ends in a slash."""
    assert file == links.file(target)
