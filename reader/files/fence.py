"""Front matter between fences, through python-frontmatter with a handler that survives what people write.

The handler tries JSON, TOML between `+++`, YAML as text, and at last each property by itself. Only a mapping is
metadata: two rules with prose between them stay text.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import frontmatter
from frontmatter.default_handlers import BaseHandler

from reader.core.note import Problem, ProblemKind, Reading
from reader.files.advice import advice
from reader.files.formats import json_end, load_json, load_toml, load_yaml
from reader.files.headers import KNOWN
from reader.files.salvage import BrokenError, salvage

LIMIT = 131_072
"""How long front matter may be, in code points; a fence that closes later is none."""

_OPEN = re.compile(r"\ufeff?(?:[ \t]*\n)*(-{3,}|\+{3,})[ \t]*(?:json|yaml|toml)?[ \t]*\n")
_CLOSE = {"-": re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE), "+": re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)}
_BOUNDARY = re.compile(r"^[-+.]{3,}.*$", re.MULTILINE)
_OBJECT = re.compile(r"\s*\{")
_BARE_OBJECT = re.compile(r'\s*\{[ \t]*\n?[ \t]*"')
_BLANK_LINE = re.compile(r"^[ \t]*$", re.MULTILINE)
_FIRST_KEY = re.compile(r"\s*(?:[^\s#:=][^:=\n,;!?()]{0,60}[:=](?:\s|$)|\{)")


class Fence(NamedTuple):
    """What a fence held: its properties, the offset behind it, how it was read, and what was wrong."""

    values: dict[str, object]
    end: int
    reading: Reading
    problems: tuple[Problem, ...] = ()


class Tolerant(BaseHandler):
    """A handler for python-frontmatter that reads the inside of a fence in every way known, and remembers how.

    One is made for each note; `reading` and `broken` (a 0-based line of the inside, with a sentence) are its findings.
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
            return self._try(fm, load_toml, Reading.TOML)
        if _OBJECT.match(fm):
            try:
                return self._accept(load_json(fm), Reading.JSON)
            except BrokenError:
                pass
        return self._try(fm, load_yaml, Reading.YAML)

    def _try(self, fm: str, load: Callable[[str], object], reading: Reading) -> dict[str, Any]:
        try:
            found = load(fm)
        except BrokenError as error:
            name = "JSON" if _OBJECT.match(fm) else reading.value.upper()
            return self._salvage(fm, load, name, error.line)
        if isinstance(found, dict):
            return self._accept(found, reading)
        # Nothing at all between two fences is front matter that says nothing.
        return self._accept({}, reading) if not fm.strip() else {}

    def _accept(self, values: dict[str, object], reading: Reading) -> dict[str, Any]:
        self.reading = reading
        return values

    def _salvage(self, fm: str, load: Callable[[str], object], name: str, line: int) -> dict[str, Any]:
        found = salvage(fm, load)
        at = min(line, fm.count("\n")) if found.broken is None else found.broken
        why = (
            advice(fm.split("\n")[at]) if name == "YAML" and found.broken is not None else f"This is not valid {name}."
        )
        if found.values:
            self.broken = at, f"{why} The properties were read one by one."
            return self._accept(found.values, Reading.SALVAGED)
        # Prose between two rules was never meant to be read.
        if _FIRST_KEY.match(fm):
            self.broken = at, f"{why} The front matter is shown as text."
        return {}


def read(flat: str) -> Fence | None:
    r"""Return the front matter at the top of `flat`, whose lines all end in LF; None where there is no fence.

    >>> read('---\n{"title": "No", "up": "[[a\\|b]]"}\n---\nBody').values["up"]
    '[[a|b]]'
    """
    opening = _OPEN.match(flat)
    if not opening:
        return _bare_json(flat) if _BARE_OBJECT.match(flat) else None
    start = opening.end()
    close = _CLOSE[opening[1][0]]
    closing = close.search(flat, start, start + LIMIT)
    if closing and _OBJECT.match(flat, start):
        closing = close.search(flat, json_end(flat, start, start + LIMIT) or start, start + LIMIT)
    if not closing:
        return _unclosed(flat, opening)
    handler = Tolerant(toml=opening[1][0] == "+")
    values, _ = frontmatter.parse(flat[opening.start(1) : closing.end()], handler=handler)
    problems: tuple[Problem, ...] = ()
    if handler.broken:
        line = flat.count("\n", 0, start) + 1 + handler.broken[0]
        problems = (Problem(ProblemKind.FRONT_MATTER, line, handler.broken[1]),)
    if handler.reading is Reading.NONE:
        return Fence({}, 0, Reading.NONE, problems)
    return Fence(values, min(closing.end() + 1, len(flat)), handler.reading, problems)


def _bare_json(flat: str) -> Fence | None:
    """Read a JSON object that stands at the top without fences, as Hugo writes it."""
    end = json_end(flat, 0, LIMIT)
    if end is None or flat[end : end + 1] not in ("", "\n"):
        return None
    return Fence(load_json(flat[:end]), min(end + 1, len(flat)), Reading.JSON)


def _unclosed(flat: str, opening: re.Match[str]) -> Fence | None:
    """Read the lines behind a fence that never closes, up to the first blank one, if they are surely properties."""
    limit = min(len(flat), opening.end() + LIMIT)
    blank = _BLANK_LINE.search(flat, opening.end(), limit)
    end = blank.start() if blank else max(flat.rfind("\n", 0, limit), opening.end())
    inside = flat[opening.end() : end]
    if not _FIRST_KEY.match(inside):
        return None
    handler = Tolerant(toml=opening[1][0] == "+")
    values = handler.load(inside)
    if not KNOWN.intersection(map(str.lower, values)):
        return None
    line = flat.count("\n", 0, opening.end())
    problem = Problem(ProblemKind.FRONT_MATTER, line, "The front matter that begins here is never closed.")
    return Fence(values, end, handler.reading, (problem,))
