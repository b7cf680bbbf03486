"""Starts that cannot end in a window end in one sentence; a second start ends in the window that is there."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.app.handover import Request, address
from reader.app.paths import Places
from reader.qt.single_instance import SingleInstance

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
