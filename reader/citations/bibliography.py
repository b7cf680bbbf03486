"""The bibliographies that a note names, whatever they are written in."""

import re

from reader.citations.bibtex import parse_bibtex
from reader.citations.csl import csl_reference, items_of, parse_csl
from reader.citations.reference import Bibliography, Fault, Reference
from reader.citations.ris import parse_ris
from reader.core.note import Note
from reader.core.text import LineIndex

__all__ = [
    "Bibliography",
    "Fault",
    "Reference",
    "csl_reference",
    "items_of",
    "line_of_files",
    "named_files",
    "parse_bibliography",
    "parse_bibtex",
    "parse_csl",
    "parse_ris",
]

_MOST_FILES = 50
_FIELD = re.compile(r"^[\"' \t{]*bibliography[\"']?[ \t]*:", re.MULTILINE)


def named_files(note: Note) -> tuple[str, ...]:
    """Return the paths of the bibliographies that `note` names in its front matter, as written; at most 50."""
    value = note.metadata.get("bibliography")
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(each.strip() for each in values[:_MOST_FILES] if isinstance(each, str) and each.strip())


def line_of_files(note: Note) -> int:
    """Return the 1-based line on which the front matter names bibliographies, or 0."""
    head = note.text[: note.body_start]
    match = _FIELD.search(head)
    return LineIndex(head).line(match.start()) if match else 0


def parse_bibliography(name: str, text: str) -> Bibliography:
    """Return the bibliography in `text`, the content of a file called `name`.

    `.json` is CSL-JSON and `.ris` is RIS, as in pandoc; all else is BibTeX.
    """
    if name.lower().endswith((".json", ".csljson")):
        return parse_csl(text)
    if name.lower().endswith(".ris"):
        return parse_ris(text)
    return parse_bibtex(text)
