"""Metadata without a fence: `Title: x` lines (MultiMarkdown, Pelican), `key:: value` (Logseq), `% Title` (pandoc)."""

import re
from typing import NamedTuple

from reader.core.note import Reading

LIMIT = 16_384
"""How far into the text such lines may reach, in code points."""

_BLANK = re.compile(r"(?:[ \t]*\n)*")
_HEADER = re.compile(r"([A-Za-z][\w \-]{0,40}):[ \t]*(.*)$")
_PROPERTY = re.compile(r"([^\s:`#*\[\]()]{1,60})::(?:[ \t]+(.*))?$")
KNOWN = frozenset(
    (
        *("title", "subtitle", "date", "created", "modified", "updated", "author", "authors", "tags", "tag"),
        *("keywords", "category", "categories", "slug", "summary", "status", "lang", "language", "template"),
        *("layout", "email", "affiliation", "copyright", "description", "aliases", "permalink", "url", "save_as"),
        *("publisher", "revision", "version"),
    )
)
"""Keys, in lower case, that tell properties from prose with a colon."""

_TITLE_KEYS = ("title", "author", "date")


class Header(NamedTuple):
    """The properties, where the body begins, and how they were read."""

    values: dict[str, object]
    end: int
    reading: Reading


def read(flat: str) -> Header | None:
    r"""Return the header of `flat`, whose lines all end in LF, or None.

    >>> read("Title: A walk\nTags: hills, sheep\n\nIt rained.").values
    {'Title': 'A walk', 'Tags': 'hills, sheep'}
    """
    blank = _BLANK.match(flat)
    start = blank.end() if blank else 0
    newline = flat.find("\n", start, start + LIMIT)
    first = flat[start : newline if newline >= 0 else start + LIMIT]
    if _PROPERTY.match(first):
        return _properties(flat, start)
    if first.startswith("%") and start == 0:
        return _title_block(flat)
    match = _HEADER.match(first)
    return _headers(flat, start) if match and match[1].lower() in KNOWN else None


def _lines(flat: str, start: int) -> list[str]:
    return flat[start : start + LIMIT].split("\n")


def _title_block(flat: str) -> Header | None:
    """Read pandoc's block: title, authors and date, each behind `%` and on indented lines below it, up to a blank line.

    One that is a title only and begins with a small letter is taken for prose, and more than three for comments.
    """
    fields: list[list[str]] = []
    start = 0
    for line in _lines(flat, 0):
        start += len(line) + 1
        if not line.strip():
            break
        if line.startswith("%") and line[1:2] in {" ", "\t", ""} and len(fields) < len(_TITLE_KEYS):
            fields.append([line[1:].strip()])
        elif line[0].isspace() and fields:
            fields[-1].append(line.strip())
        else:
            return None
    title = " ".join(fields[0]) if fields else ""
    if not title or (len(fields) == 1 and title[0].islower()):
        return None
    names = [name.strip() for line in fields[1] for name in line.split(";")] if len(fields) > 1 else []
    given = (title, [name for name in names if name], " ".join(fields[2]) if len(fields) > 2 else "")
    values: dict[str, object] = {key: value for key, value in zip(_TITLE_KEYS, given, strict=True) if value}
    return Header(values, min(start, len(flat)), Reading.HEADER)


def _properties(flat: str, start: int) -> Header:
    values: dict[str, object] = {}
    for line in _lines(flat, start):
        match = _PROPERTY.match(line)
        if not match:
            break
        values[match[1]] = (match[2] or "").strip()
        start += len(line) + 1
    return Header(values, min(start, len(flat)), Reading.PROPERTIES)


def _headers(flat: str, start: int) -> Header | None:
    """Read lines up to the first blank one; all must be headers, and more than one unless it is the title."""
    values: dict[str, object] = {}
    key = ""
    for line in _lines(flat, start):
        start += len(line) + 1
        if not line.strip():
            break
        match = _HEADER.match(line)
        if match:
            key = match[1].strip()
            values[key] = match[2].strip()
        elif line[0].isspace():
            values[key] = f"{values[key]} {line.strip()}".strip()
        else:
            return None
    known = {name.lower() for name in values} & KNOWN
    if "title" not in known and len(known) < 2:
        return None
    return Header(values, min(start, len(flat)), Reading.HEADER)
