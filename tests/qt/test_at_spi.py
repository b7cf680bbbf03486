"""What assistive technology sees, asked over AT-SPI as a screen reader asks, from outside the process."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.app.desk import Desk, save
from reader.app.paths import Places
from reader.core.history import Visit

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("at_spi_reader.py")
PYTHON = "/usr/bin/python3"
CONTROLS = frozenset(
    (
        *("push button", "button", "button menu", "toggle button", "check box", "radio button", "combo box", "slider"),
        *("spin button", "spin box", "text", "entry", "list", "list box", "list item", "tree", "tree item", "table"),
        *("page tab list", "page tab", "menu", "menu item", "check menu item", "radio menu item", "link"),
    )
)
OPENED = {
    "Settings…": ("spin box", "Line length"),
    "Note Information…": ("label", "Encoding: UTF-8"),
    "Keyboard Shortcuts": ("tree", "Keyboard shortcuts"),
    "Sources…": ("tree", "Sources"),
    "Open by Title or Heading…": ("text", "Open a note by title, alias, path or heading"),
    "All Commands…": ("text", "Do something by its name"),
    "Find in Note…": ("text", "Find in this note"),
    "About Postil": ("push button", "OK"),
    "Export or Print…": ("combo box", "Paper"),
}
"""What opens over the window, by its line in a menu, and one control in it."""


def lacks() -> str:
    """Return what this machine lacks to be read over AT-SPI; empty where it has all."""
    if shutil.which("dbus-run-session") is None:
        return "needs dbus-run-session (Debian: dbus-daemon)"
    if not any(Path(folder, "at-spi-bus-launcher").exists() for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")):
        return "needs the bus of assistive technology (Debian: at-spi2-core)"
    asked = [PYTHON, "-c", "from gi.repository import Gio"]
    if not Path(PYTHON).exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        return "needs GLib's D-Bus for the system's Python (Debian: python3-gi)"
    return ""


pytestmark = pytest.mark.skipif(bool(lacks()), reason=lacks() or "nothing")


@pytest.fixture(scope="module")
def told(display: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str, str]]]:
    """Return role, name and description of everything in a window with a list and a note, and in what opens over it."""
    scratch = tmp_path_factory.mktemp("at-spi")
    library = scratch / "notes"
    library.mkdir()
    text = "---\ntags: [rivers]\n---\n# The Bridge\n\n## Far bank\n\nSee [[mill]] and a claim[1].\n\n[1]: https://example.org\n"
    (library / "bridge.md").write_text(text)
    (library / "mill.md").write_text("# The Mill\n")
    places = Places(scratch / "config", scratch / "cache")
    places.config.mkdir()
    save(places.desk, str(library), Desk((Visit("bridge.md"),)))
    trace = scratch / "trace.jsonl"
    own = ["--config", str(places.config), "--cache", str(places.cache), "--trace", str(trace), str(library)]
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "DISPLAY": display}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    postil = [sys.executable, "-P", "-m", "reader", *own]
    run = subprocess.run(
        ["dbus-run-session", "--", PYTHON, str(PROGRAM), str(trace), str(scratch / "seen.json"), *postil],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=CHECKOUT,
        timeout=500,
        check=False,
    )
    assert 0 == run.returncode, run.stderr[-2000:]
    found = json.loads((scratch / "seen.json").read_text())
    return {opened: {(role, name, about) for role, name, about in lines} for opened, lines in found.items()}


@pytest.fixture(scope="module")
def seen(told: dict[str, set[tuple[str, str, str]]]) -> set[tuple[str, str, str]]:
    """Return what there is in the window before anything opens over it."""
    return told[""]


@pytest.mark.deep
def test_no_control_is_without_a_name(seen: set[tuple[str, str, str]]) -> None:
    """Every button, field, list, row, tab and menu says what it is."""
    assert [] == sorted(line for line in seen if line[0] in CONTROLS and not line[1])


@pytest.mark.deep
def test_panes_and_rows_speak(seen: set[tuple[str, str, str]]) -> None:
    """The panes are there by their names; a row says title, tags and how many sources its note has."""
    names = {name for _, name, _ in seen}
    assert {"Search notes", "Notes", "Tags", "Outline", "Citations", "Note"} <= names
    rows = [name for role, name, _ in seen if role == "list item" and name.startswith("The Bridge")]
    assert any("tagged rivers" in row and row.endswith("1 citation") for row in rows)


@pytest.mark.deep
def test_headings_and_links_of_the_page_are_exposed(seen: set[tuple[str, str, str]]) -> None:
    """The page is no picture: its headings and links have their roles."""
    assert {("heading", "The Bridge"), ("heading", "Far bank")} <= {line[:2] for line in seen}
    assert {"mill", "1"} <= {name.strip("[]") for role, name, _ in seen if role == "link"}


@pytest.mark.deep
@pytest.mark.parametrize(("opened", "control"), OPENED.items())
def test_what_opens_over_the_window_has_names(
    told: dict[str, set[tuple[str, str, str]]], opened: str, control: tuple[str, str]
) -> None:
    """Dialogs, sheets and the find bar: they are there, and no control in them is without a name."""
    assert control in {line[:2] for line in told[opened]}
    assert [] == sorted(line for line in told[opened] if line[0] in CONTROLS and not line[1])
