"""References as CSL-JSON, and as the values that a citation processor takes."""

import json
from collections.abc import Iterable

from reader.app.entries import Entry
from reader.core.work import Date, Name

_PARTS = (
    ("family", "family"), ("given", "given"), ("particle", "non-dropping-particle"), ("dropping", "dropping-particle"),
    ("suffix", "suffix"), ("literal", "literal"),
)  # fmt: skip


def csl_json(entries: Iterable[Entry]) -> str:
    """Return CSL-JSON: a list of items as citation processors and reference managers read them."""
    return json.dumps([csl_item(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def csl_item(entry: Entry) -> dict[str, object]:
    """Return one item of CSL-JSON."""
    work = entry.work
    item: dict[str, object] = {"id": entry.key, "type": work.kind if work else "webpage"}
    if entry.name:
        item["title"] = entry.name
    if work:
        item |= {role: [csl_name(name) for name in people] for role, people in work.names}
        item |= {variable: csl_date(date) for variable, date in work.dates}
        item |= {variable: text for variable, text in work.texts if variable not in item}
    if entry.url and (work is None or work.text("URL") or not entry.doi):
        item["URL"] = entry.url
    elif work:
        item.pop("URL", None)
    if entry.doi:
        item["DOI"] = entry.doi
    if entry.note and entry.title:
        item.setdefault("note", entry.note)
    return item


def csl_name(name: Name) -> dict[str, str]:
    """Return a name in the parts that CSL has."""
    return {there: getattr(name, here) for here, there in _PARTS if getattr(name, here)}


def csl_date(date: Date) -> dict[str, object]:
    """Return a date as CSL has it."""
    if not date.parts:
        return {"literal": date.literal}
    found: dict[str, object] = {"date-parts": [list(part) for part in date.parts]}
    if date.season:
        found["season"] = date.season
    if date.circa:
        found["circa"] = True
    return found
