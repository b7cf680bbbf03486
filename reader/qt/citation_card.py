"""The card that a citation mark shows: its source and the sentence that it stands in, in plain text."""

from PySide6.QtCore import QRect

from reader.app.wording import details
from reader.core.text import beside, one_line
from reader.qt.card import Card
from reader.qt.citation_model import Entry, Kind, shown_title

_LONGEST = 320


class CitationCard(Card):
    """Comes up beside a citation mark."""

    def show_entry(self, entry: Entry, sentence: str, mark: QRect) -> None:
        """Come up for a mark at the place `mark` of the parent, with the sentence that it stands in."""
        dangling = entry.kind is Kind.DANGLING
        label = f"[{entry.label}]" if entry.label else ""
        title = self.tr("No source") if dangling else shown_title(entry)
        lost = self.tr("Nothing in this note has the label {label}.").format(label=label)
        where = one_line(lost, 120) if dangling else source_of(entry)
        quoted = f"“{one_line(sentence, _LONGEST)}”" if sentence else ""
        self.show_texts(one_line(title, _LONGEST), where, quoted, mark)


def source_of(entry: Entry) -> str:
    """Return author and year, where the work came out, and the domain of its address."""
    return beside(one_line(entry.byline, 60), one_line(details(entry.work), 60), one_line(entry.domain, 60))
