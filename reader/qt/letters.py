"""Letters that the face of the window lacks: one face for all of a text in Chinese or Japanese.

Left to itself, Qt asks the fonts of the system one by one for each letter. A font for Korean has some of the letters
of Chinese and comes early, so that one word would be set from two faces, heavy and light.
"""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QFontInfo

_FACES = {
    QLocale.Language.Japanese: ("Noto Sans CJK JP", "Droid Sans Fallback"),
    QLocale.Language.Korean: ("Noto Sans CJK KR",),
}
_ELSEWHERE = ("Noto Sans CJK SC", "Droid Sans Fallback")


def faces(language: QLocale.Language) -> tuple[str, ...]:
    """Return the faces that are asked first for letters of East Asia, where `language` is that of the desktop."""
    return _FACES.get(language, _ELSEWHERE)


def give(font: QFont) -> None:
    """Let `font` fall back on these faces first, wherever it is used.

    Before them stands the face that it is set in: a desktop names its font by what only fontconfig resolves.
    """
    for family in font.families():
        wanted = (QFontInfo(QFont(family)).family(), *faces(QLocale.system().language()))
        QFont.insertSubstitutions(family, [name for name in wanted if name not in QFont.substitutes(family)])
