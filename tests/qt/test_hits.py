"""What a search has found is what is marked in the page: the script reads words as the index does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.app.paths import Places
from reader.app.reading import Reading
from reader.app.session import Session
from reader.qt.in_note import to_mark
from reader.qt.viewer import Viewer

NOTE = """# Boats and harbours

The boat and two Boats of the harbour, a boatman; the boat's sail. It was that with this and are not for you.

| port | boats |
|------|-------|
| Kiel | three *boa*ts |

- `getModulePath()` in snake_case, C++ and v1.2.3
- naïve cafés in the Straße, don’t; a smørrebrød 🎉 for Łódź

```python
boat = getModulePath("boat")
```

他說我愛你們，東京都は東京です。ภาษาไทยและคำ 한국어 문서 ｶﾀｶﾅ

A red sail, a *red*
**sail**, red sails. Crossing sailing.

> [!note] Boat
> The last boat of soft\u00adhyphens and cafe\u0301.
"""
CASES = [
    ("boat ", 10),
    ("boats ", 10),
    ("boa", 11),
    ("harbour ", 2),
    ('"red sail" ', 2),
    ('"red sail', 3),
    ("module ", 2),
    ("getModulePath ", 2),
    ("snake_case ", 1),
    ("case ", 1),
    ("C++ ", 1),
    ("v1.2.3 ", 1),
    ("cafe ", 2),
    ("NAÏVE ", 1),
    ("strasse ", 1),
    ("don't ", 1),
    ("softhyphens ", 1),
    ("smorrebrod ", 1),
    ("lodz ", 1),
    ("🎉 ", 1),
    ("東京 ", 2),
    ("東 ", 2),
    ("我愛你 ", 1),
    ("ไทย ", 1),
    ("คำ ", 1),
    ("한국 ", 1),
    ("カタカナ ", 1),
    ("b?at ", 6),
    ("*boat* ", 11),
    ("/boat.*/ ", 11),
    ("harbor~ ", 2),
    ("port NEAR/3 boats ", 5),
    ("title:harbours ", 1),
    ("(kiel OR port) -zzz", 2),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Reading]]:
    """Return a library of one note, indexed, and what renders it."""
    root = tmp_path_factory.mktemp("library")
    root.joinpath("note.md").write_text(NOTE, encoding="utf-8")
    scratch = tmp_path_factory.mktemp("places")
    places = Places(scratch / "config", scratch / "cache")
    with Session(root, places) as session:
        session.refresh()
        reading = Reading(Path(root), places)
        yield session, reading
        reading.close()


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_what_was_found_is_marked(
    library: tuple[Session, Reading],
    viewer: Viewer,
    open_page: Callable[..., None],
    qtbot: QtBot,
    query: str,
    expected: int,
) -> None:
    """Forms, beginnings, phrases, identifiers and scripts without spaces are marked in prose, code and tables."""
    session, reading = library
    results = session.search(query)
    assert 1 == results.total
    told: list[tuple[int, int]] = []
    viewer.found.connect(lambda *found: told.append(found))
    open_page(reading.page(1, "note.md").page.html, hits=to_mark(results.sought))
    qtbot.waitUntil(lambda: bool(told))
    assert [(1, expected)] == told


@pytest.mark.parametrize("query", ["path:note", "boat -zzz has:tags", "created:1999"])
def test_what_is_no_word_is_not_marked(library: tuple[Session, Reading], query: str) -> None:
    """A filter has nothing to mark."""
    session, _ = library
    rows = [row.words for row in session.search(query).sought]
    assert [] == [row for row in rows if row[0] != "boat" and not row[0].startswith("boat")]
