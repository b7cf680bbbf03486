"""Where citekeys lead: `references:` in the front matter, the bibliographies that a note names, or the key itself."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from reader.citations.bibliography import Reference, csl_reference
from reader.citations.definitions import address_of
from reader.citations.entries import Entry, Shape
from reader.citations.forms import KEYED, Mark
from reader.citations.resolve import Cited
from reader.citations.scope import key
from reader.citations.sheet import Sheet
from reader.core.note import Note

_ITSELF = re.compile(r"(?P<kind>doi|arxiv|url|pmid|pmcid|pmc|https?):(?P<value>\S+)", re.IGNORECASE)
_ID = re.compile(
    r"^[ \t{,-]*[\"']?(?:id|ID|Id|citation-key|standard_citation|standard_id)[\"']?[ \t]*:[ \t]*"
    r"(?:\"(?P<quoted>[^\"\n]+)\"|'?(?P<bare>[^\s,\"'}]+)'?)[^\n]*",
    re.MULTILINE,
)
_FILES = re.compile(r"^[\"' \t{]*bibliography[\"']?[ \t]*:[^\n]*$", re.MULTILINE)
_BARE_DOI = re.compile(r"10\.\d{4,9}/\S+")


class Keys(Struct, frozen=True):
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
    places = _places_of_ids(head) if items else {}
    for item in items if isinstance(items, list | tuple) else ():
        reference = csl_reference(item, markdown=True)
        if reference:
            start, end = places.get(reference.key, (0, 0))
            entry = _entry(reference, reference.key, start - sheet.base, end - sheet.base)
            for name in (reference.key, *reference.others):
                entries.setdefault(key(name), entry)
            always.append(entry)
    known = {key(name): each for each in reversed(list(bibliography.values())) for name in (*each.others, each.key)}
    start, end = _place_of_files(head) if known else (0, 0)
    named = frozenset((*entries, *known))
    made: dict[str, Entry] = {}
    for mark in marks:
        for label in mark.labels if mark.form in KEYED else ():
            folded = key(label)
            if folded in entries:
                continue
            cited = known.get(folded)
            if cited:
                # several keys of one entry are one source, called by the first that is cited
                name = cited.key if key(cited.key) == folded else label
                made.setdefault(cited.key, _entry(cited, name, start - sheet.base, end - sheet.base))
                entries[folded] = made[cited.key]
            else:
                _add_itself(entries, folded, label, mark)
    return Keys(entries, tuple(always), named)


def _entry(reference: Reference, name: str, start: int, end: int) -> Entry:
    return Entry(Shape.CITEKEY, name, reference.title, reference.url, start, end, reference.work)


def _places_of_ids(head: str) -> dict[str, tuple[int, int]]:
    """Return where each `id:` of the front matter stands."""
    places: dict[str, tuple[int, int]] = {}
    for match in _ID.finditer(head):
        places.setdefault(match["quoted"] or match["bare"], match.span())
    return places


def _place_of_files(head: str) -> tuple[int, int]:
    match = _FILES.search(head)
    return match.span() if match else (0, 0)


def _add_itself(entries: dict[str, Entry], folded: str, label: str, mark: Mark) -> None:
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
        entries[folded] = Entry(Shape.CITEKEY, label, url, url, mark.start, mark.end)
