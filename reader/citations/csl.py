"""Read items of CSL, as a JSON file or the front matter has them, into works.

People write them by hand, and programs of many ages do: numbers are texts, dates have five forms, names are one text,
and whatever stands there may be something else. What cannot be understood is left out.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from reader.citations.prose import plain
from reader.citations.reference import Bibliography, Fault, Reference, address_of_work
from reader.citations.tidy import tidy
from reader.citations.work_dates import date_of, month_number, parts_of
from reader.core.work import DATES, KINDS, NAMES, TEXTS, Date, Name, Work

_MOST_FAULTS = 1_000
_MOST_NAMES = 5_000
_MOST_WORDS = 200
_LONGEST_NAME = 300
_VARIABLES = {name.casefold(): name for name in (*TEXTS, *NAMES, *DATES)} | {
    "shorttitle": "title-short", "journalabbreviation": "container-title-short", "event": "event-title",
    "page-first": "page", "keywords": "keyword", "journal": "container-title", "container": "container-title",
}  # fmt: skip
_STANDARDS = ("citation-key", "standard_citation", "standard_id")
_ZOTERO = {
    "journalarticle": "article-journal", "article": "article", "preprint": "article", "website": "webpage",
    "web": "webpage", "conferencepaper": "paper-conference", "booksection": "chapter",
    "inproceedings": "paper-conference",
}  # fmt: skip


def parse_csl(text: str) -> Bibliography:
    """Return the bibliography in a CSL-JSON file: a list of items, `{"items": […]}`, or one item."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return Bibliography({}, (Fault(line, f"The file is not JSON: line {line} cannot be read."),))
    return items_of(data)


def items_of(data: object) -> Bibliography:
    """Return the bibliography in a document that was read: its items, or those it has as `items` or `references`."""
    if isinstance(data, dict):
        lists = (data[name] for name in ("items", "references") if isinstance(data.get(name), list))
        data = next(lists, [data] if "id" in data else [])
    references: dict[str, Reference] = {}
    faults: list[Fault] = []
    for number, item in enumerate(data if isinstance(data, list) else [], start=1):
        reference = csl_reference(item)
        if reference is None:
            faults.append(Fault(0, f"Item {number} has no id."))
        elif references.setdefault(reference.key, reference) is not reference:
            message = f"The id “{reference.key}” of item {number} is that of an item before it; marks lead there."
            faults.append(Fault(0, message, doubled=True))
    return Bibliography(references, tuple(faults[:_MOST_FAULTS]))


def csl_reference(item: object, *, markdown: bool = False) -> Reference | None:
    """Return the reference in one CSL item, or None where it has no id.

    `markdown` tells that its texts are Markdown, as in the `references:` of a note.
    """
    if not isinstance(item, dict):
        return None
    names = [_word(item.get(name)) for name in ("id", "ID", "Id", *_STANDARDS)]
    known = list(dict.fromkeys(filter(None, (*names, *_note_ids(item.get("note"))))))
    if not known:
        return None
    return Reference(known[0], partial(_said, item, plain if markdown else tidy), 0, tuple(known[1:]))


def _note_ids(note: object) -> Iterator[str]:
    """Yield the identifier that Manubot writes into the note of an item (`standard_id: doi:10.…`)."""
    for line in note.split("\n")[:50] if isinstance(note, str) else ():
        name, colon, value = line.partition(":")
        if colon and name.strip() in _STANDARDS:
            yield value.strip()


def _said(item: Mapping[str, object], reading: Callable[[str], str]) -> tuple[Work, str | None]:
    work = work_of(item, reading)
    return work, address_of_work(work)


def work_of(item: Mapping[str, object], reading: Callable[[str], str] = tidy) -> Work:
    """Return the work that an item of CSL describes; `reading` makes plain words of a title.

    >>> work_of({"type": "book", "title": "<i>Tides</i>", "issued": {"date-parts": [["2011", 5]]}}).year
    '2011'
    """
    texts: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, Date] = {}
    for key, value in item.items():
        name = _VARIABLES.get(str(key).casefold().replace("_", "-")) or _VARIABLES.get(str(key).casefold(), "")
        if name in NAMES:
            people = tuple(_people(value))
            names.update({name: people} if people else {})
        elif name in DATES:
            date = _date(value)
            dates.update({name: date} if date else {})
        elif name:
            text = (reading if "title" in name else tidy)(_word(value))
            texts.setdefault(name, _doi(text) if name == "DOI" else text)
    kind = _word(item.get("type")).casefold()
    kind = kind if kind in KINDS else _ZOTERO.get(kind, "document")
    told = tuple((name, text) for name, text in texts.items() if text)
    return Work(kind, told, tuple(names.items()), tuple(dates.items()))


def _word(value: object) -> str:
    """Return a text, or a number as one; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _doi(text: str) -> str:
    for lead in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"):
        text = text.removeprefix(lead)
    return text.strip()


def _people(value: object) -> Iterator[Name]:
    for each in (value if isinstance(value, list | tuple) else [value])[:_MOST_NAMES]:
        if isinstance(each, dict):
            parts = {str(key).casefold(): tidy(_word(part))[:_LONGEST_NAME] for key, part in each.items()}
            name = Name(
                parts.get("family", ""), parts.get("given", ""), parts.get("non-dropping-particle", ""),
                parts.get("dropping-particle", ""), parts.get("suffix", ""),
                parts.get("literal") or parts.get("name", ""),
            )  # fmt: skip
        else:
            name = Name(literal=tidy(_word(each))[:_LONGEST_NAME])
        if name.family:
            yield Name(name.family, name.given, name.particle, name.dropping, name.suffix)
        elif name.literal or name.given:
            yield Name(literal=name.literal or name.given)


def _date(value: object) -> Date | None:
    if isinstance(value, list | tuple):
        # pandoc once wrote a list of one or two dates
        ends = [date for date in map(_date, value[:2]) if date and date.parts]
        return Date((*ends[0].parts[:1], *ends[-1].parts[:1])[: len(ends)], ends[0].season) if ends else None
    if not isinstance(value, dict):
        return date_of(_word(value))
    said = {str(key).casefold(): part for key, part in value.items()}
    parts = tuple(filter(None, map(_one, _some(said.get("date-parts")))))[:2] or _by_name(said)
    circa = _word(said.get("circa")).casefold() not in {"", "0", "false", "no"} or said.get("circa") is True
    if parts and parts[0][0]:
        season = _word(said.get("season"))
        return Date(parts, int(season) % 20 if season.isdecimal() and int(season) % 20 in {1, 2, 3, 4} else 0, circa)
    words = next(filter(None, (_word(said.get(name)) for name in ("edtf", "raw", "literal"))), "")
    return date_of(words)


def _some(value: object) -> Iterable[object]:
    if not isinstance(value, list | tuple):
        return ()
    # [2020, 5] is what some write for [[2020, 5]]
    return value if value and isinstance(value[0], list | tuple) else [value]


def _one(value: object) -> tuple[int, ...]:
    return parts_of(value) if isinstance(value, list | tuple) else ()


def _by_name(said: Mapping[str, object]) -> tuple[tuple[int, ...], ...]:
    """Return the date that `{year, month, day}` is."""
    month = month_number(_word(said.get("month")))
    found = parts_of([_word(said.get("year")), str(month), _word(said.get("day"))])
    return (found,) if found else ()
