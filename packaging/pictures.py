"""Take the pictures by which the window is judged: notes and states of every kind, in two sizes, scales and all themes.

Usage: pictures.py FOLDER [SIZE SCALE]. Makes a library of the bundled notes and two of its own, and runs itself once
for each size and scale under a screen of its own (Xvfb). With a size such as 1280x800 and a scale, takes those only,
on the screen that is there. The files are called `size-scale-theme-what.png`.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from demo import picture, read, wait  # type: ignore[import-not-found]  # a script finds those beside it so
from PySide6.QtCore import QSize
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


def main(folder: Path) -> int:
    """Take all pictures; return 1 where a run did not come to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    ends = []
    for size, scale in itertools.product(SIZES, SCALES):
        width, height = (int(part) * int(scale) for part in size.split("x"))
        screen = ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24"]
        surroundings = {**os.environ, "QT_SCALE_FACTOR": scale}
        program = [sys.executable, __file__, str(folder), size, scale]
        ends.append(subprocess.run([*screen, *program], env=surroundings, check=False).returncode)
    return int(any(ends))


def take(folder: Path, size: str, scale: str) -> None:
    """Take the pictures of one size and scale."""
    with tempfile.TemporaryDirectory(prefix="postil-pictures-") as scratch:
        library = Path(scratch, "notes")
        shutil.copytree(bundled("notes"), library)
        (library / "pictures").mkdir()
        (library / NOTES["code"]).write_text(CODE, encoding="utf-8")
        (library / NOTES["long"]).write_text(_long(), encoding="utf-8")
        Path(scratch, "empty").mkdir()
        application = launch.make_application()
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        controller = launch.make(places, Worker("library", places), Worker("page", places), Trace(None))
        controller.start(str(library))
        controller.window.resize(QSize(*map(int, size.split("x"))))
        controller.window.move(0, 0)
        wait("the list", lambda: "up to date" in controller.window.status.facts)

        # Without a graphics card, a page of eight million points takes seconds to draw.
        width, height = (int(part) * int(scale) for part in size.split("x"))
        rest = _REST_MS * max(1, width * height // 1_000_000)

        def keep(what: str) -> None:
            for theme in THEMES:
                controller.appearance.choose_theme(theme)
                QTest.qWait(rest)
                picture(controller.window.winId(), folder / f"{size}-{scale}-{theme}-{what}.png")

        for what, note in NOTES.items():
            read(controller, note, _opening(controller, note))
            keep(what)
        _show_states(controller, Path(scratch, "empty"), keep)
        controller.window.close()
        launch.end(controller)
        application.quit()


def _show_states(controller: Controller, empty: Path, keep: Callable[[str], None]) -> None:
    """Show a filter, a search without a result, an error, and a folder without notes."""
    window = controller.window
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


if __name__ == "__main__":
    if len(sys.argv) not in {2, 4}:
        sys.exit("usage: pictures.py FOLDER [SIZE SCALE]")
    if len(sys.argv) == 4:
        take(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
        # As the program itself does: what Python tidies up at its end, Qt has taken down already.
        os._exit(0)
    sys.exit(main(Path(sys.argv[1])))
