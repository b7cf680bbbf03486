"""Drive the real window on the bundled notes as a person would, and leave what it showed: `make run` without a screen.

Usage: demo.py FOLDER [LIBRARY NOTE]. Needs a display; Xvfb will do. Leaves pictures of the list, of a note with
citations, and of a search, in light and in dark, a PDF of that note, and what the command line prints, in FOLDER. With
a library and the path of a note in it, leaves only pictures of that note, in all themes.
"""

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reader.app.paths import Places, bundled
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import launch
from reader.qt.controller import Controller
from reader.qt.export_form import Choice, Scope

PATIENCE_S = 120
NOTE = "garden/deepseek-and-the-cheap-model.md"
TITLE_OF_PDF = "note.pdf"
COMMANDS = (
    ("list", "--sort", "title"),
    ("search", "tide -moon"),
    ("cite", NOTE),
    ("sources",),
    ("related", "tides/Why the tide is late.md"),
    ("check",),
    ("doctor",),
)


def main(folder: Path, library: str = "", note: str = "") -> int:
    """Make the demonstration in `folder`; return 1 where a step did not come to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="postil-demo-") as scratch:
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        try:
            if library:
                show_themes(folder, places, library, note)
            else:
                print_commands(folder / "command-line.txt", places)
                drive(folder, places)
        except TimeoutError as error:
            print(f"The demonstration stopped: {error}", file=sys.stderr)
            return 1
    return 0


def print_commands(file: Path, places: Places) -> None:
    """Run the commands on the bundled notes and keep what they print."""
    own = ["--library", str(bundled("notes")), "--config", str(places.config), "--cache", str(places.cache)]
    with file.open("w", encoding="utf-8") as out:
        for command in COMMANDS:
            out.write(f"$ {shlex.join(('postil', *command))}\n")
            out.flush()
            program = [sys.executable, "-P", "-m", "reader", *own, *command]
            subprocess.run(program, stdout=out, stderr=subprocess.STDOUT, check=False)
            out.write("\n")


def drive(folder: Path, places: Places) -> None:
    """Open the window, read, search, export, and take pictures on the way."""
    application = launch.make_application()
    controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(folder / "trace.jsonl"))
    window = controller.window
    controller.appearance.choose_theme("light")
    read(controller, "Start here.md", lambda: controller.start(str(bundled("notes"))))
    wait("the list", lambda: "up to date" in window.status.facts)
    picture(window.winId(), folder / "1-list.png")
    read(controller, NOTE, lambda: controller.window.notes.note_activated.emit(NOTE))
    picture(window.winId(), folder / "2-citations.png")
    controller.appearance.choose_theme("dark")
    QTest.qWait(600)
    picture(window.winId(), folder / "3-citations-dark.png")
    controller.appearance.choose_theme("light")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.search.setFocus()
    QTest.keyClicks(window.search, "print")
    wait("the search", lambda: "print" in window.status.facts)
    picture(window.winId(), folder / "4-search.png")
    written: list[str] = []
    controller.exporter.exported.connect(lambda file, *_: written.append(file))
    controller.exporter.failed.connect(lambda sentence: print(sentence, file=sys.stderr))
    shown = Scope("the shown note", ((controller.navigator.path, controller.navigator.path),))
    controller.exporter.export(controller.root, Choice(shown), folder / TITLE_OF_PDF)
    wait("the PDF", lambda: bool(written))
    window.close()
    launch.end(controller)
    application.quit()


def show_themes(folder: Path, places: Places, library: str, note: str) -> None:
    """Open one note of a library and take its picture in every theme."""
    application = launch.make_application()
    controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
    controller.start(library)
    wait("the list", lambda: "up to date" in controller.window.status.facts)
    read(controller, note, lambda: controller.window.notes.note_activated.emit(note))
    for theme in ("light", "sepia", "dark"):
        controller.appearance.choose_theme(theme)
        QTest.qWait(600)
        picture(controller.window.winId(), folder / f"{Path(note).stem}-{theme}.png")
    controller.window.close()
    launch.end(controller)
    application.quit()


def read(controller: Controller, path: str, ask: Callable[[], None]) -> None:
    """Ask for a note and wait until its page is on the screen."""
    if controller.navigator.path == path:
        QTest.qWait(1500)
        return
    painted: list[str] = []
    controller.window.viewer.painted.connect(painted.append)
    ask()
    wait(path, lambda: path in painted)
    # Faces and pictures may come after the first frame.
    QTest.qWait(1500)


def picture(window: int, file: Path) -> None:
    """Take a picture of the window as the screen shows it."""
    QTest.qWait(400)
    screen = QGuiApplication.primaryScreen()
    screen.grabWindow(window).save(str(file))


def wait(what: str, done: Callable[[], bool]) -> None:
    """Let the window live until `done`; raise TimeoutError after two minutes."""
    ends = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > ends:
            raise TimeoutError(f"{what} did not come within {PATIENCE_S} s")
        QCoreApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    if len(sys.argv) not in {2, 4}:
        sys.exit("usage: demo.py FOLDER [LIBRARY NOTE]")
    code = main(Path(sys.argv[1]), *sys.argv[2:])
    sys.stdout.flush()
    # As the program itself does: what Python tidies up at its end, Qt has taken down already.
    os._exit(code)
