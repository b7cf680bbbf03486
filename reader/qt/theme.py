"""The colours of the room: three palettes, the shell's style sheet, and icons drawn in the palette's ink.

The page in the middle has the same three themes under the same names (`resources/page`), so that shell and page change
together. Every pair of ink and ground has a contrast of at least 4.5:1; a test holds the palettes to it.
"""

from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reader.qt.shell_style import SHELL


class Palette(Struct, frozen=True):
    """Colours as `#rrggbb`: grounds first (`room`, `pane`, `page`), then what stands on them.

    `quiet` is for second things, `line` for edges, `mark` lies under a word that was found, `selection` under a chosen
    row and `selection_ink` upon it. `focus` rings what has the keyboard. `handle` is for scroll
    bars and the edges of fields.
    """

    name: str
    room: str
    pane: str
    page: str
    ink: str
    quiet: str
    accent: str
    line: str
    hover: str
    selection: str
    selection_ink: str
    mark: str
    warning: str
    focus: str
    handle: str


LIGHT = Palette(
    name="light",
    room="#efedea",
    pane="#f7f6f3",
    page="#ffffff",
    ink="#21201e",
    quiet="#605c56",
    accent="#275a80",
    line="#dcd9d3",
    hover="#eceae5",
    selection="#d6e4ef",
    selection_ink="#14222d",
    mark="#fbe6a0",
    warning="#8c3b12",
    focus="#3f7fae",
    handle="#c4c0b9",
)
SEPIA = Palette(
    name="sepia",
    room="#e8dcc4",
    pane="#f0e6d2",
    page="#fbf4e4",
    ink="#3a2e22",
    quiet="#665540",
    accent="#7a4419",
    line="#d8c8aa",
    hover="#e6d9be",
    selection="#e0cba2",
    selection_ink="#2c2015",
    mark="#f5d488",
    warning="#8a3210",
    focus="#a0642c",
    handle="#c4b492",
)
DARK = Palette(
    name="dark",
    room="#17191c",
    pane="#1c1f23",
    page="#22262b",
    ink="#dcd9d2",
    quiet="#a5a39c",
    accent="#8dbbdf",
    line="#30353b",
    hover="#262a2f",
    selection="#2c4357",
    selection_ink="#f1efe9",
    mark="#6a5417",
    warning="#eba07c",
    focus="#6fa3cb",
    handle="#4a5057",
)
PALETTES = {palette.name: palette for palette in (LIGHT, SEPIA, DARK)}
_MIRRORED = {"back": "forward", "forward": "back"}
CHOICES = ("system", *PALETTES)
"""What a person may choose; `system` is light or dark, as the desktop is."""


def system_theme() -> str:
    """Return `dark` where the desktop is dark, else `light`."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK.name if dark else LIGHT.name


def resolve(choice: str) -> Palette:
    """Return the palette of a choice; an unknown one follows the system."""
    return PALETTES.get(choice) or PALETTES[system_theme()]


def next_theme(current: str) -> str:
    """Return the theme that the theme button goes to: light, sepia, dark and round again."""
    names = list(PALETTES)
    return names[(names.index(current) + 1) % len(names)] if current in names else names[0]


def qt_palette(palette: Palette) -> QPalette:
    """Translate to Qt's roles, so that every stock control is at home in the room."""
    role = QPalette.ColorRole
    roles = {
        role.Window: palette.room,
        role.WindowText: palette.ink,
        role.Base: palette.pane,
        role.AlternateBase: palette.hover,
        role.Text: palette.ink,
        role.PlaceholderText: palette.quiet,
        role.Button: palette.room,
        role.ButtonText: palette.ink,
        role.BrightText: palette.warning,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.selection_ink,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.page,
        role.ToolTipText: palette.ink,
        role.Light: palette.hover,
        role.Midlight: palette.hover,
        role.Mid: palette.line,
        role.Dark: palette.line,
        role.Shadow: palette.line,
    }
    made = QPalette()
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(palette.quiet)
        faded.setAlphaF(0.6)
        made.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return made


def style_sheet(palette: Palette, icons: Path) -> str:
    """Return the shell's style sheet in the colours of `palette`, with pictures from the folder `icons`."""
    # A style sheet takes pictures from files only, which know nothing of inks.
    tick = "light" if contrast(palette.accent, "#ffffff") >= 4.5 else "dark"
    arrow = "light" if contrast(palette.ink, "#000000") >= 4.5 else "dark"
    pictures = {"tick": f"tick-{tick}", "down": f"arrow-down-{arrow}", "up": f"arrow-up-{arrow}"}
    sheet = SHELL
    for name in Palette.__struct_fields__:
        sheet = sheet.replace(f"@{name}@", getattr(palette, name))
    for name, file in pictures.items():
        sheet = sheet.replace(f"@{name}@", (icons / f"{file}.svg").as_posix())
    return sheet


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it, from 1 to 21."""
    brighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def icon(folder: Path, name: str, colour: str) -> QIcon:
    """Return the icon `name` of `folder`, drawn in `colour`, sharp at every size and pixel ratio.

    Where one reads from the right, back points to the right. An icon that is not there is empty; the button that wears
    it has a name all the same.
    """
    source = _drawing(folder, _MIRRORED.get(name, name) if QGuiApplication.isRightToLeft() else name)
    return QIcon(_InkEngine(source.replace(b"#000", colour.encode()))) if source else QIcon()


class _InkEngine(QIconEngine):
    """Draws an SVG on demand, faded where its control is disabled."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self._source = source

    @cached_property
    def _renderer(self) -> QSvgRenderer:
        # Most icons stand in menus that nobody opens.
        return QSvgRenderer(QByteArray(self._source))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        if mode is QIcon.Mode.Disabled:
            painter.setOpacity(0.35)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        self._renderer.render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _InkEngine(self._source)


@cache
def _drawing(folder: Path, name: str) -> bytes:
    try:
        return (folder / f"{name}.svg").read_bytes()
    except OSError:
        return b""


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
