"""More than 150 odd files, each with what a person expects of it."""

from pathlib import Path

import pytest

from reader.files.parse import read
from tests.files.odd import broken, fences, raw, words
from tests.files.odd.case import Odd

CASES = [*fences.CASES, *broken.CASES, *words.CASES, *raw.CASES]


def test_the_set_is_large_and_its_names_differ() -> None:
    """Each case is one file of its own."""
    assert len(CASES) >= 150
    assert len(CASES) == len({case.name for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_odd_file_is_read_as_its_author_meant_it(case: Odd, tmp_path: Path) -> None:
    """Title, tags, dates, body and what the user is told are as expected, and nothing of the text is lost."""
    (tmp_path / case.name).write_bytes(case.data)
    note = read(tmp_path, case.name)
    assert case.expected == {name: getattr(note, name) for name in case.expected}
    assert case.problems == tuple((str(problem.kind), problem.line) for problem in note.problems)
    assert note.text == note.text[: note.body_start] + note.body
    assert 1 <= len(note.title) <= 300
