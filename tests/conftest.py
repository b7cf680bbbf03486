"""What every test can count on: a home of its own, a screen, and that nothing it started outlives it."""

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.app.cycles import sweep

# Two cores under load must not decide whether a property holds.
settings.register_profile("postil", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("postil")

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 3.0
"""Seconds that threads and processes may take to end after their test."""
LASTING = ("QtWebEngineProcess", "multiprocessing.resource_tracker")
"""Processes that end with the process that needed them once: Chromium's, and Python's own book-keeper."""
LASTING_SERVERS: list[subprocess.Popen[str]] = []
"""The display, once it was needed."""


class Collector(logging.Handler):
    """Keep the records of one test."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep `record`."""
        self.records.append(record)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared test material, wherever it is; the project is complete without it."""
    places = [Path(os.environ["POSTIL_SHARED"])] if "POSTIL_SHARED" in os.environ else [CHECKOUT.parent / "shared"]
    for place in places:
        if place.is_dir():
            return place
    pytest.skip(f"the shared material is not at {places[0]}; POSTIL_SHARED can name another place")


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the session a home of its own, so that nothing of the user is read or written."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_DOCUMENTS_DIR": home / "documents",
        "XDG_RUNTIME_DIR": home / "runtime",
        "XDG_STATE_HOME": home / "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in folders.items():
            folder.mkdir(mode=0o700, exist_ok=True)
            patch.setenv(name, str(folder))
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        yield home


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Return the display to show windows on: the one that is there, or an Xvfb that lives as long as this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QT_QPA_PLATFORM", "xcb")
        if os.geteuid() == 0:
            # Chromium's sandbox refuses to run as root.
            patch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
        if present := os.environ.get("DISPLAY"):
            yield present
            return
        name = start_xvfb()
        patch.setenv("DISPLAY", name)
        yield name


@pytest.fixture(scope="session")
def qapp_args(display: str) -> list[str]:
    """Return the arguments of pytest-qt's application, which with this needs a display."""
    return ["postil"]


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Look for cycles between tests, where Qt's objects are at home, and nowhere else (see `reader.app.cycles`)."""
    sweep()
    yield
    sweep()


@pytest.fixture(autouse=True)
def no_stray_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it looks at the log itself (with `caplog`)."""
    if "caplog" in request.fixturenames:
        yield
        return
    collector = Collector(logging.WARNING)
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    strays = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in collector.records]
    assert not strays, "logged, and not asked for with caplog:\n" + "\n".join(strays)


@pytest.fixture(autouse=True)
def nothing_outlives() -> Iterator[None]:
    """Fail a test whose threads or child processes are still there a while after it."""
    threads, processes = live_threads(), live_processes()
    yield
    left = wait_until_empty(lambda: {f"thread {thread.name}" for thread in live_threads() - threads})
    left |= wait_until_empty(lambda: {f"process {number}: {line}" for number, line in live_processes() - processes})
    assert not left, "still there after the test:\n" + "\n".join(sorted(left))


def live_threads() -> set[threading.Thread]:
    """Return Python's own threads, without those that Qt started and Python merely saw."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}  # noqa: SLF001 - the one name for them


def live_processes() -> set[tuple[int, str]]:
    """Return number and command line of every process below this one, except zombies and those that last."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = folder.joinpath("stat").read_text().rpartition(")")[2].split()[:2]
            line = folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue  # it has ended in the meantime
        parents[int(folder.name)] = int(parent)
        if state != "Z" and not any(name in line for name in LASTING):
            lines[int(folder.name)] = line
    return {(number, line) for number, line in lines.items() if descends(number, parents)}


def descends(number: int, parents: dict[int, int]) -> bool:
    """Return whether process `number` was started by this process or below it."""
    while number := parents.get(number, 0):
        if number == os.getpid():
            return True
    return False


def wait_until_empty(look: Callable[[], set[str]]) -> set[str]:
    """Look until nothing is left or patience is at its end, and return what is left."""
    deadline = time.monotonic() + PATIENCE
    while (left := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def start_xvfb() -> str:
    """Start Xvfb on a free display number and return the display's name.

    It ends with this process and not before: Qt complains when the display goes first. The shell that starts it waits
    for the end of its input, which comes when this process is gone, however it went.
    """
    options = ["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    command = ["sh", "-c", 'Xvfb "$@" 2>/dev/null & exec >&-; read -r _; kill $!', "sh", *options]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    LASTING_SERVERS.append(server)
    number = server.stdout.readline().strip() if server.stdout else ""
    assert number, "Xvfb did not start; `Xvfb :99` tells why"
    return f":{number}"
