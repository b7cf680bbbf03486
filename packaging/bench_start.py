"""Measure the time to the first window: the packaged application against a checkout, or any two commands.

usage: bench_start.py [--runs N] [--cold] NAME=COMMAND...

    packaging/bench_start.py source=.venv/bin/postil packaged=build/package/dist/postil/postil

Runs the commands in turn, so that both meet the same load, and prints the median of `window_shown` of each and its
ratio to the first. With `--cold`, as root, the page cache is dropped before each start. Needs a display.
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE_S = 120


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description="Measure the time to the first window.")
    parser.add_argument("commands", nargs="+", metavar="NAME=COMMAND")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--cold", action="store_true", help="drop the page cache before each start (as root)")
    options = parser.parse_args()
    commands = dict(given.split("=", 1) for given in options.commands)
    times: dict[str, list[float]] = {name: [] for name in commands}
    if not options.cold:
        for command in commands.values():
            start(shlex.split(command))
    for _ in range(options.runs):
        for name, command in commands.items():
            if options.cold:
                forget_files()
            times[name].append(start(shlex.split(command)))
    first = statistics.median(next(iter(times.values())))
    for name, measured in times.items():
        middle = statistics.median(measured)
        listed = " ".join(f"{value:.0f}" for value in measured)
        print(f"{name}: {middle:.0f} ms, {middle / first:.2f} x ({'cold' if options.cold else 'warm'}: {listed})")


def start(command: list[str]) -> float:
    """Start a window with settings of its own, end it, and return its milliseconds to `window_shown`."""
    with tempfile.TemporaryDirectory(prefix="postil-start-") as scratch:
        trace = Path(scratch, "trace.jsonl")
        own = ["--config", f"{scratch}/config", "--cache", f"{scratch}/cache", "--trace", str(trace)]
        window = subprocess.Popen([*command, *own], stderr=subprocess.DEVNULL)
        try:
            return wait_for(trace, window)
        finally:
            window.terminate()
            window.wait()


def wait_for(trace: Path, window: subprocess.Popen[bytes]) -> float:
    """Return when the window was shown, once the first note is there as well."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends and window.poll() is None:
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        events = {event["event"]: event["ms"] for event in map(json.loads, lines)}
        if {"window_shown", "note_painted"} <= events.keys():
            return float(events["window_shown"])
        time.sleep(0.05)
    sys.exit(f"No window came within {PATIENCE_S} s.")


def forget_files() -> None:
    """Write everything out and drop what the system keeps of files in memory."""
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


if __name__ == "__main__":
    main()
