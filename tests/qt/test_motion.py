import os
import sys
from pathlib import Path

import pytest

from reader.qt.motion import Motion

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Chromium asks the system itself")


def is_reduced(home: Path, desktop: str = "", tool: str = "") -> bool:
    """Return what is found out in a home with a tool that answers so."""
    folder = home / "bin"
    folder.mkdir(exist_ok=True)
    if tool:
        (folder / "gsettings").write_text(f"#!/bin/sh\n{tool}\n", encoding="utf-8")
        (folder / "gsettings").chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    return Motion({"HOME": str(home), "XDG_CURRENT_DESKTOP": desktop, "PATH": path}).is_reduced


@pytest.mark.parametrize(
    ("file", "text", "reduced"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor = 0.5\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=slow\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations = 0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("gtk-3.0/settings.ini", "\udcff", False),
    ],
)
def test_files_of_desktops_are_read(tmp_path: Path, file: str, text: str, *, reduced: bool) -> None:
    """KDE has its own, others write that of GTK; what cannot be understood says nothing."""
    (tmp_path / ".config" / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / ".config" / file).write_bytes(text.encode(errors="surrogateescape"))
    assert reduced == is_reduced(tmp_path)


@pytest.mark.parametrize(
    ("desktop", "tool", "reduced"),
    [
        ("ubuntu:GNOME", "echo false", True),
        ("GNOME", "echo true", False),
        ("GNOME", "exit 1", False),
        ("GNOME", "", False),
        ("XFCE", "echo false", False),
    ],
)
def test_gnome_is_asked(tmp_path: Path, desktop: str, tool: str, *, reduced: bool) -> None:
    """By its own tool, where it is the desktop; without the tool nothing is known."""
    assert reduced == is_reduced(tmp_path, desktop, tool)


def test_a_tool_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    """It is ended, and nothing is known."""
    assert not is_reduced(tmp_path, "GNOME", "exec sleep 600")


def test_without_a_desktop_things_may_move(tmp_path: Path) -> None:
    """Nobody has said otherwise."""
    assert not is_reduced(tmp_path)
