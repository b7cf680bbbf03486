"""A field for a number with its unit."""

from PySide6.QtWidgets import QLineEdit, QSpinBox

_MARGIN = 5


def number_box(least: int, most: int, unit: str) -> QSpinBox:
    """Return a field for whole numbers; its text stands as far from the edge as that of other fields."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(unit)
    edit = box.findChild(QLineEdit)
    if edit is not None:
        # A style sheet reaches the field, and not the line in it.
        edit.setTextMargins(_MARGIN, 0, _MARGIN, 0)
    return box
