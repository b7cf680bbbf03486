"""Real notes: the documents that Postil was made for, and public collections."""

import re
from pathlib import Path

import pytest

from reader.citations.read import read
from reader.core.citation import State
from reader.core.note import Note, Stamp
from reader.files.parse import parse

_ABSOLUTE = re.compile(r"(?m)^\[\d+\]:[ \t]*<?https?://")


def _note(file: Path) -> Note:
    return parse(file.read_bytes(), file.name, Stamp(0, 0))


def test_the_second_seed(shared: Path) -> None:
    """Thirty-six sources, of which the first and the third to fifth are cited."""
    (file,) = (shared / "seeds").glob("001_*")
    sources = read(_note(file)).sources
    assert 36 == len(sources)
    assert ["1", "3", "4", "5"] == [source.label for source in sources if source.state is State.CITED]


def test_the_third_seed_lists_two_sources_in_words(shared: Path) -> None:
    """A bulleted list under a bare "References" line is a list without addresses."""
    (file,) = (shared / "seeds").glob("002_*")
    assert [("", None, State.LISTED)] * 2 == [(each.label, each.url, each.state) for each in read(_note(file)).sources]


@pytest.mark.deep
def test_numeric_definitions_of_a_docs_collection(shared: Path) -> None:
    """Of 9,000 numeric definitions only those with an absolute address are sources: within 2 % of a plain scan."""
    notes = [_note(file) for file in sorted((shared / "vaults" / "powershell-docs").rglob("*.md"))]
    plain = sum(len(_ABSOLUTE.findall(note.text)) for note in notes)
    numbered = sum(source.label.isdigit() for note in notes for source in read(note).sources)
    assert plain == pytest.approx(numbered, rel=0.02)
