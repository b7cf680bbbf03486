from pathlib import Path

from tests.make_library import MANUAL, learn, make_library


def content(folder: Path) -> dict[str, bytes]:
    """Return the notes below `folder`."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_the_same_call_makes_the_same_library(tmp_path: Path) -> None:
    """A benchmark of today can be compared with one of tomorrow."""
    style = learn(MANUAL)
    for name in ("one", "other"):
        make_library(tmp_path / name, 30, style, words=60)
    assert 30 == len(content(tmp_path / "one"))
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_a_made_library_uses_words_as_the_real_one_does(tmp_path: Path) -> None:
    """Frequent words stay frequent, new ones come in, and notes repeat themselves."""
    style = learn(MANUAL)
    make_library(tmp_path, 300, style, words=120)
    made = learn(tmp_path)
    assert {"the"} <= set(style.words[:3]) & set(made.words[:5])
    assert set(made.words) - set(style.words)
    assert 0.5 <= (sum(made.lengths) / len(made.lengths)) / 120 <= 1.5
