"""One sentence reaches the person: on standard error, and in a dialog after a click."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.app.alert import started_from_desktop

TELL = [sys.executable, "-c", "from reader.app.alert import tell; tell('Something is missing.')"]
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dialog(tmp_path: Path) -> Path:
    """Return where a stand-in for the system's dialog program, found on the PATH, writes what it is asked to show."""
    written = tmp_path / "shown.txt"
    program = tmp_path / "zenity"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{written}.part" && mv "{written}.part" "{written}"\n')
    program.chmod(0o755)
    return written


def told(dialog: Path, **environment: str) -> str:
    """Run `tell` in a process of its own and return its standard error."""
    path = f"{dialog.parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        TELL,
        cwd=CHECKOUT,
        env=os.environ | {"PATH": path} | environment,
        stderr=subprocess.PIPE,
        check=True,
        text=True,
    )
    return run.stderr


def test_a_click_gets_a_dialog(dialog: Path) -> None:
    """The sentence is shown as it is, without markup."""
    assert "postil: Something is missing.\n" == told(dialog, GIO_LAUNCHED_DESKTOP_FILE="/x/postil.desktop")
    ends = time.monotonic() + 10
    while not dialog.exists() and time.monotonic() < ends:
        time.sleep(0.02)
    assert {"--error", "--no-markup", "--text=Something is missing."} <= set(dialog.read_text().splitlines())


def test_a_script_gets_no_dialog(dialog: Path) -> None:
    """Nobody would close it."""
    cleared = dict.fromkeys(("GIO_LAUNCHED_DESKTOP_FILE", "DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN"), "")
    assert "postil: Something is missing.\n" == told(dialog, **cleared)
    time.sleep(0.3)
    assert not dialog.exists()


def test_desktops_are_known_by_what_they_set() -> None:
    """Without any of it, nobody clicked."""
    assert not started_from_desktop({"DISPLAY": ":0"})
    assert started_from_desktop({"DESKTOP_STARTUP_ID": "x_TIME1"}) == (not sys.stderr.isatty())
