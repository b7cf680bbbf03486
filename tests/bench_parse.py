"""How long parsing takes, beside reading and decoding the same bytes alone.

Run `python tests/bench_parse.py FOLDER...`; the best of three runs counts. At most 45 times is what the project wants
of a collection of a few thousand technical notes.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from reader.core.note import Stamp
from reader.files.parse import parse
from reader.files.scan import scan

RUNS = 3


def best(work: Callable[[], None]) -> float:
    """Return the seconds of the fastest of a few runs of `work`."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def measure(folder: Path) -> str:
    """Return one line about the notes in `folder`."""
    notes = [(folder / path, path, stamp) for path, stamp in scan(folder).notes.items()]

    def plain() -> None:
        for file, _, _ in notes:
            file.read_bytes().decode("utf-8", "replace")

    def whole() -> None:
        for file, path, stamp in notes:
            parse(file.read_bytes(), path, Stamp(stamp.mtime_ns, stamp.size))

    alone, parsed = best(plain), best(whole)
    speed = len(notes) / parsed if parsed else 0
    return f"{folder.name}: {len(notes)} notes, {speed:.0f} a second, {parsed / alone:.1f} x reading and decoding"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(measure(Path(name)))
