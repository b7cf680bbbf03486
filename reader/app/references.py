"""References out: the sources of notes in the forms that other programs read."""

from collections.abc import Callable, Iterable, Sequence

from reader.app.bibliography import bibliography
from reader.app.entries import Entry, gather
from reader.app.reference_forms import bibtex, csl_json, markdown, ris
from reader.core.citation import Source
from reader.errors import UsageError

_WRITERS: dict[str, Callable[[Iterable[Entry]], str]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
    "markdown": markdown,
}
FORMS = (*_WRITERS, "bibliography")
"""The names of the forms; they are public (`postil cite --format`)."""


def write_references(sources: Sequence[Source], form: str, *, style: str | None = None) -> str:
    """Return the sources of one or several notes as references, each source once.

    `form` is one of `FORMS`; `style` names the CSL style of a bibliography (see `reader.app.bibliography`). Raises
    UsageError for a form or a style that does not exist, UnreadableError for a style that cannot be used.
    """
    entries = gather(sources)
    if form == "bibliography":
        return bibliography(entries, style)
    if form not in _WRITERS:
        raise UsageError(f"There is no form of references called {form}.", f"Choose one of {', '.join(FORMS)}.")
    return _WRITERS[form](entries)
