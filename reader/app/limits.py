"""How long things may take before they are stopped."""

import os
import time
from pathlib import Path

PATIENCE = 4
"""How many times as long a page may take where a busy machine gives its process no turn."""

_LEAST_S = 0.05
_RESTARTS = 3
_WHILE_S = 60.0


def limit_s(size: int) -> float:
    """Return the seconds that rendering a note of `size` bytes may take: 2, and 3 for each megabyte."""
    return 2.0 + 3.0 * size / 1e6


def busy_s(process: int) -> float | None:
    """Return the processor seconds that a process has had, or None where the system does not tell (proc(5))."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Allowance:
    """The time that one wish may take, counted from when this is made.

    What counts is the processor time of the process that does it, because a busy machine makes a page late, not
    costly; at most `PATIENCE` times as long in all. Where the system does not tell it, all time counts.
    """

    def __init__(self, limit: float, busy: float | None) -> None:
        """Allow `limit` seconds to a process that was `busy` for so many before (None: not told)."""
        self._limit = limit
        self._began = time.monotonic()
        self._had = busy or 0.0

    def rest_s(self, busy: float | None) -> float:
        """Return how many seconds to wait on, now that the process was `busy` for so many; 0 when the time is over."""
        waited = time.monotonic() - self._began
        if busy is None:
            return max(0.0, self._limit - waited)
        rest = min(self._limit - (busy - self._had), PATIENCE * self._limit - waited)
        return max(_LEAST_S, rest) if rest > 0 else 0.0


class Restarts:
    """How often a process that ends by itself is started again: what ends each time at once would do so for ever."""

    def __init__(self) -> None:
        self._times: list[float] = []

    def take(self) -> bool:
        """Return whether it may be started once more: three times within a minute, not more."""
        now = time.monotonic()
        self._times = [*(then for then in self._times if now - then < _WHILE_S), now][-_RESTARTS - 1 :]
        return len(self._times) <= _RESTARTS
