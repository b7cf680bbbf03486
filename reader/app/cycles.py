"""When to look for objects that only hold each other, and in which thread.

Python looks for them whenever much has been made, in whichever thread made the last of it, and takes them down there. A
thread that listens to another process makes much, and one of Qt's objects that goes in such a thread while the window
paints it ends the program. So a process that has both looks for none by itself, but calls `sweep` in its main thread.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000
"""So many objects made since the last time, and not gone again, are worth a look at them all."""
_SOME = 5_000
"""So many are worth a look at what is new."""
_NOTES = 30_000
"""So many at once are notes that came into the list: they stay, and a look at them all would be felt."""


def sweep() -> None:
    """Take down what only holds itself, if much was made since the last time; nothing else does from now on."""
    gc.disable()
    if gc.get_count()[0] > _MANY:
        gc.collect()


def sweep_briefly() -> None:
    """Do the same, but so that nobody feels it: what was there at the last time is not looked at again."""
    gc.disable()
    made = gc.get_count()[0]
    if made > _NOTES:
        gc.freeze()
    elif made > _SOME:
        gc.collect(1)


@contextmanager
def without_cycles() -> Iterator[None]:
    """Do not look for cycles: hundreds of thousands of lists live until a part is written, and none is garbage."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
