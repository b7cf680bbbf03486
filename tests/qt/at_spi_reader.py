"""Start Postil and write down what AT-SPI shows of it: roles, names and descriptions. A program for a test.

Then what opens over the window, one after another, each opened through its line in a menu as a screen reader does it.

`/usr/bin/python3 at_spi_reader.py TRACE INTO COMMAND...`, inside `dbus-run-session`, with the Python of the system:
it has GLib's D-Bus (python3-gi), through which a screen reader asks as well.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found]  # it is the system's

PATIENCE_S = 120
MOST = 5000
SHOWING = 25
"""The number of AT-SPI's state for what is on the screen."""
LABELLED_BY = 2
"""The number of AT-SPI's relation from a control to its label."""
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
OPENED = (
    "Settings…",
    "Note Information…",
    "Keyboard Shortcuts",
    "Sources…",
    "Open by Title or Heading…",
    "All Commands…",
    "Find in Note…",
    "About Postil",
    "Export or Print…",
)
"""Lines of menus. The last one holds up what comes after it."""
_REST_S = 1.5


def main(trace: str, into: str, *command: str) -> int:
    """Write down what is there once the list and the page have come."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = ask(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    bus = Gio.DBusConnection.new_for_address_sync(address, flags)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(Path(trace))
        ends = time.monotonic() + PATIENCE_S
        found: set[tuple[str, ...]] = set()
        # Chromium makes the tree of a page when it is asked for it, and hands it over a while later.
        while "heading" not in {role for role, _, _ in found} and time.monotonic() < ends:
            time.sleep(1)
            found = walk(bus)
        seen = {"": sorted(found)}
        for line in OPENED:
            press(bus, line)
            time.sleep(_REST_S)
            there = walk(bus)
            seen[line] = sorted(there - found)
            found |= there
    finally:
        process.terminate()
        process.wait()
    # Standard output has what the buses remark as well.
    Path(into).write_text(json.dumps(seen), encoding="utf-8")
    return 0


def wait_for(trace: Path) -> None:
    """Wait until the list and the note are on the screen."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        if {"list_ready", "note_painted"} <= {json.loads(line)["event"] for line in lines}:
            return
        time.sleep(0.1)
    sys.exit("Postil did not come up.")


def walk(bus: Gio.DBusConnection) -> set[tuple[str, ...]]:
    """Return role, name and description of everything that is on the screen."""
    found: set[tuple[str, ...]] = set()
    for each in objects(bus):
        states = ask(bus, *each, ACCESSIBLE, "GetState") or (0,)
        if states[0] >> SHOWING & 1:
            role = ask(bus, *each, ACCESSIBLE, "GetRoleName")
            # Qt gives a box to choose from the name of what is chosen; what it is for is told by its label.
            name = label_of(bus, *each) if role == "combo box" else fact(bus, *each, "Name")
            found.add((role, name, fact(bus, *each, "Description")))
    return found


def label_of(bus: Gio.DBusConnection, service: str, path: str) -> str:
    """Return the names of what labels an object."""
    relations = ask(bus, service, path, ACCESSIBLE, "GetRelationSet") or ()
    labels = [label for kind, targets in relations if kind == LABELLED_BY for label in targets]
    return " ".join(fact(bus, str(label[0]), str(label[1]), "Name") for label in labels)


def objects(bus: Gio.DBusConnection) -> Iterator[tuple[str, str]]:
    """Yield everything that there is, from above."""
    left = [("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")]
    seen: set[tuple[str, str]] = set()
    while left and len(seen) < MOST:
        each = left.pop()
        if each not in seen:
            seen.add(each)
            yield each
            left += [(str(child[0]), str(child[1])) for child in ask(bus, *each, ACCESSIBLE, "GetChildren") or ()]


def press(bus: Gio.DBusConnection, line: str) -> None:
    """Choose a line of a menu."""
    for each in objects(bus):
        if fact(bus, *each, "Name") == line and ask(bus, *each, ACCESSIBLE, "GetRoleName") == "menu item":
            ask(bus, *each, ACTION, "DoAction", GLib.Variant("(i)", (0,)))
            return
    sys.exit(f"There is no {line}")


def fact(bus: Gio.DBusConnection, service: str, path: str, name: str) -> str:
    """Return a text about one object, on one line."""
    given = GLib.Variant("(ss)", (ACCESSIBLE, name))
    told = ask(bus, service, path, "org.freedesktop.DBus.Properties", "Get", given)
    return " ".join(str(told or "").split())


def ask(bus: Gio.DBusConnection, service: str, path: str, interface: str, method: str, given: object = None) -> Any:  # noqa: ANN401 - D-Bus tells the type
    """Return the first value of an answer; an empty text where an object is gone or does not know."""
    try:
        answer = bus.call_sync(service, path, interface, method, given, None, Gio.DBusCallFlags.NONE, 5000)
    except GLib.Error:
        return ""
    return answer.unpack()[0]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
