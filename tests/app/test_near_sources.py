from pathlib import Path

import pytest

from reader.app.paths import Places
from reader.app.session import Session

NOTES = {
    "bay.md": "The silver tide came in[1]. Copper stayed out.\n\n[1] https://bay.example/tides\n",
    "sky.md": "Silver clouds[1]. The tides are told elsewhere[2].\n\n"
              "[1] https://sky.example/a\n[2] https://bay.example/tides\n",
}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a library of two notes that cite the same house."""
    root = tmp_path / "notes"
    root.mkdir()
    for name, text in NOTES.items():
        (root / name).write_text(text, encoding="utf-8")
    made = Session(root, Places(tmp_path / "config", tmp_path / "cache"))
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("silver NEAR cites:bay.example", ["bay.md"]),
        ("cites:bay.example NEAR silver", ["bay.md"]),
        ("tide NEAR cites:bay.example", ["bay.md", "sky.md"]),
        ('"silver tide" NEAR cites:bay.example', ["bay.md"]),
        ('"tide silver" NEAR cites:bay.example', []),
        ("silv NEAR cites:sky.example -copper", []),
        ("silver NEAR cites:sky.example", ["sky.md"]),
        ("copper NEAR cites:bay.example", []),
        ("(silver NEAR cites:bay.example) OR clouds", ["bay.md", "sky.md"]),
    ],
)
def test_words_are_found_near_a_citation(session: Session, query: str, expected: list[str]) -> None:
    """Only a sentence that cites the source counts, in any form of its words; a phrase counts as written."""
    assert expected == sorted(hit.path for hit in session.search(query).hits)


def test_the_query_is_told_back(session: Session) -> None:
    """A person sees what was understood."""
    results = session.search("silver NEAR cites:bay.example")
    assert "with “silver” in a sentence that cites “bay.example”" == results.understood
