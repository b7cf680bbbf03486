"""The processes behind both shells, started for real."""

import os
import queue
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from reader.app.lock import writer_lock
from reader.app.look import Look, Paper
from reader.app.messages import (
    Crashed,
    FileReady,
    Found,
    FoundAll,
    IndexFinished,
    IndexProgress,
    LibraryChanged,
    OpenNote,
    PageBegun,
    PageReady,
    ReadFile,
    RefreshLibrary,
    Refused,
    Search,
    StopReading,
)
from reader.app.opening_messages import LibraryBlock, OpenLibrary
from reader.app.page_maker import PageMaker
from reader.app.paths import Places
from reader.app.session import Session
from reader.app.workers import Kind, Worker
from reader.core.library_filter import Filter
from reader.core.note import ProblemKind
from reader.errors import UnreadableError

if TYPE_CHECKING:
    from reader.app.messages import Fact

Answer = TypeVar("Answer")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Talk:
    """A worker, and what it has said."""

    def __init__(self, kind: Kind, places: Places) -> None:
        self.facts: queue.SimpleQueue[Fact | None] = queue.SimpleQueue()
        self.worker = Worker(kind, places, self.facts.put)

    def wait_for(self, kind: type[Answer], suits: Callable[[Answer], bool] = lambda _: True) -> Answer:
        """Return the next fact of a kind; what comes before it is passed over."""
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            fact = self.facts.get(timeout=60)
            assert not isinstance(fact, Crashed), fact
            if isinstance(fact, kind) and suits(fact):
                return fact
        raise TimeoutError


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return folders of the test's own."""
    return Places(tmp_path / "config", tmp_path / "cache")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library of three notes and an image."""
    root = tmp_path / "library"
    root.mkdir()
    for name in ("one", "two", "three"):
        (root / f"{name}.md").write_text(f"---\ntags: [n/{name}]\n---\n# {name}\n\nThe word is {name}ly.\n")
    (root / "dot.png").write_bytes(PNG)
    (root / "fake.png").write_text("<script>no image</script>")
    return root


@pytest.fixture
def talk(places: Places) -> Iterator[Callable[[Kind], Talk]]:
    """Return a function that starts a worker; it is closed at the end."""
    talks: list[Talk] = []

    def begin(kind: Kind) -> Talk:
        talks.append(Talk(kind, places))
        return talks[-1]

    yield begin
    for one in talks:
        one.worker.close()


def test_a_build_can_be_stopped_and_gone_on_with(talk: Callable[[Kind], Talk], tmp_path: Path) -> None:
    """What is read so far serves; the next look at the folder reads the rest."""
    root = tmp_path / "big"
    root.mkdir()
    for number in range(400):
        (root / f"{number}.md").write_text(f"# Note {number}\n\n" + "The tide came in. " * 200)
    server = talk("library")
    server.worker.send(OpenLibrary(str(root)))
    server.wait_for(IndexProgress)
    server.worker.send(StopReading())
    assert server.wait_for(IndexFinished).notice
    server.worker.send(Search(1, "tide"))
    assert server.wait_for(Found).results.total <= 400
    server.worker.send(RefreshLibrary())
    assert "" == server.wait_for(IndexFinished).notice
    server.worker.send(Search(2, "tide"))
    assert 400 == server.wait_for(Found).results.total


def test_much_that_is_found_is_listed_a_moment_later(talk: Callable[[Kind], Talk], tmp_path: Path) -> None:
    """The best hits come at once; all paths and the counts follow."""
    root = tmp_path / "big"
    root.mkdir()
    for number in range(1100):
        (root / f"{number}.md").write_text(f"---\ntags: [n{number % 3}]\n---\nThe tide came in.\n")
    server = talk("library")
    server.worker.send(OpenLibrary(str(root)))
    server.wait_for(IndexFinished)
    server.worker.send(Search(1, "tide "))
    found = server.wait_for(Found)
    assert (1100, 200, None) == (found.results.total, len(found.results.hits), found.facets)
    rest = server.wait_for(FoundAll)
    assert 1100 == len(set(rest.paths))
    assert [("n0", 367), ("n1", 367), ("n2", 366)] == [(tag.name, tag.count) for tag in rest.facets.tags]


def test_a_page_comes_with_its_ticket(talk: Callable[[Kind], Talk], library: Path) -> None:
    """The page process makes a document, reads an image, and refuses what it may not give."""
    page = talk("page")
    page.worker.send(OpenNote(7, str(library), "one.md", Look()))
    ready = page.wait_for(PageReady)
    assert (7, "one.md", "one") == (ready.ticket, ready.path, ready.facts.title)
    assert "onely" in ready.document
    for ticket, path, mime in ((1, "dot.png", "image/png"), (2, "fake.png", ""), (3, "../../etc/passwd", "")):
        page.worker.send(ReadFile(ticket, str(library), path))
        file = page.wait_for(FileReady)
        assert (ticket, mime) == (file.ticket, file.mime)
    page.worker.send(OpenNote(8, str(library), "gone.md", Look()))
    assert 8 == page.wait_for(Refused).ticket


def test_a_library_is_listed_searched_and_watched(talk: Callable[[Kind], Talk], library: Path) -> None:
    """The library process streams its notes, finds words, and tells what changes."""
    server = talk("library")
    server.worker.send(OpenLibrary(str(library)))
    assert server.wait_for(LibraryBlock).last
    assert {"one.md", "two.md", "three.md"} == {note.path for note in server.wait_for(LibraryChanged).notes}
    assert 3 == server.wait_for(IndexFinished).notes
    server.worker.send(Search(1, "twoly"))
    found = server.wait_for(Found)
    assert ["two.md"] == [hit.path for hit in found.results.hits]
    assert found.facets is not None
    assert ["n"] == [tag.name for tag in found.facets.tags]
    server.worker.send(Search(2, "word", Filter(("n/one",))))
    assert ["one.md"] == [hit.path for hit in server.wait_for(Found).results.hits]
    server.worker.send(Search(2, "word", Filter(("n/one", "n"), any_tag=True, without=("n/one",))))
    found = server.wait_for(Found)
    assert {"one.md"}.isdisjoint(hit.path for hit in found.results.hits)
    server.worker.send(Search(2, "word", Filter(folders=("elsewhere",))))
    assert 0 == server.wait_for(Found).results.total
    (library / "four.md").write_text("# four\n\nquincunx\n")
    assert ("four.md",) == server.wait_for(LibraryChanged).changes.added
    server.worker.send(Search(3, "quincunx"))
    assert 1 == server.wait_for(Found).results.total


def test_a_big_library_is_built_beside_the_search(talk: Callable[[Kind], Talk], library: Path) -> None:
    """More notes than the library process reads itself are read by a builder, and all of them are found."""
    for number in range(230):
        (library / f"{number}.md").write_text(f"# Note {number}\n\nmarigold {number}\n")
    server = talk("library")
    server.worker.send(OpenLibrary(str(library)))
    assert 233 == server.wait_for(IndexFinished).notes
    server.worker.send(Search(1, "marigold"))
    assert 230 == server.wait_for(Found).results.total


def test_an_idle_library_puts_its_index_together(talk: Callable[[Kind], Talk], library: Path, places: Places) -> None:
    """After a while without wishes two big pieces become one, and nothing else changes."""
    with Session(library, places) as session:
        for part in ("a", "b"):
            for number in range(260):
                (library / f"{part}{number}.md").write_text(f"# {part} {number}\n\nmarigold {part}{number}x\n")
            session.refresh()
        assert session.index.is_untidy()
        server = talk("library")
        server.worker.send(OpenLibrary(str(library)))
        server.wait_for(IndexFinished)
        ends = time.monotonic() + 60
        while session.index.is_untidy() and time.monotonic() < ends:
            time.sleep(0.2)
        assert not session.index.is_untidy()
        assert 520 == session.search("marigold").total
    server.worker.send(Search(1, "b7x"))
    assert ["b7.md"] == [hit.path for hit in server.wait_for(Found).results.hits]


def test_while_another_writes_the_last_commit_serves(
    talk: Callable[[Kind], Talk], library: Path, places: Places
) -> None:
    """A library whose writer's lock is taken is opened all the same, and caught up with later."""
    first = talk("library")
    first.worker.send(OpenLibrary(str(library)))
    first.wait_for(IndexFinished)
    with writer_lock(places.library_cache(library)) as mine:
        assert mine
        (library / "five.md").write_text("# five\n")
        second = talk("library")
        second.worker.send(OpenLibrary(str(library)))
        assert 3 == second.wait_for(LibraryBlock).total
        second.worker.send(Search(1, "word"))
        assert 3 == second.wait_for(Found).results.total
    assert ("five.md",) == second.wait_for(LibraryChanged).changes.added


def test_a_library_that_is_not_there_is_refused(talk: Callable[[Kind], Talk], tmp_path: Path) -> None:
    """A missing folder is one sentence; the process lives on."""
    server = talk("library")
    server.worker.send(OpenLibrary(str(tmp_path / "none")))
    assert "There is no folder" in server.wait_for(Refused).message
    server.worker.send(Search(9, "x"))
    assert 9 == server.wait_for(Refused).ticket


def test_a_page_that_takes_too_long_becomes_plain_text(
    library: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind its limit the process is stopped, and a new one shows the text."""
    with PageMaker(library, places) as maker:
        assert not maker.read("one.md").page.problems
        # No time at all for the page; its plain text gets the time of a fresh process.
        monkeypatch.setattr("reader.app.page_maker.limit_s", lambda _size: 0.0)
        read = maker.read("two.md")
    assert [ProblemKind.RENDER_LIMIT] == [problem.kind for problem in read.page.problems]
    assert "twoly" in read.page.text


def test_a_page_process_that_dies_is_replaced(library: Path, places: Places) -> None:
    """A process that is killed from outside costs nothing but a moment."""
    with PageMaker(library, places) as maker:
        maker.read("one.md")
        assert maker._worker is not None  # noqa: SLF001 - the victim has to be known
        os.kill(maker._worker.pid, signal.SIGKILL)  # noqa: SLF001
        assert "twoly" in maker.read("two.md").page.text
        with pytest.raises(UnreadableError):
            maker.read("gone.md")


def test_workers_end_with_their_parent(talk: Callable[[Kind], Talk], library: Path) -> None:
    """When the pipe is closed, a worker ends by itself, with a library open or not."""
    for kind in ("page", "library"):
        one = talk(kind)
        if kind == "library":
            one.worker.send(OpenLibrary(str(library)))
            one.wait_for(IndexFinished)
        one.worker.close(patience=20)
        assert one.worker.exit_code == 0


def test_the_first_screen_of_a_long_note_comes_first(talk: Callable[[Kind], Talk], library: Path) -> None:
    """It begins as the page does, up to the end of a block; who does not ask for it gets the page alone."""
    paragraphs = [f"Paragraph {number} of a long story." for number in range(12_000)]
    (library / "long.md").write_text("# Long\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    pages = talk("page")
    pages.worker.send(OpenNote(1, str(library), "long.md", Look(), early=True))
    begun = pages.wait_for(PageBegun)
    ready = pages.wait_for(PageReady)
    assert (1, 1) == (begun.ticket, ready.ticket)
    documents = [begun.document, ready.document]
    parts = [text[text.index("<p>Paragraph 0 ") : text.index("\n</main>")].strip() for text in documents]
    assert parts[1].startswith(parts[0])
    assert 20_000 < len(parts[0]) < len(parts[1]) / 5
    for wish in (
        OpenNote(2, str(library), "long.md", Look()),
        OpenNote(3, str(library), "long.md", Look(), Paper(), early=True),
        OpenNote(4, str(library), "one.md", Look(), early=True),
    ):
        pages.worker.send(wish)
        assert isinstance(pages.facts.get(timeout=60), PageReady)
