"""How the time of something grows: all that a test may hold about time, because no two machines are equally quick."""

import gc
import time
from collections.abc import Callable

from reader.app.cycles import without_cycles

_GRACE_S = 0.05
"""Processor time below which a clock tells nothing."""
_EVEN = 9.0
"""Four times as much takes four times as long, and its square would be sixteen."""
_ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Return the least processor time of `work`, without the collector, which looks at all that other tests left."""
    times = []
    for _ in range(rounds):
        gc.collect()
        with without_cycles():
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
    return min(times)


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Return whether `work(size)` takes about four times as long as `work(size // 4)`.

    Both are tried several times, because a machine that does something else makes one of them look slow.
    """
    whole = once = float("inf")
    for _ in range(_ROUNDS):
        once = min(once, seconds(lambda: work(size // 4)))
        whole = min(whole, seconds(lambda: work(size)))
        if whole <= _EVEN * once + _GRACE_S:
            return True
    return False


def at_most(times: float, work: Callable[[], object], plain: Callable[[], object]) -> bool:
    """Return whether `work` takes at most so many times as long as `plain`, something of a known cost."""
    least = known = float("inf")
    for _ in range(_ROUNDS):
        known = min(known, seconds(plain))
        least = min(least, seconds(work))
        if least <= times * known + _GRACE_S:
            return True
    return False
