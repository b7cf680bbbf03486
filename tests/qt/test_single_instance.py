"""A second start goes to the window that is there, and nothing that connects can disturb it."""

import random
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.app.handover import LIMIT, TAKEN, Request, hand_over
from reader.qt.single_instance import SingleInstance

GARBAGE = [
    b"",
    b"\n",
    b"{}\n",
    b'{"open": ["relative"]}\n',
    b'{"open": ["/\\ud800.md"]}\n',
    b'{"open": [], "token": "\\udfff"}\n',
    b'{"open": [], "token": ["x"]}\n',
    b'{"open": {"/a": 1}}\n',
    random.Random(7).randbytes(1000) + b"\n",
    b"x" * (4 * LIMIT),
    b"[" * 60_000,
]


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return an address, short as the system wants it however deep the folder of the test lies."""
    monkeypatch.chdir(tmp_path)
    return "./window.socket"


@pytest.fixture
def instance(where: str, qtbot: QtBot) -> Iterator[SingleInstance]:
    """Return a window's ear that listens."""
    made = SingleInstance(str(Path(where).absolute()))
    assert made.begin(Request())
    yield made
    made.close()
    made.deleteLater()


def sent(where: str, data: bytes) -> bytes:
    """Send bytes as any program could, and return the answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(where)
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(100)
        except OSError:
            return b""


def test_a_later_start_is_heard(instance: SingleInstance, where: str, qtbot: QtBot) -> None:
    """Its paths arrive as they were, and it is told so."""
    request = Request(("/a folder/ä 雪.md", "/b.md"), "token")
    with ThreadPoolExecutor() as others, qtbot.waitSignal(instance.requested, timeout=10_000) as heard:
        answer = others.submit(hand_over, where, request, 10)
    assert [request] == heard.args
    assert answer.result()


def test_only_the_user_can_connect(instance: SingleInstance, where: str) -> None:
    """The socket's mode shuts out everybody else."""
    assert 0 == Path(where).stat().st_mode & 0o077


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda data: f"{data[:12]!r} {len(data)}")
def test_garbage_is_survived(instance: SingleInstance, where: str, garbage: bytes, qtbot: QtBot) -> None:
    """It gets no answer, and the next request is heard."""
    asked: list[Request] = []
    instance.requested.connect(asked.append)
    with ThreadPoolExecutor() as others:
        answer = others.submit(sent, where, garbage)
        qtbot.waitUntil(answer.done, timeout=15_000)
        assert TAKEN != answer.result()
        later = others.submit(hand_over, where, Request(("/a.md",)), 10)
        qtbot.waitUntil(later.done, timeout=15_000)
    assert (True, [Request(("/a.md",))]) == (later.result(), asked)


def test_many_silent_guests_are_sent_away(instance: SingleInstance, where: str, qtbot: QtBot) -> None:
    """A hundred connections that say nothing do not keep a request out for good."""
    guests = [socket.socket(socket.AF_UNIX) for _ in range(100)]
    with ThreadPoolExecutor() as others:
        for guest in guests:
            guest.setblocking(False)
            if guest.connect_ex(str(where)):
                qtbot.wait(20)
        qtbot.wait(4000)
        later = others.submit(hand_over, where, Request(), 10)
        qtbot.waitUntil(later.done, timeout=15_000)
    for guest in guests:
        guest.close()
    assert later.result()


def test_of_two_starts_one_opens_the_window(instance: SingleInstance, where: str, qtbot: QtBot) -> None:
    """Who comes second while the first is still getting ready hands over and does not take its place."""
    second = SingleInstance(str(Path(where).absolute()))
    with ThreadPoolExecutor() as others, qtbot.waitSignal(instance.requested, timeout=10_000):
        handed = others.submit(hand_over, where, Request(("/a.md",)), 10)
    assert handed.result()
    second.deleteLater()


def test_what_a_crash_left_behind_is_replaced(where: str, qtbot: QtBot) -> None:
    """A socket that nobody listens at does not stop a start."""
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(where)
    instance = SingleInstance(str(Path(where).absolute()))
    assert instance.begin(Request())
    with ThreadPoolExecutor() as others, qtbot.waitSignal(instance.requested, timeout=10_000):
        others.submit(hand_over, where, Request(), 10)
    instance.close()
    assert not Path(where).exists()
    instance.deleteLater()
