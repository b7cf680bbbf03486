"""The formats of front matter, each read to lists and mappings of text; they raise BrokenError and nothing else."""

import json
import re
import tomllib
from collections.abc import Mapping

import yaml

from reader.files import yaml_text
from reader.files.salvage import BrokenError

MAX_DEPTH = 64
"""How deep a property may be nested; what is deeper is left out."""

_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
_ILLEGAL = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_LONE = re.compile("[\ud800-\udfff]")
_UNQUOTED = re.compile(r"""^([ \t]*(?:-|[^\s#:"'\[{][^:\n]{0,79}:)[ \t]+)(\#[^\s#].*|\{\{.*)$""", re.MULTILINE)
_TOML_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'")
_TOML_DEEP = re.compile(rf"(?<![\w.-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{MAX_DEPTH}}}")
_TOML_LINE = re.compile(r"at line (\d+)")


def load_json(text: str) -> dict[str, object]:
    r"""Return the object at the beginning of `text`; what follows it must be blank.

    Raw line ends in strings are allowed, and a backslash that begins no legal escape is dropped, because digital
    gardens write `[[Page\|Alias]]`.

    >>> load_json('{"up": "[[Page\\|Alias]]", "n": 1.50}')
    {'up': '[[Page|Alias]]', 'n': '1.50'}
    """
    for attempt in (text, _ILLEGAL.sub(lambda match: match[0] if match[1] else "", text)):
        try:
            found = _DECODER.decode(attempt)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return clean(found)
    raise BrokenError


def json_end(flat: str, start: int, limit: int) -> int | None:
    """Return where the JSON object that begins at `start` ends, or None; a fence in one of its strings is no fence."""
    try:
        found, length = _DECODER.raw_decode(flat[start:limit])
    except (ValueError, RecursionError):
        return None
    return start + length if isinstance(found, dict) else None


def load_toml(text: str) -> dict[str, object]:
    """Return the table that `text` is."""
    # Python's reader takes a time that grows with the square of a key's parts.
    if _TOML_DEEP.search(_TOML_STRING.sub("s", text)):
        raise BrokenError
    try:
        return clean(tomllib.loads(text, parse_float=str))
    except (ValueError, RecursionError) as error:
        line = _TOML_LINE.search(str(error))
        raise BrokenError(int(line[1]) - 1 if line else 0) from error


def load_yaml(text: str) -> object:
    """Return what `text` is: a mapping, a list or text.

    >>> load_yaml("tags: #work")
    {'tags': '#work'}
    """
    try:
        found = yaml_text.load(_quote(text))
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenError(getattr(error, "line", 0) if mark is None else mark.line) from error
    return clean(found) if isinstance(found, dict) else found


def _quote(text: str) -> str:
    """Return YAML with quotes around values that begin with `#tag` or `{{template}}`, which it cannot read."""
    if "#" not in text and "{{" not in text:
        return text

    def quoted(match: re.Match[str]) -> str:
        value = match[2].rstrip().replace("'", "''")
        return f"{match[1]}'{value}'"

    return _UNQUOTED.sub(quoted, text)


def clean(values: Mapping[str, object]) -> dict[str, object]:
    """Return `values` with text in the place of every scalar, nothing too deep, and no lone surrogates."""
    return {_text(key): _cleaned(value, 1) for key, value in values.items()}


def _cleaned(value: object, depth: int) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_cleaned(item, depth + 1) for item in value] if depth < MAX_DEPTH else ""
    if isinstance(value, dict):
        return {_text(key): _cleaned(item, depth + 1) for key, item in value.items()} if depth < MAX_DEPTH else ""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    return text if text.isascii() or not _LONE.search(text) else _LONE.sub("\ufffd", text)
