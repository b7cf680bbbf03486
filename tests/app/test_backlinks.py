"""Which notes speak of a note."""

from pathlib import Path

import pytest

from reader.app.backlinks import find_links
from reader.app.link_messages import Backlink, FindLinks, LinksFound
from reader.app.paths import Places
from reader.app.session import Session
from reader.core.results import Snippet


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of notes that speak of each other."""
    root = tmp_path / "notes"
    (root / "old").mkdir(parents=True)
    (root / "Tea.md").write_text("---\naliases: [Cha leaf]\n---\n# Green tea\n\nSee [[Tea]] itself.\n")
    (root / "old" / "Tea.md").write_text("Another tea.\n")
    (root / "a.md").write_text("First. Then [[Tea|a leaf]] came. And [[Green tea]].\n")
    (root / "b.md").write_text("They drank green tea at noon.\n")
    (root / "old" / "c.md").write_text("It is [here](Tea.md) and [there](../Tea.md).\n")
    (root / "d.md").write_text("A [[cha leaf]] is small.\n")
    return root


def found(session: Session, path: str) -> LinksFound:
    """Return what speaks of a note."""
    return find_links(session, FindLinks(7, path))


def test_links_lead_where_the_library_says(library: Path, tmp_path: Path) -> None:
    """By name, alias and title, the nearest note of a name; and a name that is only said is told apart."""
    with Session(library, Places(tmp_path / "config", tmp_path / "cache")) as session:
        session.refresh()
        answer = found(session, "Tea.md")
        assert (7, "Tea.md") == (answer.ticket, answer.path)
        assert [
            Backlink("a.md", "a", Snippet("Then a leaf came.", ((5, 11),)), 2),
            Backlink("old/c.md", "c", Snippet("It is here and there.", ((15, 20),))),
            Backlink("d.md", "d", Snippet("A cha leaf is small.", ((2, 10),))),
        ] == sorted(answer.linked, key=lambda link: (link.path != "a.md", link.path != "old/c.md"))
        assert ["b.md"] == [link.path for link in answer.mentioned]
        assert ["old/c.md"] == [link.path for link in found(session, "old/Tea.md").linked]
        assert LinksFound(7, "gone.md", (), ()) == found(session, "gone.md")


def test_a_changed_note_takes_its_links_along(library: Path, tmp_path: Path) -> None:
    """What it no longer says is forgotten; what is removed speaks no more."""
    with Session(library, Places(tmp_path / "config", tmp_path / "cache")) as session:
        session.refresh()
        (library / "a.md").write_text("Nothing of the kind any more.\n")
        (library / "d.md").unlink()
        session.refresh()
        assert ["old/c.md"] == [link.path for link in found(session, "Tea.md").linked]
