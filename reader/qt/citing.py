"""Citations in use: the card of a mark, domains in the margin, what a remark is about, and passages with sources."""

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication

from reader.app.messages import NoteFacts
from reader.app.passage import with_sources
from reader.core.text import one_line
from reader.qt.citation_card import CitationCard
from reader.qt.citation_model import Entry, Kind, entries_of
from reader.qt.citation_panel import CitationPanel
from reader.qt.navigator import Navigator
from reader.qt.viewer import Viewer

_LONGEST = 420


class Citing(QObject):
    """Join the page's marks with what is known of them.

    Signals:
        copied(str sentence): a passage went to the clipboard with its sources, or nothing was selected.
    """

    copied = Signal(str)

    def __init__(self, viewer: Viewer, panel: CitationPanel, navigator: Navigator) -> None:
        super().__init__(viewer)
        self.card = CitationCard(viewer)
        self._viewer = viewer
        self._navigator = navigator
        self._entries: list[Entry] = []
        self._in_margin = False
        viewer.told.connect(self._on_told)
        viewer.painted.connect(lambda _path: self._show_domains())
        navigator.note_opened.connect(self._on_note_opened)
        panel.line_requested.connect(self._go_to_line)

    def copy_with_sources(self) -> None:
        """Copy the selected passage as Markdown, with the sources that it cites, numbered anew."""
        self._viewer.call("passage")

    def set_in_margin(self, wanted: bool) -> None:
        """Show how many domains stand behind each paragraph, or take that away."""
        self._in_margin = wanted
        self._show_domains()

    def _on_note_opened(self, _facts: NoteFacts) -> None:
        self.card.hide()
        self._entries = entries_of(self._navigator.citations)

    def _on_told(self, kind: str, value: object) -> None:
        if kind == "mark_entered" and isinstance(value, dict):
            box = QRect(*(round(part) for part in value["box"]))
            self._show_card(int(value["number"]), [str(line) for line in value["note"]], box)
        elif kind == "left":
            self.card.hide()
        elif kind == "passage" and isinstance(value, list):
            self._copy(value)

    def _show_card(self, number: int, note: list[str], mark: QRect) -> None:
        """Show the source behind a mark; of a footnote that names none, its text: the lines of `note`."""
        marks = self._navigator.citations.marks()
        if not 0 <= number < len(marks):
            return
        mention, source = marks[number]
        if note and source is not None and not self._navigator.citations.sources[source].url:
            self.card.show_texts("", "", "\n".join(one_line(line, _LONGEST) for line in note), mark)
            return
        for entry in self._entries:
            same = entry.is_source and entry.number == source
            if same or (source is None and entry.kind is Kind.DANGLING and entry.label == mention.label):
                self.card.show_entry(entry, mention.sentence, mark)
                return

    def _show_domains(self) -> None:
        citations = self._navigator.citations
        sources = citations.sources
        found = [None if source is None else sources[source].domain for _, source in citations.marks()]
        self._viewer.call("showDomains", found if self._in_margin else [])

    def _go_to_line(self, line: int) -> None:
        """Bring what a remark is about into view: the mark or the source on that line."""
        citations = self._navigator.citations
        for number, (mention, _) in enumerate(citations.marks()):
            if mention.line == line:
                self._viewer.scroll_to_mention(number)
                return
        for number, source in enumerate(citations.sources):
            if source.line == line:
                self._viewer.scroll_to(f"source-{number}")
                return

    def _copy(self, blocks: list[object]) -> None:
        passage = with_sources(blocks, self._navigator.citations)
        if not passage:
            self.copied.emit("Select a passage first; it is copied with the sources that it cites.")
            return
        QGuiApplication.clipboard().setText(passage)
