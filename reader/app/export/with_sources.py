"""A note as Markdown that stands alone: its title, its body as written, and its sources where the body lists none."""

import re

from reader.app.entries import Entry, gather
from reader.app.reference_forms import markdown_reference, markdown_text
from reader.core.citation import Citations, Source, State
from reader.core.note import Note
from reader.core.text import LINE_END, one_line

_MARKS = re.compile(r"[#*_`~=\[\]\\]+")


def export_markdown(note: Note, citations: Citations) -> str:
    """Return the body of a note under its title, with a list of the sources that the body itself does not list.

    Inline links and citekeys have their entries elsewhere or nowhere; a reference list of the note's own stays as it
    is and is not repeated.
    """
    body = LINE_END.sub("\n", note.body).strip("\n")
    parts = [] if _begins_with(body, note.title) else [f"# {markdown_text(one_line(note.title))}"]
    parts += [body] if body else []
    missing = [source for source in citations.sources if not _listed(source, note)]
    entries = gather(missing)
    if entries:
        parts += ["## Sources", "\n".join(f"{number}. {_named(entry)}" for number, entry in enumerate(entries, 1))]
    return "\n\n".join(parts) + "\n"


def _named(entry: Entry) -> str:
    """Return a reference behind the key that the text cites it by."""
    said = markdown_reference(entry)
    return f"{markdown_text(f'[{entry.key}]')} {said}" if entry.work else said


def _begins_with(body: str, title: str) -> bool:
    first = body.lstrip().partition("\n")[0]
    plain = one_line(_MARKS.sub("", first)).rstrip("…")
    return bool(plain) and plain.startswith(one_line(_MARKS.sub("", title)).rstrip("…"))


def _listed(source: Source, note: Note) -> bool:
    """Return whether the body has an entry for `source`, rather than only a link in a sentence or a key."""
    inline = not source.label and source.state is State.CITED
    return not inline and source.start >= note.body_start and source.end > source.start
