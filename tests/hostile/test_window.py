"""The real window over a hostile library: nothing runs, nothing is fetched, nothing outside is opened, none hangs."""

import json
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import Lay
from tests.hostile.witness import HAS_STRACE, Ear, state, watch


@pytest.mark.skipif(not HAS_STRACE, reason="strace is not installed")
@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.deep), 40], ids=["all", "some"])
def test_everything_is_opened_and_nothing_happens(
    lay: Lay, ear: Ear, own: Path, room: dict[str, str], display: str, tmp_path: Path, share: int
) -> None:
    """Every note is found, listed, opened and pointed at; panels, sheets, tabs and the export follow (`drive.py`)."""
    hostile = lay(share)
    before = state(hostile.root), state(hostile.outside)
    words, report = own / "words.json", own / "report.json"
    words.write_text(json.dumps(hostile.words), encoding="utf-8")
    driver: list[str | Path] = [sys.executable, "-P", "-m", "tests.hostile.drive"]
    command = [*driver, hostile.root, words, report, own, str(share)]
    seen = watch(command, tmp_path / "strace.txt", env=room | {"DISPLAY": display}, limit=1500)
    assert 0 == seen.code, seen.said
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [] == told["faults"]
    assert len(hostile.words) <= told["opened"]
    assert [] == seen.faults([hostile.root], [own])
    assert [] == seen.asked_for(hostile.outside)
    assert [] == ear.heard
    assert before == (state(hostile.root), state(hostile.outside))
