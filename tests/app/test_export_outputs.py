"""Where an export goes: names that every file system takes, files that are whole or not there."""

import resource
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reader.app.export import plan_outputs, safe_name, write_file
from reader.core.text import fold
from reader.errors import UnwritableError


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tides of the bay", "Tides of the bay"),
        ("../../etc/passwd", "etc passwd"),
        ("-rf ~", "rf"),
        ('a<b>:c"d|e?f*g\\h', "a b c d e f g h"),
        ("CON", "note CON"),
        ("nul.txt", "note nul.txt"),
        ("Console", "Console"),
        ("...", "note"),
        ("", "note"),
        ("trailing. ", "trailing"),
        ("line\nbreak\x00\u202ecod.exe", "line break cod.exe"),
        ("e\u0301tude", "\u00e9tude"),
        ("潮汐", "潮汐"),
        ("half \ud800 surrogate", "half surrogate"),
    ],
)
def test_names_are_safe_everywhere(title: str, expected: str) -> None:
    """What a file system or a shell objects to is gone, and the rest of the title is there."""
    assert expected == safe_name(title, set())


def test_names_differ_in_more_than_case() -> None:
    """Windows and macOS would take the second for the first."""
    taken: set[str] = set()
    names = [safe_name(title, taken) for title in ("Tides", "tides", "TIDES", "Tides 2")]
    assert ["Tides", "tides 2", "TIDES 3", "Tides 2 2"] == names


def test_long_names_stay_within_their_bytes() -> None:
    """A cut name has no half character, and the number that makes it unique is inside the limit."""
    taken: set[str] = set()
    names = [safe_name("潮" * 300, taken) for _ in range(12)]
    assert "潮" * 40 == names[0]
    assert "潮" * 39 + " 12" == names[-1]
    assert max(len(name.encode()) for name in names) <= 120


def test_ten_thousand_notes_may_have_one_title() -> None:
    """Their names count up without a gap, and without trying all numbers for each."""
    taken: set[str] = set()
    names = [safe_name("Untitled", taken) for _ in range(10_000)]
    assert ["Untitled", *(f"Untitled {number}" for number in range(2, 10_001))] == names


@given(st.lists(st.text(), max_size=6))
def test_any_title_makes_a_file(tmp_path_factory: pytest.TempPathFactory, titles: list[str]) -> None:
    """The disk takes every name, and no two titles meet."""
    folder = tmp_path_factory.mktemp("names")
    taken: set[str] = set()
    names = [safe_name(title, taken) for title in titles]
    for name in names:
        write_file(folder / f"{name}.pdf", b"", force=False)
        assert name[0] not in ".-~ "
        assert len(name.encode()) <= 120
    assert len(titles) == len({fold(name) for name in names}) == len(list(folder.iterdir()))


def test_one_document_goes_to_the_file_itself(tmp_path: Path) -> None:
    """So does a merged one."""
    notes = [("a.md", "A"), ("b.md", "B")]
    target = tmp_path / "out.pdf"
    assert [target] == plan_outputs(notes[:1], target, ".pdf")
    assert [target] == plan_outputs(notes, target, ".pdf", merge=True)


def test_several_documents_go_into_a_folder(tmp_path: Path) -> None:
    """It is made where it is missing, and holds one file for each note."""
    notes = [("a.md", "Tides"), ("b/a.md", "TIDES"), ("c.md", "")]
    for _ in range(2):
        found = plan_outputs(notes, tmp_path / "out", ".html")
        assert ["Tides.html", "TIDES 2.html", "c.html"] == [path.name for path in found]
    assert (tmp_path / "out").is_dir()


@pytest.mark.parametrize("output", ["file", "file/out", "missing/out", "x" * 300, "nul\0l"])
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, output: str) -> None:
    """Nothing is written, and the user learns which path it is."""
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(UnwritableError, match=r"is a file|cannot be made"):
        plan_outputs([("a", "A"), ("b", "B")], tmp_path / output, ".pdf")
    assert ["file"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_is_written(tmp_path: Path) -> None:
    """Bytes as they are, text as UTF-8, and nothing else stays in the folder."""
    write_file(tmp_path / "bytes", b"\x00\xff", force=False)
    write_file(tmp_path / "text", "潮\n", force=False)
    assert {"bytes": b"\x00\xff", "text": "潮\n".encode()} == {f.name: f.read_bytes() for f in tmp_path.iterdir()}


def test_a_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    """The error names --force."""
    target = tmp_path / "out.txt"
    write_file(target, "old", force=True)
    with pytest.raises(UnwritableError, match=r"out\.txt exists already\. .*--force"):
        write_file(target, "new", force=False)
    assert target.read_text(encoding="utf-8") == "old"
    write_file(target, "new", force=True)
    assert target.read_text(encoding="utf-8") == "new"
    assert [target] == list(tmp_path.iterdir())


@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, *, force: bool) -> None:
    """What cannot be written whole is not written at all (a size limit stands for the full disk)."""
    target = tmp_path / "out.txt"
    if force:
        target.write_text("old", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(UnwritableError, match=r"out\.txt cannot be written \(File too large\)"):
            write_file(target, b"x" * 10_000, force=force)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ([target] if force else []) == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing/out.pdf", "There is no folder"),
        ("file/out.pdf", "cannot be written"),
        ("folder", "is a folder"),
        ("link", "is not an ordinary file"),
        ("x" * 300, "cannot be written"),
        ("nul\0l", "cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    """Not even with force, and no part of a file is left behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with pytest.raises(UnwritableError, match=sentence) as caught:
        write_file(tmp_path / name, "new", force=True)
    assert "\n" not in str(caught.value)
    assert {"folder", "file", "link"} == {path.name for path in tmp_path.iterdir()}
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_device_is_never_replaced() -> None:
    """`-o /dev/null --force` by root would otherwise take the device away."""
    with pytest.raises(UnwritableError, match="is not an ordinary file"):
        write_file(Path("/dev/null"), b"", force=True)
    assert Path("/dev/null").is_char_device()


def test_no_note_of_the_library_is_replaced(tmp_path: Path) -> None:
    """Not even by force; other files beside the notes are the user's own matter."""
    note = tmp_path / "Note.MD"
    note.write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableError, match="changes no note"):
        write_file(note, "new", force=True, library=tmp_path)
    assert note.read_text(encoding="utf-8") == "mine"
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    write_file(page, "new", force=True, library=tmp_path)
    assert page.read_text(encoding="utf-8") == "new"
