"""References as BibTeX, which classic BibTeX and biblatex both read.

Titles and addresses come from notes and bibliographies, so TeX's special characters are spelled out: no text can end
its field.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from reader.app.entries import Entry
from reader.core.work import OTHERS, Date, Name, Work

_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces whether or not a backslash stands before them, so they are spelled out.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_TABLE = str.maketrans(_TEX)
_NOT_VERBATIM = re.compile(r"[\s{}\\%]")
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=`)`")
_AND = re.compile(r"\band\b|,", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "collection": "book", "dataset": "dataset", "entry": "inreference",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "graphic": "image",
    "legal_case": "jurisdiction", "legislation": "legislation", "manuscript": "unpublished",
    "motion_picture": "movie", "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "report": "techreport", "review": "review", "software": "software", "song": "audio",
    "standard": "standard", "thesis": "thesis", "webpage": "online",
}  # fmt: skip
_THESES = {"phd thesis": "phdthesis", "master’s thesis": "mastersthesis", "master's thesis": "mastersthesis"}
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_PUBLISHERS = {"report": "institution", "thesis": "school"}
_NUMBERED = frozenset({"report", "patent", "standard"})
_FIELDS = {
    "title-short": "shorttitle", "container-title-short": "shortjournal", "collection-title": "series",
    "volume": "volume", "number-of-volumes": "volumes", "edition": "edition", "chapter-number": "chapter",
    "part": "part",
    "number-of-pages": "pagetotal", "publisher-place": "address", "event-title": "eventtitle", "event-place": "venue",
    "version": "version", "status": "pubstate", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid",
    "language": "language", "original-title": "origtitle", "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation", "note": "note", "annote": "annote", "keyword": "keywords",
    "abstract": "abstract",
}  # fmt: skip
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor",
          "director": "director"}  # fmt: skip
_DATES = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}


def bibtex(entries: Iterable[Entry]) -> str:
    """Return BibTeX that classic BibTeX and biblatex both print with its address."""
    return "\n".join(map(_entry, entries))


def _entry(entry: Entry) -> str:
    if entry.work:
        kind, fields = _type(entry.work), _of_work(entry, entry.work)
    else:
        kind, fields = "online" if entry.url else "misc", _of_link(entry)
    lines = [f"  {name} = {value}," for name, value in fields]
    return "\n".join([f"@{kind}{{{entry.key},", *lines, "}", ""])


def _of_link(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the fields of a reference of which only title and address are known."""
    yield "title", f"{{{tex(entry.name)}}}"
    if entry.url:
        yield from _online(entry.url)
    if entry.doi:
        yield "doi", _verbatim(entry.doi)
    if entry.note and entry.title:
        yield "note", f"{{{tex(entry.note)}}}"


def _online(url: str) -> Iterator[tuple[str, str]]:
    # Classic styles know no `url`; biblatex leaves `howpublished` out of @online.
    yield "howpublished", rf"{{\url{{{url}}}}}"
    yield "url", f"{{{url}}}"


def _type(work: Work) -> str:
    if work.kind == "thesis":
        return _THESES.get(work.text("genre").lower(), "thesis")
    return _TYPES.get(work.kind, "misc")


def _of_work(entry: Entry, work: Work) -> Iterator[tuple[str, str]]:
    for role, names in _credits(work):
        yield role, "{" + " and ".join(map(_name, names)) + "}"
    if entry.title:
        yield "title", f"{{{_title(entry.title)}}}"
    container = work.text("container-title")
    if container:
        yield "journal" if work.kind.startswith("article-") else "booktitle", f"{{{_title(container)}}}"
    yield from _issued(work.date("issued"))
    for variable, name in _DATES.items():
        date = work.date(variable)
        if date:
            yield name, f"{{{_edtf(date)}}}"
    yield from _facts(work)
    yield from _places(entry, work)


def _credits(work: Work) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """Yield the fields of people; who is neither author nor editor takes the place of an author that is missing."""
    known = [(field, work.people(role)) for role, field in _ROLES.items() if work.people(role)]
    yield from known or ([("author", work.makers)] if work.makers else [])


def _facts(work: Work) -> Iterator[tuple[str, str]]:
    found = {name: work.text(variable) for variable, name in _FIELDS.items()}
    found[_PUBLISHERS.get(work.kind, "publisher")] = work.text("publisher")
    found["pages"] = work.text("page").replace("-", "--")
    if work.kind.startswith("article-") or work.kind == "periodical":
        found["number"] = work.text("issue")
    else:
        found["issue"] = work.text("issue")
        found["number"] = (work.kind not in _NUMBERED and work.text("collection-number")) or work.text("number")
    if _type(work) not in {"phdthesis", "mastersthesis"}:
        found["type"] = work.text("genre")
    found["entrysubtype"] = _SUBTYPES.get(work.kind, "")
    for name, value in found.items():
        if value:
            yield name, f"{{{_text(value, joins=name == 'pages')}}}"


def _places(entry: Entry, work: Work) -> Iterator[tuple[str, str]]:
    """Yield where the work can be had."""
    url = entry.url if work.text("URL") or not entry.doi else None
    if url and work.kind in {"webpage", "document", "article"} and not work.text("medium"):
        yield from _online(url)
    elif url:
        yield "url", f"{{{url}}}"
    if work.text("medium"):
        yield "howpublished", f"{{{_text(work.text('medium'))}}}"
    if entry.doi:
        yield "doi", _verbatim(entry.doi)
    if entry.note:
        yield "addendum" if work.text("note") else "note", f"{{{tex(entry.note)}}}"
    if work.text("archive") and work.text("archive_location"):
        yield "eprint", f"{{{_text(work.text('archive_location'))}}}"
        yield "archiveprefix", f"{{{_text(work.text('archive'))}}}"
        if work.text("archive_collection"):
            yield "primaryclass", f"{{{_text(work.text('archive_collection'))}}}"


def _issued(date: Date | None) -> Iterator[tuple[str, str]]:
    """Yield the date in both ways: `year` and `month` for classic styles, `date` where these cannot say it."""
    if date is None:
        return
    if not date.parts:
        yield "year", f"{{{_text(date.literal)}}}"
        return
    first = date.parts[0]
    if len(date.parts) > 1 or date.season or date.circa or first[0] < 0 or len(first) > 2:
        yield "date", f"{{{_edtf(date)}}}"
    if first[0] > 0:
        yield "year", f"{{{first[0]}}}"
    if len(first) > 1:
        yield "month", _MONTHS[first[1] - 1]


def _edtf(date: Date) -> str:
    """Return a date in biblatex's notation.

    >>> _edtf(Date(((2001, 5), (2003,))))
    '2001-05/2003'
    """
    if not date.parts:
        return _text(date.literal)
    ends = [("" if part == (0,) else _day(part)) for part in date.parts]
    if date.season:
        ends[0] += f"-{20 + date.season}"
    return "/".join(end + "~" if date.circa and end else end for end in ends)


def _day(part: tuple[int, ...]) -> str:
    year, *rest = part
    return "-".join([f"-{-year:04}" if year < 0 else f"{year:04}", *(f"{number:02}" for number in rest)])


def _name(name: Name) -> str:
    """Return a name as BibTeX takes it apart again.

    >>> _name(Name("Berg", "Anna", "van der"))
    'van der Berg, Anna'
    """
    if name == OTHERS:
        return "others"
    if name.literal:
        return f"{{{_text(name.literal)}}}"
    particle = " ".join(filter(None, (name.dropping, name.particle)))
    small = any(word[:1].islower() for word in name.family.split()[:-1])
    family = f"{{{_text(name.family)}}}" if small or _AND.search(name.family) else _text(name.family)
    last = " ".join(filter(None, (_text(particle), family)))
    if not name.given and not name.suffix:
        return f"{last}," if " " in last else last
    return ", ".join([last, *([_part(name.suffix)] if name.suffix else []), _part(name.given)])


def _part(text: str) -> str:
    return f"{{{_text(text)}}}" if _AND.search(text) else _text(text)


def _title(text: str) -> str:
    """Return a title whose names keep their capitals in styles that write titles small."""
    return " ".join(
        f"{{{word}}}" if "\\" not in word and any(map(str.isupper, word[1:])) else word
        for word in _text(text).split(" ")
    )


def _text(text: str, *, joins: bool = False) -> str:
    """Return one line of text for TeX, in which two signs never become one, unless `joins` means them to."""
    return tex(text) if joins else _LIGATURE.sub(lambda match: "{}" + match[0], tex(text))


def _verbatim(text: str) -> str:
    return f"{{{_NOT_VERBATIM.sub(lambda match: quote(match[0]), text)}}}"


def tex(text: str) -> str:
    r"""Return one line of text for TeX.

    >>> tex("50 % of {a}")
    '50 \\% of \\textbraceleft{}a\\textbraceright{}'
    """
    return text.translate(_TEX_TABLE)
