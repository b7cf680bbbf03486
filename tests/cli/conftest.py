"""A small library, and Postil's command line run on it as a user would: as a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

CITED = """---
title: The Tide
tags: [sea, sea/moon]
created: 2025-01-02
---
# The Tide

Water rises twice a day[1], and the moon is why[1][2]. Nobody knows the rest[9].

See [[Moon]] and [[Nowhere]].

Citations:
[1] https://tides.example/rise
[2] https://moon.example/pull
[3] https://never.example/cited
"""
MOON = """---
{"title":"Moon","tags":["moon"],"aliases":["Luna"]}
---
The moon pulls the sea, says [a page](https://moon.example/pull).
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of three notes."""
    root = tmp_path / "library"
    (root / "sub").mkdir(parents=True)
    (root / "tide.md").write_text(CITED, encoding="utf-8")
    (root / "sub" / "Moon.md").write_text(MOON, encoding="utf-8")
    (root / "plain.txt").write_text("A plain note\n\nwith a word: zymurgy.\n", encoding="utf-8")
    return root


@pytest.fixture
def postil(tmp_path: Path, library: Path) -> Run:
    """Return a function that runs Postil on the library, with settings and cache of its own."""

    def run(*arguments: str, cwd: Path | None = None, given: Path | None = None) -> subprocess.CompletedProcess[str]:
        own = ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache")]
        command = [sys.executable, "-P", "-m", "reader", "--library", str(given or library), *own, *arguments]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", check=False, cwd=cwd or tmp_path, timeout=120
        )

    return run
