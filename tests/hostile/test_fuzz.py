"""Whatever hostile pieces are mixed, a real engine reads into the cleaned page what the cleaner has let through."""

import json
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.witness import CHECKOUT


@pytest.mark.parametrize("count", [pytest.param(40_000, marks=pytest.mark.deep), 800], ids=["many", "some"])
def test_mixtures_are_clean_to_the_engine(room: dict[str, str], display: str, tmp_path: Path, count: int) -> None:
    """Other mixtures each time; a fault comes with the text that made it."""
    report = tmp_path / "report.json"
    seed = str(secrets.randbelow(2**32))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.hostile.fuzz", str(count), seed, str(report)],
        env=room | {"DISPLAY": display},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1500,
    )
    assert 0 == done.returncode, done.stderr
    assert [] == json.loads(report.read_text(encoding="utf-8")), f"seed {seed}"
