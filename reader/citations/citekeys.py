"""Where citekeys lead: `references:` in the front matter, the bibliographies that a note names, or the key itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.citations.bibliography import Reference, csl_reference
from reader.citations.definitions import address_of
from reader.citations.entries import Entry, Shape
from reader.citations.marks import Form, Mark
from reader.citations.resolve import Cited
from reader.citations.scope import key
from reader.citations.sheet import Sheet
from reader.core.note import Note

_ITSELF = re.compile(r"(?P<kind>doi|arxiv|url|pmid|pmcid|pmc|https?):(?P<value>\S+)", re.IGNORECASE)
_BARE_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Keys:
    """The entries that citekeys of a note lead to, by key; `always` are sources whether they are cited or not.

    `named` are the keys that a bibliography gives; the others are identifiers that stand for themselves.
    """

    entries: Mapping[str, Entry]
    always: tuple[Entry, ...] = ()
    named: frozenset[str] = frozenset()

    def uncited(self, cited: Iterable[Cited]) -> list[Cited]:
        """Return the entries that are sources although none of `cited` is one of them."""
        used = {id(each.entry) for each in cited}
        return [Cited(entry) for entry in self.always if id(entry) not in used]


def find_keys(note: Note, sheet: Sheet, bibliography: Mapping[str, Reference], marks: Iterable[Mark]) -> Keys:
    """Return the entries that the citekeys of a note can lead to; their places in the front matter are negative."""
    head = note.text[: note.body_start]
    entries: dict[str, Entry] = {}
    always: list[Entry] = []
    items = note.metadata.get("references")
    for item in items if isinstance(items, list | tuple) else ():
        reference = csl_reference(item)
        if reference:
            start, end = _place(
                head, rf"^[ \t-]*[\"']?id[\"']?[ \t]*:[ \t]*[\"']?{re.escape(reference.key)}[\"']?[ \t,]*$"
            )
            entry = _entry(reference, start - sheet.base, end - sheet.base)
            entries.setdefault(key(reference.key), entry)
            always.append(entry)
    if bibliography:
        start, end = _place(head, r"^[\"' \t{]*bibliography[\"']?[ \t]*:[^\n]*$")
        for name, reference in bibliography.items():
            entries.setdefault(key(name), _entry(reference, start - sheet.base, end - sheet.base))
    named = frozenset(entries)
    for mark in marks:
        if mark.form in (Form.CITEKEY, Form.NARRATIVE):
            for label in mark.labels:
                _add_itself(entries, label, mark)
    return Keys(entries, tuple(always), named)


def _entry(reference: Reference, start: int, end: int) -> Entry:
    return Entry(Shape.CITEKEY, reference.key, reference.title, reference.url, start, end)


def _place(head: str, pattern: str) -> tuple[int, int]:
    match = re.search(pattern, head, re.MULTILINE)
    return match.span() if match else (0, 0)


def _add_itself(entries: dict[str, Entry], label: str, mark: Mark) -> None:
    """Add the entry of a key that is an identifier: `@doi:10.…` needs no list."""
    match = _ITSELF.fullmatch(label)
    url: str | None = None
    if match and match["kind"].lower().startswith("http"):
        url = label
    elif match:
        url = address_of(match["kind"], match["value"])
    elif _BARE_DOI.fullmatch(label):
        url = address_of("doi", label)
    if url:
        entries.setdefault(key(label), Entry(Shape.CITEKEY, label, url, url, mark.start, mark.end))
