"""Requests of a later start survive the way, and nothing else is taken for one."""

from pathlib import Path

import pytest
from hypothesis import given, strategies

from reader.app.ahead import opening_order
from reader.app.handover import LIMIT, Request, address, hand_over, request_for, unpack
from reader.app.paths import Places

PATHS = strategies.lists(strategies.text().map(lambda text: "/" + text.replace("\0", "")), max_size=20)
TOKENS = strategies.text(alphabet=strategies.characters(codec="utf-8", exclude_characters="\0"))


@given(PATHS, TOKENS)
def test_a_request_is_read_as_it_was_written(paths: list[str], token: str) -> None:
    """Any paths and any token come back; a desktop cannot be told of a token with half a character in it."""
    request = Request(tuple(paths), token)
    assert request == unpack(request.packed())


@given(strategies.binary())
def test_any_bytes_are_read_without_an_error(line: bytes) -> None:
    """Nobody can bring the window down by what they send."""
    assert unpack(line) is None


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b'{"open": "/a"}',
        b'{"open": [1]}',
        b'{"open": ["a.md"]}',
        b'{"open": ["/a\\u0000"]}',
        b'{"open": [], "token": 1}',
        b'{"open": [' + b'"/a",' * 64 + b'"/a"]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_request_is_passed_over(line: bytes) -> None:
    """Wrong types, relative paths, too many of them and deep nesting are no request."""
    assert unpack(line) is None


def test_relative_paths_are_those_of_the_later_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The running window has another current folder."""
    monkeypatch.chdir(tmp_path)
    assert (str(tmp_path / "ä b.md"), "/c.md") == request_for(["ä b.md", "/c.md"]).paths


def test_each_session_and_each_pair_of_folders_has_its_own_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other settings, or another display, mean another window."""
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    one = Places(tmp_path / "config", tmp_path / "cache")
    here = address(one)
    other_settings = address(Places(tmp_path / "other", tmp_path / "cache"))
    monkeypatch.setenv("DISPLAY", ":2")
    assert 3 == len({here, other_settings, address(one)})


def test_the_address_lies_where_only_the_user_can_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open runtime folder is not used; the one that is used instead is shut."""
    public = tmp_path / "public"
    public.mkdir(mode=0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(public))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = Path(address(Places(tmp_path, tmp_path))).parent
    assert (tmp_path, 0o700) == (folder.parent, folder.stat().st_mode & 0o777)


def test_a_folder_that_is_a_link_is_no_place_to_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who prepared the folder for us gets nothing."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = Path(address(Places(tmp_path, tmp_path))).parent
    made.rmdir()
    made.symlink_to(tmp_path)
    assert "" == address(Places(tmp_path, tmp_path))


@pytest.mark.parametrize("where", ["", "/nowhere/at/all.socket", "/" + "long" * 60])
def test_where_nobody_listens_nothing_is_handed_over(where: str) -> None:
    """The start goes on as the first one."""
    assert not hand_over(where, Request())


def test_a_request_that_is_too_long_is_not_sent(tmp_path: Path) -> None:
    """The window would not read it."""
    assert not hand_over(str(tmp_path / "socket"), Request(("/" + "x" * LIMIT,)))


def test_a_note_is_looked_for_in_the_library_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the current folder first; the library is opened, too, and before the note."""
    here, library = tmp_path / "here", tmp_path / "library"
    for folder, names in ((here, "ab"), (library, "bc")):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.md").write_text("A note.\n")
    monkeypatch.chdir(here)
    asked = request_for(["a.md", "b.md", "c.md", "d.md"], "../library")
    wanted = [here / "a.md", here / "b.md", library / "c.md", here / "d.md", library]
    assert list(map(Path.resolve, wanted)) == [Path(path).resolve() for path in asked.paths]
    assert Path(asked.paths[-1]).resolve() == opening_order(asked.paths)[0].resolve()
