"""Say one sentence where it will be read, when there is no window to say it in.

That is standard error; and a dialog where Postil was started from the desktop, where nobody sees standard error.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping

if sys.platform == "win32":
    import ctypes

_LAUNCHED = ("GIO_LAUNCHED_DESKTOP_FILE", "DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN")
_DIALOGS = (
    ("zenity", "--error", "--title=Postil", "--no-markup", "--width=420", "--text={}"),
    ("kdialog", "--title", "Postil", "--error", "{}"),
    ("xmessage", "-center", "-title", "Postil", "{}"),
    ("notify-send", "--urgency=critical", "Postil", "{}"),
)
_ERROR_BOX = 0x10


def tell(sentence: str) -> None:
    """Print `sentence`, and show it in a dialog where a double click has started this process."""
    if sys.stderr is not None:
        sys.stderr.write(f"postil: {sentence}\n")
        sys.stderr.flush()
    if started_from_desktop(os.environ):
        _show(sentence)


def started_from_desktop(environment: Mapping[str, str]) -> bool:
    """Return whether this process was started by a click: what desktops set says so, and there is no terminal."""
    if sys.stderr is not None and sys.stderr.isatty():
        return False
    if platform.system() == "Linux":
        return any(environment.get(name) for name in _LAUNCHED)
    return sys.stderr is None or bool(getattr(sys, "frozen", False))


def _show(sentence: str) -> None:
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, sentence, "Postil", _ERROR_BOX)
        return
    if sys.platform == "darwin":
        script = 'on run words\ndisplay alert "Postil" message (item 1 of words)\nend run'
        _start("osascript", "-e", script, sentence)
        return
    for name, *options in _DIALOGS:
        if shutil.which(name):
            _start(name, *(option.format(sentence) for option in options))
            return


def _start(*command: str) -> None:
    """Start a program of the system that outlives this process."""
    subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
