"""A source of the panel as text for other programs."""

from reader.app.entries import Entry as Reference, gather
from reader.app.reference_forms import bibtex, markdown_reference
from reader.core.citation import Source, State
from reader.qt.citation_model import Entry, shown_title


def as_markdown(entry: Entry) -> str:
    r"""Return a source as a Markdown link whose text cannot end it early.

    >>> from reader.qt.citation_model import Kind
    >>> as_markdown(Entry(Kind.CITED, 0, "1", "Tea [draft]", "", "https://example.org/a_(b)", ()))
    '[Tea \\[draft\\]](https://example.org/a_(b))'
    """
    return "".join(markdown_reference(reference) for reference in _references(entry, shown_title(entry)))


def as_bibtex(entry: Entry) -> str:
    """Return a source as an entry of a `.bib` file."""
    return bibtex(_references(entry, entry.title))


def _references(entry: Entry, title: str) -> list[Reference]:
    state = State.CITED if entry.marks else State.UNCITED
    source = Source(entry.label, title, entry.url or None, entry.domain or None, 0, 0, 0, state, work=entry.work)
    return gather([source])
