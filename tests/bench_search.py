"""Measure the search on a folder of notes, against SQLite's FTS5 and (where it is installed) recollindex.

usage: python tests/bench_search.py FOLDER [--runs 3] [--skip-build]

Build times alternate between the engines and are medians, of wall and of processor time; Postil's is complete, with
catalogue, citations and metadata, as `postil index --rebuild` does it. Latencies are of the searching call, for every
beginning of 60 queries taken from the notes themselves.
"""

import argparse
import os
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reader.core.query import parse
from reader.core.results import Results
from reader.files.parse import read
from reader.files.scan import scan
from reader.search.index import Index

QUERIES = 60
CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Run all measurements and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--skip-build", action="store_true", help="measure latencies only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench(options.folder.resolve(), Path(scratch), options.runs, skip_build=options.skip_build)


def bench(folder: Path, scratch: Path, runs: int, *, skip_build: bool) -> None:
    """Measure builds and latencies of `folder`; everything is written below `scratch`."""
    notes = texts(folder)
    print(f"{len(notes)} notes, {sum(map(len, notes.values())) / 1e6:.1f} million characters")
    engines: dict[str, Callable[[], None]] = {
        "Postil": lambda: build_postil(folder, scratch),
        "SQLite FTS5": lambda: build_fts(notes, scratch / "fts.db"),
    }
    if shutil.which("recollindex"):
        engines["recollindex"] = lambda: build_recoll(folder, scratch / "recoll")
    if skip_build:
        build_postil(folder, scratch)
        build_fts(notes, scratch / "fts.db")
    else:
        report_builds(engines, runs)
        report_memory(folder, scratch)
    report_latencies(notes, scratch)


def texts(folder: Path) -> dict[str, str]:
    """Return the texts of the notes by path."""
    return {path: read(folder, path).text for path in scan(folder).notes}


def build_postil(folder: Path, scratch: Path) -> None:
    """Build catalogue and index from nothing, with the command line."""
    with begin_postil(folder, scratch) as process:
        assert process.wait() == 0


def begin_postil(folder: Path, scratch: Path) -> "subprocess.Popen[bytes]":
    """Start a build."""
    shutil.rmtree(scratch / "cache", ignore_errors=True)
    places = ["--cache", str(scratch / "cache"), "--config", str(scratch / "config")]
    command = [sys.executable, "-m", "reader", "index", "--rebuild", "--library", str(folder), *places]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL)


def report_memory(folder: Path, scratch: Path) -> None:
    """Build once more, and print the memory of all processes together."""
    with begin_postil(folder, scratch) as process:
        peak = peak_memory(process.pid, lambda: process.poll() is None)
    print(f"peak memory of all processes of a build: {peak:.0f} MB")


def build_fts(notes: dict[str, str], path: Path) -> None:
    """Build an FTS5 table with stems."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE note USING fts5(path, body, tokenize='porter')")
        connection.executemany("INSERT INTO note VALUES (?, ?)", notes.items())
    connection.close()


def build_recoll(folder: Path, scratch: Path) -> None:
    """Build Recoll's index of Markdown and text files."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    scratch.joinpath("recoll.conf").write_text(f"topdirs = {folder}\nloglevel = 1\n", encoding="utf-8")
    scratch.joinpath("mimemap").write_text(".md = text/plain\n.markdown = text/plain\n", encoding="utf-8")
    subprocess.run(["recollindex", "-z", "-c", str(scratch)], check=True, capture_output=True)


def report_builds(engines: dict[str, Callable[[], None]], runs: int) -> None:
    """Build with all engines in turn, and print the medians of wall and processor time, and their ratios."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for _ in range(runs):
        for name, build in engines.items():
            began, used = time.perf_counter(), processor_time()
            build()
            times[name].append((time.perf_counter() - began, processor_time() - used))
    for at, what in enumerate(("wall", "processor")):
        ours = statistics.median(taken[at] for taken in times["Postil"])
        for name, taken in times.items():
            own = [run[at] for run in taken]
            median = statistics.median(own)
            spread = f"{min(own):.2f}–{max(own):.2f}"
            print(f"build, {what} time, {name}: {median:.2f} s ({spread}); Postil takes {ours / median:.2f} times that")
    print("load of the machine:", *(f"{load:.1f}" for load in os.getloadavg()))


def processor_time() -> float:
    """Return the seconds of processor time that this process and its ended children have used."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_memory(pid: int, running: Callable[[], bool]) -> float:
    """Return the most megabytes (proportional set size) that a process and its children had at once; Linux only."""
    peak = 0
    while running():
        peak = max(peak, sum(map(proportional_size, [pid, *children_of(pid)])))
        time.sleep(0.05)
    return peak / 1024


def children_of(pid: int) -> list[int]:
    """Return the numbers of the processes below another one."""
    try:
        own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [*own, *(below for child in own for below in children_of(child))]


def proportional_size(pid: int) -> int:
    """Return the kilobytes of a process, its share of what it shares included; 0 where it has ended."""
    try:
        found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def typed(notes: dict[str, str]) -> list[str]:
    """Return every beginning of 60 queries of one to three words that stand in the notes."""
    rnd = random.Random(7)
    paths = sorted(notes)
    queries: set[str] = set()
    for _ in range(100 * QUERIES):
        words = re.findall(r"[^\W\d_]{3,14}", notes[rnd.choice(paths)])
        if len(queries) < QUERIES and len(words) > 20:
            at = rnd.randrange(len(words) - 3)
            queries.add(" ".join(words[at : at + rnd.randint(1, 3)]).lower())
    return [query[:size] for query in sorted(queries) for size in range(1, len(query) + 1)]


def report_latencies(notes: dict[str, str], scratch: Path) -> None:
    """Type the queries letter by letter into Postil and FTS5, and print how long the calls took."""
    beginnings = typed(notes)
    folder = next(scratch.joinpath("cache").rglob("*.toc")).parent.parent
    index = Index(folder)
    index.search(parse("warm"))
    ours = [timed(partial(ask_postil, index, text)) for text in beginnings]
    index.close()
    connection = sqlite3.connect(scratch / "fts.db")
    theirs = [timed(partial(ask_fts, connection, text)) for text in beginnings]
    connection.close()
    print(f"typing, {len(beginnings)} queries:")
    for name, taken in (("Postil", ours), ("SQLite FTS5", theirs)):
        print(f"  {name}: {summary(taken)}")
    print(f"  ratio of the medians: {statistics.median(ours) / statistics.median(theirs):.1f}")
    for size in (1, 2, 3, 5, 8):
        own = [ms for text, ms in zip(beginnings, ours, strict=True) if len(text) == size]
        if own:
            print(f"  {size} letters: {summary(own)}")
    slowest = sorted(zip(ours, beginnings, strict=True))[-5:]
    print("  slowest:", ", ".join(f"{text!r} {ms:.0f} ms" for ms, text in reversed(slowest)))
    print(f"index on disk: {sum(file.stat().st_size for file in folder.rglob('*') if file.is_file()) / 1e6:.1f} MB")


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds of a call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def ask_postil(index: Index, text: str) -> Results:
    """Ask Postil for the best 50 with a passage each, as the window does."""
    return index.search(parse(text))


def ask_fts(connection: sqlite3.Connection, text: str) -> list[tuple[str, str]]:
    """Ask FTS5 for the best 50 with a passage each, the last word unfinished."""
    words = re.findall(r"\w+", text)
    if not words:
        return []
    wanted = " ".join(f'"{word}"' for word in words) + ("" if text.endswith(" ") else "*")
    sql = "SELECT path, snippet(note, 1, '[', ']', '…', 20) FROM note WHERE note MATCH ? ORDER BY rank LIMIT 50"
    return connection.execute(sql, (wanted,)).fetchall()


def summary(taken: Sequence[float]) -> str:
    """Return median, 95th percentile and maximum of milliseconds as text."""
    ordered = sorted(taken)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {statistics.median(ordered):.1f} ms, 95th percentile {late:.1f} ms, maximum {ordered[-1]:.0f} ms"


if __name__ == "__main__":
    main()
