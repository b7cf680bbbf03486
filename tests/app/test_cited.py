from pathlib import Path

from reader.app.cited import cited
from reader.files.parse import read

NOTE = "---\nbibliography: refs.bib\n---\nThe tide turns [@tide2020], they say [@none1999].\n"
BIB = "@book{tide2020, title = {Of Tides}, url = {https://tide.example/book}}\n\n@book{broken, title = {Half\n"


def test_a_bibliography_beside_the_note_is_used(tmp_path: Path) -> None:
    """The good entries are sources; what is broken is named with its line."""
    (tmp_path / "sea").mkdir()
    (tmp_path / "sea" / "note.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "sea" / "refs.bib").write_text(BIB, encoding="utf-8")
    found = cited(tmp_path, read(tmp_path, "sea/note.md"))
    assert [("tide2020", "https://tide.example/book")] == [(source.label, source.url) for source in found.sources]
    assert ["none1999"] == [mention.label for mention in found.dangling]
    assert any("refs.bib" in item.message and "line 3" in item.message for item in found.problems)


def test_a_bibliography_at_the_top_of_the_library_is_used(tmp_path: Path) -> None:
    """Where none lies beside the note, the library's own counts; a changed one is read again."""
    (tmp_path / "sea").mkdir()
    (tmp_path / "sea" / "note.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "refs.bib").write_text("@book{tide2020, title = {Of Tides}}", encoding="utf-8")
    note = read(tmp_path, "sea/note.md")
    assert ["Of Tides"] == [source.title for source in cited(tmp_path, note).sources]
    (tmp_path / "refs.bib").write_text("@book{tide2020, title = {Of All Tides}}", encoding="utf-8")
    assert ["Of All Tides"] == [source.title for source in cited(tmp_path, note).sources]


def test_a_bibliography_outside_of_the_library_is_not_read(tmp_path: Path) -> None:
    """A note cannot make Postil read what lies elsewhere; it is told that the file cannot be read."""
    (tmp_path / "secret.bib").write_text("@book{tide2020, title = {Secret}}", encoding="utf-8")
    library = tmp_path / "library"
    library.mkdir()
    for name in ("../secret.bib", str(tmp_path / "secret.bib")):
        (library / "note.md").write_text(NOTE.replace("refs.bib", name), encoding="utf-8")
        found = cited(library, read(library, "note.md"))
        assert [] == [source.title for source in found.sources if source.title == "Secret"]
        assert any("cannot be read" in item.message for item in found.problems)


def test_a_library_of_ris_is_used(tmp_path: Path) -> None:
    """A `.ris` file is a bibliography like any other: good entries are sources, bad ones are named with their line."""
    note = "---\nbibliography: [refs.ris]\n---\nThe tide turns [@tide2020], and again [@doi:10.1000/sea].\n"
    (tmp_path / "note.md").write_text(note, encoding="utf-8")
    ris = "TY  - BOOK\nID  - tide2020\nTI  - Of Tides\nER  - \nTY  - BOOK\nTI  - No key\nER  - \n"
    ris += "TY  - JOUR\nID  - sea\nTI  - The Sea\nDO  - 10.1000/sea\nER  - \n"
    (tmp_path / "refs.ris").write_text(ris, encoding="utf-8")
    found = cited(tmp_path, read(tmp_path, "note.md"))
    assert [("tide2020", "Of Tides"), ("doi:10.1000/sea", "The Sea")] == [
        (source.label, source.title) for source in found.sources
    ]
    assert () == found.dangling
    assert ["refs.ris: The entry in line 5 has no key (ID) by which a note could cite it."] == [
        item.message for item in found.problems if "refs.ris" in item.message
    ]
