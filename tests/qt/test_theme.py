import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from reader.qt import theme

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
GROUNDS = ("room", "pane", "page", "hover")


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "warning"])
def test_every_ink_is_legible_on_every_ground(palette: theme.Palette, ground: str, ink: str) -> None:
    """WCAG asks 4.5:1 of text."""
    assert theme.contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
def test_chosen_and_marked_words_are_legible(palette: theme.Palette) -> None:
    """A row that is chosen and a word that was found are read like any other."""
    assert theme.contrast(palette.selection_ink, palette.selection) >= 4.5
    assert theme.contrast(palette.ink, palette.mark) >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_ring_of_the_keyboard_is_seen(palette: theme.Palette, ground: str) -> None:
    """WCAG asks 3:1 of what is not text."""
    assert theme.contrast(palette.focus, getattr(palette, ground)) >= 3


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    """Black on white is 21, a colour on itself is 1."""
    assert round(theme.contrast("#000000", "#ffffff"), 2) == 21
    assert theme.contrast("#275a80", "#275a80") == 1


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
def test_shell_and_page_have_the_same_colours(palette: theme.Palette) -> None:
    """The stylesheet of the page has a theme of the same name with the same ground, inks and mark."""
    sheet = (RESOURCES / "page" / "page.css").read_text(encoding="utf-8")
    rule = ":root {" if palette.name == "light" else f':root[data-theme="{palette.name}"] {{'
    block = sheet[sheet.index(rule) :].partition("}")[0]
    found = dict(re.findall(r"--(page|ink|quiet|accent|postil-mark): (#[0-9a-f]{6});", block))
    wanted = {name: getattr(palette, name) for name in ("page", "ink", "quiet", "accent")}
    assert {**wanted, "postil-mark": palette.mark} == found


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda palette: palette.name)
def test_the_style_sheet_has_no_colour_left_out(palette: theme.Palette) -> None:
    """Every `@name@` is a colour of the palette, and every picture is there."""
    sheet = theme.style_sheet(palette, RESOURCES / "icons")
    assert "@" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert [] == [picture for picture in pictures if not Path(picture).is_file()]


def test_an_unknown_choice_follows_the_system(qapp: QApplication) -> None:
    """A setting of another version does no harm."""
    assert theme.resolve("system") == theme.resolve("neon")


def test_a_chosen_theme_is_taken(qapp: QApplication) -> None:
    """`sepia` is sepia on every desktop."""
    assert theme.SEPIA == theme.resolve("sepia")


def test_qt_gets_ink_and_ground(qapp: QApplication) -> None:
    """Stock controls are drawn in the same colours."""
    roles = theme.qt_palette(theme.DARK)
    assert QColor(theme.DARK.ink) == roles.color(QPalette.ColorRole.Text)
    assert QColor(theme.DARK.pane) == roles.color(QPalette.ColorRole.Base)


@pytest.mark.parametrize("ratio", [1, 1.5, 2, 3])
def test_icons_are_sharp_and_in_the_ink(qapp: QApplication, ratio: float) -> None:
    """An icon is drawn at the pixels of the screen, in one colour."""
    drawn = theme.icon(RESOURCES / "icons", "cited", "#a02030").pixmap(QSize(24, 24), ratio)
    assert QSize(round(24 * ratio), round(24 * ratio)) == drawn.size()
    middle = drawn.toImage().pixelColor(drawn.width() // 2, drawn.height() // 2)
    assert middle.name() == "#a02030"


def test_a_missing_icon_is_empty(qapp: QApplication, tmp_path: Path) -> None:
    """A button without its drawing still has its name."""
    assert theme.icon(tmp_path, "nothing", "#000000").isNull()


def test_back_points_to_where_one_comes_from(qapp: QApplication) -> None:
    """To the right, where one reads from there."""
    folder, size = RESOURCES / "icons", QSize(24, 24)
    forward = theme.icon(folder, "forward", "#000000").pixmap(size).toImage()
    direction = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    back = theme.icon(folder, "back", "#000000").pixmap(size).toImage()
    qapp.setLayoutDirection(direction)
    assert forward == back
    assert forward != theme.icon(folder, "back", "#000000").pixmap(size).toImage()
