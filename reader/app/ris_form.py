"""References as RIS, the form that every reference manager reads: one field on a line, whatever the text."""

import re
from collections.abc import Iterable, Iterator

from reader.app.entries import Entry
from reader.core.work import OTHERS, Date, Name, Work

_TYPES = {
    "article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK", "broadcast": "VIDEO", "chapter": "CHAP", "classic": "CLSWK", "collection": "BOOK",
    "dataset": "DATA",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "ART", "hearing": "HEAR",
    "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB", "map": "MAP", "motion_picture": "MPCT",
    "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT", "periodical": "SER",
    "personal_communication": "PCOMM", "post": "ELEC", "post-weblog": "BLOG", "regulation": "STAT", "report": "RPRT",
    "software": "COMP", "song": "SOUND", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_ROLES = {"author": "AU", "editor": "ED", "collection-editor": "A3", "translator": "A4", "container-author": "A2"}
_TEXTS = {
    "container-title": "T2", "container-title-short": "J2", "collection-title": "T3", "title-short": "ST",
    "volume": "VL",
    "issue": "IS", "number": "M1", "edition": "ET", "publisher": "PB", "publisher-place": "CY", "event-title": "C3",
    "genre": "M3", "language": "LA", "abstract": "AB", "ISBN": "SN", "ISSN": "SN", "number-of-volumes": "NV",
    "chapter-number": "SE", "archive": "DB", "archive_location": "AN", "call-number": "CN", "note": "N1",
}  # fmt: skip
_PAGES = re.compile(r"([^-,;\s]+)-([^-,;\s]+)")


def ris(entries: Iterable[Entry]) -> str:
    """Return RIS; its lines end with CR LF, as its readers expect."""
    lines: list[str] = []
    for entry in entries:
        lines += [*(f"{tag}  - {value}" for tag, value in _fields(entry)), "ER  - ", ""]
    return "".join(f"{line}\r\n" for line in lines)


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    work = entry.work
    kind = work.kind if work else "webpage"
    # A thing of an unknown kind that has an address is something on the web.
    yield "TY", _TYPES.get(kind, "ELEC" if entry.url and kind == "document" else "GEN")
    yield "ID", entry.key
    if entry.name:
        yield "TI", entry.name
    if work:
        yield from _of_work(work)
    if entry.url:
        yield "UR", entry.url
    if entry.doi:
        yield "DO", entry.doi
    if entry.note and entry.title:
        yield "N1", entry.note


def _of_work(work: Work) -> Iterator[tuple[str, str]]:
    credited = [(tag, work.people(role)) for role, tag in _ROLES.items() if work.people(role)]
    for tag, people in credited or [("AU", work.makers)]:
        yield from ((tag, "et al." if name == OTHERS else _name(name)) for name in people)
    issued, accessed = work.date("issued"), work.date("accessed")
    if issued:
        yield from _date(issued)
    yield from ((tag, work.text(variable)) for variable, tag in _TEXTS.items() if work.text(variable))
    pages = work.text("page")
    span = _PAGES.fullmatch(pages)
    if span:
        yield "SP", span[1]
        yield "EP", span[2]
    elif pages:
        yield "SP", pages
    for word in filter(None, (part.strip() for part in re.split(r"[,;]", work.text("keyword")))):
        yield "KW", word
    if accessed:
        yield "Y2", _day(accessed)


def _date(date: Date) -> Iterator[tuple[str, str]]:
    if date.parts and date.parts[0][0] > 0:
        yield "PY", str(date.parts[0][0])
    yield "DA", _day(date)


def _day(date: Date) -> str:
    """Return a date as RIS has it: `YYYY/MM/DD/`, then words.

    >>> _day(Date(((2020, 5),))), _day(Date(literal="in press"))
    ('2020/05//', '///in press')
    """
    if not date.parts:
        return f"///{date.literal}"
    year, *rest = date.parts[0]
    day = [f"{number:02}" for number in rest] + [""] * (2 - len(rest))
    words = date.year if len(date.parts) > 1 or date.circa else ""
    return f"{year:04}/{day[0]}/{day[1]}/{words}"


def _name(name: Name) -> str:
    """Return a name as `Family, Given, Suffix`."""
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.dropping, name.particle, name.family)))
    return f"{family}, {name.given}, {name.suffix}".rstrip(", ")
