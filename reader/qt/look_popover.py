"""The one popover for how a page is set: text size, line height, measure and face."""

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from reader.app.look import Look, next_size
from reader.qt.plain_label import PlainLabel

_NOTCH = 5
"""Percent of a line's height."""
_FACES = {"serif": "Serif", "sans": "Sans"}


class LookPopover(QFrame):
    """Changes text size, line height, measure and face while the page is in sight.

    Signals:
        look_changed(Look look): something was changed.
    """

    look_changed = Signal(Look)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Text size, line height, measure and face"))
        self._look = Look()
        self._size = _number("200 %")
        self._height_text = _number("160 %")
        self._measure_text = _number("160 %")
        self._smaller = _button("A−", self.tr("Smaller text"))
        self._larger = _button("A+", self.tr("Larger text"))
        self._smaller.clicked.connect(lambda: self._step_size(-1))
        self._larger.clicked.connect(lambda: self._step_size(1))
        # From one notch to the next a line changes by what the eye can see.
        self._height = _slider(80 // _NOTCH, 160 // _NOTCH, self.tr("Height of a line, in percent"))
        self._height.valueChanged.connect(lambda value: self._change(replace(self._look, line_height=value * _NOTCH)))
        self._measure = _slider(45, 95, self.tr("Characters in a line"))
        self._measure.valueChanged.connect(lambda value: self._change(replace(self._look, measure=value)))
        self._faces = self._make_faces()
        self._lay_out()
        self.set_look(self._look)

    def set_look(self, look: Look) -> None:
        """Show how pages are set now, without signalling it."""
        self._look = look
        self._size.setText(f"{look.text_size} %")
        self._measure_text.setText(str(look.measure))
        self._height_text.setText(f"{look.line_height} %")
        for slider, value in ((self._measure, look.measure), (self._height, round(look.line_height / _NOTCH))):
            blocked = slider.blockSignals(True)
            slider.setValue(value)
            slider.blockSignals(blocked)
        for name, button in self._faces.items():
            button.setChecked(name == look.face)

    def open_at(self, corner: QPoint) -> None:
        """Come up with the right upper corner, or mirrored the left one, at a place on the screen."""
        self.adjustSize()
        self.move(corner if self.isRightToLeft() else corner - QPoint(self.width(), 0))
        self.show()
        self._larger.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_below(self, button: QWidget) -> None:
        """Come up below `button`."""
        self.open_at(button.mapToGlobal(QPoint(0 if self.isRightToLeft() else button.width(), button.height() + 4)))

    def _make_faces(self) -> dict[str, QToolButton]:
        group = QButtonGroup(self)
        buttons = {}
        for name, text in _FACES.items():
            button = _button(text, self.tr("{face} face").format(face=text))
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, name=name: self._change(replace(self._look, face=name)))
            group.addButton(button)
            buttons[name] = button
        return buttons

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addWidget(PlainLabel(self.tr("Size")), 0, 0)
        sizes = QHBoxLayout()
        sizes.setSpacing(10)
        for widget, share in ((self._smaller, 1), (self._size, 0), (self._larger, 1)):
            sizes.addWidget(widget, share)
        grid.addLayout(sizes, 0, 1)
        sliders = (
            (self.tr("Line height"), self._height, self._height_text),
            (self.tr("Measure"), self._measure, self._measure_text),
        )
        for line, (text, slider, number) in enumerate(sliders, 1):
            grid.addWidget(PlainLabel(text), line, 0)
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(slider, 1)
            row.addWidget(number)
            grid.addLayout(row, line, 1)
        grid.addWidget(PlainLabel(self.tr("Face")), 3, 0)
        faces = QHBoxLayout()
        for button in self._faces.values():
            faces.addWidget(button, 1)
        grid.addLayout(faces, 3, 1)

    def _step_size(self, step: int) -> None:
        self._change(replace(self._look, text_size=next_size(self._look.text_size, step)))

    def _change(self, look: Look) -> None:
        if look != self._look:
            self.set_look(look)
            self.look_changed.emit(look)


def _slider(least: int, most: int, name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(least, most)
    slider.setAccessibleName(name)
    return slider


def _number(longest: str) -> QLabel:
    """Return a label with room for the longest number, so that nothing beside it moves."""
    label = PlainLabel(longest)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(label.sizeHint().width())
    return label


def _button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setMinimumWidth(button.sizeHint().width() + 24)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
