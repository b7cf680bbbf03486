"""One writer for each library's cache, across processes and systems."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def writer_lock(folder: Path) -> Iterator[bool]:
    """Hold the right to write into `folder`; yield False at once where another process has it.

    SQLite locks a file in the way of each system, and the system lets go of it when a process dies.
    """
    with closing(sqlite3.connect(folder / "writer.lock", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True
        lock.execute("ROLLBACK")
