import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reader.app.settings import Settings, load, save
from reader.errors import UnwritableError

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda x: st.lists(x, max_size=3))


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    """What is saved is what is loaded."""
    saved = Settings(theme="dark", text_size=120, hard_breaks={"/n": True}).opened("/a").opened("/b").opened("/a")
    save(tmp_path / "sub" / "settings.json", saved)
    loaded = load(tmp_path / "sub" / "settings.json")
    assert saved == loaded.settings
    assert not loaded.notice
    assert ("/a", "/b") == loaded.settings.recent


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    """Damaged settings are not lost: the file is kept, the defaults are used, and one sentence says so."""
    file = tmp_path / "settings.json"
    file.write_bytes(b"{ not json \xff")
    loaded = load(file)
    assert Settings() == loaded.settings
    assert "settings.damaged.json" in loaded.notice
    assert b"{ not json \xff" == (tmp_path / "settings.damaged.json").read_bytes()


def test_no_file_is_no_news(tmp_path: Path) -> None:
    """The first start has nothing to say."""
    assert not load(tmp_path / "none.json").notice


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["theme", "text_size", "line_height", "recent", "hard_breaks", "colour"]), JSON))
def test_any_json_gives_settings_that_hold(tmp_path: Path, raw: dict[str, object]) -> None:
    """Whatever stands in the file, every setting has its type and its range."""
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    found = load(file).settings
    assert found.theme in {"light", "sepia", "dark", "system"}
    assert 60 <= found.text_size <= 240
    assert 80 <= found.line_height <= 160
    assert all(isinstance(path, str) for path in found.recent)


def test_settings_that_cannot_be_saved_say_so(tmp_path: Path) -> None:
    """A folder in the way is one sentence, and the old file stays."""
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableError, match="cannot be saved"):
        save(tmp_path / "config" / "settings.json", Settings())


def test_the_look_follows_the_system() -> None:
    """Without a choice of its own, Postil is as dark as the desktop."""
    assert "dark" == Settings().look(dark=True).theme
    assert "sepia" == Settings(theme="sepia").look(dark=True).theme
