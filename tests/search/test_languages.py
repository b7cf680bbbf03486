import pytest

from reader.search.languages import code_of, detect, is_common
from reader.search.stems import stem, stem_roots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it is the end of the road and that is all there is to it", "en"),
        ("das ist nicht der Weg und auch nicht die Stadt für ein Haus", "de"),
        ("les enfants ne sont pas dans la maison avec une balle qui est rouge", "fr"),
        ("это не то что я думал и как он был на улице из дома", "ru"),
        ("zig zag code build test", ""),
        ("", ""),
    ],
)
def test_detect(text: str, expected: str) -> None:
    """A handful of common words tells the language, fewer tell nothing."""
    assert expected == detect(set(text.split()))


@pytest.mark.parametrize(
    ("name", "expected"), [("en-GB", "en"), ("DE", "de"), (" fr_CA ", "fr"), ("", ""), (None, ""), ("1", "")]
)
def test_code_of(name: str | None, expected: str) -> None:
    """A language is known by its first two letters, however a note names it."""
    assert expected == code_of(name)


def test_stems() -> None:
    """Forms of a word share a stem in their language, and are left alone in others."""
    assert stem("connections", "en") == stem("connected", "en") == "connect"
    assert stem("hausern", "de") == stem("haus", "de")
    assert "connections" == stem("connections", "zh")
    assert "v2" == stem("v2", "en")


def test_roots() -> None:
    """The shared beginning is one that every word with the stem has."""
    roots = stem_roots("happiness", ("en",))
    assert {"en": ("happi", "happ")} == roots
    assert stem("happy", "en") == "happi"
    assert {} == stem_roots("as", ("en",))


def test_common_words_are_no_forms() -> None:
    """A word of nearly every text is no form of another one, whatever the stemmer says."""
    assert stem("son", "es") == stem("sonido", "es")
    assert (True, True, False) == (is_common("son", "es"), is_common("mas", "es"), is_common("sonido", "es"))
    assert {} == stem_roots("son", ("es",))
    assert {"es": ("son", "son")} == stem_roots("sonido", ("es",))
