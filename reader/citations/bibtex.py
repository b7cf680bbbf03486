"""Read a BibTeX or biblatex file into entries.

A small reader of its own: the libraries for it are slower to import than all of this package, and drop a file at its
first error. Here the good entries are used, and the bad ones are told with their line.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from sys import intern

from reader.citations.bibtex_work import address_in, work_of
from reader.citations.reference import Bibliography, Fault, Reference
from reader.core.work import Work

_HEAD = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*(?P<open>[{(])\s*")
_KEY = re.compile(r"(?P<key>[^\s,{}()=\"#%]+)\s*(?=[,})])")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_WORD = re.compile(r"[\w.:+/-]+")
_NEXT = re.compile(r"\n[ \t]*@\s*[A-Za-z]+\s*[{(]")
_JOIN = re.compile(r"\s*#\s*")
_SIGN = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MOST_FAULTS = 1_000
_MOST_JOINED = 100_000
_NO_ENTRIES = frozenset({"comment", "preamble"})
_MOST_PARENTS = 20
_MONTHS = {name: name for name in "jan feb mar apr may jun jul aug sep oct nov dec".split()}
_PARTS_OF_BOOKS = frozenset(
    {"inbook", "incollection", "inproceedings", "conference", "bookinbook", "inreference", "suppbook"}
)
_KEPT_BACK = frozenset({"crossref", "xref", "xdata", "entryset", "ids", "label", "shorthand", "sortkey"})
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle"}


class _Entry:
    """An entry as it is written: its kind, its fields, and its line."""

    __slots__ = ("fields", "kind", "line")

    def __init__(self, kind: str, fields: dict[str, str], line: int) -> None:
        self.kind = kind
        self.fields = fields
        self.line = line


def parse_bibtex(text: str) -> Bibliography:
    """Return the bibliography in a BibTeX or biblatex file.

    >>> parse_bibtex("@book{tide, title = {The {Tide}}, doi = {10.1000/1}}").references["tide"].url
    'https://doi.org/10.1000/1'
    """
    reader = _Reader(text)
    reader.run()
    known = {key.casefold(): entry for key, entry in reversed(reader.entries.items())}
    references = {
        key: Reference(key, partial(_said, entry, known), entry.line, tuple(_other_keys(entry)))
        for key, entry in reader.entries.items()
        if entry.kind != "xdata"
    }
    return Bibliography(references, tuple(reader.faults))


def _other_keys(entry: _Entry) -> Iterator[str]:
    """Yield the further keys that biblatex's `ids` gives an entry."""
    yield from filter(None, map(str.strip, entry.fields.get("ids", "").split(",")[:50]))


def _said(entry: _Entry, known: Mapping[str, _Entry]) -> tuple[Work, str | None]:
    fields = dict(entry.fields)
    _inherit(fields, entry, known, {id(entry)})
    return work_of(entry.kind, fields), address_in(fields)


def _inherit(fields: dict[str, str], entry: _Entry, known: Mapping[str, _Entry], seen: set[int]) -> None:
    """Add to `fields` what `xdata` and `crossref` lend an entry, and to those what others lend them."""
    for name in ("xdata", "crossref"):
        for key in entry.fields.get(name, "").split(","):
            parent = known.get(key.strip().casefold())
            if parent is None or id(parent) in seen or len(seen) > _MOST_PARENTS:
                continue
            seen.add(id(parent))
            lent = dict(parent.fields)
            _inherit(lent, parent, known, seen)
            for each, value in (_lent(entry, parent, lent) if name == "crossref" else lent).items():
                if each not in _KEPT_BACK:
                    fields.setdefault(each, value)


def _lent(entry: _Entry, parent: _Entry, fields: dict[str, str]) -> dict[str, str]:
    """Return the fields that a part gets from its whole: the title of a book is the `booktitle` of a chapter."""
    if entry.kind in _PARTS_OF_BOOKS:
        renamed = {_TITLES.get(each, each): value for each, value in fields.items() if each not in _TITLES.values()}
        return renamed | {each: fields[each] for each in _TITLES.values() if each in fields}
    if parent.kind == "periodical":
        return {{"title": "journaltitle"}.get(each, each): value for each, value in fields.items()}
    return fields


class _Reader:
    """Goes through a file once, from head to head."""

    def __init__(self, text: str) -> None:
        self.entries: dict[str, _Entry] = {}
        self.faults: list[Fault] = []
        self._text = text
        self._macros = dict(_MONTHS)
        self._lines: dict[str, tuple[str, int]] = {}
        self._line, self._counted, self._limit, self._left_open = 1, 0, -1, -1

    def run(self) -> None:
        """Read all entries."""
        position = 0
        while match := _HEAD.search(self._text, position):
            self._line += self._text.count("\n", self._counted, match.start())
            self._counted = match.start()
            if self._limit < match.end():
                # Looked for once for all heads before it: a file may be nothing but heads.
                following = _NEXT.search(self._text, match.end())
                self._limit = following.start() if following else len(self._text)
            position = self._take(match)

    def _take(self, match: re.Match[str]) -> int:
        """Take the entry that begins with a head; return where to go on."""
        kind, start = match["kind"].lower(), match.end()
        if kind in _NO_ENTRIES:
            return self._skip(match.start("open"), start)
        if kind == "string":
            macros, end, _ = self._fields(start)
            self._macros.update(macros)
            return max(start, end)
        name = _KEY.match(self._text, start)
        if name is None:
            self._tell(f"The entry in line {self._line} has no key.")
            return start
        fields, end, whole = self._fields(name.end())
        if whole:
            self._add(name["key"], _Entry(kind, fields, self._line))
        else:
            self._tell(f"The entry “{name['key']}” in line {self._line} is not closed or has a broken field.")
        return end

    def _skip(self, opened: int, start: int) -> int:
        """Return where a comment ends, which holds what its braces hold; one that is left open ends where it begins."""
        if self._left_open == self._limit or self._text[opened] != "{":
            return start
        end = _closing(self._text, opened, self._limit, "}")
        if end < 0:
            # Not looked for again up to there: a file may be nothing but comments.
            self._left_open = self._limit
            return start
        return end

    def _add(self, key: str, entry: _Entry) -> None:
        known, line = self._lines.setdefault(key.casefold(), (key, entry.line))
        if line != entry.line or known in self.entries:
            how = "stands" if known == key else f"is written “{known}”"
            self._tell(
                f"The key “{key}” in line {entry.line} {how} in line {line} already; marks lead there.", doubled=True
            )
        self.entries.setdefault(key, entry)

    def _tell(self, message: str, *, doubled: bool = False) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(self._line, message, doubled))

    def _fields(self, start: int) -> tuple[dict[str, str], int, bool]:
        """Return the fields of an entry, where it ends, and whether it is whole."""
        text, limit = self._text, self._limit
        fields: dict[str, str] = {}
        position = start
        while match := _FIELD.match(text, position, limit):
            value, position = self._value(match.end())
            if value is None:
                return fields, limit, False
            # A big file has a hundred thousand fields, of thirty names.
            fields.setdefault(intern(match["name"].lower()), value)
        while position < limit and (text[position].isspace() or text[position] == ","):
            position += 1
        closed = position < limit and text[position] in "})"
        return fields, position + 1 if closed else limit, closed

    def _value(self, start: int) -> tuple[str | None, int]:
        """Return the value of a field, macros filled in and parts put together, and where it ends; None if broken."""
        text, limit = self._text, self._limit
        parts: list[str] = []
        position = start
        while True:
            sign = text[position : position + 1]
            if sign in {"{", '"'}:
                end = _closing(text, position, limit, "}" if sign == "{" else '"')
                part = text[position + 1 : end - 1]
            else:
                word = _WORD.match(text, position, limit)
                end = word.end() if word else -1
                part = text[position:end]
                part = self._macros.get(part.lower(), part)
            if end < 0:
                return None, limit
            parts.append(part)
            join = _JOIN.match(text, end, limit)
            if join is None:
                # Macros made of macros may grow without end.
                return ("".join(parts) if len(parts) > 1 else parts[0])[:_MOST_JOINED], end
            position = join.end()


def _closing(text: str, start: int, limit: int, closer: str) -> int:
    """Return the offset behind the brace or quote that closes the value at `start`, or -1."""
    depth = 0
    for match in _SIGN.finditer(text, start, limit):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth and closer == "}":
                return match.end()
        elif sign == closer and not depth and match.start() > start:
            return match.end()
    return -1
