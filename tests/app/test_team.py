"""Big builds by several processes, started for real, and what becomes of them when processes die."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.app import crew, team
from reader.app.crew import called_early
from reader.app.paths import Places
from reader.app.session import Session

NOTES = 120
DIES_AFTER_ONE = """
import sys
from pathlib import Path
from reader.app.index_worker import serve_index
from reader.app.pipe import own_pipe
pipe = own_pipe()
receive, left = pipe.receive, [2]
def receive_twice():
    left[0] -= 1
    if left[0] < 0:
        sys.exit(1)
    return receive()
pipe.receive = receive_twice
serve_index(pipe)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library of notes with words of their own, citations, and one that has no text."""
    root = tmp_path / "library"
    root.mkdir()
    for number in range(NOTES):
        text = f"# Note {number}\n\nMarigold and word{number}[1].\n\n[1] https://example.org/{number % 7}\n"
        (root / f"{number}.md").write_text(text * (number % 5 + 1), encoding="utf-8")
    (root / "empty.md").touch()
    return root


@pytest.fixture
def session(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Return a session that thinks the library big."""
    monkeypatch.setattr(crew, "_MUCH", 0)
    monkeypatch.setattr(crew, "processes", lambda: 2)
    monkeypatch.setattr(team, "_BATCH", 10)
    monkeypatch.setattr(team, "_FIRST", 5_000)
    with Session(library, Places(tmp_path / "config", tmp_path / "cache")) as made:
        yield made


def assert_complete(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that a session knows and finds what one does that read everything in its own process."""
    with Session(session.root, Places(tmp_path / "config", tmp_path / "other")) as plain:
        with monkeypatch.context() as alone:
            alone.setattr(crew, "_MUCH", sys.maxsize)
            plain.refresh()
        assert plain.snapshot.notes == session.snapshot.notes
        assert plain.index.stamps() == session.index.stamps()
        assert list(plain.catalogue.sources.of_notes()) == list(session.catalogue.sources.of_notes())
        for query in ("marigold", "word7 ", "word11", "cites:example.org/3"):
            assert plain.search(query).total == session.search(query).total > 0


def test_several_processes_read_a_library(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each note is read once, progress reaches the end, and nothing differs from one process."""
    told: list[tuple[int, int]] = []
    assert NOTES + 1 == len(session.refresh(lambda done, total: told.append((done, total))).changes.added)
    assert (NOTES + 1, NOTES + 1) == told[-1]
    assert sorted(told) == told
    assert_complete(session, tmp_path, monkeypatch)
    (session.root / "0.md").unlink()
    (session.root / "1.md").write_text("# One\n\nforsythia\n", encoding="utf-8")
    changes = session.refresh().changes
    assert (("1.md",), ("0.md",)) == (changes.changed, changes.removed)
    assert (1, NOTES - 2) == (session.search("forsythia").total, session.search("marigold").total)


def test_processes_that_were_called_early_do_the_build(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first build takes the processes that wait, each once; a later one starts its own."""
    monkeypatch.setattr(crew, "_MUCH", 0)
    monkeypatch.setattr(crew, "processes", lambda: 2)
    places = Places(tmp_path / "config", tmp_path / "cache")
    called = called_early(places, str(library), anew=False)
    assert called is not None
    with Session(library, places, crew=called) as session:
        session.refresh()
        assert [] == called.take()
        session.rebuild()
        assert_complete(session, tmp_path, monkeypatch)
    assert called_early(places, str(library), anew=False) is None
    assert called_early(places, str(library / "nowhere"), anew=True) is None
    unused = called_early(places, str(library), anew=True)
    assert unused is not None
    unused.close()
    monkeypatch.setattr(crew, "_MUCH", sys.maxsize)
    assert called_early(places, str(library), anew=True) is None


def test_the_newest_notes_come_first(session: Session) -> None:
    """While the last notes are still unread, the newest can be found."""
    newest = session.root / "7.md"
    os.utime(newest, (time.time() + 60,) * 2)
    found_at: list[int] = []

    def look(done: int, _: int) -> None:
        if not found_at and session.index.document_count() and "7.md" in session.index.stamps():
            found_at.append(done)

    session.refresh(look)
    assert found_at
    assert found_at[0] < NOTES


@pytest.mark.parametrize(
    "program",
    [["/nowhere/python"], [sys.executable, "-c", "pass"], [sys.executable, "-c", DIES_AFTER_ONE]],
    ids=["cannot be started", "die at once", "die on the way"],
)
def test_what_lost_processes_leave_is_read(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: list[str]
) -> None:
    """Where index processes die or cannot be started, the build reads their notes itself."""
    monkeypatch.setattr(crew, "command", lambda *_: program)
    session.refresh()
    assert_complete(session, tmp_path, monkeypatch)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.deep)])
def test_a_killed_build_is_caught_up_with(library: Path, tmp_path: Path, kills: int) -> None:
    """Wherever a build with several processes is killed, be it a new or a known library, the next start is right."""
    rnd = random.Random(5)
    places = Places(tmp_path / "config", tmp_path / "cache")
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from reader.app import crew, session, team\nfrom reader.app.paths import Places\n"
        "crew._MUCH, team._BATCH, team._FIRST = 0, 10, 5000\ncrew.processes = lambda: 2\n"
        "with session.Session(Path(sys.argv[1]), Places(Path(sys.argv[2]), Path(sys.argv[3]))) as one:\n"
        "    print('ready', flush=True)\n    one.refresh()\n    print('done', flush=True)\n"
    )
    arguments = [sys.executable, "-c", program, str(library), str(places.config), str(places.cache)]
    for turn in range(kills):
        if turn % 2:
            shutil.rmtree(places.cache)
        for number in rnd.sample(range(NOTES), 60):
            (library / f"{number}.md").write_text(f"# Note {number}\n\nMarigold word{number} turn{turn}\n")
        build = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert build.stdout is not None
        build.stdout.readline()
        time.sleep(rnd.random() * 2)
        build.send_signal(signal.SIGKILL)
        build.wait()
        build.stdout.close()
        with Session(library, places) as session:
            session.refresh()
            with Session(library, Places(tmp_path / f"fresh{turn}", tmp_path / f"fresh{turn}")) as fresh:
                fresh.refresh()
                assert fresh.snapshot.notes == session.snapshot.notes
                assert fresh.index.stamps() == session.index.stamps()
                for query in ("marigold", f"turn{turn}", "word7 "):
                    assert {hit.path for hit in fresh.search(query).hits} == {
                        hit.path for hit in session.search(query).hits
                    }
