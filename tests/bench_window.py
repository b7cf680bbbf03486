"""Measure the window. Not a test; run it under a display (Xvfb will do), on a machine with nothing else to do.

`python tests/bench_window.py start LIBRARY [PAIRS]` starts Postil and a bare PySide6 window with a QWebEngineView and
one line in turn, and prints medians from the start of the process: the window shown, the list ready, the note that was
read last painted, and the memory of all processes (PSS), at once and, of one more pair, when it has rested.
Before each start as much memory is used and let go as either needs: a machine that shares its memory with others takes
back what nobody has used for a while, and whoever starts after the smaller of two programs would have to get more of it
anew. Both ratios are to the bare window with its line painted; the third one, to the bare window shown, leaves out that
Postil counts the first frame and the bare window only `show`.
`python tests/bench_window.py use LIBRARY [NOTES]` opens notes one by one and types words, and prints how long it takes
from the click to the painted note and from the keystroke to the painted results.
"""

import json
import mmap
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest

from reader.app.desk import Desk, save
from reader.app.paths import Places
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.core.history import Visit
from reader.qt import launch
from reader.qt.controller import Controller

BARE = """
import json, sys, time
from reader.app.trace import Trace
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtWebEngineWidgets import QWebEngineView
trace = Trace(Path(sys.argv[1]))
application = QApplication(["bare"])
window = QMainWindow()
view = QWebEngineView()
window.setCentralWidget(view)
window.resize(1280, 800)
script = "requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'painted' }))"
view.loadFinished.connect(lambda _: view.page().runJavaScript(script))
view.titleChanged.connect(lambda title: title == "painted" and trace.mark("note_painted", path=""))
view.setHtml("<p>One line.</p>")
window.show()
trace.mark("window_shown")
application.exec()
"""
WORDS = ("ethereum", "contract storage", "gas limit", "transaction signature", "hard fork block")
PATIENCE_S = 60
REST_S = 20
"""After so long nothing goes on in a window that nobody touches."""
ROOM = 900 << 20
"""Bytes of memory, more than a start takes up."""


def main() -> int:
    """Do what the command line asks for."""
    match sys.argv[1:]:
        case ["start", library, *pairs]:
            compare(Path(library).resolve(), int(pairs[0]) if pairs else 20)
        case ["use", library, *notes]:
            use(Path(library).resolve(), int(notes[0]) if notes else 100)
        case _:
            print(__doc__)
            return 2
    return 0


def compare(library: Path, pairs: int) -> None:
    """Start both in turn, and print medians and their ratios."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as scratch:
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        own = ["--config", str(places.config), "--cache", str(places.cache)]
        program = [sys.executable, "-P", "-m", "reader", *own]
        subprocess.run([*program, "--library", str(library), "index"], check=True, stdout=subprocess.DEVNULL)
        note = next(path for path in sorted(library.rglob("*.md")) if path.stat().st_size < 60_000)
        save(places.desk, str(library), Desk((Visit(note.relative_to(library).as_posix()),)))
        measured: dict[str, list[float]] = {}
        # Once before, as on the day before: what was read last is kept when the reader has settled on it.
        settled = Path(scratch, "settled.jsonl")
        run([*program, "--trace", str(settled), str(library)], settled, {"note_painted", "list_ready"}, pause_s=3)
        # Nor is an index put together while the memory is measured.
        run([*program, "--trace", str(settled), str(library)], settled, {"note_painted"}, pause_s=REST_S * 2)
        for number in range(pairs + 1):
            rested = number == pairs
            for name, command, last in (
                ("bare", [sys.executable, "-P", "-c", BARE], "note_painted"),
                ("postil", program, "list_ready"),
            ):
                trace = Path(scratch, f"{name}-{number}.jsonl")
                arguments = (
                    [*command, str(trace)] if name == "bare" else [*command, "--trace", str(trace), str(library)]
                )
                found = run(arguments, trace, {"window_shown", "note_painted", last}, pause_s=REST_S if rested else 1.5)
                for event, value in {"rested pss": found["pss"]}.items() if rested else found.items():
                    measured.setdefault(f"{name} {event}", []).append(value)
    for name, values in sorted(measured.items()):
        unit = "MB" if name.endswith("pss") else "ms"
        print(f"{name:24} median {statistics.median(values):7.0f} {unit}   {min(values):.0f} to {max(values):.0f}")
    for event, bare in (
        ("window_shown", "note_painted"),
        ("note_painted", "note_painted"),
        ("window_shown", "window_shown"),
    ):
        pairs_of = zip(measured[f"postil {event}"], measured[f"bare {bare}"], strict=True)
        ratio = statistics.median(own / other for own, other in pairs_of)
        print(f"{event:24} median ratio {ratio:.2f} to the bare {bare}")


def run(command: list[str], trace: Path, wanted: set[str], pause_s: float = 1.5) -> dict[str, float]:
    """Start a program, wait for its milestones and return them, with its memory `pause_s` after they are reached."""
    # As root Chromium's sandbox cannot run: Postil starts without it, and the bare window has to be told.
    environment = {**os.environ, **({"QTWEBENGINE_DISABLE_SANDBOX": "1"} if os.geteuid() == 0 else {})}
    here = Path(__file__).resolve().parent.parent
    warm_memory()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=here, env=environment)
    ends = time.monotonic() + PATIENCE_S
    found: dict[str, float] = {}
    while not wanted <= set(found) and time.monotonic() < ends:
        time.sleep(0.02)
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        found = {}
        for line in lines:
            event = json.loads(line)
            found.setdefault(event["event"], event["ms"])
    time.sleep(pause_s)
    memory = pss(process.pid)
    process.terminate()
    process.wait()
    return {**{event: found[event] for event in wanted}, "pss": memory}


def warm_memory() -> None:
    """Use memory, and let it go: what a program is given next is there at once."""
    with mmap.mmap(-1, ROOM) as room:
        for page in range(0, ROOM, mmap.PAGESIZE):
            room[page] = 1


def pss(process: int) -> float:
    """Return the proportional memory of a process and all below it, in MB."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            below.setdefault(parent, []).append(int(entry.name))
    total, left = 0, [process]
    while left:
        each = left.pop()
        left += below.get(each, [])
        try:
            rollup = Path("/proc", str(each), "smaps_rollup").read_text()
        except OSError:
            continue
        total += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
    return total / 1000


def use(library: Path, count: int) -> None:
    """Open notes and type words in a window of this process."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as scratch:
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        file = Path(scratch, "trace.jsonl")
        application = launch.make_application()
        controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(file))
        controller.start(str(library))
        wait(lambda: "up to date" in controller.window.status.facts)
        paths = sorted(controller.finder.listing.notes)
        clicks = open_notes(controller, random.Random(7).sample(paths, min(count, len(paths))))
        type_words(controller)
        keys = answers(file)
        controller.window.close()
        launch.end(controller)
        application.quit()
    # The first ones warm up what is measured.
    told = (("click to painted note", clicks[5:]), ("keystroke to painted results", keys[2:]))
    for name, values in told:
        ordered = sorted(values)
        last = ordered[int(len(ordered) * 0.95)]
        print(f"{name:30} median {statistics.median(ordered):.0f} ms, 95th {last:.0f} ms, of {len(ordered)}")


def open_notes(controller: Controller, paths: list[str]) -> list[float]:
    """Return the milliseconds from asking for each note to its being painted."""
    painted: dict[str, float] = {}
    controller.window.viewer.painted.connect(lambda path: painted.setdefault(path, time.perf_counter()))
    taken = []
    for path in paths:
        painted.clear()
        began = time.perf_counter()
        controller.window.notes.note_activated.emit(path)
        wait(lambda path=path: path in painted)  # type: ignore[misc]  # a lambda with a default
        taken.append(1000 * (painted[path] - began))
        rest(0.03)
    return taken


def type_words(controller: Controller) -> None:
    """Type, each letter once the results of the one before are there, but no quicker than a quick hand."""
    answered: list[str] = []
    controller.finder.understood.connect(answered.append)
    for words in WORDS:
        controller.window.search.clear()
        rest(0.2)
        for letter in words:
            answered.clear()
            QTest.keyClicks(controller.window.search, letter)
            rest(0.1)
            if letter != " ":
                wait(lambda: bool(answered))


def answers(trace: Path) -> list[float]:
    """Return the milliseconds from each keystroke to the painted results that show it."""
    taken: list[float] = []
    asked: dict[str, float] = {}
    for line in trace.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "query_edited":
            asked[event["query"].strip()] = event["ms"]
        elif event["event"] == "results_painted" and event["query"].strip() in asked:
            taken.append(event["ms"] - asked.pop(event["query"].strip()))
    return taken


def rest(seconds: float) -> None:
    """Let the window live for a while, and its threads too: QTest's own wait would hold Python's lock."""
    ends = time.monotonic() + seconds
    wait(lambda: time.monotonic() > ends)


def wait(done: Callable[[], bool]) -> None:
    """Let the window live, in a real loop of events, until `done`."""
    loop, look = QEventLoop(), QTimer(interval=2)
    ends = time.monotonic() + PATIENCE_S * 5
    look.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > ends else None)
    look.start()
    loop.exec()
    look.stop()
    if not done():
        raise TimeoutError


if __name__ == "__main__":
    if not os.environ.get("DISPLAY"):
        sys.exit("There is no display; run this under xvfb-run.")
    sys.exit(main())
