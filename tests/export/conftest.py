"""The labelled notes as PDFs, made once by the command line as a user would make them."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.export.read_back import ReadBack

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "labelled"
CITED = Path(__file__).parents[1] / "citations" / "labelled"
LABELS: dict[str, dict[str, object]] = json.loads((HERE / "labels.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Exported:
    """What came of one note: the PDF, and what `postil show --json` says of the page."""

    pdf: ReadBack
    page: dict[str, object]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a program that has no display."""
    display = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return {**{name: value for name, value in os.environ.items() if name not in display}, **more}


def postil(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command line without a display."""
    command = [sys.executable, "-P", "-m", "reader", *map(str, words)]
    return subprocess.run(
        command, env=environment(**more), capture_output=True, encoding="utf-8", check=False, timeout=550, cwd=CHECKOUT
    )


def export_folder(folder: Path, tmp: Path) -> dict[str, Exported]:
    """Return all notes of `folder`, exported in one call, by their paths."""
    library = tmp / "library"
    shutil.copytree(folder, library)
    own = ("--library", library, "--config", tmp / "config", "--cache", tmp / "cache")
    done = postil("export", "--query", "*", "-o", tmp / "out", "--json", *own)
    assert done.returncode == 0, done.stderr
    outputs = {item["path"]: Path(item["output"]) for item in json.loads(done.stdout)}
    shown = postil("show", *(library / path for path in outputs), "--json", *own)
    pages = {page["path"]: page for page in json.loads(shown.stdout)}
    return {path: Exported(ReadBack(file), pages[path]) for path, file in outputs.items()}


@pytest.fixture(scope="session")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """Return the notes of this folder, by their names."""
    found = export_folder(HERE, tmp_path_factory.mktemp("labelled"))
    return {path.removesuffix(".md"): exported for path, exported in found.items()}


@pytest.fixture(scope="session")
def cited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """Return the labelled notes of tests/citations, by their names."""
    found = export_folder(CITED, tmp_path_factory.mktemp("cited"))
    return {path.removesuffix(".md"): exported for path, exported in found.items()}
