"""References as other programs want them: each source once, with a key of its own, in text that cannot break out.

A note's citations say where an entry stands and what cites it; a reference says what it is, and no more than the note
and its bibliography say: there is never an author or a date that somebody guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from reader.citations.canonical import canonical
from reader.core.citation import Source
from reader.core.text import fold, one_line
from reader.core.work import Work, joined

_LONGEST = 10_000
_SCHEME = re.compile(r"(?:https?|ftp)://[^/?#]", re.IGNORECASE)
_NOT_IN_URL = re.compile(r'[\s<>"{}|\\^`\x00-\x20\x7f-\x9f]')
_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/[^?#]+)", re.IGNORECASE)
_CITEKEY = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{2,59}")
_KEY_OF_WORK = re.compile(r"(?!-)[\w.:+/-]*[^\W\d_][\w.:+/-]*")
"""The key of an entry of a bibliography; a footnote with a block of CSL-JSON has a number."""

_NO_CITEKEY = re.compile(r"[a-z_]+:\d{1,4}|turn\d+[a-z]+\d+|[0-9a-f]{6,}|note-?\d+|fn-?\d+", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|pdf|md|txt)$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = frozenset(
    "a an and are as at by das de der des die el en et for from in is la le les of on or pdf the to und with".split()
)


class Entry(Struct, frozen=True):
    """One reference. `title` is one line, or ""; `url` opens in a browser, or is None; `key` is unique.

    The key is plain ASCII unless a bibliography has it otherwise. `note` is an address that is not one of the web's,
    as written; `work` is what bibliographies tell.
    """

    key: str
    title: str
    url: str | None = None
    doi: str | None = None
    note: str = ""
    work: Work | None = None

    @property
    def name(self) -> str:
        """Return the title, or where there is none the address."""
        return self.title or self.url or self.note


def gather(sources: Iterable[Source]) -> list[Entry]:
    """Return the references of one or several notes in their order, each once.

    Sources are the same when their canonical URLs or their DOIs are, or else their URLs, or else their titles, with
    author and year where these are known. What the first one lacks, a title or a citekey, is taken from the next, and
    of what bibliographies tell the most. Entries that say nothing at all are left out.
    """
    groups: list[list[Source]] = []
    known: dict[tuple[str, str], list[Source]] = {}
    for source in sources:
        names = _identities(source)
        group = next((known[name] for name in names if name in known), None)
        if group is None and names:
            group = []
            groups.append(group)
        if group is not None:
            group.append(source)
            for name in names:
                known.setdefault(name, group)
    taken: dict[str, int] = {}
    return [_entry(group, taken) for group in groups]


def identity(source: Source) -> tuple[str, str]:
    """Return what two sources have in common that are the same; the second part is "" where nothing tells."""
    if source.canonical:
        return "canonical", source.canonical
    if source.url:
        return "url", source.url.strip()
    title = fold(plain(source.title))
    return "title", f"{title}\0{fold(source.work.byline)}" if title and source.work else title


def _identities(source: Source) -> list[tuple[str, str]]:
    """Return all that a source may be known by."""
    doi = source.work.text("DOI") if source.work else ""
    place = canonical(f"https://doi.org/{doi}") if doi else None
    found = [identity(source), ("canonical", place or "")]
    return [name for name in dict.fromkeys(found) if name[1]]


def _entry(group: Sequence[Source], taken: dict[str, int]) -> Entry:
    work = joined([source.work for source in group if source.work])
    title = (work.text("title") if work else "") or next(filter(None, map(_title, group)), "")
    written = next(filter(None, (source.url for source in group)), "") or ""
    url = web_address(written)
    found = _DOI.match(url or "")
    return Entry(
        key=_unique(_key(group, title, url), taken),
        title=title,
        url=url,
        doi=plain(unquote(found[1])) if found else (work.text("DOI") if work else "") or None,
        note="" if url else plain(written),
        work=work,
    )


def _title(source: Source) -> str:
    """Return the title, unless it is an address: an entry that is nothing but a URL has none."""
    title = plain(source.title)
    bare = title == source.url or (" " not in title and _SCHEME.match(title))
    return "" if bare else title


def plain(text: str) -> str:
    """Return `text` as one line that can be written as UTF-8."""
    return one_line(text.encode("utf-8", "replace").decode("utf-8"), _LONGEST)


def web_address(url: str) -> str | None:
    """Return `url` with nothing in it that could end a field or a link early; None where it is no web address.

    >>> web_address("https://a.example/{x} y")
    'https://a.example/%7Bx%7D%20y'
    >>> web_address("javascript:alert(1)") is None
    True
    """
    url = url.strip()
    if url[:4].lower() == "www.":
        url = "https://" + url
    if not _SCHEME.match(url):
        return None
    whole = url.encode("utf-8", "replace").decode("utf-8")
    return _NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), whole)


def _key(group: Sequence[Source], title: str, url: str | None) -> str:
    for source in group:
        own = _KEY_OF_WORK if source.work else _CITEKEY
        if own.fullmatch(source.label) and (source.work or not _NO_CITEKEY.fullmatch(source.label)):
            return source.label
    words = [*_site(url), *_words(title, 4)]
    if len(words) < 3:
        words += _words(_path(url), 4)
    key = "-".join(dict.fromkeys(words))[:60].strip("-")
    return key if key[:1].isalpha() else f"source-{key}".strip("-")


def _path(url: str | None) -> str:
    """Return the part of an address that tells one document of a site from another."""
    doi = _DOI.match(url or "")
    if doi:
        return doi[1].partition("/")[2]
    try:
        path = _EXTENSION.sub("", unquote(urlsplit(url or "").path))
    except ValueError:
        return ""
    return next((part for part in reversed(path.split("/")) if _words(part, 1)), "")


def _site(url: str | None) -> list[str]:
    """Return the word of a host that names it: `example` of `www.example.co.uk`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    parts = [part for part in host.removeprefix("www.").split(".") if part]
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3:
        parts.pop()
    return _words(parts[-2] if len(parts) > 1 else host, 2)


def _words(text: str, limit: int) -> list[str]:
    flat = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return [word for word in _WORD.findall(flat) if word not in _SMALL_WORDS][:limit]


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """Return `wanted`, or the first of `wanted-2`, `wanted-3` … that is free in any case.

    `taken` maps every key in lower case to the last number tried with it, so that a thousand equal ones cost no more.
    """
    key, count = wanted, taken.get(wanted.lower(), 0)
    while key.lower() in taken:
        count += 1
        key = f"{wanted}-{count}"
    taken[wanted.lower()] = max(count, 1)
    taken.setdefault(key.lower(), 1)
    return key
