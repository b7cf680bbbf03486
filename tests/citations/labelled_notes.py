"""The labelled set: notes in `labelled/*.md`, and what a reader would say that they cite in `*.json` beside them."""

import json
from pathlib import Path

from reader.citations.bibliography import parse_bibliography
from reader.citations.read import read
from reader.core.citation import Citations
from reader.core.note import Note, Stamp
from reader.files.parse import parse

FOLDER = Path(__file__).parent / "labelled"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))


def expected(name: str) -> dict[str, list[dict[str, object]]]:
    """Return what stands in the label file of a note."""
    data: dict[str, list[dict[str, object]]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


def note(name: str) -> Note:
    """Return a labelled note."""
    return parse((FOLDER / f"{name}.md").read_bytes(), name + ".md", Stamp(0, 0))


def citations(name: str) -> Citations:
    """Return the citations that Postil reads in a labelled note."""
    file = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")).get("bibliography")
    known = parse_bibliography(file, (FOLDER / file).read_text(encoding="utf-8")).references if file else None
    return read(note(name), known)
