"""The command starts from anywhere, and runs nothing that it finds there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

POSTIL = Path(sys.executable).with_name("postil")
HOSTILE = ["frontmatter", "json", "markdown", "platformdirs", "reader", "sqlite3", "whoosh", "yaml"]


@pytest.mark.skipif(not POSTIL.exists(), reason="the command is not in this environment; `make test` puts it there")
def test_modules_in_a_folder_of_notes_are_not_run(tmp_path: Path) -> None:
    """A downloaded folder of notes may hold Python files with the names of libraries; they stay files."""
    for name in HOSTILE:
        tmp_path.joinpath(f"{name}.py").write_text("raise SystemExit('this came out of a note folder')\n")
    tmp_path.joinpath("note.md").write_text("# A note\n")
    run = subprocess.run([POSTIL, "list", "--library", ".", "--json"], cwd=tmp_path, capture_output=True, check=False)
    assert (0, b"") == (run.returncode, run.stderr)
    assert ["note.md"] == [note["path"] for note in json.loads(run.stdout)]
