"""Names that are no text come back from JSON and SQLite as the files that they were."""

import json
import os
import sqlite3
from pathlib import Path

from hypothesis import example, given, strategies as st

from reader.files.names import from_disk, to_disk
from reader.files.parse import read
from reader.files.scan import scan

NAMES = st.binary(min_size=1, max_size=40).map(os.fsdecode)


@given(NAMES)
@example(os.fsdecode(b"caf\xe9.md"))
@example("\uef80\uefff")
@example(os.fsdecode("\uef80".encode() + b"\x80"))
def test_every_name_survives(name: str) -> None:
    """A name comes back unchanged, and its spelling is text that can be encoded."""
    spelled = from_disk(name)
    assert name == to_disk(spelled)
    assert spelled == json.loads(json.dumps(spelled, ensure_ascii=False).encode())


@given(NAMES, NAMES)
@example(os.fsdecode(b"\xee\xbe\x80"), "\uef80")
@example(os.fsdecode(b"\xff"), "\uefff")
def test_two_names_are_never_one_path(one: str, other: str) -> None:
    """Only equal names have equal paths."""
    assert (one == other) == (from_disk(one) == from_disk(other))


def test_a_file_with_such_a_name_is_listed_and_opened(tmp_path: Path) -> None:
    """The path from a scan can be stored, and leads to the note."""
    folder = tmp_path / os.fsdecode(b"f\xfclder")
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.md")).write_text("# Coffee", encoding="utf-8")
    (path,) = scan(tmp_path).notes
    with sqlite3.connect(":memory:") as db:
        stored = db.execute("SELECT ?", [path]).fetchone()[0]
    db.close()
    assert "Coffee" == read(tmp_path, stored).title
    assert path.encode().decode() == path


def test_twins_in_two_normal_forms_are_two_notes(tmp_path: Path) -> None:
    """NFC and NFD spellings of one name are different files, and both are listed."""
    for name in ("caf\u00e9.md", "cafe\u0301.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    notes = sorted(scan(tmp_path).notes)
    assert ["cafe\u0301.md", "caf\u00e9.md"] == notes
    assert notes == [read(tmp_path, path).text for path in notes]
