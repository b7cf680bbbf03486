"""What may follow a field such as `tag:` in a query, and what it asks for.

Each reader returns None where the text is not what its field knows, so that it can be searched as words.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from reader.core import query_nodes as nodes
from reader.core.query_dates import read_span

FLAGS = ("citations", "dangling", "uncited", "tags")
"""What `has:` can ask for."""

_SAME_FLAGS = {"source": "citations", "sources": "citations", "reference": "citations", "references": "citations"}
_COUNT = re.compile(r"(>=|<=|>|<|=)?(\d{1,6})(?:\.\.(\d{1,6})?)?")
_COMPARED = re.compile(r"([^<>=≤≥]+)(?:=|(?=[<>≤≥]))(.+)")
_EITHER = re.compile(r" OR |\|")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")
_LETTER = re.compile(r"\w|[^\x00-\x7f]")
_LANGUAGES = {
    "arabic": "ar", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "dansk": "da", "deutsch": "de",
    "dutch": "nl", "english": "en", "español": "es", "espanol": "es", "finnish": "fi", "suomi": "fi", "french": "fr",
    "français": "fr", "francais": "fr", "german": "de", "greek": "el", "hindi": "hi", "hungarian": "hu",
    "magyar": "hu", "indonesian": "id", "irish": "ga", "italian": "it", "italiano": "it", "japanese": "ja",
    "korean": "ko", "lithuanian": "lt", "nederlands": "nl", "norwegian": "no", "norsk": "no", "polish": "pl",
    "portuguese": "pt", "português": "pt", "portugues": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "spanish": "es", "swedish": "sv", "svenska": "sv", "tamil": "ta", "turkish": "tr", "türkçe": "tr",
    "ukrainian": "uk",
}  # fmt: skip


def has_letter(text: str) -> bool:
    """Return whether there is anything in a text that can be searched for."""
    return _LETTER.search(text) is not None


def tag(text: str) -> nodes.Node | None:
    """Read the name of a tag; `*` is any."""
    name = text.strip().lstrip("#").removesuffix("*").strip("/")
    if not name:
        return nodes.Has("tags") if "*" in text else None
    return nodes.Tag(name)


def cites(text: str) -> nodes.Node | None:
    """Read a part of a source's URL, or how many sources there are: `>5`, `2..5`, `*`."""
    count = _COUNT.fullmatch(text)
    if count is None:
        if text == "*":
            return nodes.CitesCount(1, None)
        return nodes.Cites(text) if has_letter(text) else None
    number = int(count[2])
    if ".." in text:
        return nodes.CitesCount(number, int(count[3]) if count[3] else None)
    match count[1]:
        case ">":
            return nodes.CitesCount(number + 1, None)
        case ">=":
            return nodes.CitesCount(number, None)
        case "<":
            return nodes.CitesCount(0, max(0, number - 1))
        case "<=":
            return nodes.CitesCount(0, number)
        case _:
            return nodes.CitesCount(number, number)


def has(text: str) -> nodes.Node | None:
    """Read a flag; its beginning is enough where it can be no other one."""
    wanted = _SAME_FLAGS.get(text.lower(), text.lower())
    found = [flag for flag in FLAGS if wanted and (flag.startswith(wanted) or wanted == flag.removesuffix("s"))]
    return nodes.Has(found[0]) if len(found) == 1 else None


def compared(text: str) -> tuple[str, str | None]:
    """Split what stands in brackets without a colon: `rating>3`, `status=done`.

    >>> compared("rating>3"), compared("status = done"), compared("status")
    (('rating', '>3'), ('status ', ' done'), ('status', None))
    """
    found = _COMPARED.fullmatch(text)
    return (found[1], found[2]) if found else (text, None)


def properties(key: str, value: str | None) -> list[nodes.Node]:
    """Read a key of the front matter with a value, or with several of which any will do: `done OR draft`."""
    name = key.strip()
    if not has_letter(name):
        return []
    values = (part.strip().strip('"“”') for part in _EITHER.split(value or ""))
    return [nodes.Property(name, part) for part in values if part and part != "*"] or [nodes.Property(name)]


def lang(text: str) -> nodes.Node | None:
    """Read a language, as a code or by its name."""
    wanted = text.lower()
    if wanted in _LANGUAGES:
        return nodes.Language(_LANGUAGES[wanted])
    code = _CODE.fullmatch(wanted)
    return nodes.Language(code[1][:2]) if code else None


READERS: Mapping[str, Callable[[str], nodes.Node | None]] = {"tag": tag, "cites": cites, "has": has, "lang": lang}
"""The readers by the names of their fields; dates, which need to know what day it is, have their own."""
DATES = ("created", "modified")


def dates(which: str, text: str, today: date) -> nodes.Node | None:
    """Read a date, a range or a relative word for the field `which`."""
    span = read_span(text, today)
    return nodes.Dates(which, span) if span is not None else None
