"""How a page is set: on the screen, and on paper."""

from msgspec import Struct

TEXT_SIZES = (70, 80, 90, 100, 110, 125, 140, 160, 180, 200)
"""In percent."""


class Look(Struct, frozen=True):
    """How a page is set: theme (`light`, `sepia`, `dark`), text size in percent, measure in characters, face.

    `line_height` is in percent of what the face has by itself. `hard_breaks` and `article` are None where Postil may
    guess.
    """

    theme: str = "light"
    text_size: int = 100
    measure: int = 66
    face: str = "serif"
    hard_breaks: bool | None = None
    article: bool | None = None
    line_height: int = 100


def next_size(current: int, step: int) -> int:
    """Return the text size one step up (1) or down (-1) from `current`, in percent.

    >>> next_size(100, 1), next_size(200, 1), next_size(95, -1)
    (110, 200, 90)
    """
    if step > 0:
        return next((size for size in TEXT_SIZES if size > current), TEXT_SIZES[-1])
    return next((size for size in reversed(TEXT_SIZES) if size < current), TEXT_SIZES[0])


SHEETS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4), "A5": (148.0, 210.0)}
"""Width and height of the page sizes, in millimetres."""

LONGEST_LINE = 156.0
"""Millimetres of a line of text in its normal size: some eighty characters."""


class Paper(Struct, frozen=True):
    """How a note is printed: page size name (`A4`, `Letter`, `A5`), orientation, margins in millimetres.

    `running` asks for title, section and page number in the margins of every page; `text_size` is in percent.
    """

    size: str = "A4"
    landscape: bool = False
    margins: float = 20.0
    running: bool = True
    text_size: int = 100

    @property
    def text_area(self) -> tuple[float, float]:
        """Width and height of what stands between the margins, in millimetres; an unknown size is A4."""
        width, height = SHEETS.get(self.size, SHEETS["A4"])
        if self.landscape:
            width, height = height, width
        return max(20.0, width - 2 * self.margins), max(20.0, height - 2 * self.margins)

    @property
    def column(self) -> float:
        """Width of the text in millimetres: on a large sheet, lines are not as long as it would take."""
        return min(self.text_area[0], LONGEST_LINE * self.text_size / 100)
