"""Draw the bitmap sizes of the application's icon from `resources/icons/postil.svg`.

Desktops want fixed sizes beside the drawing. Run this after a change of the drawing, and commit what it writes:

    .venv/bin/python packaging/icons.py

With `--application FOLDER` it writes there what Windows and macOS want instead, `postil.ico` and `postil.icns`.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Edge lengths in pixels: those of the icon themes of the freedesktop.org specification, and 512 for stores."""


def draw(drawing: Path, size: int) -> QImage:
    """Return `drawing`, an SVG file, as a square image of `size` pixels on a transparent ground.

    Raise:
        ValueError: the file is no drawing that Qt can read.
    """
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        message = f"{drawing} is not a drawing that Qt can read"
        raise ValueError(message)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def main() -> int:
    """Write `postil-SIZE.png` for every size and return the exit code: 1 where a file could not be written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv)
    if sys.argv[1:2] == ["--application"]:
        image = draw(ICONS / "postil.svg", 256)
        missing = [name for name in ("postil.ico", "postil.icns") if not image.save(str(Path(sys.argv[2], name)))]
        del application
        return 1 if missing else 0
    failed = [size for size in SIZES if not draw(ICONS / "postil.svg", size).save(str(ICONS / f"postil-{size}.png"))]
    del application
    for size in failed:
        print(f"postil-{size}.png could not be written to {ICONS}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
