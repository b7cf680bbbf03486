"""Read the citations of a note: the marks in its text, the sources that they lead to, and what is odd about them.

The text is read as it is on disk. Rendered pages have lost too much: definitions vanish, `[1][2]` becomes one link, a
second footnote of the same name overwrites the first.
"""

import re
from collections.abc import Iterable, Mapping

from reader.citations.bibliography import Reference
from reader.citations.build import build
from reader.citations.citekeys import find_keys
from reader.citations.entries import NUMBERED, Shape
from reader.citations.evidence import begins_line
from reader.citations.forms import Form, Mark
from reader.citations.inline import inline_links
from reader.citations.lines import Lines, Places, has_raised_digit
from reader.citations.lists import find_lists
from reader.citations.marks import find_marks
from reader.citations.resolve import tie
from reader.citations.scout import Promise, scout
from reader.citations.sheet import Sheet, lay
from reader.citations.signs import glued_marks
from reader.core.citation import Citations
from reader.core.note import Note

_EVIDENCE = frozenset({Form.BARE, Form.SUPER, Form.SPECIAL, Form.REFERENCE, Form.FOOTNOTE})
_EXPLAINED = re.compile(r"\[\^([^\[\]\n]+)\]:")
_COUNTED = NUMBERED | {Shape.ROW}
_DEFINED = frozenset({Shape.DEFINITION, Shape.FOOTNOTE})


def read(note: Note, bibliography: Mapping[str, Reference] | None = None) -> Citations:
    """Return the citations of `note`; `bibliography` holds the entries of the files that it names, by citekey.

    Reads nothing but the note, takes time in proportion to its length, and raises nothing.
    """
    if bibliography or "references" in note.metadata:
        return _read(note, lay(note.text, note.body_start), bibliography or {})
    outlook = scout(note.text, note.body_start)
    if outlook.sheet is None:
        return Citations()
    if outlook.promise is Promise.LINKS:
        return build(note, Places(outlook.sheet), inline_links(outlook.sheet, []), ())
    return _read(note, outlook.sheet, {})


def _read(note: Note, sheet: Sheet, bibliography: Mapping[str, Reference]) -> Citations:
    """Read a note whole."""
    marks = find_marks(sheet)
    lines = Lines(sheet)
    found = find_lists(lines, _evidence(sheet.mask, marks))
    shapes = {each.shape for group in found.lists for each in group.entries if each.label.isdecimal()}
    # definitions are mostly used as such; only where nothing does, an export may have lost the brackets of the marks
    used = any(mark.form in _EVIDENCE and not begins_line(sheet.mask, mark) for mark in marks)
    if shapes & _COUNTED or (shapes & _DEFINED and not used):
        marks = sorted([*marks, *glued_marks(sheet.mask)], key=lambda mark: mark.start)
    keys = find_keys(note, sheet, bibliography, marks)
    tied = tie(sheet, found, keys.entries, keys.named, marks)
    cited = [*tied.cited, *keys.uncited(tied.cited)]
    if not found.lists and not tied.has_citekeys:
        cited.extend(inline_links(sheet, cited))
    return build(note, lines, cited, tied.dangling)


def _evidence(mask: str, marks: Iterable[Mark]) -> list[tuple[int, str]]:
    """Return places and labels of the marks that may prove a numbered list.

    A number at the beginning of a line may be the label of an entry, and proves nothing; a footnote with a text of its
    own needs no list.
    """
    found: list[tuple[int, str]] = []
    explained = set(_EXPLAINED.findall(mask))
    for mark in marks:
        if mark.form not in _EVIDENCE or begins_line(mask, mark):
            continue
        for label in mark.labels:
            number = label.rpartition(":")[2]
            if mark.form is Form.FOOTNOTE and (not number.isdecimal() or label in explained):
                continue
            found.append((mark.start, number))
        if mark.form is Form.SUPER and len(mark.labels[0]) > 1 and has_raised_digit(mask[mark.start : mark.end]):
            # `¹²` may stand for two marks
            found.extend((mark.start, digit) for digit in mark.labels[0])
    return found
