"""Take the pictures by which the window is judged: notes and states of every kind, in two sizes, scales and all themes.

Makes a library of the bundled notes and two of its own, and runs itself once for each size and scale under a screen of
its own (Xvfb). The files are called `size-scale-theme-what.png`. `--help` tells how to take some of them only,
mirrored, or with large letters.
"""

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from demo import picture, read, wait  # type: ignore[import-not-found]  # a script finds those beside it so
from picture_sheets import Keep, show_panes, show_sheets  # type: ignore[import-not-found]  # and those
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from reader.app.paths import Places, bundled
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.qt import launch
from reader.qt.controller import Controller

SIZES = ("1280x800", "1920x1080")
SCALES = ("1", "2")
_REST_MS = 450
THEMES = ("light", "sepia", "dark")
NOTES = {
    "citations": "garden/deepseek-and-the-cheap-model.md",
    "table": "tides/Predicting high water.md",
    "formulas": "tides/Why the tide is late.md",
    "everything": "gallery/The furniture of a page.md",
    "chinese": "printing/活字印刷小史.md",
    "arabic": "printing/الورق في بغداد.md",
    "code": "pictures/code.md",
    "long": "pictures/long.md",
}
CODE = """# A program

It counts words, `without` a library.

```python
from collections import Counter

def most(text: str, number: int = 3) -> list[tuple[str, int]]:
    \"\"\"Return the most frequent words.\"\"\"
    return Counter(text.lower().split()).most_common(number)  # ties in order

print(most("a b a c a"))
```

```sh
find . -name '*.md' -print0 | xargs -0 wc -w | sort -n | tail -3
```
"""


def main(asked: argparse.Namespace) -> int:
    """Take all pictures; return 1 where a run did not come to its end."""
    asked.folder.mkdir(parents=True, exist_ok=True)
    ends = []
    for size, scale in itertools.product(asked.size or SIZES, asked.scale or SCALES):
        width, height = (int(part) * int(scale) for part in size.split("x"))
        screen = ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24"]
        surroundings = {**os.environ, "QT_SCALE_FACTOR": scale}
        program = [sys.executable, *sys.argv, "--here", "--size", size, "--scale", scale]
        ends.append(subprocess.run([*screen, *program], env=surroundings, check=False).returncode)
    return int(any(ends))


def take(asked: argparse.Namespace) -> None:
    """Take the pictures of one size and scale."""
    size, scale = asked.size[-1], asked.scale[-1]
    with tempfile.TemporaryDirectory(prefix="postil-pictures-") as scratch:
        application = launch.make_application()
        if asked.mirrored:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if asked.large:
            application.setFont(_twice(application.font()))
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
        controller.start(str(_make_library(Path(scratch))))
        controller.window.resize(QSize(*map(int, size.split("x"))))
        controller.window.move(0, 0)
        wait("the list", lambda: "up to date" in controller.window.status.facts)

        # Without a graphics card, a page of eight million points takes seconds to draw.
        width, height = (int(part) * int(scale) for part in size.split("x"))
        rest = _REST_MS * max(1, width * height // 1_000_000)

        def keep(what: str) -> None:
            for theme in asked.theme or THEMES:
                controller.appearance.choose_theme(theme)
                QTest.qWait(rest)
                picture(0, asked.folder / f"{size}-{scale}-{theme}-{what}.png")

        for part in asked.part or PARTS:
            PARTS[part](controller, keep)
        controller.window.close()
        launch.end(controller)
        application.quit()


def _make_library(scratch: Path) -> Path:
    """Return a library of the bundled notes and two more, beside an empty folder."""
    library = scratch / "notes"
    shutil.copytree(bundled("notes"), library)
    (library / "pictures").mkdir()
    (library / NOTES["code"]).write_text(CODE, encoding="utf-8")
    (library / NOTES["long"]).write_text(_long(), encoding="utf-8")
    (scratch / "empty").mkdir()
    return library


def _twice(font: QFont) -> QFont:
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * 2)
    return large


def _show_notes(controller: Controller, keep: Keep) -> None:
    """Show a note of each kind."""
    for what, note in NOTES.items():
        read(controller, note, _opening(controller, note))
        keep(what)


def _show_states(controller: Controller, keep: Keep) -> None:
    """Show a filter, a search without a result, an error, and a folder without notes."""
    window = controller.window
    empty = Path(controller.root).with_name("empty")
    window.tags.choose(("manual", "science"))
    window.commands["any_tag"].setChecked(True)
    keep("filter")
    controller.filters.clear()
    window.search.setText("xqzzq vvkk")
    wait("the search", lambda: bool(window.notes.empty_text))
    keep("no-results")
    window.search.clear()
    controller.open_library(empty / "gone")
    wait("the error", lambda: bool(window.notice.sentence))
    keep("error")
    controller.open_library(empty)
    wait("the empty folder", lambda: ".markdown" in window.notes.empty_text)
    keep("empty")


def _opening(controller: Controller, note: str) -> Callable[[], None]:
    return lambda: controller.window.notes.note_activated.emit(note)


def _long() -> str:
    part = "Much is written of rivers, and little of the people who keep their banks. " * 6
    return "# A long note\n\n" + "\n\n".join(f"## Chapter {number}\n\n{part}\n\n{part}" for number in range(1, 30))


PARTS: dict[str, Callable[[Controller, Keep], None]] = {
    "notes": _show_notes,
    "sheets": show_sheets,
    "panes": show_panes,
    "states": _show_states,
}
"""What is shown, in this order: the last one ends with an empty folder."""


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append")
    parser.add_argument("--scale", action="append")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--mirrored", action="store_true", help="as where one reads from the right")
    parser.add_argument("--large", action="store_true", help="with letters of twice the size in the window")
    parser.add_argument("--here", action="store_true", help="on the screen that is there, the last size and scale only")
    return parser.parse_args()


if __name__ == "__main__":
    wanted = _asked()
    if wanted.here:
        take(wanted)
        # As the program itself does: what Python tidies up at its end, Qt has taken down already.
        os._exit(0)
    sys.exit(main(wanted))
