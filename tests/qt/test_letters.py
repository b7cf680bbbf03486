from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from reader.qt import letters

MIXED = "参考维基百科"
"""Half of these letters are in fonts for Korean, too."""


@pytest.fixture
def font(qapp: QApplication) -> Iterator[QFont]:
    """Return the font of the window, with what it falls back on, in a size of its own.

    Qt remembers the faces of a font that a test before this one has set a text in, and asks for no others.
    """
    font = QFont(qapp.font())
    font.setPointSizeF(font.pointSizeF() + 0.37)
    letters.give(font)
    yield font
    for family in font.families():
        QFont.removeSubstitutions(family)


def faces_of(text: str, font: QFont) -> list[str]:
    """Return the faces that a text is set in."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(10_000)
    layout.endLayout()
    return sorted({run.rawFont().familyName().casefold() for run in layout.glyphRuns()})


def test_a_text_in_chinese_has_one_face(font: QFont) -> None:
    """Whatever other fonts the system has."""
    if not set(letters.faces(QLocale.system().language())) & set(QFontDatabase.families()):
        pytest.skip("needs a font for Chinese (Debian: fonts-droid-fallback or fonts-noto-cjk)")
    assert 1 == len(faces_of(MIXED, font))


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
def test_the_font_of_the_desktop_stays_what_it_is(qapp: QApplication, font: QFont, weight: QFont.Weight) -> None:
    """Its own letters are set as before, heavy ones as well."""
    found = QFont(font)
    found.setWeight(weight)
    with_fallback = (QFontInfo(found).family(), QFontInfo(found).weight(), faces_of("Harbour", found))
    for family in font.families():
        QFont.removeSubstitutions(family)
    plain = QFont(qapp.font())
    plain.setWeight(weight)
    assert (QFontInfo(plain).family(), QFontInfo(plain).weight(), faces_of("Harbour", plain)) == with_fallback


def test_each_language_has_its_own_forms() -> None:
    """A reader in Japan sees Japanese forms; one in Korea has the letters of the desktop's own choice."""
    assert "Noto Sans CJK JP" == letters.faces(QLocale.Language.Japanese)[0]
    assert "Noto Sans CJK SC" == letters.faces(QLocale.Language.Hungarian)[0]
    assert "Droid Sans Fallback" not in letters.faces(QLocale.Language.Korean)
