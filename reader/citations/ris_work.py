"""What an entry of RIS says, in the terms of CSL: the kind of work, its people, dates and texts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reader.citations.tidy import tidy
from reader.citations.urls import find_url
from reader.citations.work_dates import date_of
from reader.core.work import OTHERS, Date, Name, Work

Fields = Mapping[str, Sequence[str]]
"""The values of an entry by their tags, in the order of the file."""

_KINDS = {
    "ABST": "article-journal", "ADVS": "motion_picture", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog",
    "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CLSWK": "classic", "COMP": "software", "CONF": "book",
    "CPAPER": "paper-conference", "DATA": "dataset", "AGGR": "dataset", "DBASE": "dataset",
    "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal",
    "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "FIGURE": "figure", "CHART": "figure", "GOVDOC": "report",
    "HEAR": "hearing", "ICOMM": "post", "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal",
    "LEGAL": "regulation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine",
    "MPCT": "motion_picture", "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet",
    "PAT": "patent", "PCOMM": "personal_communication", "RPRT": "report", "SER": "periodical", "SLIDE": "speech",
    "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis", "VIDEO": "broadcast",
    "WEB": "webpage",
}  # fmt: skip
_WHOLE = frozenset("book classic map motion_picture pamphlet periodical report standard thesis".split())
"""Works that stand alone: what is named beside their title is a series."""

_TEXTS = {
    "container-title-short": ("J2", "JA"), "title-short": ("ST",), "volume": ("VL",), "issue": ("IS", "CP"),
    "edition": ("ET",), "publisher": ("PB",), "publisher-place": ("CY", "PP"), "event-title": ("C3",),
    "genre": ("M3",), "language": ("LA",), "abstract": ("AB", "N2"), "note": ("N1",), "number-of-volumes": ("NV",),
    "chapter-number": ("SE",), "archive": ("DB",), "archive_location": ("AN",), "call-number": ("CN",),
}  # fmt: skip
_TITLES = ("TI", "T1", "CT")
_ADDRESSES = ("UR", "LK", "L2")
_DOIS = ("DO", "DI", "M3")
_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx](?!\d)")
_DASH = re.compile(r"\s*(?:-{1,3}|[–—−])\s*")
_OTHERS = re.compile(r"(?:and\s+)?(?:others|et\.?\s+al\.?)", re.IGNORECASE)
_MOST_NAMES = 5_000
_LONGEST_NAME = 300


def work_of(fields: Fields) -> Work:
    """Return the work that an entry tells of.

    >>> work_of({"TY": ["JOUR"], "TI": ["Tides"], "AU": ["Berg, Anna"], "SP": ["3"], "EP": ["9"]}).text("page")
    '3-9'
    """
    kind = _kind(fields)
    texts = {name: text for name, text in _texts(kind, fields) if text}
    names = ((role, tuple(_names(fields, tags))) for role, tags in _roles(fields).items())
    return Work(
        kind,
        tuple(texts.items()),
        tuple((role, people) for role, people in names if people),
        tuple(_dates(fields)),
    )


def address_in(fields: Fields) -> str | None:
    """Return the first of the addresses that an entry gives: its URL, or where its DOI leads."""
    doi = _doi(fields)
    candidates = [*(value for tag in _ADDRESSES for value in fields.get(tag, ())), f"doi:{doi}" if doi else ""]
    for each in filter(None, candidates):
        found = find_url(each, 0, len(each))
        if found:
            return found.url
    return None


def _first(fields: Fields, *tags: str) -> str:
    return next((text for tag in tags for value in fields.get(tag, ()) if (text := tidy(value))), "")


def _kind(fields: Fields) -> str:
    name = _first(fields, "TY").upper()
    if name == "UNPB":
        return "article" if address_in(fields) else "manuscript"
    return _KINDS.get(name, "document")


def _texts(kind: str, fields: Fields) -> Iterator[tuple[str, str]]:
    books = ("BT",) if kind in _WHOLE else ()
    title = _first(fields, *_TITLES, *books)
    yield "title", title
    inside = _first(fields, "T2", "JF", "JO", *(() if books else ("BT",)))
    if kind in _WHOLE:
        yield "collection-title", _first(fields, "T3", "T2")
    else:
        yield "container-title", inside if inside != title else ""
        yield "collection-title", _first(fields, "T3")
    doi = _doi(fields)
    for name, tags in _TEXTS.items():
        text = _first(fields, *tags)
        yield name, "" if name == "genre" and doi and doi in text else text
    yield "number", _first(fields, "M1")
    yield "page", _pages(fields)
    yield "DOI", doi
    yield "URL", next((found.url for each in fields.get("UR", ()) if (found := find_url(each, 0, len(each)))), "")
    yield "keyword", ", ".join(filter(None, map(tidy, fields.get("KW", ()))))
    number = _first(fields, "SN")
    yield "ISSN" if _ISSN.match(number) else "ISBN", number


def _pages(fields: Fields) -> str:
    first, last = _first(fields, "SP"), _first(fields, "EP")
    return _DASH.sub("-", f"{first}-{last}" if first and last and last != first else first or last)


def _doi(fields: Fields) -> str:
    for value in (value for tag in _DOIS for value in fields.get(tag, ())):
        match = _DOI.match(value.strip())
        if match:
            return tidy(match[1]).rstrip(".")
    return ""


def _roles(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Return which tags name the people of each role; `A2` are the editors where no others are named."""
    second = "container-author" if "ED" in fields else "editor"
    roles = {"author": ("AU", "A1"), "editor": ("ED",), "collection-editor": ("A3",), "translator": ("A4",)}
    return roles | {second: (*roles.get(second, ()), "A2")}


def _names(fields: Fields, tags: Sequence[str]) -> Iterator[Name]:
    values = [tidy(value)[:_LONGEST_NAME] for tag in tags for value in fields.get(tag, ())]
    for value in values[:_MOST_NAMES]:
        family, _, rest = (part.strip() for part in value.partition(","))
        given, _, suffix = (part.strip() for part in rest.partition(","))
        if _OTHERS.fullmatch(value):
            yield OTHERS
        elif family and given:
            yield Name(family, given, suffix=suffix)
        elif family:
            # without a comma nobody can tell a person from an institution
            yield Name(literal=family)


def _dates(fields: Fields) -> Iterator[tuple[str, Date]]:
    known = [date for tag in ("DA", "PY", "Y1") for value in fields.get(tag, ()) if (date := _date(value))]
    # of a year and a day in it, the day says more
    exact = [date for date in known if date.parts]
    issued = max(exact, key=lambda date: len(date.parts[0]), default=known[0] if known else None)
    accessed = next(filter(None, map(_date, fields.get("Y2", ()))), None)
    if issued:
        yield "issued", issued
    if accessed:
        yield "accessed", accessed


def _date(value: str) -> Date | None:
    """Return a date as RIS has it, `YYYY/MM/DD/words`, or as people write one.

    >>> _date("2020/05//").parts, _date("///in press").literal
    (((2020, 5),), 'in press')
    """
    year, *rest = (part.strip() for part in value.split("/"))
    numbers = [year, *rest[:2]]
    words = "/".join(rest[2:])
    said = date_of(words)
    if not any(numbers) or (said and said.parts and (said.circa or len(said.parts) > 1)):
        # the words tell of a range, or how sure it is
        return said
    given = [part for part in numbers if part]
    return date_of("-".join(given)) if rest and numbers[: len(given)] == given else date_of(value)
