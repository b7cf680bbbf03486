import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader.qt.flow import Flow


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    """Return a widget with three buttons of 100 by 20 in a flow."""
    made = QWidget()
    qtbot.addWidget(made)
    flow = Flow(10, made)
    flow.setContentsMargins(0, 0, 0, 0)
    for _ in range(3):
        button = QPushButton()
        button.setFixedSize(100, 20)
        flow.addWidget(button)
    made.show()
    return made


def corners(row: QWidget, width: int) -> list[tuple[int, int]]:
    """Return where the buttons are at a width."""
    row.resize(width, 200)
    return [(button.x(), button.y()) for button in row.findChildren(QPushButton) if button.isVisible()]


def test_a_flow_breaks_where_the_room_ends(row: QWidget) -> None:
    """As words do."""
    assert corners(row, 320) == [(0, 0), (110, 0), (220, 0)]
    assert corners(row, 319) == [(0, 0), (110, 0), (0, 30)]
    assert corners(row, 100) == [(0, 0), (0, 30), (0, 60)]


def test_a_flow_knows_its_height(row: QWidget) -> None:
    """So that what stands below it makes room."""
    flow = row.layout()
    assert flow is not None
    assert [flow.heightForWidth(width) for width in (320, 210, 100)] == [20, 50, 80]
    assert flow.minimumSize().width() == 100


def test_what_is_hidden_takes_no_room(row: QWidget) -> None:
    """A chip with nothing to count is not there."""
    row.findChildren(QPushButton)[0].hide()
    assert corners(row, 210) == [(0, 0), (110, 0)]


def test_a_flow_is_mirrored(row: QWidget) -> None:
    """Where one reads from the right it begins on the right."""
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert corners(row, 210) == [(110, 0), (0, 0), (110, 30)]
