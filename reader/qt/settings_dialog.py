"""All settings in one dialog with a search field; what is changed counts at once."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.app.look import SHEETS
from reader.app.settings import Settings
from reader.core.text import fold
from reader.qt.number_box import number_box
from reader.qt.plain_buttons import plain_buttons
from reader.qt.plain_label import PlainLabel
from reader.qt.sizes import open_wide
from reader.qt.theme import CHOICES


class Line(Struct, frozen=True):
    """One setting: its field, what it is called and does, and what it can be: choices, a range, yes or no, or words."""

    name: str
    text: str
    about: str
    choices: tuple[tuple[str, str], ...] = ()
    span: tuple[int, int] | None = None
    unit: str = ""


_THEMES = {"system": "As the system", "light": "Light", "sepia": "Sepia", "dark": "Dark"}
_ORDERS = (("title", "Title"), ("modified", "Last change"), ("created", "Day it was begun"))

LINES = (
    Line("theme", "Theme", "The colours of window and page.", tuple((name, _THEMES[name]) for name in CHOICES)),
    Line("text_size", "Text size", "Of the page, not of the window around it.", span=(60, 240), unit=" %"),
    Line("line_height", "Line height", "Of what the typeface has by itself.", span=(80, 160), unit=" %"),
    Line("measure", "Line length", "The longest line of text.", span=(45, 100), unit=" characters"),
    Line("face", "Typeface", "Of the page.", (("serif", "With serifs"), ("sans", "Without serifs"))),
    Line(
        "remote_images",
        "Images of the web",
        "A click on the place of one loads it from the host that it names, this once.",
    ),
    Line("sort", "Order of the list", "Where nothing is searched for.", _ORDERS),
    Line("exclude", "Left out", "Folders and patterns that are not read, with commas between them: drafts, *.tmp.md"),
    Line("page_size", "Paper", "Of exports and prints.", tuple((name, name) for name in SHEETS)),
    Line("landscape", "Landscape", "Paper lies on its side."),
    Line("margins", "Margins", "Of the paper.", span=(0, 60), unit=" mm"),
    Line("running_lines", "Running lines", "Title, section and page number in the margins of every page."),
    Line("print_size", "Text size on paper", "Of exports and prints.", span=(60, 160), unit=" %"),
)
"""What can be set here. What is remembered by itself, such as the panes, is no setting."""


class SettingsDialog(QDialog):
    """Shows every setting with a sentence about it.

    Signals:
        changed(str name, object value): a setting was changed.
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Settings"))
        self._showing = False
        self._show: dict[str, Callable[[object], None]] = {}
        self._field = QLineEdit()
        self._field.setPlaceholderText(_tr("Find a setting"))
        self._field.setAccessibleName(_tr("Find a setting"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._filter)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(14)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for line in LINES:
            # A box to tick says its name itself.
            label = PlainLabel("" if _is_tick(line) else _tr(line.text))
            self._form.addRow(label, self._row(line, label))
        inside = QWidget()
        inside.setLayout(self._form)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = plain_buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        open_wide(self, 560, 620)

    def show_settings(self, settings: Settings) -> None:
        """Show all settings with these values, to be searched and changed."""
        self.set_values(settings)
        self._field.clear()
        self._field.setFocus()

    def set_values(self, settings: Settings) -> None:
        """Show these values; nothing is signalled."""
        self._showing = True
        for name, show in self._show.items():
            show(getattr(settings, name))
        self._showing = False

    @property
    def shown(self) -> list[str]:
        """The names of the settings that the search field leaves."""
        return [line.name for row, line in enumerate(LINES) if self._form.isRowVisible(row)]

    def _row(self, line: Line, label: QLabel) -> QWidget:
        control = self._control(line)
        label.setBuddy(control)
        control.setObjectName(line.name)
        control.setAccessibleName(_tr(line.text))
        control.setAccessibleDescription(_tr(line.about))
        about = PlainLabel(_tr(line.about))
        about.setObjectName("quiet")
        about.setWordWrap(True)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(control)
        column.addWidget(about)
        return row

    def _control(self, line: Line) -> QWidget:
        if line.choices:
            box = QComboBox()
            for name, text in line.choices:
                box.addItem(_tr(text), name)
            box.activated.connect(lambda at: self._tell(line.name, box.itemData(at)))
            self._show[line.name] = lambda value: box.setCurrentIndex(box.findData(value))
            return box
        if line.span is not None:
            number = number_box(*line.span, line.unit)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(lambda value: self._tell(line.name, value))
            self._show[line.name] = lambda value: number.setValue(int(str(value)))
            return number
        if _is_tick(line):
            tick = QCheckBox(_tr(line.text))
            tick.toggled.connect(lambda on: self._tell(line.name, on))
            self._show[line.name] = lambda value: tick.setChecked(bool(value))
            return tick
        words = QLineEdit()
        words.editingFinished.connect(lambda: self._tell_words(line.name, words))
        self._show[line.name] = lambda value: words.setText(", ".join(value) if isinstance(value, tuple) else "")
        return words

    def _tell(self, name: str, value: object) -> None:
        if not self._showing:
            self.changed.emit(name, value)

    def _tell_words(self, name: str, field: QLineEdit) -> None:
        if field.isModified():
            field.setModified(False)
            self._tell(name, tuple(part.strip() for part in field.text().split(",") if part.strip()))

    def _filter(self, letters: str) -> None:
        wanted = fold(letters).split()
        for row, line in enumerate(LINES):
            said = fold(f"{_tr(line.text)} {_tr(line.about)} {' '.join(text for _, text in line.choices)}")
            self._form.setRowVisible(row, all(part in said for part in wanted))


def _is_tick(line: Line) -> bool:
    return isinstance(getattr(Settings(), line.name), bool)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)
