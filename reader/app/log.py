"""The log on standard error, and crash reports: kept on this machine, never sent."""

import logging
import os
import platform
import sys
import time
import traceback
from pathlib import Path

from reader import __version__

LEVELS = ("debug", "info", "warning", "error")


def set_up(level: str = "warning") -> None:
    """Send log records of `level` and above to standard error."""
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True
    )


def crash_report(error: BaseException, folder: Path) -> str:
    """Write what is known of a bug into `folder` and return the file's path, or "" where it cannot be written.

    The report names versions and the call stack; it holds no text of a note.
    """
    stack = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    name = f"{type(error).__module__}.{type(error).__name__}"
    text = f"Postil {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n{stack}{name}\n"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        file.write_text(text, encoding="utf-8")
    except OSError:
        return ""
    return str(file)
