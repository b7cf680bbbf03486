"""Milestones with their times: `--trace FILE` appends one JSON line for each.

Times count from the start of the process as the operating system knows it, so that what Python does before its first
line is not left out.
"""

import json
import os
import platform
import time
from pathlib import Path

_IMPORTED = time.monotonic()


def process_age() -> float:
    """Return the seconds since this process was started.

    Linux tells the start in clock ticks (10 ms); elsewhere time counts from the import of this module.
    """
    if platform.system() == "Linux":
        stat = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace")
        # The name in parentheses may hold anything; the start time is the 22nd field, the 20th behind the name.
        ticks = int(stat.rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return time.monotonic() - _IMPORTED


class Trace:
    """Append milestones to a file; without a file, do nothing.

    >>> Trace(None).mark("window_shown")
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._began = time.monotonic() - process_age() if file else 0.0

    def mark(self, event: str, **facts: object) -> None:
        """Append `event` with the milliseconds since the process began, and its own keys."""
        if self._file is None:
            return
        line = {"event": event, "ms": round((time.monotonic() - self._began) * 1000, 1), **facts}
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
