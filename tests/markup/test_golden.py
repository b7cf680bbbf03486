"""Every construct of the dialects that people write, as a pair of files (see `golden.py`)."""

from pathlib import Path

import pytest

from tests.markup.golden import FOLDER, cases, page_of


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.stem)
def test_a_construct_is_drawn_as_before(case: Path) -> None:
    """The page is the one that was looked at; `python -m tests.markup.golden` accepts a new one."""
    assert case.with_suffix(".html").read_text(encoding="utf-8") == page_of(case)


def test_every_page_has_its_source() -> None:
    """No page is left over from a case that is gone."""
    assert {case.stem for case in cases()} == {page.stem for page in FOLDER.glob("*.html")}
