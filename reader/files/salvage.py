"""What can still be read of a fence whose format is broken: as much as possible, one property at a time."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from reader.files.headers import KNOWN

_KEY = re.compile(
    r"""("[^"\n]*"|'[^'\n]*'|[^\s#\-"':{}\[\],&*!|>%@`][^:=\n,;!?()\[\]{}"<>]{0,79}?)[ \t]*[:=](?:[ \t]+(.*))?$"""
)
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*))?$")
_QUOTED = re.compile(r"""(["'])(.*)\1[ \t]*$""")
_JSON_PAIR = re.compile(r'"([^"\n\\]{1,80})"\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\[\]]*\]|[\w.+-]+)')
_JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TABLE = re.compile(r"^\[[\w.\[\]\"' -]+\][ \t]*$", re.MULTILINE)
_MAX_WORDS = 4
"""A key of more words is a sentence with a colon in it."""

_MAX_PROPERTIES = 2_000
"""What has more of them is no front matter that anybody wrote; each one costs time."""

Load = Callable[[str], object]
"""A reader of one format; raises ValueError, with the 0-based line as `line` where it knows one."""


class BrokenError(ValueError):
    """A text is not in the format that it should be in; `line` is the 0-based line where that showed."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


class Salvage(NamedTuple):
    """The properties that were found, and the 0-based line of the first one that is broken, or None."""

    values: dict[str, object]
    broken: int | None


def salvage(text: str, load: Load) -> Salvage:
    """Read `text`, the inside of a fence, property by property.

    Each property is read by `load` alone; where that fails, its text is taken as written. Text that does not look
    like properties gives none.
    """
    if text.lstrip().startswith("{"):
        return Salvage(_json_pairs(text), None)
    table = _TABLE.search(text)
    lines = text[: table.start() if table else len(text)].split("\n")
    values: dict[str, object] = {}
    broken: int | None = None
    strange = 0
    for start, chunk in _chunks(lines)[:_MAX_PROPERTIES]:
        found, bad_line = _property(chunk, load)
        if bad_line is not None and broken is None:
            broken = start + bad_line
        strange += not found
        values.update(found)
    plausible = strange <= len(values) or KNOWN.intersection(map(str.lower, values))
    return Salvage(values if plausible else {}, broken)


def _chunks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return the lines of each property with the number of the first one."""
    chunks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines):
        goes_on = not line.strip() or line[0].isspace() or _ITEM.match(line)
        if chunks and goes_on:
            chunks[-1][1].append(line)
        elif line.strip() and not line.startswith("#"):
            chunks.append((number, [line]))
    return chunks


def _property(lines: list[str], load: Load) -> tuple[dict[str, object], int | None]:
    """Return the property that `lines` hold, and which of them is broken, if one is."""
    match = _KEY.match(lines[0].lstrip())
    if not match or len(match[1].split()) > _MAX_WORDS:
        return {}, 0
    try:
        value = load("\n".join(lines))
    except BrokenError as error:
        bad_line: int = min(error.line, len(lines) - 1)
    else:
        if isinstance(value, dict):
            return value, None
        bad_line = 0
    return {_unquoted(match[1]): _as_written((match[2] or "").strip(), lines[1:])}, bad_line


def _as_written(value: str, rest: list[str]) -> object:
    """Return the text or the list that `value` and the lines below it most likely mean."""
    items = [match[1] or "" for match in map(_ITEM.match, rest) if match]
    if items and not value:
        return [_unquoted(item.strip()) for item in items]
    if not items:
        value = " ".join([value, *filter(None, map(str.strip, rest))])
    if value.startswith("[") and not value.startswith("[["):
        return [_unquoted(item.strip()) for item in value.strip("[]").split(",") if item.strip()]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    match = _QUOTED.match(value)
    return match[2] if match else value


def _json_pairs(text: str) -> dict[str, object]:
    """Return the simple pairs of broken JSON, whatever stands between them."""
    values: dict[str, object] = {}
    for match in _JSON_PAIR.finditer(text):
        key, value = match[1], match[2]
        if value.startswith("["):
            values.setdefault(key, [_json_text(item) for item in _JSON_STRING.findall(value)])
        else:
            values.setdefault(key, _json_text(value[1:-1]) if value.startswith('"') else value)
    return values


def _json_text(inside: str) -> str:
    try:
        text: str = json.loads(f'"{inside}"', strict=False)
    except ValueError:
        return inside.replace("\\", "")
    return text
