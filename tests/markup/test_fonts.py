"""Faces come from packages where these are installed."""

from pathlib import Path

import pytest

from reader.markup import fonts


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installed font package, first on the path, with one file of its faces."""
    folder = tmp_path / "font_source_serif_pro" / "files"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "SourceSerifPro-Regular.ttf").write_bytes(b"\0\1\0\0")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_face_that_is_installed_is_served(package: Path) -> None:
    """The file is found, and a rule of the stylesheet asks for it by its name."""
    assert package / "SourceSerifPro-Regular.ttf" == fonts.files()["SourceSerifPro-Regular.ttf"]
    assert (
        '@font-face { font-family: "Postil Serif"; font-weight: 400; font-style: normal; font-display: block; '
        'src: url("postil://app/fonts/SourceSerifPro-Regular.ttf") format("truetype"); }\n'
    ) in fonts.rules()


def test_a_face_that_is_missing_is_not_asked_for(package: Path) -> None:
    """Only what can be served is in the stylesheet."""
    assert "SourceSerifPro-SemiboldIt.ttf" not in fonts.files()
    assert "SourceSerifPro-SemiboldIt.ttf" not in fonts.rules()


def test_the_faces_of_a_page_are_fetched_while_it_is_read(package: Path) -> None:
    """A face that is not installed is not fetched, nor one of paper."""
    fonts.preloads.cache_clear()
    links = fonts.preloads("serif", slanted=True)
    assert 'href="postil://app/fonts/SourceSerifPro-Regular.ttf" crossorigin>' in links
    assert "SourceSerifPro-It.ttf" not in links
    fonts.preloads.cache_clear()
