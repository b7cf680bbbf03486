"""The buttons at the foot of a dialog: words only. The system's little pictures are of another hand."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox


def plain_buttons(*standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Return a row of standard buttons without pictures."""
    box = QDialogButtonBox()
    for each in standard:
        box.addButton(each).setIcon(QIcon())
    return box
