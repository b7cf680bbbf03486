from pathlib import Path

import pytest

from reader.app.searches import Saved, Searches, load, save
from reader.errors import UnwritableError


def test_searches_come_back(tmp_path: Path) -> None:
    """What is kept of a library is there again, and is not another library's."""
    file = tmp_path / "config" / "searches.json"
    searches = Searches().searching("tide moon").saving("tag:history -paper", "No paper")
    save(file, "/notes", searches)
    assert searches == load(file, "/notes")
    assert Searches() == load(file, "/other")


def test_the_latest_search_comes_first_and_once() -> None:
    """A search that is made again moves up; an empty one is none."""
    searches = Searches().searching("one").searching("two").searching(" one ").searching("  ")
    assert ("one", "two") == searches.recent
    assert 30 == len(Searches(recent=tuple(map(str, range(30)))).searching("new").recent)
    assert () == searches.forgetting().recent


def test_a_query_is_saved_once() -> None:
    """Saving it again gives it another name; without a name it is its own."""
    searches = Searches().saving("tag:a").saving("tag:b", "B").saving("tag:a", "A\nof\u202e old")
    assert (Saved("A of old", "tag:a"), Saved("B", "tag:b")) == searches.saved
    assert (Saved("tag:a", "tag:a"),) == searches.saving("tag:a", " ").without("tag:b").saved
    assert searches == searches.saving("")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"/notes": 3}', '{"/notes": {"saved": [1], "recent": 2}}', "[" * 9999]
)
def test_a_damaged_file_is_none(tmp_path: Path, text: str) -> None:
    """Whatever lies there, the window opens."""
    file = tmp_path / "searches.json"
    file.write_text(text)
    assert Searches() == load(file, "/notes")


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    """What cannot be kept is told in one sentence."""
    (tmp_path / "config").write_text("a file")
    with pytest.raises(UnwritableError, match="Searches cannot be kept"):
        save(tmp_path / "config" / "searches.json", "/notes", Searches())
