"""What PDF export costs: one note beside the barest program that prints the same page, and a hundred in one call.

    python tests/bench_pdf.py NOTE [--library DIR] [--notes N] [--rounds N]

Prints the median seconds of both and their ratio; with --notes, the milliseconds for each of N notes of the library and
the peak memory of a call for a half and for all of them, with the processes of the engine.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

BARE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox --disable-gpu" if os.geteuid() == 0 else "--disable-gpu"
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineCore import QWebEnginePage
application = QGuiApplication(["bare"])
page = QWebEnginePage()
def write(data):
    open(sys.argv[2], "wb").write(bytes(data.data()))
    application.quit()
page.loadFinished.connect(lambda complete: page.printToPdf(write))
page.load(QUrl.fromLocalFile(sys.argv[1]))
application.exec()
"""


def seconds(command: list[str]) -> float:
    """Return how long a program takes from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def one(postil: list[str], note: str, folder: Path, rounds: int) -> None:
    """Print what one note costs, and the bare program, measured in turns."""
    page = folder / "page.html"
    subprocess.run([*postil, "export", note, "--format", "html", "-o", str(page), "--force"], check=True)
    # The page as it is printed, with nothing that a file of its own would have to forbid.
    html = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text(encoding="utf-8"))
    page.write_text(html, encoding="utf-8")
    command = [*postil, "export", note, "-o", str(folder / "note.pdf"), "--force"]
    bare = [sys.executable, "-c", BARE, str(page), str(folder / "bare.pdf")]
    ours, theirs = [], []
    for number in range(rounds + 1):
        pair = seconds(command), seconds(bare)
        if number:
            ours.append(pair[0])
            theirs.append(pair[1])
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"one note: {mine:.2f} s, bare PySide6: {other:.2f} s, ratio {mine / other:.2f}")


def many(postil: list[str], library: Path, folder: Path, count: int) -> None:
    """Print what each of many notes costs in one call, and whether memory grows with them."""
    subprocess.run([*postil, "index"], check=True, capture_output=True)
    listed = json.loads(subprocess.run([*postil, "list", "--json"], check=True, capture_output=True).stdout)
    paths = [str(library / note["path"]) for note in listed][:count]
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    for part in (paths[: count // 2], paths):
        began = time.perf_counter()
        command = [*postil, "export", *part, "-o", str(folder / "many"), "--force"]
        void = subprocess.DEVNULL
        with subprocess.Popen(command, env=environment, stdout=void, stderr=void) as running:
            most = 0
            while running.poll() is None:
                most = max(most, memory_of(running.pid))
                time.sleep(0.5)
        each = (time.perf_counter() - began) / len(part) * 1000
        print(f"{len(part)} notes: {each:.0f} ms each; all processes together at most {most} MB")


def memory_of(process: int) -> int:
    """Return the memory of a process and all below it, shared pages counted once (PSS), in megabytes."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            below.setdefault(_number(entry / "stat", r"\) \S (\d+)"), []).append(int(entry.name))
    family = [process]
    for member in family:
        family += below.get(member, [])
    return sum(_number(Path(f"/proc/{member}/smaps_rollup"), r"Pss:\s+(\d+)") for member in family) // 1024


def _number(file: Path, wanted: str) -> int:
    try:
        found = re.search(wanted, file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("note")
    parser.add_argument("--library", type=Path, default=Path("notes"))
    parser.add_argument("--notes", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        own = ["--library", str(options.library), "--config", name, "--cache", str(folder / "cache")]
        postil = [sys.executable, "-P", "-m", "reader", *own]
        one(postil, options.note, folder, options.rounds)
        if options.notes:
            many(postil, options.library.absolute(), folder, options.notes)


if __name__ == "__main__":
    main()
