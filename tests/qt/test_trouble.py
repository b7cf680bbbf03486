"""Starts that cannot end in a window end in one sentence; a second start ends in the window that is there."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.app.handover import Request, address
from reader.app.paths import Places
from reader.app.stored_notes import catalogue_file
from reader.qt.single_instance import SingleInstance
from tests.qt.steps import Open

CHECKOUT = Path(__file__).resolve().parents[2]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Postil in a process of its own, with settings of its own, and wait for its end."""
    own = ["--config", str(folder / "config"), "--cache", str(folder / "cache")]
    bare = {name: value for name, value in os.environ.items() if name not in SCREENS}
    program = [sys.executable, "-P", "-m", "reader", *own, *arguments]
    return subprocess.run(
        program,
        cwd=folder,
        env=bare | {"PYTHONPATH": str(CHECKOUT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_cache_that_takes_no_file_is_one_sentence(
    open_window: Open, library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The window says so and waits no longer for a list; a note of that library is shown all the same."""
    # Where no file can be made, as on a full disk, but by root as well.
    catalogue_file(Places(tmp_path / "config", tmp_path / "cache").library_cache(library)).mkdir()
    window = open_window(library).window
    qtbot.waitUntil(lambda: "cannot be written" in window.notice.sentence, timeout=30_000)
    assert "0 notes" == window.status.facts
    window.viewer.note_requested.emit("bridge.md", "")
    qtbot.waitUntil(lambda: window.viewer.path == "bridge.md", timeout=60_000)
    assert "cannot be written" in window.notice.sentence


def test_a_library_that_goes_and_comes_back(open_window: Open, library: Path, qtbot: QtBot) -> None:
    """While it is away the sentence is about it, whichever note is asked for; when it is there again, that goes."""
    window = open_window(library).window
    qtbot.waitUntil(lambda: "up to date" in window.status.facts, timeout=60_000)
    away = library.rename(library.with_name("away"))
    window.commands["refresh"].trigger()
    qtbot.waitUntil(lambda: "There is no folder" in window.notice.sentence, timeout=30_000)
    sentence = window.notice.sentence
    window.notice.dismiss()
    window.viewer.note_requested.emit("Mill.md", "")
    qtbot.waitUntil(lambda: sentence == window.notice.sentence, timeout=30_000)
    away.rename(library)
    window.commands["refresh"].trigger()
    qtbot.waitUntil(lambda: not window.notice.sentence, timeout=30_000)
    window.viewer.note_requested.emit("Mill.md", "")
    qtbot.waitUntil(lambda: window.viewer.path == "Mill.md", timeout=30_000)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [({}, "There is no display."), ({"DISPLAY": ":4711"}, "The display :4711 cannot be reached.")],
    ids=["none", "unreachable"],
)
def test_without_a_display_one_sentence_is_said(environment: dict[str, str], sentence: str, tmp_path: Path) -> None:
    """Neither a traceback nor a core dump, and what to do about it."""
    ended = start(tmp_path, **environment)
    said = [line for line in ended.stderr.splitlines() if "sandbox" not in line]
    assert (3, [f"postil: {sentence} Start Postil on a desktop, or under xvfb-run."]) == (ended.returncode, said)


@pytest.fixture
def without_sqlite(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which Python's sqlite3 does not find its library."""
    folder = tmp_path / "broken"
    folder.mkdir()
    said = "libsqlite3.so.0: cannot open shared object file: No such file or directory"
    folder.joinpath("sqlite3.py").write_text(f"raise ImportError({said!r})\n")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{CHECKOUT}"}


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["export", "note.md", "-o", "note.html"], ["index"], ["doctor"]],
    ids=["list", "export", "index", "doctor"],
)
def test_a_library_that_python_lacks_is_one_sentence(
    arguments: list[str], without_sqlite: dict[str, str], tmp_path: Path
) -> None:
    """Wherever it is found out: in the command itself, or in the process that it has started."""
    tmp_path.joinpath("note.md").write_text("# A note\n")
    run = start(tmp_path, "--library", str(tmp_path), *arguments, **without_sqlite)
    assert (3, 1) == (run.returncode, len(run.stderr.splitlines()))
    assert run.stderr.startswith("postil: Missing system libraries: ")
    assert "libsqlite3.so.0" in run.stderr


def test_a_window_whose_processes_lack_something_ends_in_one_sentence(
    without_sqlite: dict[str, str], tmp_path: Path, qapp: QApplication
) -> None:
    """They are not started again and again, and nothing is left."""
    screen = {name: os.environ[name] for name in SCREENS if name in os.environ}
    run = start(tmp_path, str(tmp_path), **without_sqlite, **screen)
    said = [line for line in run.stderr.splitlines() if "Chromium's sandbox" not in line]
    assert (3, 1) == (run.returncode, len(said))
    assert "libsqlite3.so.0" in said[0]


def test_a_second_start_ends_in_the_window_that_is_there(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its path goes over whole, blanks and Unicode and all, and it ends with 0."""
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    instance = SingleInstance(address(Places(tmp_path / "config", tmp_path / "cache")))
    assert instance.begin(Request())
    with ThreadPoolExecutor() as others, qtbot.waitSignal(instance.requested, timeout=60_000) as heard:
        second = others.submit(start, tmp_path, "ä note 雪.md", DISPLAY=":4711", TMPDIR=str(tmp_path))
    ended = second.result()
    assert (0, "", "") == (ended.returncode, ended.stdout, ended.stderr)
    assert [Request((str(tmp_path / "ä note 雪.md"),))] == heard.args
    instance.close()
    instance.deleteLater()
