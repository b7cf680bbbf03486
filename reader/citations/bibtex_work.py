"""What an entry of BibTeX or biblatex says, in the terms of CSL: the kind of work, its people, dates and texts."""

import re
from collections.abc import Iterator, Mapping

from reader.citations.bibtex_names import names_of
from reader.citations.latex import untex
from reader.citations.tidy import tidy
from reader.citations.urls import find_url
from reader.citations.work_dates import date_of, date_with
from reader.core.work import Date, Work

_KINDS = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "book", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legislation": "legislation", "letter": "personal_communication", "manual": "book", "mastersthesis": "thesis",
    "movie": "motion_picture", "music": "song", "mvbook": "book", "mvcollection": "book", "mvproceedings": "book",
    "mvreference": "book", "newspaper": "article-newspaper", "online": "webpage", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book",
    "reference": "book", "report": "report", "review": "review", "software": "software", "standard": "standard",
    "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report",
    "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture", "webpage": "webpage", "www": "webpage",
    "magazine": "article-magazine",
}  # fmt: skip
_TEXTS = {
    "abstract": ("abstract",), "annote": ("annote", "annotation"), "chapter-number": ("chapter",),
    "collection-title": ("series", "maintitle"), "container-title-short": ("shortjournal",), "DOI": ("doi",),
    "edition": ("edition",), "event-place": ("venue",), "event-title": ("eventtitle",), "ISBN": ("isbn",),
    "ISSN": ("issn",), "keyword": ("keywords", "keyword"), "language": ("language", "langid"),
    "note": ("note", "addendum"), "number-of-pages": ("pagetotal",), "number-of-volumes": ("volumes",),
    "page": ("pages",), "part": ("part",), "PMCID": ("pmcid",), "PMID": ("pmid",), "publisher-place": ("location",
    "address"),
    "title-short": ("shorttitle",), "version": ("version",), "volume": ("volume",), "status": ("pubstate",),
    "publisher": ("publisher", "institution", "school", "organization"), "original-title": ("origtitle",),
    "original-publisher": ("origpublisher",), "original-publisher-place": ("origlocation",),
}  # fmt: skip
"""Where a text of CSL comes from: the first of these fields that the entry has."""

_NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "director": "director",
}  # fmt: skip
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_TYPES = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis", "candthesis":
    "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software",
}  # fmt: skip
_ONLINE_ONLY = re.compile(r"\s*\{*\s*\\(?:url|href)\b.*|\s*\{*\s*(?:https?://|www\.)\S*\s*", re.DOTALL | re.IGNORECASE)
_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl|href)\s*(?=\{)")
_ESCAPED = re.compile(r"\\([%_&#$~{}])")
_DOI_LEAD = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DASHES = re.compile(r"\s*(?:-{1,3}|[–—−])\s*")


def work_of(kind: str, fields: Mapping[str, str]) -> Work:
    r"""Return the work that an entry of BibTeX tells of.

    >>> work_of("article", {"title": "{Tides}", "author": "Berg, Anna", "year": "2011", "pages": "3--9"}).text("page")
    '3-9'
    """
    texts = {name: text for name, text in _texts(kind, fields) if text}
    names = ((role, names_of(fields[each])) for each, role in _NAMES.items() if fields.get(each))
    return Work(
        _kind(kind, fields),
        tuple(texts.items()),
        tuple((role, people) for role, people in names if people),
        tuple(_dates(fields)),
    )


def address_in(fields: Mapping[str, str]) -> str | None:
    """Return the first of the addresses that an entry gives: its URL, its DOI, or where its preprint is."""
    doi = _doi(fields)
    candidates = (
        _verbatim(fields.get("url", "")), _verbatim(fields.get("howpublished", "")), doi, f"doi:{doi}" if doi else "",
        _arxiv(fields), _verbatim(fields.get("note", "")),
    )  # fmt: skip
    for each in candidates:
        found = find_url(each, 0, len(each)) if each else None
        if found:
            return found.url
    return None


def _kind(kind: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").strip().lower()
    if kind == "article" and subtype in {"magazine", "newspaper"}:
        return f"article-{subtype}"
    if kind in _KINDS:
        return _KINDS[kind]
    if _is_arxiv(fields):
        return "article"
    return "webpage" if fields.get("url") or _ONLINE_ONLY.fullmatch(fields.get("howpublished", "")) else "document"


def _texts(kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "title", _titled(fields, "title", "subtitle")
    container = _titled(fields, "booktitle", "booksubtitle")
    container = container or _titled(fields, "journaltitle", "journalsubtitle") or _plain(fields.get("journal", ""))
    yield "container-title", container
    for name, sources in _TEXTS.items():
        value = next((fields[each] for each in sources if fields.get(each, "").strip()), "")
        if name == "DOI":
            yield name, _doi(fields)
        elif value:
            yield name, _DASHES.sub("-", _plain(value)) if name == "page" else _plain(value)
    yield from _numbers(kind, fields)
    yield "genre", _genre(kind, fields)
    yield "URL", _url(fields)
    published = fields.get("howpublished", "")
    yield "medium", "" if _ONLINE_ONLY.fullmatch(published) else _plain(published)
    if fields.get("eprint"):
        yield from _eprint(fields)


def _numbers(kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the number of an issue, of a volume in its series, or of a report."""
    number, issue = _plain(fields.get("number", "")), _plain(fields.get("issue", ""))
    if _KINDS.get(kind, "").startswith(("article", "periodical")):
        yield "issue", number or issue
        return
    yield "issue", issue
    in_series = fields.get("series") and kind not in {"report", "techreport", "patent", "standard"}
    yield "collection-number" if in_series else "number", number


def _genre(kind: str, fields: Mapping[str, str]) -> str:
    said = _plain(fields.get("type", ""))
    return _TYPES.get(said.lower(), said) or _THESES.get(kind, "")


def _eprint(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    archive = _plain(fields.get("archiveprefix", "") or fields.get("eprinttype", ""))
    number = _verbatim(fields["eprint"])
    if archive.lower() in {"pubmed", "pmid"}:
        yield "PMID", number
        return
    yield "archive", "arXiv" if archive.lower() == "arxiv" else archive
    yield "archive_location", number
    yield "archive_collection", _plain(fields.get("primaryclass", "") or fields.get("eprintclass", ""))


def _dates(fields: Mapping[str, str]) -> Iterator[tuple[str, Date]]:
    issued = date_of(_verbatim(fields.get("date", "")))
    if issued is None:
        year, month, day = (_plain(fields.get(name, "")) for name in ("year", "month", "day"))
        issued = date_with(year, month, day)
    found = {
        "issued": issued,
        "accessed": date_of(_verbatim(fields.get("urldate", "") or fields.get("lastchecked", ""))),
        "original-date": date_of(_verbatim(fields.get("origdate", ""))),
        "event-date": date_of(_verbatim(fields.get("eventdate", ""))),
    }
    yield from ((name, date) for name, date in found.items() if date is not None)


def _titled(fields: Mapping[str, str], title: str, subtitle: str) -> str:
    parts = [_plain(fields.get(title, "")), _plain(fields.get(subtitle, ""))]
    joint = " " if parts[0].endswith((":", "?", "!", ".")) else ": "
    return joint.join(filter(None, parts))


def _url(fields: Mapping[str, str]) -> str:
    for name in ("url", "howpublished"):
        value = _verbatim(fields.get(name, ""))
        found = find_url(value, 0, len(value)) if value else None
        if found:
            return found.url
    # A preprint without any other address is where its archive has it.
    return "" if _doi(fields) else _arxiv(fields)


def _doi(fields: Mapping[str, str]) -> str:
    return _DOI_LEAD.sub("", _verbatim(fields.get("doi", "")), count=1)


def _arxiv(fields: Mapping[str, str]) -> str:
    number = f"arXiv:{_verbatim(fields.get('eprint', ''))}" if _is_arxiv(fields) else ""
    found = find_url(number, 0, len(number)) if number else None
    return found.url if found else ""


def _is_arxiv(fields: Mapping[str, str]) -> bool:
    return "arxiv" in (fields.get("archiveprefix") or fields.get("eprinttype") or "").lower()


def _verbatim(value: str) -> str:
    """Return a value that is no prose, such as an address, without the signs that TeX wants in it."""
    value = _ESCAPED.sub(
        r"\1", _URL_COMMAND.sub("", value).replace(r"\textunderscore", "_").replace(r"\textasciitilde", "~")
    )
    return tidy(value.replace("{", "").replace("}", ""))


def _plain(value: str) -> str:
    return tidy(untex(value)) if value else ""
