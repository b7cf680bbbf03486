"""The processes behind a window, real ones: what is done beside a page that takes too long, and how pages are bound."""

import os
import signal
import weakref
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from reader.app.look import Look, Paper
from reader.app.messages import NoteFacts, OpenNote, PageReady
from reader.app.paths import Places
from reader.core.citation import Citations
from reader.core.page import Heading
from reader.qt.binder import Binder
from reader.qt.tasks import Tasks
from tests.conftest import live_processes


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return folders of their own."""
    return Places(tmp_path / "config", tmp_path / "cache")


@pytest.fixture
def tasks(places: Places) -> Iterator[Tasks]:
    """Return processes that have been asked nothing yet."""
    made = Tasks(places)
    yield made
    made.close()


@pytest.fixture
def binder(places: Places) -> Iterator[Binder]:
    """Return a binder without a process."""
    made = Binder(places)
    yield made
    made.close()


def children(name: str) -> list[int]:
    """Return the numbers of this program's processes of a kind."""
    return [number for number, line in live_processes() if f"--worker {name} " in line]


def page(ticket: int, title: str) -> PageReady:
    """Return a page that was made for paper."""
    facts = NoteFacts("tea.md", title, (), None, "2026-01-01T00:00:00+00:00", 9, "utf-8", "yaml", False, ())
    return PageReady(ticket, "tea.md", "", facts, (Heading(1, "Tea", "tea"),), (), Citations())


def sheet() -> bytes:
    """Return a PDF of one empty page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        data = BytesIO()
        pdf.save(data)
    return data.getvalue()


def test_nothing_holds_tasks_that_are_closed(places: Places, tmp_path: Path, qtbot: QtBot) -> None:
    """What is taken down in the next turn of the loop, as the wait for an answer is, must not take them with it."""
    (tmp_path / "tea.md").write_text("*Tea*", encoding="utf-8")
    tasks = Tasks(places)
    with qtbot.waitSignal(tasks.page_fact, timeout=30_000):
        tasks.ask_page(OpenNote(tasks.new_ticket(), str(tmp_path), "tea.md", Look()))
    tasks.ask_page(OpenNote(tasks.new_ticket(), str(tmp_path), "tea.md", Look()))
    tasks.close()
    held = weakref.ref(tasks)
    del tasks
    assert held() is None


def test_spare_begins_beside_a_slow_page_and_takes_over(tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> None:
    """While pages are quick there is one page process; one that gets stuck is given up for a spare with the text."""
    (tmp_path / "tea.md").write_text("*Tea*", encoding="utf-8")

    def ask() -> None:
        tasks.ask_page(OpenNote(tasks.new_ticket(), str(tmp_path), "tea.md", Look()))

    with qtbot.waitSignal(tasks.page_fact, timeout=30_000):
        ask()
    (first,) = children("page")
    os.kill(first, signal.SIGSTOP)
    with qtbot.waitSignal(tasks.page_fact, timeout=60_000) as told:
        ask()
        qtbot.waitUntil(lambda: len(children("page")) == 2, timeout=10_000)
    assert told.args is not None
    assert "*Tea*" in told.args[0].document
    (second,) = children("page")
    assert second != first


def test_pages_are_bound_in_their_order(binder: Binder, qtbot: QtBot) -> None:
    """Each PDF gets what belongs to it, from one process, which is gone when it is closed."""
    made: list[tuple[int, bytes]] = []
    binder.bound.connect(lambda ticket, data: made.append((ticket, data)))
    assert [] == children("bind")
    binder.begin()
    for ticket, title in ((1, "Tea"), (2, "Silver & <b>salt</b>")):
        binder.bind(page(ticket, title), sheet(), Paper())
    qtbot.waitUntil(lambda: len(made) == 2, timeout=30_000)
    titles = [(ticket, PdfReader(BytesIO(data)).metadata) for ticket, data in made]
    assert [(1, "Tea"), (2, "Silver & <b>salt</b>")] == [(ticket, known and known.title) for ticket, known in titles]
    assert 1 == len(children("bind"))
    binder.close()
    assert [] == children("bind")


def test_what_cannot_be_bound_is_told(binder: Binder, qtbot: QtBot) -> None:
    """A PDF that is none, or a process that dies, costs one sentence each, and the next pages are bound."""
    with qtbot.waitSignal(binder.bound, timeout=30_000) as told:
        binder.bind(page(1, "Tea"), b"no PDF at all", Paper())
    assert told.args is not None
    assert told.args[1].startswith("The PDF could not be made: Postil met a bug.")
    with qtbot.waitSignal(binder.bound, timeout=30_000) as told:
        os.kill(children("bind")[0], signal.SIGSTOP)
        binder.bind(page(2, "Tea"), sheet(), Paper())
        os.kill(children("bind")[0], signal.SIGKILL)
    assert (2, "The PDF could not be made: the process that binds it ended by itself. Try it again.") == tuple(
        told.args or ()
    )
    with qtbot.waitSignal(binder.bound, timeout=30_000) as told:
        binder.bind(page(3, "Tea"), sheet(), Paper())
    assert told.args is not None
    assert told.args[1].startswith(b"%PDF-")
