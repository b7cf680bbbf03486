"""What can be done with one source: the menu of its row, and the key that copies it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.core.work import cited_as
from reader.qt.citation_copy import as_bibtex, as_markdown
from reader.qt.citation_model import Entry
from reader.qt.citation_panel import CitationPanel


class CitationMenu(QObject):
    """Do what is asked for about a row of `panel`."""

    def __init__(self, panel: CitationPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        panel.menu_requested.connect(lambda entry, place: self.menu_of(entry).popup(place))
        panel.copy_requested.connect(_copy_source)

    def menu_of(self, entry: Entry) -> QMenu:
        """Return the menu of an entry, which goes when it is closed."""
        panel, menu = self._panel, QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = menu.addAction(self.tr("&Go to Citing Sentence"), lambda: panel.go_on(entry))
        go.setEnabled(bool(entry.marks))
        if entry.note:
            menu.addAction(self.tr("Open the &Note"), lambda: panel.note_requested.emit(entry.note))
        if entry.url:
            opened = menu.addAction(self.tr("Open in &Browser"), lambda: panel.source_opened.emit(entry.url))
            opened.setEnabled("://" in entry.url)
        named = entry.url or (cited_as(entry.title, entry.byline) if entry.work else "")
        if named:
            query = f'cites:"{named}"'
            menu.addAction(self.tr("&Find Notes That Cite It"), lambda: panel.search_requested.emit(query))
        if entry.is_source:
            menu.addSeparator()
            if entry.url:
                menu.addAction(self.tr("Copy &Address"), lambda: _copy(entry.url))
            menu.addAction(self.tr("Copy as &Markdown"), lambda: _copy_source(entry))
            menu.addAction(self.tr("Copy as BibTe&X"), lambda: _copy(as_bibtex(entry)))
        return menu


def _copy_source(entry: Entry) -> None:
    """Copy a source as Markdown; a remark and a mark without a source are none."""
    if entry.is_source:
        _copy(as_markdown(entry))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
