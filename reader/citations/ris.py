"""Read RIS, which every reference manager writes: a field on each line, with two signs for its name.

An entry goes from `TY` to `ER`. Programs fold long texts, leave the end out, and write what is not there; whatever can
be read counts, and the rest is named with its line.
"""

import re
from functools import partial

from reader.citations.reference import Bibliography, Fault, Reference
from reader.citations.ris_work import Fields, address_in, work_of
from reader.core.work import Work

_FIELD = re.compile(r"(?P<tag>[A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t]+(?P<value>.*))?$")
_MOST_FAULTS = 1_000
_KEYS = ("ID", "LB")


def parse_ris(text: str) -> Bibliography:
    r"""Return the bibliography in a RIS file.

    >>> list(parse_ris("TY  - BOOK\nID  - low84\nTI  - Tides\nER  - \n").references)
    ['low84']
    """
    parser = _Parser()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        parser.take(number, line.strip("\ufeff \t\x1a"))
    parser.end()
    return Bibliography(parser.references, tuple(parser.faults))


class _Parser:
    """What was read so far: entries, faults, and the fields of the entry that is open, which begins on line `begin`."""

    def __init__(self) -> None:
        self.references: dict[str, Reference] = {}
        self.faults: list[Fault] = []
        self._fields: dict[str, list[list[str]]] = {}
        """The values by their tags, each as the lines that it was folded into."""
        self._begin = 0
        self._latest: list[str] = []
        self._lost = False

    def take(self, number: int, line: str) -> None:
        """Take in the line of this number."""
        match = _FIELD.match(line)
        tag = match["tag"] if match else ""
        if tag == "TY":
            self.end()
            self._begin = number
        if not self._begin:
            self._outside(number, line, tag)
        elif tag == "ER":
            self._close()
        elif match:
            self._latest = [match["value"] or ""]
            self._fields.setdefault(tag, []).append(self._latest)
        else:
            # a long text is folded, as abstracts are
            self._latest.append(line)

    def end(self) -> None:
        """Take in an entry that has no end of its own."""
        if self._begin:
            self._fault(self._begin, f"The entry in line {self._begin} has no end (ER); it is used as far as it goes.")
            self._close()

    def _outside(self, number: int, line: str, tag: str) -> None:
        """Name what stands between two entries, once for a stretch of lines; an end too many does no harm."""
        if line and not self._lost and tag != "ER":
            self._fault(number, f"Line {number} belongs to no entry: none begins (TY) above it.")
        self._lost = self._lost or bool(line)

    def _close(self) -> None:
        # a key is one word, and what stands under it was never a part of it
        whole = ((tag, values, 1 if tag in _KEYS else None) for tag, values in self._fields.items())
        fields = {tag: [" ".join(filter(None, lines[:most])) for lines in values] for tag, values, most in whole}
        begin = self._begin
        self._fields, self._begin, self._latest, self._lost = {}, 0, [], False
        names = [value for tag in _KEYS for value in fields.get(tag, ()) if value]
        names += [f"doi:{value}" for value in fields.get("DO", ()) if value.startswith("10.")]
        keys = list(dict.fromkeys(name for name in names if not re.search(r"\s", name)))
        if not keys:
            self._fault(begin, f"The entry in line {begin} has no key (ID) by which a note could cite it.")
            return
        reference = Reference(keys[0], partial(_said, fields), begin, tuple(keys[1:]))
        known = self.references.setdefault(reference.key, reference)
        if known is not reference:
            message = f"“{reference.key}” in line {begin} stands in line {known.line} already; marks lead there."
            self._fault(begin, message, doubled=True)

    def _fault(self, line: int, message: str, *, doubled: bool = False) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(line, message, doubled))


def _said(fields: Fields) -> tuple[Work, str | None]:
    return work_of(fields), address_in(fields)
