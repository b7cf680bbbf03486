"""A library in use, without a shell: what a refresh reads, keeps, and never loses."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reader.app.checks import check_library
from reader.app.lock import writer_lock
from reader.app.paths import Places, private_folder
from reader.app.session import Session
from reader.app.source_facts import Question
from reader.core.library_filter import Filter, narrowed
from reader.core.note import ProblemKind
from reader.errors import UnreadableError

NAMES = st.sampled_from(["a.md", "b.md", "sub/a.md", "c.txt"])
STEPS = st.lists(st.tuples(NAMES, st.sampled_from(["plum", "quince", "medlar", None])), max_size=8)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return an empty library."""
    root = tmp_path / "library"
    root.mkdir()
    return root


@pytest.fixture
def session(library: Path, tmp_path: Path) -> Iterator[Session]:
    """Return a session on it."""
    with Session(library, Places(tmp_path / "config", tmp_path / "cache")) as made:
        yield made


def write(file: Path, text: str) -> None:
    """Write a note, and give it a time of its own."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    write.clock += 1_000_000_000  # type: ignore[attr-defined]
    os.utime(file, ns=(write.clock, write.clock))  # type: ignore[attr-defined]


write.clock = 1_700_000_000_000_000_000  # type: ignore[attr-defined]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_refresh_is_as_good_as_a_fresh_start(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]
) -> None:
    """After any changes, a refreshed session knows and finds what a new one does."""
    folder = tmp_path_factory.mktemp("steps")
    root = folder / "library"
    root.mkdir()
    with Session(root, Places(folder, folder / "cache")) as one:
        for name, word in steps:
            if word is None:
                (root / name).unlink(missing_ok=True)
            else:
                write(root / name, f"# {name}\n\nA {word}.\n")
            one.refresh()
        with Session(root, Places(folder, folder / "other")) as fresh:
            fresh.refresh()
            assert fresh.snapshot.notes == one.snapshot.notes
            for word in ("plum", "quince", "medlar"):
                assert {hit.path for hit in fresh.search(word).hits} == {hit.path for hit in one.search(word).hits}


def test_a_lost_index_is_made_again(session: Session, library: Path) -> None:
    """When the index is gone and the catalogue is not, every note is read again and found."""
    write(library / "a.md", "plum")
    session.refresh()
    session.index.clear()
    assert ("a.md",) == session.refresh().changes.changed
    assert 1 == session.search("plum").total


def test_a_lost_catalogue_is_made_again(library: Path, tmp_path: Path) -> None:
    """And the other way round."""
    places = Places(tmp_path / "config", tmp_path / "cache")
    write(library / "a.md", "plum")
    with Session(library, places) as session:
        session.refresh()
        for file in session.folder.glob("catalogue-*"):
            file.write_bytes(b"no database " * 1000)
    with Session(library, places) as session:
        session.refresh()
        assert ["a.md"] == [note.path for note in session.snapshot.notes]
        assert 1 == session.search("plum").total


def test_while_another_writes_the_last_commit_serves(session: Session, library: Path) -> None:
    """Without the writer's lock nothing is read, and nothing is lost."""
    write(library / "a.md", "plum")
    session.refresh()
    write(library / "b.md", "quince")
    with writer_lock(session.folder) as mine:
        assert mine
        assert session.refresh().busy
        assert 1 == session.search("plum").total
    assert ("b.md",) == session.refresh().changes.added


def test_tags_narrow_a_search(session: Session, library: Path) -> None:
    """A search within tags finds notes that have them all, themselves or below."""
    write(library / "a.md", "---\ntags: [fruit/stone]\n---\nplum")
    write(library / "b.md", "---\ntags: [fruit]\n---\nplum")
    session.refresh()
    assert {"a.md", "b.md"} == {hit.path for hit in session.search("plum", Filter(("Fruit",))).hits}
    assert ["a.md"] == [hit.path for hit in session.search("plum", Filter(("fruit/stone",))).hits]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(("fruit/stone", "leaf"), any_tag=True),
        Filter(without=("fruit/stone",)),
        Filter(("fruit",), without=("leaf",), folders=("a", "b/c")),
        Filter(folders=("b",)),
        Filter(folders=("a", "b/d")),
    ],
)
def test_a_filtered_search_is_the_filtered_result(session: Session, library: Path, wanted: Filter) -> None:
    """The index leaves out what the filter of the snapshot would, and nothing else."""
    for number, folder in enumerate(("a", "b", "b/c", "b/cc", "")):
        for tag in ("fruit", "fruit/stone", "leaf", "fruit, leaf"):
            write(library / folder / f"{number}-{tag[-2:]}-{len(tag)}.md", f"---\ntags: [{tag}]\n---\nplum")
    session.refresh()
    found = [session.snapshot.by_path[hit.path] for hit in session.search("plum", limit=100).hits]
    assert 20 == len(found)
    expected = {note.path for note in narrowed(found, wanted)}
    assert 0 < len(expected) < 20
    assert expected == {hit.path for hit in session.search("plum", wanted, limit=100).hits}


@pytest.mark.parametrize(
    "title",
    ["TO BE OR NOT TO BE", "NOT now", "Ships [draft]", "Where: a map?", "a | b", "-plum", "???", "NEAR/2", "C++ (old)"],
)
def test_a_title_that_reads_as_a_question_is_found(session: Session, library: Path, title: str) -> None:
    """Who types the title of a note gets that note first, whatever the signs in it mean, and within its tag only."""
    write(library / "a.md", f"---\ntitle: '{title}'\ntags: [one]\n---\nplum")
    write(library / "b.md", f"---\ntags: [two]\n---\n{title} {title.casefold()} now plum map ships draft")
    session.refresh()
    for typed in (title, f" {title.casefold()} ", title.upper()):
        assert "a.md" == session.search(typed).hits[0].path
        assert "a.md" == session.search(typed, Filter(("one",))).hits[0].path
        assert "a.md" not in {hit.path for hit in session.search(typed, Filter(("two",))).hits}


def test_titles_come_first_within_a_filter(session: Session, library: Path) -> None:
    """The exact title is first beside tags, words that are left out and fields too."""
    write(library / "a.md", "---\ntags: [fruit]\n---\n# Plum\n\nOne")
    write(library / "b.md", "---\ntags: [fruit]\n---\n# Plum plum\n\n" + "## plum\n\nplum\n\n" * 9)
    session.refresh()
    for text in ("plum", "plum -quince", "title:plum", "tag:fruit plum", '"plum" tag:fruit'):
        for wanted in (Filter(), Filter(("fruit",)), Filter(without=("leaf",))):
            assert ["a.md", "b.md"] == [hit.path for hit in session.search(text, wanted).hits], text


def test_a_library_that_is_not_mounted_keeps_its_notes(session: Session, library: Path) -> None:
    """An empty mount point is not a library whose notes were all removed."""
    write(library / "a.md", "plum")
    session.refresh()
    session.catalogue.keep_fact("device", "another")
    (library / "a.md").rename(library.parent / "elsewhere.md")
    with pytest.raises(UnreadableError, match="not mounted"):
        session.refresh()
    session.reload()
    assert ["a.md"] == [note.path for note in session.snapshot.notes]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_note_that_may_not_be_read_is_listed(session: Session, library: Path) -> None:
    """It is in the list with the reason, and in what `check` finds."""
    write(library / "secret.md", "plum")
    (library / "secret.md").chmod(0)
    session.refresh()
    assert session.unreadable or session.failures(session.refresh())


def test_check_finds_links_images_and_citations(session: Session, library: Path, tmp_path: Path) -> None:
    """Each problem has its kind and its line in the file."""
    write(
        library / "a.md",
        "---\ntitle: x\n---\n[[gone]]\n\n![](none.png)\n\nA claim[2].\n\nSources:\n[1] https://a.example\n",
    )
    session.refresh()
    kinds = {
        (one.problem.kind, one.problem.line) for one in check_library(session, Places(tmp_path, tmp_path / "cache"))
    }
    expected = {
        (ProblemKind.BROKEN_LINK, 4), (ProblemKind.MISSING_IMAGE, 6), (ProblemKind.DANGLING_CITATION, 8),
        (ProblemKind.UNCITED_SOURCE, 11),
    }  # fmt: skip
    assert expected <= kinds


def test_the_cache_is_private(tmp_path: Path) -> None:
    """Nobody else may read what is derived from a library, and a foreign folder is refused."""
    folder = private_folder(tmp_path / "cache")
    assert 0o700 == folder.stat().st_mode & 0o777
    folder.chmod(0o755)
    assert 0o700 == private_folder(folder).stat().st_mode & 0o777
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(UnreadableError, match="belongs to somebody else"):
        private_folder(tmp_path / "link")


def test_a_preview_is_there_before_the_scan(session: Session, library: Path) -> None:
    """Some notes are known at once, as they will be once all are read; nothing is stored."""
    for number in range(30):
        write(library / f"{number}.md", f"# Note {number}\n\nplum\n")
    preview = session.preview(12)
    assert 12 == len(preview)
    assert () == session.snapshot.notes
    session.refresh()
    assert set(preview) <= set(session.snapshot.notes)


@pytest.mark.parametrize("query", ["cites:plum2011", "cites:plum", 'cites:"Of Trees Plum and Pear 2011"', "cites:pear"])
def test_notes_are_found_by_what_a_bibliography_tells(session: Session, library: Path, query: str) -> None:
    """A book has no address: key, title, author and year find the notes that cite it, and its row has them."""
    write(library / "refs.bib", "@book{plum2011, author = {Plum, A. and Pear, B.}, title = {Of Trees}, year = 2011}")
    write(library / "a.md", "---\nbibliography: refs.bib\n---\nA claim [@plum2011].\n")
    session.refresh()
    assert ["a.md"] == [hit.path for hit in session.search(query).hits]
    rows = session.catalogue.sources.page(Question(words="pear 2011")).rows
    assert [("Of Trees", "Plum and Pear 2011")] == [(row.title, row.byline) for row in rows]


@pytest.mark.parametrize("place", ["refs.bib", "sub/refs.bib"])
def test_a_bibliography_that_changes_changes_its_notes(session: Session, library: Path, place: str) -> None:
    """Notes that name a bibliography are read again when it appears, changes or goes; others are left alone."""
    write(library / "sub" / "a.md", "---\nbibliography: refs.bib\n---\nA claim [@plum].\n")
    write(library / "b.md", "nothing")
    session.refresh()
    write(library / place, "@book{plum, title = {Plums}, url = {https://plum.example}}")
    assert ("sub/a.md",) == session.refresh().changes.changed
    assert [(1, 0)] == [(note.citations, note.dangling) for note in session.snapshot.notes if note.path == "sub/a.md"]
    assert ["sub/a.md"] == [hit.path for hit in session.search("cites:plum.example").hits]
    assert () == session.refresh().changes.changed
    write(library / place, "@book{quince, title = {Quinces}}")
    assert ("sub/a.md",) == session.refresh().changes.changed
    assert [1] == [note.dangling for note in session.snapshot.notes if note.path == "sub/a.md"]
    (library / place).unlink()
    assert ("sub/a.md",) == session.refresh().changes.changed
