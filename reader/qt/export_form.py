"""What can be chosen for an export: which notes, as what, and on which paper."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QWidget

from reader.app.look import SHEETS, Paper
from reader.app.messages import NoteFacts
from reader.qt.number_box import number_box

FORMS = {
    "pdf": "PDF",
    "html": "Web page in one file",
    "markdown": "Markdown with sources",
    "text": "Plain text",
}
PRESETS = {
    "Reading": Paper(),
    "With room for remarks": Paper(margins=35.0, text_size=95),
    "Saving paper": Paper(margins=14.0, text_size=85),
    "Booklet (A5)": Paper("A5", margins=15.0, text_size=90),
    "Wide tables": Paper(landscape=True, margins=15.0),
    "Large type": Paper(margins=18.0, text_size=135),
}
_OWN = "My own"


class Scope(Struct, frozen=True):
    """Some notes that can be exported together: what they are called, their paths and titles, the title of a book."""

    name: str
    notes: tuple[tuple[str, str], ...]
    title: str = ""


class Choice(Struct, frozen=True):
    """What was chosen. `merge` makes one document of several notes."""

    scope: Scope
    form: str = "pdf"
    paper: Paper = field(default_factory=Paper)
    merge: bool = False

    @property
    def is_single(self) -> bool:
        """Whether one document comes out."""
        return self.merge or len(self.scope.notes) == 1


class ExportForm(QWidget):
    """The fields of an export, one below the other.

    Signals:
        changed(Choice choice): something else is chosen.
    """

    changed = Signal(object)

    def __init__(self, scopes: Sequence[Scope], form: str, paper: Paper) -> None:
        super().__init__()
        self._scopes = list(scopes)
        self._scope = _combo([scope.name for scope in scopes])
        self._form = _combo([_tr(name) for name in FORMS.values()])
        self._form.setCurrentIndex(list(FORMS).index(form))
        self._merge = QCheckBox(_tr("One document of all notes"))
        self._merge.setToolTip(_tr("With a cover, a table of contents, and one list of references without duplicates"))
        self._preset = _combo([_tr(name) for name in (*PRESETS, _OWN)])
        self._size = _combo(list(SHEETS))
        self._landscape = QCheckBox(_tr("Landscape"))
        self._margins = number_box(0, 60, " mm")
        self._text = number_box(60, 160, " %")
        self._running = QCheckBox(_tr("Title, section and page number on every page"))
        self._lay_out()
        self._set_paper(paper)
        self._follow()
        for combo in (self._scope, self._form, self._size):
            combo.currentIndexChanged.connect(self._on_changed)
        for box in (self._merge, self._landscape, self._running):
            box.toggled.connect(self._on_changed)
        for number in (self._margins, self._text):
            number.valueChanged.connect(self._on_changed)
        self._preset.activated.connect(self._on_preset)

    @property
    def choice(self) -> Choice:
        """What the fields say."""
        scope = self._scopes[self._scope.currentIndex()]
        paper = Paper(
            self._size.currentText(),
            self._landscape.isChecked(),
            float(self._margins.value()),
            self._running.isChecked(),
            self._text.value(),
        )
        form = list(FORMS)[self._form.currentIndex()]
        return Choice(scope, form, paper, self._merge.isChecked() and len(scope.notes) > 1)

    def _lay_out(self) -> None:
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 10, 0)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setHorizontalSpacing(12)
        named: list[tuple[str, QWidget]] = [
            ("&Notes", self._scope),
            ("&Format", self._form),
            ("", self._merge),
            ("&Layout", self._preset),
            ("&Paper", self._size),
            ("", self._landscape),
            ("&Margins", self._margins),
            ("&Text size", self._text),
            ("", self._running),
        ]
        for name, widget in named:
            if not name:
                rows.addRow(widget)
                continue
            label = QLabel(_tr(name))
            label.setBuddy(widget)
            widget.setAccessibleName(_tr(name).replace("&", ""))
            rows.addRow(label, widget)

    def _set_paper(self, paper: Paper) -> None:
        fields = (self._size, self._landscape, self._margins, self._text, self._running)
        blockers = [QSignalBlocker(field) for field in fields]
        self._size.setCurrentText(paper.size)
        self._landscape.setChecked(paper.landscape)
        self._margins.setValue(round(paper.margins))
        self._text.setValue(paper.text_size)
        self._running.setChecked(paper.running)
        del blockers

    def _follow(self) -> None:
        """Show which layout the fields make, and take out of reach what the format does not know."""
        choice = self.choice
        same = (place for place, paper in enumerate(PRESETS.values()) if paper == choice.paper)
        self._preset.setCurrentIndex(next(same, len(PRESETS)))
        for widget in (self._preset, self._size, self._landscape, self._margins, self._text, self._running):
            widget.setEnabled(choice.form == "pdf")
        self._merge.setEnabled(len(choice.scope.notes) > 1)

    def _on_preset(self, place: int) -> None:
        if place < len(PRESETS):
            paper = list(PRESETS.values())[place]
            # A4 or Letter is a matter of where one lives, not of the layout.
            size = self._size.currentText()
            self._set_paper(paper if paper.size != "A4" or size == "A5" else replace(paper, size=size))
        self._on_changed()

    def _on_changed(self, _value: object = None) -> None:
        self._follow()
        self.changed.emit(self.choice)


def scopes(
    shown: NoteFacts | None, listed: Sequence[str], titles: Mapping[str, str], heading: str, chosen: Sequence[str] = ()
) -> list[Scope]:
    """Return what can be exported: the `chosen`, the shown note, the notes `listed`, and those beside the shown one."""
    found: list[Scope] = []
    if len(chosen) > 1:
        found.append(Scope(_tr("The {0} chosen notes").format(len(chosen)), _titled(chosen, titles), heading))
    elif chosen and (shown is None or shown.path != chosen[0]):
        found.append(Scope(_tr("The chosen note"), _titled(chosen, titles), titles.get(chosen[0], "")))
    if shown is not None:
        found.append(Scope(_tr("This note"), ((shown.path, shown.title),), shown.title))
    if len(listed) > 1 and set(listed) != set(chosen):
        found.append(Scope(_tr("The {0} notes in the list").format(len(listed)), _titled(listed, titles), heading))
    if shown is None:
        return found
    folder = shown.path.rpartition("/")[0]
    beside = [path for path in sorted(titles) if path.rpartition("/")[0] == folder]
    if len(beside) > 1 and set(beside) != set(listed):
        name = _tr("The {0} notes in “{1}”").format(len(beside), folder or _tr("the top folder"))
        found.append(Scope(name, _titled(beside, titles), folder.rpartition("/")[2] or heading))
    return found


def _titled(paths: Sequence[str], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((path, titles.get(path, path)) for path in paths)


def _combo(texts: Sequence[str]) -> QComboBox:
    combo = QComboBox()
    combo.addItems(list(texts))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(18)
    return combo


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportForm", text)
