"""A scan finds every note and nothing else, opens no file, and its differences add up."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.core.library import Changes
from reader.core.note import Stamp
from reader.errors import UnreadableError
from reader.files.parse import read
from reader.files.scan import diff, scan

ODD_NAMES = (
    *("with space.md", "трава.md", "🌲.md", "a%2Fb.md", "a:b?c#d`$=.md", ",lead.md", "-dash.md", "--help.md"),
    *(".NET.md", "trailing .md", "dot..md", "quote'\".md", "new\nline.md", "back\\slash.md", "*.md", "\u202e.md"),
    "x" * 252 + ".md",
)


def write(root: Path, *paths: str) -> None:
    """Write small files at `paths`."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")


def listed(root: Path, *exclude: str) -> list[str]:
    """Return the paths of the notes in `root`."""
    return sorted(scan(root, exclude).notes)


def test_notes_are_found_by_their_extensions_in_any_case(tmp_path: Path) -> None:
    """The five extensions make a note, everything else does not."""
    write(tmp_path, "a.md", "b.MARKDOWN", "c.mdown", "d.Mkd", "e.txt", "f.mdx", "g", "h.md.bak", "i.md~", "sub/j.md")
    assert ["a.md", "b.MARKDOWN", "c.mdown", "d.Mkd", "e.txt", "sub/j.md"] == listed(tmp_path)


def test_stamps_are_those_of_the_files(tmp_path: Path) -> None:
    """A stamp is what the system says of the file."""
    write(tmp_path, "a.md")
    status = (tmp_path / "a.md").stat()
    assert {"a.md": Stamp(status.st_mtime_ns, status.st_size)} == scan(tmp_path).notes


def test_names_of_every_kind_are_found(tmp_path: Path) -> None:
    """Whatever a disk takes as a name, a scan gives back, and the note opens."""
    write(tmp_path, *ODD_NAMES)
    assert sorted(ODD_NAMES) == listed(tmp_path)
    assert list(ODD_NAMES) == [read(tmp_path, path).text for path in ODD_NAMES]


def test_hidden_and_tool_folders_are_skipped(tmp_path: Path) -> None:
    """What programs keep beside notes is no note; a folder named like a note is a folder."""
    write(tmp_path, ".git/a.md", ".obsidian/a.md", ".trash/a.md", "node_modules/a.md", "__pycache__/a.md", ".x/y/a.md")
    write(tmp_path, "x.md/inner.md", "._a.md", "a.md")
    assert ["a.md", "x.md/inner.md"] == listed(tmp_path)


def test_other_files_are_listed_beside(tmp_path: Path) -> None:
    """Pictures, papers and bibliographies are known by their paths."""
    write(tmp_path, "i/a.PNG", "b.svg", "c.bib", "d.pdf", "e.exe", ".hidden.png", ".git/f.png")
    assert ("b.svg", "c.bib", "d.pdf", "i/a.PNG") == scan(tmp_path).files


@pytest.mark.parametrize(
    ("exclude", "expected"),
    [
        (["drafts"], ["a.txt", "b/c.md"]),
        (["b/drafts/"], ["a.txt", "b/c.md", "drafts/d.md"]),
        (["*.txt"], ["b/c.md", "b/drafts/e.md", "drafts/d.md"]),
        (["b"], ["a.txt", "drafts/d.md"]),
        (["", "/", "zzz"], ["a.txt", "b/c.md", "b/drafts/e.md", "drafts/d.md"]),
    ],
)
def test_what_the_user_excludes_is_skipped(tmp_path: Path, exclude: list[str], expected: list[str]) -> None:
    """A name counts at any depth, a path from the root, and patterns work."""
    write(tmp_path, "a.txt", "b/c.md", "b/drafts/e.md", "drafts/d.md")
    assert expected == listed(tmp_path, *exclude)


def test_links_are_followed_inside_only(tmp_path: Path) -> None:
    """A link into the library is a second way to the note, one out of it is refused with the reason."""
    root = tmp_path / "library"
    write(root, "a.md", "sub/b.md", ".hidden/h.md")
    write(tmp_path, "out/secret.md", "library-beside/x.md")
    (root / "file.md").symlink_to("a.md")
    (root / "folder").symlink_to("sub")
    (root / "shown").symlink_to(".hidden")
    (root / "secret.md").symlink_to(tmp_path / "out" / "secret.md")
    (root / "out").symlink_to(tmp_path / "out")
    (root / "beside").symlink_to(tmp_path / "library-beside")
    (root / "broken.md").symlink_to("nothing.md")
    found = scan(root)
    assert ["a.md", "file.md", "folder/b.md", "shown/h.md", "sub/b.md"] == sorted(found.notes)
    assert {
        "broken.md": "It is a link that leads nowhere.",
        "secret.md": "It is a link that leads out of the library.",
    } == {one.path: one.reason for one in found.unreadable}
    assert [] == [path for path in found.notes if not read(root, path).text]


def test_loops_of_links_end(tmp_path: Path) -> None:
    """Links to a parent, to themselves and across are survived, and no note is listed without end."""
    write(tmp_path, "a/x.md", "b/y.md")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "a" / "self").symlink_to(".")
    (tmp_path / "a" / "across").symlink_to("../b")
    (tmp_path / "b" / "across").symlink_to("../a")
    (tmp_path / "loop.md").symlink_to("loop.md")
    found = scan(tmp_path)
    assert {"a/x.md", "b/y.md"} <= set(found.notes)
    assert len(found.notes) <= 6
    assert ["loop.md"] == [one.path for one in found.unreadable]


def test_a_maze_of_links_is_walked_in_bounded_time(tmp_path: Path) -> None:
    """Each folder is followed to once, so twelve folders with links to all others do not give twelve factorial."""
    for here in range(12):
        write(tmp_path, f"{here}/note.md")
        for there in range(12):
            (tmp_path / str(here) / f"to {there}").symlink_to(f"../{there}")
    assert len(scan(tmp_path).notes) <= 12 * 12


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path) -> None:
    """They are named with the reason, and nothing waits for them."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "null.md").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.md"))
        found = scan(tmp_path)
    assert {} == found.notes
    assert ["null.md", "pipe.md", "socket.md"] == [one.path for one in found.unreadable]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    """A note or folder without permission is listed with the reason."""
    write(tmp_path, "a.md", "b/c.md")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "b").chmod(0)
    found = scan(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert ["a.md", "b"] == [one.path for one in found.unreadable]


def test_a_library_that_is_none_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A missing folder and a file are both refused."""
    write(tmp_path, "a.md")
    with pytest.raises(UnreadableError, match="There is no folder"):
        scan(tmp_path / "missing")
    with pytest.raises(UnreadableError, match="is not a folder"):
        scan(tmp_path / "a.md")


def test_a_library_behind_a_link_is_scanned(tmp_path: Path) -> None:
    """The root may be a link itself."""
    write(tmp_path, "real/a.md")
    (tmp_path / "link").symlink_to("real")
    assert ["a.md"] == listed(tmp_path / "link")


def test_an_empty_library_has_no_notes(tmp_path: Path) -> None:
    """Nothing is no error."""
    assert ({}, (), ()) == (scan(tmp_path).notes, scan(tmp_path).files, scan(tmp_path).unreadable)


def test_diff_tells_what_is_new_other_and_gone() -> None:
    """A file counts as changed by its time or its size."""
    one, later, longer = Stamp(1, 1), Stamp(2, 1), Stamp(1, 2)
    old = {"same": one, "later": one, "longer": one, "gone": one}
    new = {"same": one, "later": later, "longer": longer, "new": one}
    assert Changes(added=("new",), changed=("later", "longer"), removed=("gone",)) == diff(old, new)
    assert not diff(old, old)


@contextmanager
def many_files(folders: int, each: int) -> Iterator[Path]:
    """Make a library of empty notes."""
    with TemporaryDirectory() as made:
        for folder in range(folders):
            (Path(made) / str(folder)).mkdir()
            for number in range(each):
                os.close(os.open(f"{made}/{folder}/{number}.md", os.O_CREAT | os.O_WRONLY))
        yield Path(made)


@pytest.mark.deep
def test_a_hundred_thousand_notes_are_scanned_in_two_seconds() -> None:
    """A large library is as quick as the disk."""
    with many_files(100, 1000) as root:
        began = time.perf_counter()
        found = scan(root)
        took = time.perf_counter() - began
    assert 100_000 == len(found.notes)
    assert took < 2.0


NAMES = st.sampled_from(["a.md", "b.md", "c.txt", "é.md", "d", "f", "f/g", "f/a.md", "d/b.md", "f/g/h.md"])


class Library(RuleBasedStateMachine):
    """Any sequence of what people and programs do to files, followed by scans and differences."""

    @initialize()
    def begin(self) -> None:
        """Start with an empty folder."""
        self.holder = TemporaryDirectory()
        self.root = Path(self.holder.name)
        self.clock = 1_700_000_000_000_000_000
        self.stamps: dict[str, Stamp] = {}
        self.texts: dict[str, str] = {}
        self.refreshed = True

    def teardown(self) -> None:
        """Remove the folder."""
        if hasattr(self, "holder"):
            self.holder.cleanup()

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        # A disk's clock is too coarse for two changes of one test to differ in time.
        self.clock += 1_000_000
        os.utime(path, ns=(self.clock, self.clock))

    @rule(name=NAMES, text=st.sampled_from(["x", "y", "# Title", ""]))
    def write(self, name: str, text: str) -> None:
        """Create or change a file."""
        path = self.root / name
        if path.parent.is_dir() and not path.is_dir() and (path.exists() or not path.is_symlink()):
            self._write(path, text)
            self.refreshed = False

    @rule(name=NAMES)
    def replace(self, name: str) -> None:
        """Save as editors do: a new file takes the place of the old one."""
        path = self.root / name
        if path.is_file():
            self._write(self.root / ".saving", "replaced")
            (self.root / ".saving").replace(path)
            self.refreshed = False

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """Delete a file or an empty folder."""
        path = self.root / name
        if path.is_file() or path.is_symlink():
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        self.refreshed = False

    @rule(name=NAMES)
    def make_folder(self, name: str) -> None:
        """Make a folder, some of which are named like notes."""
        path = self.root / name
        if path.parent.is_dir() and not path.exists() and not path.is_symlink():
            path.mkdir()

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        """Rename a file or a whole folder."""
        source, target = self.root / old, self.root / new
        # A loop of links has no `resolve`.
        inside = target == source or Path(os.path.realpath(source)) in Path(os.path.realpath(target)).parents
        if (
            source.exists()
            and target.parent.is_dir()
            and not inside
            and not target.exists()
            and not target.is_symlink()
        ):
            source.rename(target)
            self.refreshed = False

    @rule(name=NAMES, aim=NAMES)
    def link(self, name: str, aim: str) -> None:
        """Make a symbolic link to a file or folder that may not exist."""
        path = self.root / name
        if path.parent.is_dir() and not path.exists() and not path.is_symlink():
            path.symlink_to(self.root / aim)
            self.refreshed = False

    @rule()
    def refresh(self) -> None:
        """Scan, and read only what the difference names."""
        found = scan(self.root)
        changes = diff(self.stamps, found.notes)
        for path in changes.removed:
            del self.stamps[path], self.texts[path]
        for path in (*changes.added, *changes.changed):
            self.stamps[path] = found.notes[path]
            self.texts[path] = read(self.root, path).text
        self.refreshed = True

    @precondition(lambda self: self.refreshed)
    @invariant()
    def equals_a_fresh_look(self) -> None:
        """Compare what was gathered by differences with what a plain walk finds."""
        fresh = {}
        for folder, inner, files in os.walk(self.root, followlinks=False):
            for name in files:
                path = Path(folder) / name
                if path.suffix in (".md", ".txt") and path.is_file() and not path.is_symlink():
                    fresh[path.relative_to(self.root).as_posix()] = path.read_text(encoding="utf-8")
            inner.sort()
        assert fresh == {path: text for path, text in self.texts.items() if not self._linked(path)}
        assert scan(self.root).notes == self.stamps

    def _linked(self, path: str) -> bool:
        parts = path.split("/")
        return any(self.root.joinpath(*parts[:depth]).is_symlink() for depth in range(1, len(parts) + 1))


Library.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLibrary = Library.TestCase
