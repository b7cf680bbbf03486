"""What lies open is there again, and a damaged file is no obstacle."""

from pathlib import Path

import pytest

from reader.app.desk import Desk, load, save
from reader.core.history import Visit
from reader.errors import UnwritableError

DESK = Desk((Visit("a.md", '{"text":"x"}'), Visit("日本.md")), 1, {"a.md": "p", "\udc80.md": "q"}, ("b.md",), ("c.md",))


def test_a_desk_comes_back_as_it_was_left(tmp_path: Path) -> None:
    """Each library has its own."""
    file = tmp_path / "config" / "desk.json"
    save(file, "/one", DESK)
    save(file, "/two", Desk())
    assert DESK == load(file, "/one")
    assert Desk() == load(file, "/two")
    assert Desk() == load(file, "/three")


def test_the_oldest_library_is_forgotten(tmp_path: Path) -> None:
    """A desk is no attic."""
    file = tmp_path / "desk.json"
    for number in range(25):
        save(file, f"/{number}", DESK)
    assert Desk() == load(file, "/0")
    assert DESK == load(file, "/24")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"/one": 3}',
        '{"/one": {"tabs": 1}}',
        '{"/one": {"tabs": [[1]], "at": 0, "places": {}, "read": [], "pinned": []}}',
        '{"/one": {"tabs": [], "at": "x", "places": [], "read": [], "pinned": []}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_desk_is_an_empty_one(tmp_path: Path, text: str) -> None:
    """And can be written again."""
    file = tmp_path / "desk.json"
    file.write_text(text, encoding="utf-8")
    assert Desk() == load(file, "/one")
    save(file, "/one", DESK)
    assert DESK == load(file, "/one")


def test_a_tab_that_is_not_there_is_not_shown(tmp_path: Path) -> None:
    """The index of the shown tab is one of a tab."""
    file = tmp_path / "desk.json"
    file.write_text('{"/one": {"tabs": [["a", ""]], "at": 7, "places": {}, "read": [], "pinned": []}}')
    assert 0 == load(file, "/one").at


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableError, match="What lies open"):
        save(tmp_path / "file" / "desk.json", "/one", DESK)


def test_what_is_read_comes_first_once() -> None:
    """And pinning goes both ways."""
    desk = Desk(read=("a", "b")).reading("b").pinning("x").pinning("y").pinning("x")
    assert (("b", "a"), ("y",)) == (desk.read, desk.pinned)
