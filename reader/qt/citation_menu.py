"""What can be done with one source: the menu of its row."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.core.work import cited_as
from reader.qt.citation_model import Entry, as_bibtex, as_markdown


def source_menu(parent: QWidget, entry: Entry, go: Callable[[], None], wish: Callable[[str, str], None]) -> QMenu:
    """Return the menu of an entry; `wish` hears `open`, `note` or `cites` with an address or a path."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_tr("&Go to Citing Sentence"), go).setEnabled(bool(entry.marks))
    if entry.note:
        menu.addAction(_tr("Open the &Note"), lambda: wish("note", entry.note))
    if entry.url:
        menu.addAction(_tr("Open in &Browser"), lambda: wish("open", entry.url)).setEnabled("://" in entry.url)
    named = entry.url or (cited_as(entry.title, entry.byline) if entry.work else "")
    if named:
        menu.addAction(_tr("&Find Notes That Cite It"), lambda: wish("cites", named))
    if entry.is_source:
        menu.addSeparator()
        if entry.url:
            menu.addAction(_tr("Copy &Address"), lambda: _copy(entry.url))
        menu.addAction(_tr("Copy as &Markdown"), lambda: _copy(as_markdown(entry)))
        menu.addAction(_tr("Copy as BibTe&X"), lambda: _copy(as_bibtex(entry)))
    return menu


def copy_source(entry: Entry | None) -> None:
    """Copy a source as Markdown; a remark and a mark without a source are none."""
    if entry is not None and entry.is_source:
        _copy(as_markdown(entry))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CitationMenu", text)
