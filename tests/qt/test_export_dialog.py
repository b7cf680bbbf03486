"""The export dialog and what follows it, with real processes: choices, preview, files, the stop, the printer."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QProgressDialog, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from reader.app.look import Paper
from reader.app.messages import FileReady, NoteFacts
from reader.app.paths import Places
from reader.app.settings import Settings
from reader.app.trace import Trace
from reader.qt.export_dialog import Deed, ExportDialog, Show, ask_for_export
from reader.qt.export_form import PRESETS, Choice, ExportForm, Scope, scopes
from reader.qt.exporter import Exporter
from reader.qt.pdf import Printer
from reader.qt.printing import draw_pages
from reader.qt.scheme import SchemeHandler
from reader.qt.tasks import Tasks

ONE = Scope("This note", (("a.md", "A"),), "A")
ALL = Scope("The 3 notes in the list", (("a.md", "A"), ("b.md", "B"), ("gone.md", "Gone")), "All of it")


def facts_of(path: str) -> NoteFacts:
    """Return the facts of a note that says nothing of itself."""
    return NoteFacts(path, "Shown", (), None, "", 9, "utf-8", "none", False, ())


def field(form: QWidget, name: str) -> QWidget:
    """Return a field by the name that a screen reader says."""
    return next(widget for widget in form.findChildren(QWidget) if widget.accessibleName() == name)


@pytest.fixture
def exporter(handler: SchemeHandler, profile: QWebEngineProfile, tmp_path: Path, qtbot: QtBot) -> Iterator[Exporter]:
    """Return an exporter with its real processes, over an empty window."""
    places = Places(tmp_path / "config", tmp_path / "cache")
    tasks = Tasks(places)
    window = QWidget()
    qtbot.addWidget(window)
    printer = Printer(handler, profile, window)
    made = Exporter(printer, tasks, Trace(None), places, window)

    def hear(fact: object) -> None:
        if isinstance(fact, FileReady):
            pytest.fail("no note here has an image")

    tasks.page_fact.connect(hear)
    yield made
    made.close()
    tasks.close()
    printer.deleteLater()
    QApplication.sendPostedEvents(printer, QEvent.Type.DeferredDelete)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of two notes."""
    root = tmp_path / "library"
    root.mkdir()
    (root / "a.md").write_text("# A\n\nOne says so [1].\n\nSources:\n[1] https://a.example/one\n", encoding="utf-8")
    (root / "b.md").write_text("# B\n\nTwo says so [1].\n\nSources:\n[1] https://a.example/one\n", encoding="utf-8")
    return root


def is_stop(widget: QWidget) -> bool:
    """Return whether a widget is the button that stops an export."""
    return isinstance(widget, QPushButton) and isinstance(widget.parent(), QProgressDialog)


def no_preview(_choice: Choice, _show: Show) -> None:
    """Show nothing."""


def test_what_can_be_exported() -> None:
    """The note, the list, and the folder where it is not the same."""
    titles = {"x/a.md": "A", "x/b.md": "B", "c.md": "C"}
    found = scopes(facts_of("x/a.md"), ["c.md", "x/a.md", "x/b.md"], titles, "tides")
    assert ["This note", "The 3 notes in the list", "The 2 notes in “x”"] == [scope.name for scope in found]
    assert ["Shown", "tides", "x"] == [scope.title for scope in found]
    assert (("x/a.md", "A"), ("x/b.md", "B")) == found[2].notes
    assert 1 == len(scopes(facts_of("a.md"), ["a.md"], {"a.md": "A"}, ""))


def test_fields_make_the_choice(qtbot: QtBot) -> None:
    """Presets set the fields, fields undo the preset, and several notes can be one document."""
    form = ExportForm([ONE, ALL], "pdf", Paper("Letter", margins=25.0))
    qtbot.addWidget(form)
    preset, size, margins = field(form, "Layout"), field(form, "Paper"), field(form, "Margins")
    assert isinstance(preset, QComboBox)
    assert isinstance(size, QComboBox)
    assert isinstance(margins, QSpinBox)
    assert Choice(ONE, "pdf", Paper("Letter", margins=25.0)) == form.choice
    assert "My own" == preset.currentText()
    preset.setCurrentText("Large type")
    preset.activated.emit(preset.currentIndex())
    assert Paper("Letter", margins=18.0, text_size=135) == form.choice.paper
    preset.setCurrentText("Booklet (A5)")
    preset.activated.emit(preset.currentIndex())
    assert PRESETS["Booklet (A5)"] == form.choice.paper
    margins.setValue(11)
    assert "My own" == preset.currentText()
    scope = field(form, "Notes")
    assert isinstance(scope, QComboBox)
    scope.setCurrentIndex(1)
    assert not form.choice.is_single


def test_pages_are_shown_and_follow_the_fields(exporter: Exporter, library: Path, qtbot: QtBot) -> None:
    """The preview is the PDF itself; what has no pages says so."""
    form = ExportForm([ONE, ALL], "pdf", Paper())
    dialog = ExportDialog(None, form, lambda choice, show: exporter._preview(str(library), choice, show))  # noqa: SLF001 - the dialog's other half
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.document.pageCount() == 1 and not dialog.sentence, timeout=30_000)
    assert 595 == round(dialog.document.pagePointSize(0).width())
    form._size.setCurrentText("A5")  # noqa: SLF001 - as a person would
    qtbot.waitUntil(lambda: dialog.document.pagePointSize(0).width() < 430, timeout=30_000)
    form._form.setCurrentIndex(3)  # noqa: SLF001 - the same
    qtbot.waitUntil(lambda: "Words only" in dialog.sentence)
    dialog.reject()


def test_the_dialog_returns_a_value(qtbot: QtBot) -> None:
    """A choice and a deed, or None."""
    window = QWidget()
    qtbot.addWidget(window)

    def answer(deed: Callable[[ExportDialog], None]) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        deed(dialog)

    QTimer.singleShot(50, lambda: answer(lambda dialog: dialog._print.click()))  # noqa: SLF001 - its button
    found = ask_for_export(window, [ONE], ("pdf", Paper()), no_preview)
    assert found is not None
    assert (Choice(ONE), Deed.PRINT) == found
    QTimer.singleShot(50, lambda: answer(QDialog.reject))
    assert ask_for_export(window, [ONE], ("html", Paper()), no_preview) is None


def test_several_notes_go_into_a_folder(exporter: Exporter, library: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """One that is gone is told and does not stop the others."""
    with qtbot.waitSignal(exporter.exported, timeout=60_000) as done:
        exporter.export(str(library), Choice(ALL, "html"), tmp_path / "out")
    assert done.args is not None
    assert "2 of 3 notes exported" in done.args[1]
    assert "gone.md" in done.args[1]
    assert ["A.html", "B.html"] == sorted(file.name for file in (tmp_path / "out").iterdir())


def test_several_notes_become_one_pdf(exporter: Exporter, library: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """With the title of what they have in common, and each source once."""
    file = tmp_path / "all.pdf"
    with qtbot.waitSignal(exporter.exported, timeout=60_000):
        exporter.export(str(library), Choice(ALL, "pdf", merge=True), file)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert text.startswith("All of it")
    assert 1 == text.count("https://a.example/one")
    assert "1a 1b" in text


def test_a_stopped_export_leaves_whole_files_only(
    exporter: Exporter, library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The button says stop, and nothing that was begun is left half."""
    for number in range(80):
        (library / f"n{number}.md").write_text(f"# N{number}\n\n" + "Words. " * 200, encoding="utf-8")
    many = Scope("Many", tuple((f"n{number}.md", f"N{number}") for number in range(80)))
    out = tmp_path / "out"
    exporter.export(str(library), Choice(many), out)
    qtbot.waitUntil(lambda: out.is_dir() and any(out.glob("*.pdf")), timeout=60_000)
    stop = next(button for button in QApplication.allWidgets() if is_stop(button))
    assert isinstance(stop, QPushButton)
    with qtbot.waitSignal(exporter.failed, timeout=30_000) as failed:
        stop.click()
    assert failed.args == ["The export was stopped."]
    files = list(out.iterdir())
    assert 0 < len(files) < 80
    for file in files:
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == 1


def test_choices_are_remembered(exporter: Exporter) -> None:
    """What was chosen goes into the settings and comes back."""
    chosen = Settings(page_size="A5", landscape=True, margins=12, running_lines=False, export_form="html")
    exporter.recall(chosen)
    assert Paper("A5", landscape=True, margins=12.0, running=False) == exporter.paper
    assert chosen == exporter.remembered(Settings())


def test_pages_are_printed_as_they_are(exporter: Exporter, library: Path, tmp_path: Path, qtbot: QtBot) -> None:
    """A printer gets one sheet for each page, with ink on it."""
    made: list[bytes | str] = []
    exporter._make(str(library), "a.md", Paper(), made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=30_000)
    assert isinstance(made[0], bytes)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert draw_pages(made[0], printer)
    subprocess.run(["pdftoppm", "-gray", "-r", "20", tmp_path / "printed.pdf", tmp_path / "sheet"], check=True)
    sheets = list(tmp_path.glob("sheet*.pgm"))
    assert 1 == len(sheets)
    assert min(sheets[0].read_bytes()[20:]) < 200
