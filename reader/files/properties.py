"""What the properties of a note mean: which key holds its dates, aliases, language and address."""

import re
from collections.abc import Iterator, Mapping

from reader.core.text import one_line
from reader.files import dates, tags

_SEPARATORS = str.maketrans("", "", " _-.")
_NESTED = ("dgnoteproperties", "taxonomies")
"""Mappings inside the metadata that hold properties again: the author's own in a digital garden, and Zola's tags."""

_CREATED = ("created", "datecreated", "createdat", "creationdate", "createddate", "date", "published", "publishdate")
_UPDATED = (
    *("updated", "modified", "dateupdated", "datemodified", "lastmod", "lastmodified", "lastupdated", "updatedat"),
    *("modifiedat", "msdate"),
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)(?:\.[\w-]+)?\Z")

Layers = list[dict[str, object]]
"""Properties with plain keys (lower case, without separators); the note's own first, nested ones behind."""


def layers(metadata: Mapping[str, object]) -> Layers:
    """Return the properties of `metadata` and of the mappings in it that hold properties again."""
    own = _plain(metadata)
    nested = (own.get(key) for key in _NESTED)
    return [own, *(_plain(inner) for inner in nested if isinstance(inner, dict))]


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, value in values.items():
        plain.setdefault(key.lower().translate(_SEPARATORS), value)
    return plain


def _values(props: Layers, *keys: str) -> Iterator[object]:
    """Yield what stands under `keys`, a better layer before a better key."""
    return (layer[key] for layer in props for key in keys if key in layer)


def titles(props: Layers) -> Iterator[str]:
    """Yield the titles that are text; `[[Page]]`, which YAML takes for a list, is the text in it."""
    for value in _values(props, "title"):
        found = value
        while isinstance(found, list) and found:
            found = found[0]
        if isinstance(found, str):
            yield found


def tag_names(props: Layers) -> Iterator[str]:
    """Yield the tags, as typed without `#`."""
    for value in _values(props, "tags", "tag"):
        yield from tags.split(value)


def aliases(props: Layers) -> tuple[str, ...]:
    """Return the other names of the note, each once."""
    found: dict[str, None] = {}
    for value in _values(props, "aliases", "alias"):
        pieces = value if isinstance(value, list) else tags.unlinked(value) if isinstance(value, str) else ()
        found.update((one_line(piece), None) for piece in pieces if isinstance(piece, str))
    return tuple(filter(None, found))


def created(props: Layers) -> str | None:
    """Return when the note was made, as ISO 8601."""
    return next((date for value in _values(props, *_CREATED) if (date := dates.iso(value))), None)


def updated(props: Layers) -> str | None:
    """Return when the note was last changed by its author, as ISO 8601."""
    return next((date for value in _values(props, *_UPDATED) if (date := dates.iso(value))), None)


def language(props: Layers) -> str | None:
    """Return the language's code (`de`, `zh-CN`), if one is given."""
    for value in _values(props, "lang", "language", "locale"):
        match = _LANGUAGE.match(value.strip()) if isinstance(value, str) else None
        if match:
            return match[1].lower() + match[2].replace("_", "-")
    return None


def permalink(props: Layers) -> str | None:
    """Return the address that the author gave the note."""
    found = (value.strip() for value in _values(props, "permalink") if isinstance(value, str))
    return next(filter(None, found), None)
