"""Read the bibliography files that a note names: BibTeX and CSL-JSON.

Only key, title and address are wanted, so the reader of BibTeX is a small one of its own: the libraries for it bring
name parsing and LaTeX, are slower to import than all of this package, and drop a file at its first error. Here the
good entries are used, and the bad ones are told with their line.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reader.citations.prose import plain
from reader.citations.urls import find_url
from reader.core.note import Note

_MOST_FILES = 50
_HEAD = re.compile(r"@\s*(?P<kind>[A-Za-z]+)\s*(?P<open>[{(])\s*")
_KEY = re.compile(r"(?P<key>[^\s,{}()=\"#%]+)\s*(?=[,})])")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_WORD = re.compile(r"[\w.:+/-]+")
_NEXT = re.compile(r"\n[ \t]*@\s*[A-Za-z]+\s*[{(]")
_MOST_FAULTS = 1_000
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)\s*")
_ACCENT = re.compile(r"\\([\"'`^~=.]|[Hckruv](?=[{\s]))\s*\{?\\?([A-Za-z])\}?")
_COMBINING = dict(
    zip(
        "\"'`^~=.Hckruv", "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u030b\u0327\u0328\u030a\u0306\u030c", strict=True
    ),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography: its citekey, title and address, and its 1-based line in the file (0: unknown)."""

    key: str
    title: str
    url: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry of a bibliography that cannot be used: its line, and one sentence."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of a file by key, and what was wrong in it."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def named_files(note: Note) -> tuple[str, ...]:
    """Return the paths of the bibliographies that `note` names in its front matter, as written; at most 50."""
    value = note.metadata.get("bibliography")
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(each.strip() for each in values[:_MOST_FILES] if isinstance(each, str) and each.strip())


def parse_bibliography(name: str, text: str) -> Bibliography:
    """Return the bibliography in `text`, the content of a file called `name` (`.json` is CSL-JSON, all else BibTeX)."""
    if name.lower().endswith((".json", ".csljson")):
        return parse_csl(text)
    return parse_bibtex(text)


def parse_csl(text: str) -> Bibliography:
    """Return the bibliography in a CSL-JSON file: a list of items, or `{"items": […]}`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return Bibliography({}, (Fault(line, f"The file is not JSON: line {line} cannot be read."),))
    items = data.get("items", []) if isinstance(data, dict) else data
    references: dict[str, Reference] = {}
    faults: list[Fault] = []
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        reference = csl_reference(item)
        if reference:
            references.setdefault(reference.key, reference)
        else:
            faults.append(Fault(0, f"Item {number} has no id."))
    return Bibliography(references, tuple(faults[:_MOST_FAULTS]))


def csl_reference(item: object) -> Reference | None:
    """Return the reference in one CSL item, or None where it has no id."""
    if not isinstance(item, dict):
        return None
    fields = {str(name).casefold(): value for name, value in item.items()}
    name = fields.get("id") or fields.get("citation-key")
    if not isinstance(name, str | int) or isinstance(name, bool) or not str(name).strip():
        return None
    address = _address(str(fields.get("url") or ""), str(fields.get("doi") or ""), "")
    return Reference(str(name).strip(), plain(str(fields.get("title") or "")) or str(name).strip(), address)


def parse_bibtex(text: str) -> Bibliography:
    """Return the bibliography in a BibTeX or BibLaTeX file.

    >>> parse_bibtex("@book{tide, title = {The {Tide}}, doi = {10.1000/1}}").references["tide"].url
    'https://doi.org/10.1000/1'
    """
    references: dict[str, Reference] = {}
    faults: list[Fault] = []
    position = 0
    line, counted, limit = 1, 0, -1
    while match := _HEAD.search(text, position):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if match["kind"].lower() in _NO_ENTRIES:
            position = match.end()
            continue
        name = _KEY.match(text, match.end())
        if limit < match.end():
            # Looked for once for all heads before it: a file may be nothing but heads.
            following = _NEXT.search(text, match.end())
            limit = following.start() if following else len(text)
        if name is None:
            faults.append(Fault(line, f"The entry in line {line} has no key."))
            position = match.end()
            continue
        fields, position, whole = _fields(text, name.end(), limit)
        if whole:
            references.setdefault(name["key"], _reference(name["key"], fields, line))
        else:
            faults.append(Fault(line, f"The entry “{name['key']}” in line {line} is not closed or has a broken field."))
    return Bibliography(references, tuple(faults[:_MOST_FAULTS]))


def _fields(text: str, start: int, limit: int) -> tuple[dict[str, str], int, bool]:
    """Return the fields of an entry, where it ends, and whether it is whole."""
    fields: dict[str, str] = {}
    position = start
    while match := _FIELD.match(text, position, limit):
        value, position = _value(text, match.end(), limit)
        if value is None:
            return fields, limit, False
        fields.setdefault(match["name"].lower(), value)
    while position < limit and (text[position].isspace() or text[position] == ","):
        position += 1
    closed = position < limit and text[position] in "})"
    return fields, position + 1 if closed else limit, closed


def _value(text: str, start: int, limit: int) -> tuple[str | None, int]:
    """Return the value of a field, parts joined by `#` put together, and where it ends; None where it is broken."""
    parts: list[str] = []
    position = start
    while True:
        if text.startswith("{", position):
            end = _closing(text, position, limit, "}")
        elif text.startswith('"', position):
            end = _closing(text, position, limit, '"')
        else:
            word = _WORD.match(text, position, limit)
            end = word.end() if word else -1
        if end < 0:
            return None, limit
        part = text[position:end]
        parts.append(part[1:-1] if part[0] in '{"' else part)
        join = re.compile(r"\s*#\s*").match(text, end, limit)
        if join is None:
            return "".join(parts), end
        position = join.end()


def _closing(text: str, start: int, limit: int, closer: str) -> int:
    """Return the offset behind the brace or quote that closes the value at `start`, or -1."""
    depth = 0
    place = start
    while place < limit:
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth and closer == "}":
                return place + 1
        elif sign == closer and not depth and place > start:
            return place + 1
        place += 1
    return -1


def _reference(name: str, fields: Mapping[str, str], line: int) -> Reference:
    url = fields.get("url", "") or fields.get("howpublished", "")
    eprint = (
        fields.get("eprint", "") if "arxiv" in fields.get("archiveprefix", fields.get("eprinttype", "")).lower() else ""
    )
    title = _without_latex(fields.get("title", ""))
    return Reference(
        name, title or name, _address(_without_latex(url), _without_latex(fields.get("doi", "")), eprint), line
    )


def _address(url: str, doi: str, arxiv: str) -> str | None:
    """Return the first of the addresses that an entry gives."""
    candidates: Iterable[str] = (url, doi, f"doi:{doi}" if doi else "", f"arXiv:{arxiv}" if arxiv else "")
    for each in candidates:
        found = find_url(each, 0, len(each)) if each else None
        if found:
            return found.url
    return None


def _without_latex(value: str) -> str:
    """Return a value of BibTeX as plain text: accents composed, commands and braces gone."""
    if "\\" in value:
        value = (
            value.replace("\\url", "").replace("\\href", "").replace("\\%", "%").replace("\\_", "_").replace("\\&", "&")
        )
        value = _ACCENT.sub(lambda match: match[2] + _COMBINING[match[1]], value)
        value = _COMMAND.sub("", value)
    return unicodedata.normalize("NFC", plain(value.replace("{", "").replace("}", "").replace("~", " ")))
