"""Who wrote a note and what it is about, as its properties say; what a PDF tells of itself."""

from collections.abc import Iterator

from reader.core.note import Note
from reader.core.text import one_line
from reader.files.properties import layers

_AUTHORS = ("author", "authors", "by", "creator", "byline")
_SUBJECTS = ("description", "summary", "subject", "abstract", "subtitle")
_MOST = 50


def authors(note: Note) -> tuple[str, ...]:
    """Return the authors as written, each once: a text is one, a list is several, a mapping is known by its name."""
    props = layers(note.metadata)
    value = next((layer[key] for key in _AUTHORS for layer in props if layer.get(key)), None)
    return tuple(dict.fromkeys(name for name in _names(value) if name))[:_MOST]


def subject(note: Note) -> str:
    """Return what the note is about in one line, or ""."""
    props = layers(note.metadata)
    texts = (layer[key] for key in _SUBJECTS for layer in props if key in layer)
    return next((one_line(text) for text in texts if isinstance(text, str) and text.strip()), "")


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield one_line(value.strip().removeprefix("[[").removesuffix("]]"))
    elif isinstance(value, dict):
        given = [value.get("given"), value.get("family")]
        name = value.get("name") or value.get("literal") or " ".join(part for part in given if isinstance(part, str))
        if isinstance(name, str):
            yield one_line(name)
    elif isinstance(value, list):
        for item in value[:_MOST]:
            # `[[Ann Lee]]` without quotes is a list in a list for YAML.
            yield from _names(item[0] if isinstance(item, list) and len(item) == 1 else item)
