import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader.qt.plain_text import Hand, draw, from_right, mirrored, scaled, tooltip

WIDTH, HEIGHT = 300, 120
INK = QColor("#000000")
MARK = QColor("#ffcc00")


def drawn(
    text: str, lines: int = 1, marks: tuple[tuple[int, int], ...] = (), width: int = WIDTH - 100
) -> tuple[QImage, float]:
    """Draw a text 50 pixels from the left; return the picture and where the text ends below."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    end = draw(painter, QRectF(50, 0, width, HEIGHT), text, Hand(QFont(), INK, MARK), lines=lines, marks=marks)
    painter.end()
    return image, end


def columns(image: QImage, colour: QColor | None = None) -> list[int]:
    """Return the columns that hold any pixel but white, or any of one colour."""
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    wanted = bytes((colour.blue(), colour.green(), colour.red())) if colour else b""
    found = []
    for x in range(WIDTH):
        column = {data[place : place + 3] for place in range(4 * x, HEIGHT * stride, stride)}
        if wanted in column if wanted else column - {b"\xff\xff\xff"}:
            found.append(x)
    return found


def test_text_stays_inside_its_place(qapp: QApplication) -> None:
    """However long it is, and however many lines it may take."""
    for lines in (1, 2, 3):
        inked = columns(drawn("word " * 2_000, lines)[0])
        assert inked[0] >= 50
        assert inked[-1] < 250


def test_text_takes_the_lines_that_it_needs(qapp: QApplication) -> None:
    """One for a word, all that it may have for a page."""
    height = QFontMetricsF(QFont()).lineSpacing()
    assert drawn("word", 3)[1] == pytest.approx(height)
    assert drawn("word " * 200, 3)[1] == pytest.approx(3 * height)
    assert drawn("", 3)[1] == pytest.approx(height)


def test_tags_are_drawn_as_they_are_written(qapp: QApplication) -> None:
    """`<b>x</b>` is eight characters wide, not one."""
    assert len(columns(drawn("<b>x</b>")[0])) > 4 * len(columns(drawn("x")[0]))


def test_right_to_left_stands_on_the_right(qapp: QApplication) -> None:
    """Where its readers look for it; Latin stays on the left."""
    assert columns(drawn("مرحبا")[0])[-1] > 240
    assert columns(drawn("Hello")[0])[0] < 60


@pytest.mark.parametrize(
    ("text", "right"),
    [("12 مرحبا", True), ("(שלום)", True), ("Hello مرحبا", False), ("日本", False), ("12", False), ("", False)],
)
def test_the_first_letter_decides(text: str, right: bool) -> None:  # noqa: FBT001 - a parameter of a table
    """Digits and signs have no direction of their own."""
    assert from_right(text) == right


def test_found_words_are_marked_where_they_are(qapp: QApplication) -> None:
    """Offsets count code points, also behind an emoji, which Qt counts twice."""
    plain = columns(drawn("ab cd", marks=((3, 5),))[0], MARK)
    astral = columns(drawn("😀 ab cd", marks=((5, 7),))[0], MARK)
    assert plain
    assert len(plain) == len(astral)
    assert columns(drawn("ab cd")[0], MARK) == []


def test_a_mark_goes_on_in_the_next_line(qapp: QApplication) -> None:
    """A found phrase may be broken."""
    text = "word " * 40
    image, end = drawn(text, 2, ((0, len(text)),))
    rows = [y for y in range(round(end)) if any(image.pixelColor(x, y) == MARK for x in range(WIDTH))]
    assert rows[0] < end / 4
    assert rows[-1] > end * 3 / 4


@pytest.mark.parametrize("marks", [((0, 9_999),), ((700, 800),), ((5, 5),), ((3, 1),)])
def test_odd_marks_do_no_harm(qapp: QApplication, marks: tuple[tuple[int, int], ...]) -> None:
    """A snippet and its marks come from an index that may be older than the program."""
    assert drawn("ab cd", marks=marks)[1] > 0


def test_a_window_read_from_the_right_is_mirrored(qapp: QApplication) -> None:
    """What stood at the beginning stands at the other end, as wide as it was."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    whole, part = QRectF(100, 0, 200, 20), QRectF(110, 0, 30, 20)
    assert mirrored(painter, part, whole) == part
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert mirrored(painter, part, whole) == QRectF(260, 0, 30, 20)
    painter.end()


def test_a_font_is_scaled_in_its_own_unit(qapp: QApplication) -> None:
    """Some desktops give fonts in pixels."""
    points, pixels = QFont(), QFont()
    points.setPointSizeF(10)
    pixels.setPixelSize(20)
    assert scaled(points, 0.9).pointSizeF() == pytest.approx(9)
    assert scaled(pixels, 0.9).pixelSize() == 18


def test_tooltips_show_what_is_written() -> None:
    """Qt guesses at HTML, so it gets HTML that says the text."""
    assert tooltip('<img src="x">') == '<p>&lt;img src="x"&gt;</p>'
    assert len(tooltip("x" * 10_000)) < 1_000


def rows_inked(image: QImage) -> list[int]:
    """Return the rows that hold any pixel but white."""
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    white = b"\xff" * 3
    return [
        y
        for y in range(HEIGHT)
        if any(data[place : place + 3] != white for place in range(y * stride, y * stride + 4 * WIDTH, 4))
    ]


@pytest.mark.parametrize("letter", ["x", "\u5b57", "\u0e17", "\u0627", "\U0001f600"])
def test_lines_keep_their_distance_in_every_script(qapp: QApplication, letter: str) -> None:
    """A face that stands in for missing letters is taller; its lines neither meet nor drift apart."""
    one, two = (rows_inked(drawn(letter * 400, lines)[0]) for lines in (1, 2))
    spacing = QFontMetricsF(QFont()).lineSpacing()
    assert min(one) == min(two)
    assert abs(max(two) - max(one) - spacing) <= 1


@pytest.mark.parametrize("text", ["tea", "\u0634\u0627\u064a"])
def test_names_stand_where_the_window_begins(qapp: QApplication, text: str) -> None:
    """In one column, whatever they are written in."""
    for side, expected in ((Qt.LayoutDirection.LeftToRight, 50), (Qt.LayoutDirection.RightToLeft, 250)):
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw(painter, QRectF(50, 0, 200, HEIGHT), text, Hand(QFont(), INK, side=side))
        painter.end()
        inked = columns(image)
        nearest = min(inked) if expected == 50 else max(inked)
        assert abs(nearest - expected) <= 3
