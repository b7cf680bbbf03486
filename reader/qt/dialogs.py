"""The system's own dialogs, each one function that returns a value."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reader import __version__

_ABOUT = "A reader for Markdown notes and their citations.\nIt never writes to a note."
_ICON = QSize(64, 64)


def ask_for_library(parent: QWidget, start: str) -> Path | None:
    """Return the folder that was chosen, or None."""
    folder = QFileDialog.getExistingDirectory(parent, _tr("Open a folder of notes"), start)
    return Path(folder) if folder else None


def ask_for_note(parent: QWidget, start: str) -> Path | None:
    """Return the note that was chosen, or None."""
    kinds = _tr("Notes") + " (*.md *.markdown *.mdown *.mkd *.txt);;" + _tr("All files") + " (*)"
    file, _ = QFileDialog.getOpenFileName(parent, _tr("Open a note"), start, kinds)
    return Path(file) if file else None


def ask_for_export_file(parent: QWidget, suggested: Path) -> Path | None:
    """Return the file that an export shall write, or None. The system asks before an existing one is replaced."""
    suffix = suggested.suffix
    kinds = f"{suffix[1:].upper()} (*{suffix})"
    file, _ = QFileDialog.getSaveFileName(parent, _tr("Export to a file"), str(suggested), kinds)
    if not file:
        return None
    return Path(file) if file.lower().endswith(suffix) else Path(file + suffix)


def ask_for_export_folder(parent: QWidget, start: str) -> Path | None:
    """Return the folder that several exported files shall go into, or None."""
    folder = QFileDialog.getExistingDirectory(parent, _tr("Export into a folder"), start)
    return Path(folder) if folder else None


def tell_about(parent: QWidget) -> None:
    """Say which Postil this is."""
    box = QMessageBox(parent)
    box.setWindowTitle(_tr("About Postil"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Postil {__version__}")
    box.setInformativeText(_tr(_ABOUT))
    box.setIconPixmap(parent.windowIcon().pixmap(_ICON, parent.devicePixelRatioF()))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)
