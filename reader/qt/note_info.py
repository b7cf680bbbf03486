"""The note information: what Postil knows of the shown note, how it was read, and what was odd about it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.app.messages import NoteFacts
from reader.core.text import one_line
from reader.qt.plain_buttons import plain_buttons
from reader.qt.plain_label import PlainLabel
from reader.qt.rows import short_date
from reader.qt.sizes import grown

_READINGS = {
    "none": "none",
    "json": "JSON in a fence",
    "yaml": "YAML",
    "toml": "TOML",
    "header": "header lines without a fence",
    "properties": "key:: value lines",
    "salvaged": "a broken fence, read line by line",
}
_WIDTH = 460


class NoteInfo(QDialog):
    """Tells the facts of a note, as long as one wants to look at them; nothing in it can be changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Note information"))
        self.setMinimumWidth(grown(self, _WIDTH))
        self._lines: list[tuple[str, str]] = []
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._form.setHorizontalSpacing(16)
        self._problems = QPlainTextEdit()
        self._problems.setReadOnly(True)
        self._problems.setAccessibleName(_tr("What was odd"))
        self._problems.setTabChangesFocus(True)
        buttons = plain_buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addWidget(self._problems, 1)
        column.addWidget(buttons)
        QShortcut(QKeySequence("Ctrl+I"), self, self.close)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is shown, as pairs of a name and a value."""
        return self._lines

    @property
    def problems(self) -> str:
        """What was odd, one line each."""
        return self._problems.toPlainText()

    def show_facts(self, facts: NoteFacts) -> None:
        """Show what is known of another note."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._lines = _lines(facts)
        for name, value in self._lines:
            self._form.addRow(_label(name, name), _label(value, name))
        odd = [f"Line {item.line}: {item.message}" if item.line else item.message for item in facts.problems]
        self._problems.setPlainText("\n".join(odd) or _tr("Nothing odd was found in this note."))


def _lines(facts: NoteFacts) -> list[tuple[str, str]]:
    metadata = _READINGS.get(facts.reading, facts.reading)
    lines = [
        (_tr("Title"), facts.title),
        (_tr("Path"), facts.path),
        (_tr("Tags"), ", ".join(facts.tags) or _tr("none")),
        (_tr("Created"), short_date(facts.created or "") or _tr("not said")),
        (_tr("Modified"), short_date(facts.modified)),
        (_tr("Words"), f"{facts.words:,}"),
        (_tr("Encoding"), facts.encoding.upper()),
        (_tr("Metadata"), metadata),
        (_tr("Read as"), _tr("a plain article") if facts.article else _tr("Markdown")),
    ]
    return [(name, one_line(value)) for name, value in lines]


def _label(text: str, name: str) -> QLabel:
    label = PlainLabel(text, "quiet" if text == name else "", wraps=text != name)
    if text != name:
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(f"{name}: {text}")
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("NoteInfo", text)
