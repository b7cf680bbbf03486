"""YAML read as text: every scalar as its author wrote it, in bounded time and memory.

PyYAML's loaders turn `no` into False, `12:30:45` into 45045 and `2024-01-05` into a date, follow aliases that grow
without end and recurse as deep as the text says. Here its parser (LibYAML's where there is one) only hands over
events; lists and mappings are put together on a stack of our own.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_DEPTH = 64
MAX_VALUES = 50_000
"""How many values a text may stand for once its aliases are followed."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset(("", "~", "null"))


YamlError = yaml.YAMLError
"""What is raised for a text that is no YAML."""


class NotText(yaml.YAMLError):
    """The YAML is too deep, too large, or uses what a note has no need of (tags that make objects, odd keys)."""

    line = 0


class _Open:
    """A list or mapping that is not closed yet; `weight` counts the values in it."""

    __slots__ = ("anchor", "items", "key", "mapping", "weight")

    def __init__(self, anchor: str | None, *, mapping: bool) -> None:
        self.anchor = anchor
        self.mapping = mapping
        self.items: Any = {} if mapping else []
        self.key: str | None = None
        self.weight = 1

    def add(self, value: object, weight: int) -> None:
        self.weight += weight
        if self.weight > MAX_VALUES:
            raise NotText(f"more than {MAX_VALUES} values")
        if not self.mapping:
            self.items.append(value)
        elif self.key is None:
            if not isinstance(value, str):
                raise NotText("a key that is no text")
            self.key = value
        else:
            self._set(self.key, value)
            self.key = None

    def _set(self, key: str, value: object) -> None:
        if key != "<<" or isinstance(value, str):
            self.items[key] = value
            return
        for base in value if isinstance(value, list) else [value]:
            if isinstance(base, dict):
                self.items = {**base, **self.items}


class _Builder:
    """Puts a document together from its events."""

    def __init__(self) -> None:
        self._top = _Open(None, mapping=False)
        self._stack = [self._top]
        self._anchors: dict[str, tuple[object, int]] = {}

    def document(self) -> object:
        """Return what was built."""
        return self._top.items[0] if self._top.items else ""

    def take(self, event: Event) -> None:
        """Add what `event` tells."""
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, DocumentStartEvent) and self._top.items:
            raise NotText("a second document")
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            _refuse_objects(event.tag)
            self._stack.append(_Open(event.anchor, mapping=isinstance(event, MappingStartEvent)))
            if len(self._stack) > MAX_DEPTH:
                raise NotText(f"more than {MAX_DEPTH} levels")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            closed = self._stack.pop()
            self._add(closed.anchor, closed.items, closed.weight)
        elif isinstance(event, AliasEvent):
            if event.anchor not in self._anchors:
                raise NotText("an alias of nothing")
            self._add(None, *self._anchors[event.anchor])

    def _scalar(self, event: ScalarEvent) -> None:
        _refuse_objects(event.tag)
        value: str = event.value
        self._add(event.anchor, "" if event.implicit[0] and value in _NULLS else value, 1)

    def _add(self, anchor: str | None, value: object, weight: int) -> None:
        if anchor:
            self._anchors[anchor] = value, weight
        self._stack[-1].add(value, weight)


def load(text: str) -> object:
    r"""Return the document that `text` is: text, or lists and mappings of text; an empty scalar or `~` is "".

    Raises `yaml.YAMLError`, often with a `problem_mark`, where `text` is not YAML, and of these NotText, with the
    0-based `line`, where it breaks a limit.

    >>> load("title: no\ntags: [08, 12:30]")
    {'title': 'no', 'tags': ['08', '12:30']}
    """
    builder = _Builder()
    events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        try:
            builder.take(event)
        except NotText as error:
            error.line = event.start_mark.line if event.start_mark else 0
            raise
    return builder.document()


def _refuse_objects(tag: str | None) -> None:
    if tag and "python" in tag:
        raise NotText(f"the tag {tag}")
