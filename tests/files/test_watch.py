"""A change in a library gives a hint, soon and not too often; what does not matter gives none."""

import os
import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.files.watch import is_of_interest, is_remote, watch

SOON_S = 3.0
QUIET_S = 0.1


class Hints:
    """A watcher in a thread of its own."""

    def __init__(self, root: Path, *, polling: bool | None = None) -> None:
        self._stop = threading.Event()
        self._queue: queue.Queue[float] = queue.Queue()
        self._thread = threading.Thread(target=self._run, args=(root, polling))
        self._thread.start()

    def _run(self, root: Path, polling: bool | None) -> None:  # noqa: FBT001 - an argument of a thread
        for _ in watch(root, self._stop, QUIET_S, polling=polling):
            self._queue.put(time.monotonic())

    def wait(self, seconds: float = SOON_S) -> bool:
        """Return whether a hint comes within `seconds`."""
        try:
            self._queue.get(timeout=seconds)
        except queue.Empty:
            return False
        return True

    def settle(self) -> int:
        """Return how many hints came until it was quiet."""
        count = 0
        while self.wait(0.6):
            count += 1
        return count

    def close(self) -> float:
        """Stop, and return the seconds that it took."""
        began = time.monotonic()
        self._stop.set()
        self._thread.join(SOON_S)
        assert not self._thread.is_alive()
        return time.monotonic() - began


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library with a note in a folder, and hidden things."""
    root = tmp_path / "library"
    for folder in ("sub", ".git", "node_modules"):
        (root / folder).mkdir(parents=True)
    (root / "sub" / "a.md").write_text("a", encoding="utf-8")
    return root


@pytest.fixture
def hints(library: Path) -> Iterator[Hints]:
    """Return a watcher of the library that is at work already."""
    watcher = Hints(library)
    probe = library / "probe.md"
    deadline = time.monotonic() + SOON_S
    # There is no telling when the system has all its watches; the first hint shows that it has.
    while time.monotonic() < deadline:
        probe.write_text("x", encoding="utf-8")
        if watcher.wait(0.3):
            break
    watcher.settle()
    yield watcher
    watcher.close()


def replaced(root: Path) -> None:
    """Save as editors do."""
    (root / "sub" / ".a.md.tmp").write_text("b", encoding="utf-8")
    (root / "sub" / ".a.md.tmp").replace(root / "sub" / "a.md")


def new_folder(root: Path) -> None:
    """Make a folder with a note in it."""
    (root / "new").mkdir()
    (root / "new" / "b.md").write_text("b", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "created": lambda root: (root / "new.md").write_text("x", encoding="utf-8"),
    "changed": lambda root: (root / "sub" / "a.md").write_text("changed", encoding="utf-8"),
    "replaced": replaced,
    "renamed": lambda root: (root / "sub" / "a.md").rename(root / "sub" / "b.md"),
    "deleted": lambda root: (root / "sub" / "a.md").unlink(),
    "folder renamed": lambda root: (root / "sub").rename(root / "other"),
    "folder deleted": lambda root: shutil.rmtree(root / "sub"),
    "folder created": new_folder,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_gives_a_hint(library: Path, hints: Hints, change: Callable[[Path], object]) -> None:
    """Whatever people and editors do is noticed."""
    change(library)
    assert hints.wait()


def test_a_note_in_a_new_folder_gives_a_hint(library: Path, hints: Hints) -> None:
    """Folders made while watching are watched too."""
    new_folder(library)
    assert hints.wait()
    hints.settle()
    (library / "new" / "b.md").write_text("changed", encoding="utf-8")
    assert hints.wait()


@pytest.mark.parametrize("polling", [False, True])
def test_nobody_looks_behind_a_link_that_leads_out(library: Path, tmp_path: Path, *, polling: bool) -> None:
    """It may lead to the whole disk; all that is inside is watched as ever, also in folders that come later."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (library / "sub" / "out").symlink_to(outside)
    watcher = Hints(library, polling=polling)
    try:
        watcher.wait(2.5)
        watcher.settle()
        time.sleep(2.5 * polling)
        (outside / "x.md").write_text("x", encoding="utf-8")
        assert not watcher.wait(2.5)
        (library / "sub" / "a.md").write_text("changed", encoding="utf-8")
        assert watcher.wait()
        watcher.settle()
        (library / "sub" / "later").mkdir()
        assert polling or watcher.wait()
        watcher.settle()
        time.sleep(1.5)
        watcher.settle()
        (library / "sub" / "later" / "b.md").write_text("b", encoding="utf-8")
        assert watcher.wait()
    finally:
        watcher.close()


def test_what_does_not_matter_gives_none(library: Path, hints: Hints) -> None:
    """Hidden folders, tools and temporary files are nobody's notes."""
    for path in (".git/index", "node_modules/x.md", "sub/a.md~", "sub/.a.md.swp", ".#a.md", "4913", "x.tmp"):
        (library / path).write_text("x", encoding="utf-8")
    assert 0 == hints.settle()


def test_a_burst_gives_few_hints(library: Path, hints: Hints) -> None:
    """Hundreds of files at once, as a checkout writes them, are one piece of news or two."""
    for number in range(400):
        (library / "sub" / f"{number}.md").write_text("x", encoding="utf-8")
    assert 1 <= hints.settle() <= 3


def test_a_long_burst_gives_a_hint_before_it_ends(library: Path, hints: Hints) -> None:
    """A program that never stops writing does not hold up the list for good."""
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.02):
            (library / "sub" / "a.md").write_text(str(time.monotonic()), encoding="utf-8")

    writer = threading.Thread(target=write)
    writer.start()
    noticed = hints.wait(4.0)
    ended.set()
    writer.join()
    assert noticed


def test_a_library_that_goes_and_comes_back_is_noticed(library: Path, hints: Hints) -> None:
    """An unmounted disk gives a hint, and so do its return and the changes after that."""
    library.rename(library.with_name("away"))
    assert hints.wait()
    hints.settle()
    library.with_name("away").rename(library)
    assert hints.wait()
    hints.settle()
    (library / "later.md").write_text("x", encoding="utf-8")
    assert hints.wait()


def test_a_library_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    """Watching a missing folder is no error."""
    watcher = Hints(tmp_path / "later")
    assert watcher.wait()
    (tmp_path / "later").mkdir()
    assert watcher.wait()
    watcher.close()


def test_polling_notices_the_same(library: Path) -> None:
    """Where the system says nothing, as for a network drive, changes are still found."""
    watcher = Hints(library, polling=True)
    time.sleep(0.5)
    (library / "new.md").write_text("x", encoding="utf-8")
    assert watcher.wait(6.0)
    watcher.close()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
nas:/notes /net/my\\040notes nfs4 rw 0 0
user@host: /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /home/me/far/near ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        *(("/home/me", False), ("/net/my notes/a", True), ("/net/my notes", True), ("/net/my notes too", False)),
        *(("/home/me/far/notes", True), ("/home/me/far/near/notes", False), ("/", False)),
    ],
)
def test_network_drives_are_known(folder: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """The mount that is nearest to the folder decides."""
    assert expected == is_remote(folder, MOUNTS)


def test_watching_ends_at_once(library: Path, hints: Hints) -> None:
    """Closing a library does not keep the window waiting."""
    assert hints.close() < 1.0


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *(("a.md", True), ("sub/a.md", True), ("x.md", True), (".NET.md", True), ("folder", True), ("a.b", True)),
        *((".", True), ("a.png", True), ("sub/.git/x.md", False), (".obsidian", False), ("node_modules/x", False)),
        *(("a.md~", False), ("a.swp", False), (".#a.md", False), ("#a.md#", False), (".goutputstream-X", False)),
    ],
)
def test_interest_is_judged_by_the_path(path: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """Only what can change the list is of interest."""
    assert expected == is_of_interest(path.replace("/", os.sep))
