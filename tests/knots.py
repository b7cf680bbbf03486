"""Objects that hold themselves, and a thread that makes so much that Python itself would look for them there."""

import threading
import weakref

MUCH = 150_000


class _Knot:
    def __init__(self) -> None:
        self.itself = self


def tie(gone_in: list[str]) -> None:
    """Make a cycle that nobody holds; the name of the thread that takes it down is added to `gone_in`."""
    weakref.finalize(_Knot(), lambda: gone_in.append(threading.current_thread().name))


def make_much_elsewhere(much: int = MUCH) -> list[list[object]]:
    """Return many objects that another thread has made."""
    made: list[list[object]] = []
    busy = threading.Thread(target=lambda: made.extend([] for _ in range(much)), name="busy")
    busy.start()
    busy.join()
    return made
