"""What the desktop around the window does with a note: editor, folder, clipboard, browser, and what is dropped here."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader.core.links import without_suffix
from reader.files.names import to_disk
from reader.qt.navigator import Navigator
from reader.qt.window import MainWindow

_MOST_DROPPED = 20


class Desktop(QObject):
    """Hand the shown note over to the desktop, and take what is dropped on the window.

    Signals:
        dropped(tuple[str, ...] paths): files and folders were dropped.
    """

    dropped = Signal(tuple)

    def __init__(self, window: MainWindow, navigator: Navigator) -> None:
        super().__init__(window)
        self._window = window
        self._navigator = navigator
        self._report = ""
        deeds: dict[str, Callable[[], None]] = {
            "open_in_editor": self._open_in_editor,
            "show_in_folder": self._show_in_folder,
            "copy_link": self._copy_link,
            "copy_report": self._copy_report,
        }
        for name, deed in deeds.items():
            window.commands[name].triggered.connect(partial(_without, deed))
        window.commands["copy_report"].setEnabled(False)
        window.dropped.connect(self._on_dropped)

    def keep_report(self, name: str, report: str) -> None:
        """Tell of a bug in one sentence; the report at the path `report` can be copied, and is never sent."""
        self._report = report
        self._window.commands["copy_report"].setEnabled(bool(report))
        sentence = self.tr("Postil met a bug ({name}).").format(name=name)
        if not report:
            self._window.notice.show_notice(sentence)
            return
        sentence += " " + self.tr("A report is in {report}.").format(report=report)
        self._window.notice.show_notice(sentence, self.tr("Copy the report"), "copy_report")

    def _file(self) -> Path | None:
        path = self._navigator.path
        file = Path(self._navigator.wish.root, to_disk(path)) if path else None
        if file is not None and not file.exists():
            self._window.notice.show_notice(self.tr("{file} is no longer there.").format(file=file.name))
            return None
        return file

    def _open_in_editor(self) -> None:
        file = self._file()
        if file is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._window.notice.show_notice(self.tr("The desktop knows no program for this kind of file."))

    def _show_in_folder(self) -> None:
        file = self._file()
        if file is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))):
            self._window.notice.show_notice(self.tr("The note lies in {folder}.").format(folder=file.parent))

    def copy_links(self, paths: Sequence[str]) -> None:
        """Copy links that other notes can hold, one a line, and for other programs the addresses of the files."""
        root = self._navigator.wish.root
        links = QMimeData()
        links.setText("\n".join(f"[[{without_suffix(path)}]]" for path in paths))
        links.setUrls([QUrl.fromLocalFile(str(Path(root, to_disk(path)))) for path in paths])
        QGuiApplication.clipboard().setMimeData(links)
        said = self.tr("{count} links").format(count=f"{len(paths):,}") if len(paths) > 1 else links.text()
        self._window.notice.show_notice(self.tr("Copied {what}.").format(what=said))

    def _copy_link(self) -> None:
        several = self._window.notes.several
        if several or self._file() is not None:
            self.copy_links(several or [self._navigator.path])

    def _copy_report(self) -> None:
        try:
            text = Path(self._report).read_text(encoding="utf-8", errors="replace")
        except OSError:
            sentence = self.tr("The report {report} cannot be read any more.")
            self._window.notice.show_notice(sentence.format(report=self._report))
            return
        QGuiApplication.clipboard().setText(text)
        self._window.notice.show_notice(self.tr("The report was copied. Nothing is ever sent."))

    def _on_dropped(self, paths: tuple[str, ...]) -> None:
        self.dropped.emit(paths[:_MOST_DROPPED])
        if len(paths) > _MOST_DROPPED:
            sentence = self.tr("The first {most} of {count} files were opened. Drop their folder to see them all.")
            self._window.notice.show_notice(sentence.format(most=_MOST_DROPPED, count=f"{len(paths):,}"))


def open_in_browser(url: str) -> None:
    """Hand a web link to the system's browser; the widgets ask for it on a real click or key only."""
    address = QUrl(url)
    if address.scheme() in {"http", "https", "mailto"}:
        QDesktopServices.openUrl(address)


def show_file(file: str) -> None:
    """Open a file with the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(file))


def _without(deed: Callable[[], None], _checked: object = None) -> None:
    deed()
