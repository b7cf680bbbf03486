"""Whether the desktop wants things to stand still.

Chromium finds that out by itself on Windows and macOS. On Linux it would ask GTK, which is not in our engine; so this
looks where the desktops keep it. GNOME's own tool is started early and read when the engine starts, which is later.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

FLAGS = ("--force-prefers-reduced-motion", "--blink-settings=imageAnimationPolicy=2")
"""For the engine: what fades in a page does not fade, and a picture that moves shows its first frame."""
_TOOL = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
_LIKE_GNOME = frozenset(("GNOME", "UNITY", "BUDGIE", "PANTHEON", "PHOSH", "X-CINNAMON"))
_LONGEST_S = 1


class Motion:
    """Asks once; `is_reduced` is the answer."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._config = Path(environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "/"), ".config"))
        self._asked: subprocess.Popen[bytes] | None = None
        self._known: bool | None = None if sys.platform == "linux" else False
        desktops = set(environment.get("XDG_CURRENT_DESKTOP", "").upper().split(":"))
        if self._known is None and desktops & _LIKE_GNOME:
            with suppress(OSError):
                quiet = subprocess.DEVNULL
                self._asked = subprocess.Popen(
                    _TOOL, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, env=dict(environment)
                )

    @property
    def is_reduced(self) -> bool:
        """Whether motion is to be avoided; where nobody knows, it is not."""
        if self._known is None:
            self._known = self._told_by_tool() or self._told_by_files()
        return self._known

    def _told_by_tool(self) -> bool:
        if self._asked is None:
            return False
        try:
            told, _ = self._asked.communicate(timeout=_LONGEST_S)
        except subprocess.TimeoutExpired:
            self._asked.kill()
            self._asked.communicate()
            return False
        return told.strip() == b"false"

    def _told_by_files(self) -> bool:
        """Look into the files of KDE, and of GTK, which other desktops write."""
        factor = _value(self._config / "kdeglobals", "AnimationDurationFactor")
        if factor:
            with suppress(ValueError):
                return float(factor) == 0
        wanted = _value(self._config / "gtk-3.0" / "settings.ini", "gtk-enable-animations").lower()
        return wanted in {"0", "false"}


def _value(file: Path, name: str) -> str:
    """Return what stands behind `name =` in a file of settings; an empty text where that is nothing."""
    with suppress(OSError):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition("=")
            if key.strip() == name:
                return value.strip()
    return ""
