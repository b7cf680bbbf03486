"""Front matter between fences, through python-frontmatter with a handler that survives what people write.

The handler tries JSON, JSON with raw line ends in its strings, JSON without its illegal backslashes, TOML between
`+++`, YAML as text, and at last each property by itself. Only a mapping is metadata: two rules with prose between
them stay text.
"""

import json
import re
import tomllib
from typing import Any, NamedTuple

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from reader.core.note import Problem, ProblemKind, Reading
from reader.files import yaml_text
from reader.files.salvage import quote_marks, salvage

LIMIT = 262_144
"""How long front matter may be, in code points; a fence that closes later is none."""

_OPEN = re.compile(r"(?:[ \t]*\n)*(-{3,}|\+{3,})[ \t]*(?:json|yaml|toml)?[ \t]*\n")
_CLOSE = {"-": re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE), "+": re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)}
_BOUNDARY = re.compile(r"^[-+.]{3,}.*$", re.MULTILINE)
_ILLEGAL = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_LONE = re.compile("[\ud800-\udfff]")
_MAX_DEPTH = 64


class Fence(NamedTuple):
    """What a fence held: its properties, the offset behind it, how it was read, and what was wrong."""

    values: dict[str, object]
    end: int
    reading: Reading
    problems: tuple[Problem, ...] = ()


class Tolerant(BaseHandler):
    """A handler for python-frontmatter that reads the inside of a fence in every way known, and remembers how.

    One is made for each note; `reading` and `broken` (a 0-based line of the inside, with the reason) are its findings.
    """

    FM_BOUNDARY = _BOUNDARY

    def __init__(self, *, toml: bool) -> None:
        super().__init__()
        self.reading = Reading.NONE
        self.broken: tuple[int, str] | None = None
        self._toml = toml

    def split(self, text: str) -> tuple[str, str]:
        """Return the inside of the fence that `text` is, and no content."""
        return text.partition("\n")[2].rpartition("\n")[0], ""

    def load(self, fm: str) -> dict[str, Any]:
        """Return the properties in `fm`; none if it is not a mapping in any reading."""
        if self._toml:
            return self._accept(_toml(fm), Reading.TOML) or self._salvage(fm, "TOML")
        if fm.lstrip().startswith("{") and (values := _json(fm)) is not None:
            return self._accept(values, Reading.JSON)
        try:
            found = yaml_text.load(quote_marks(fm))
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            return self._salvage(fm, "YAML", mark.line if mark is not None else None)
        if isinstance(found, dict):
            return self._accept(found, Reading.YAML)
        # Nothing at all between two fences is front matter that says nothing.
        return self._accept({}, Reading.YAML) if not fm.strip() else {}

    def _accept(self, values: dict[str, object] | None, reading: Reading) -> dict[str, Any]:
        if values is None:
            return {}
        self.reading = reading
        return values

    def _salvage(self, fm: str, format_name: str, line: int | None = None) -> dict[str, Any]:
        found = salvage(fm)
        at = found.broken if found.broken is not None else line or 0
        if found.values:
            self.broken = at, f"This line is not valid {format_name}; the properties were read one by one."
            return self._accept(found.values, Reading.SALVAGED)
        self.broken = at, f"The front matter is not valid {format_name}, so it is shown as text."
        return {}


def read(flat: str) -> Fence | None:
    r"""Return the front matter at the top of `flat`, whose lines all end in LF; None where there is no fence.

    >>> read('---\n{"title": "No", "tags": ["a|b"]}\n---\nBody').values["tags"]
    ['a|b']
    """
    opening = _OPEN.match(flat)
    if not opening:
        return None
    limit = opening.end() + LIMIT
    closing = _CLOSE[opening[1][0]].search(flat, opening.end(), limit)
    if not closing:
        return _unclosed(flat, opening)
    handler = Tolerant(toml=opening[1][0] == "+")
    try:
        values, _ = frontmatter.parse(flat[opening.start(1) : closing.end()], handler=handler)
    except RecursionError:
        handler.broken = 0, "The front matter is nested too deeply, so it is shown as text."
        values = {}
    first_line = flat.count("\n", 0, opening.end()) + 1
    problems: tuple[Problem, ...] = ()
    if handler.broken:
        problems = (Problem(ProblemKind.FRONT_MATTER, first_line + handler.broken[0], handler.broken[1]),)
    if handler.reading is Reading.NONE:
        return Fence({}, 0, Reading.NONE, problems)
    end = min(closing.end() + 1, len(flat))
    return Fence(clean(values), end, handler.reading, problems)


def _unclosed(flat: str, opening: re.Match[str]) -> Fence | None:
    """Read the lines behind a fence that never closes, up to the first blank one, if they are properties."""
    blank = re.compile(r"^[ \t]*$", re.MULTILINE).search(flat, opening.end(), opening.end() + LIMIT)
    end = blank.start() if blank else min(len(flat), opening.end() + LIMIT)
    inside = flat[opening.end() : end]
    if not re.match(r"[\w-]+[ \t]*[:=]|\{", inside):
        return None
    handler = Tolerant(toml=opening[1][0] == "+")
    try:
        values = handler.load(inside)
    except RecursionError:
        return None
    if not values:
        return None
    line = flat.count("\n", 0, opening.end())
    problem = Problem(ProblemKind.FRONT_MATTER, line, "The front matter that begins here is never closed.")
    return Fence(clean(values), end, handler.reading, (problem,))


def _json(text: str) -> dict[str, object] | None:
    """Return the object in `text` with all its scalars as text, or None."""
    for attempt in (text, _ILLEGAL.sub(_only_legal, text)):
        try:
            found = json.loads(attempt, strict=False, parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else None
    return None


def _only_legal(match: re.Match[str]) -> str:
    return match[0] if match[1] else ""


def _toml(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        return None


def clean(values: dict[str, Any]) -> dict[str, object]:
    """Return `values` with text in the place of every scalar, nothing too deep, and no lone surrogates."""
    return {_text(key): _cleaned(value, 1) for key, value in values.items()}


def _cleaned(value: object, depth: int) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item, depth + 1) for item in value] if depth < _MAX_DEPTH else ""
    if isinstance(value, dict):
        return {_text(str(key)): _cleaned(item, depth + 1) for key, item in value.items()} if depth < _MAX_DEPTH else ""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    return text if text.isascii() or not _LONE.search(text) else _LONE.sub("\ufffd", text)
