"""Gather documents into the postings of one segment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from reader.core.library import branches
from reader.core.results import Document
from reader.core.text import fold
from reader.search import analysis, blocks, languages, schema
from reader.search.inverter import MOST, Inverter
from reader.search.segment_writer import Documents, Terms, write_segment

_LINE = re.compile(r"\n {0,3}(?:#{1,6}[ \t]+(?P<heading>\S.*)|(?P<fence>`{3,}|~{3,}))")
_GAP = " \n"
_DEEPEST = 6


class Builder:
    """The postings of the documents added so far. `size` is the text that they come from, in characters."""

    def __init__(self) -> None:
        self.size = 0
        self.paths: set[str] = set()
        self.documents = Documents()
        self._words = {field.name: Inverter() for field in schema.WORD_FIELDS}
        self._facts: dict[str, dict[str, list[int]]] = {name: {} for name in schema.FACTS}

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def is_full(self) -> bool:
        """Return whether no further document may be added."""
        return len(self.documents) >= MOST

    def add(self, document: Document) -> None:
        """Add one document; its path must not have been added to this builder before."""
        number = len(self.documents)
        text = analysis.readable(document.body)
        body = _body_words(text)
        title = analysis.surfaces(document.title)
        self._add_words(schema.BODY, body, number)
        self._add_words(schema.TITLE, _with_aliases(title, document.aliases), number)
        self._add_words(schema.HEADING, analysis.surfaces(_headings(document, text)), number)
        self._add_words(schema.TAGS, analysis.surfaces(_GAP.join(document.tags)), number)
        self._add_words(schema.NAME_WORDS, analysis.surfaces(document.path), number)
        self._add_words(schema.META, analysis.surfaces(_GAP.join(_values(document.properties))), number)
        language = languages.code_of(document.language) or languages.detect(body)
        for name, terms in _facts(document, language).items():
            for term in {sound(term) for term in terms}:
                self._facts[name].setdefault(term, []).append(number)
        documents = self.documents
        self.paths.add(document.path)
        documents.paths.append(document.path)
        documents.titles.append(sound(document.title))
        documents.keys.append(title_key(document.title))
        name = title_key(PurePosixPath(document.path).stem)
        documents.names.append(name if name != documents.keys[-1] else "")
        documents.tags.append([sound(tag) for tag in document.tags])
        documents.modified.append(document.stamp.mtime_ns)
        documents.sizes.append(document.stamp.size)
        documents.languages.append(language)
        documents.texts.append(text.encode("utf-8", "replace"))
        self.size += len(document.body)

    def write(self, storage: Any) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Write the segment; see `write_segment`."""
        return write_segment(storage, self.documents, self._terms())

    def _add_words(self, field: schema.Field, found: Sequence[str], number: int) -> None:
        self.documents.set_length(field.name, len(found))
        if found:
            self._words[field.name].add(found, number)

    def _terms(self) -> Terms:
        for name, words in self._words.items():
            yield name, words.postings()
        for name, facts in self._facts.items():
            yield name, ((term, blocks.Posting(facts[term], b"\1" * len(facts[term]), None)) for term in sorted(facts))


def _body_words(text: str) -> list[str]:
    found = analysis.surfaces(text)
    if max(map(len, found), default=0) > analysis.DOUBTFUL:
        found = analysis.surfaces(analysis.without_blobs(text))
    return found


def sound(text: str) -> str:
    """Return `text` with a question mark for every half of a surrogate pair, which no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def title_key(title: str) -> str:
    """Return the words of a title in the form in which a query is compared with it."""
    return " ".join(analysis.fold_word(surface) for surface in analysis.surfaces(title))


def _headings(document: Document, text: str) -> str:
    return headings(text) if document.headings is None else analysis.readable(document.headings)


def headings(text: str) -> str:
    """Return the ATX headings outside fenced code, a line each."""
    found = []
    fence = ""
    for match in _LINE.finditer("\n" + text):
        mark = match["fence"]
        if mark is None:
            if not fence:
                found.append(match["heading"])
        elif not fence:
            fence = mark
        elif mark[0] == fence[0] and len(mark) >= len(fence):
            fence = ""
    return "\n".join(found)


def _with_aliases(title: list[str], aliases: Sequence[str]) -> list[str]:
    return [*title, *(word for alias in aliases for word in analysis.surfaces(alias))]


def _values(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, Mapping):
        if depth < _DEEPEST:
            for key, inner in value.items():
                yield str(key)
                yield from _values(inner, depth + 1)
    elif isinstance(value, list | tuple):
        if depth < _DEEPEST:
            for inner in value:
                yield from _values(inner, depth + 1)
    elif value is not None:
        yield analysis.readable(str(value))


def _facts(document: Document, language: str) -> dict[str, set[str]]:
    flags = set(document.flags)
    if document.tags:
        flags.add("tags")
    return {
        "path": {document.path},
        "tag": {branch for tag in document.tags for branch in branches(tag)},
        "flag": flags,
        "language": {language} if language else set(),
        "cites": {fold(url)[:500] for url in (*document.urls, *document.domains)},
        "citations": {f"{min(document.citations, 99999):05d}"},
        "created": {document.created[:10]} if document.created else set(),
        "modified": {document.modified[:10]} if document.modified else set(),
        "property": set(_properties(document.properties)),
    }


def _properties(properties: Mapping[str, object]) -> Iterator[str]:
    for key, value in properties.items():
        name = fold(str(key).strip())
        yield name
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str | int | float):
                yield f"{name}\t{fold(str(text).strip())[:200]}"
