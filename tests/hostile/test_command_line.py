"""The command line over a hostile library, started inside of it: what it prints, what it opens, what it writes."""

import json
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import Lay
from tests.hostile.library import SECRET, Hostile
from tests.hostile.paper import bibtex_faults, csv_faults, pdf_faults, ris_faults
from tests.hostile.payloads import TEXTS
from tests.hostile.witness import HAS_STRACE, Ear, Watched, state, watch

FORMS = ("html", "text", "markdown", "pdf")
SHARES = [pytest.param(1, marks=pytest.mark.deep), 30]
pytestmark = pytest.mark.skipif(not HAS_STRACE, reason="strace is not installed")


class Shell:
    """Runs commands in the library, watched; what must never happen is looked for after each."""

    def __init__(self, hostile: Hostile, own: Path, room: dict[str, str], share: int) -> None:
        self.share = share
        self.hostile = hostile
        self.own = own
        self._room = {name: value for name, value in room.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
        self._before = state(hostile.root), state(hostile.outside)

    def run(self, *words: str | Path, codes: tuple[int, ...] = (0, 1)) -> Watched:
        """Run one command."""
        options = ("--library", self.hostile.root, "--config", self.own / "config", "--cache", self.own / "cache")
        command = [sys.executable, "-P", "-m", "reader", *words, *options]
        seen = watch(command, self.own / "strace.txt", env=self._room, cwd=self.hostile.root, limit=900)
        assert seen.code in codes, seen.said
        assert "Traceback" not in seen.said
        assert "\x1b" not in seen.said
        assert SECRET.encode() not in seen.out
        assert [] == seen.faults([self.hostile.root], [self.own])
        assert [] == seen.asked_for(self.hostile.outside)
        assert self._before == (state(self.hostile.root), state(self.hostile.outside))
        return seen

    def json(self, *words: str | Path) -> list[dict[str, object]]:
        """Run one command for its JSON."""
        told: list[dict[str, object]] = json.loads(self.run(*words, "--json").out)
        return told


@pytest.fixture
def shell(lay: Lay, own: Path, room: dict[str, str], request: pytest.FixtureRequest) -> Shell:
    """Return a shell in a library of every so-many-th payload."""
    return Shell(lay(request.param), own, room, request.param)


@pytest.mark.parametrize("shell", SHARES, indirect=True, ids=["all", "some"])
def test_what_the_commands_print(shell: Shell, ear: Ear) -> None:
    """All notes are listed, found and shown; citations go out in every form, and break out of none."""
    paths = [str(note["path"]) for note in shell.json("list")]
    assert len(shell.hostile.words) <= len(paths)
    shown = shell.json("show", *(shell.hostile.root / path for path in paths if path.isprintable()))
    assert all(SECRET not in str(page) for page in shown)
    for text in TEXTS[:: max(6, shell.share)]:
        shell.json("search", " ".join(text.split())[:500].lstrip("-").replace("\0", ""))
    shell.json("check")
    shell.json("sources")
    assert [] == csv_faults(shell.run("sources", "--csv").out.decode())
    cited = [path for path in paths if path.startswith(("cited/", "texts/"))]
    for form in ("table", "json", "markdown", "bibliography"):
        shell.run("cite", *cited, "--format", form)
    count = len(json.loads(shell.run("cite", *cited, "--format", "csl-json").out))
    assert [] == bibtex_faults(shell.run("cite", *cited, "--format", "bibtex").out.decode(), count)
    assert [] == ris_faults(shell.run("cite", *cited, "--format", "ris").out.decode(), count)
    assert [] == ear.heard


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("shell", SHARES, indirect=True, ids=["all", "some"])
def test_what_is_exported(shell: Shell, ear: Ear, display: str, room: dict[str, str], form: str) -> None:
    """Each note becomes a file of its own, some of them one; a stranger's browser and reader find nothing there."""
    out = shell.own / "out"
    written = shell.json("export", "--query", "*", "--format", form, "-o", out)
    assert [None] * len(written) == [one["error"] for one in written]
    assert len(shell.hostile.words) <= len(written)
    merged = shell.own / "out" / f"all.{form}"
    shell.run("export", "--query", "Body", "--merge", "--format", form, "-o", merged)
    assert all(out in file.resolve().parents for file in out.rglob("*"))
    assert all(SECRET.encode() not in file.read_bytes() for file in out.rglob("*"))
    if form == "pdf":
        assert [] == [fault for file in out.glob("*.pdf") for fault in pdf_faults(file)]
    if form == "html":
        merged.rename(merged.with_suffix(".html"))
        report = shell.own / "browser.json"
        command: list[str | Path] = [sys.executable, "-P", "-m", "tests.hostile.browse", out, report]
        seen = watch(command, shell.own / "browser.txt", env=room | {"DISPLAY": display}, limit=900)
        assert 0 == seen.code, seen.said
        told = json.loads(report.read_text(encoding="utf-8"))
        assert [] == told["faults"]
        assert 2 * len(written) <= told["opened"]
    assert [] == ear.heard
