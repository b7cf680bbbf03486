"""From a citation mark in the page to its source in the panel, and from the panel back to the marks."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reader.core.citation import Citations
from reader.qt.citation_panel import CitationPanel
from reader.qt.viewer import Viewer


class Mentions(QObject):
    """Join the marks of the shown note with the rows of the panel."""

    def __init__(self, viewer: Viewer, panel: CitationPanel, shown: Callable[[], Citations]) -> None:
        """`shown` returns the citations of the note that is shown."""
        super().__init__(viewer)
        self._viewer = viewer
        self._panel = panel
        self._shown = shown
        viewer.mention_clicked.connect(self._on_mention_clicked)
        panel.mention_requested.connect(self._on_mention_requested)
        panel.dangling_requested.connect(self._on_dangling_requested)
        panel.entry_requested.connect(lambda source: viewer.scroll_to(f"source-{source}"))

    def _on_mention_clicked(self, number: int) -> None:
        citations = self._shown()
        marks = citations.marks()
        if not 0 <= number < len(marks):
            return
        mention, source = marks[number]
        if source is None:
            self._panel.select_dangling(next(n for n, other in enumerate(citations.dangling) if other is mention))
        else:
            before = sum(index == source for _, index in marks[:number])
            self._panel.select_source(source, before)

    def _on_mention_requested(self, source: int, nth: int) -> None:
        """Bring the `nth` mention of a source into view, counted round and round."""
        numbers = [number for number, (_, index) in enumerate(self._shown().marks()) if index == source]
        if numbers:
            self._viewer.scroll_to_mention(numbers[nth % len(numbers)])

    def _on_dangling_requested(self, number: int) -> None:
        """Bring a mark without a source into view."""
        citations = self._shown()
        if not 0 <= number < len(citations.dangling):
            return
        wanted = citations.dangling[number]
        numbers = [number for number, (mention, _) in enumerate(citations.marks()) if mention is wanted]
        self._viewer.scroll_to_mention(numbers[0])
