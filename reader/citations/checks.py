"""What is odd about the citations of a note, in sentences that help. Nothing is looked up: no network, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from reader.citations.entries import NUMBERED, Shape
from reader.citations.urls import PLAIN_HOST
from reader.core.citation import Mention, Source, State
from reader.core.note import Problem, ProblemKind
from reader.core.work import Work

_SHORTENERS = frozenset(
    "bit.ly t.co goo.gl tinyurl.com ow.ly is.gd buff.ly lnkd.in rb.gy cutt.ly t.ly shorturl.at tiny.cc dlvr.it"
    " rebrand.ly".split(),
)
_PRIVATE = re.compile(r"localhost|.*\.(?:local|localhost|internal|lan|home|corp|intranet)")
_NAME = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_NOT_CHECKED = "It was not checked online."
_TITLE = 80
_COUNTED = NUMBERED | {Shape.ROW}


def check(sources: Sequence[Source], dangling: Sequence[Mention], shapes: Sequence[Shape]) -> tuple[Problem, ...]:
    """Return the problems of a note's citations in the order of the lines; `shapes` are those of the sources."""
    entries = list(zip(sources, shapes, strict=True))
    # a plain link that the text repeats is no mistake
    listed = [each for each, _ in entries if each.label or each.state is not State.CITED]
    found = [
        *_dangling(dangling),
        *_uncited(sources),
        *_duplicate_sources(listed),
        *_numbering(
            [(each, shape) for each, shape in entries if not each.mentions or each.mentions[0].start != each.start]
        ),
        *_missing_urls(entries),
        *_suspicious(sources),
    ]
    return tuple(sorted(found, key=lambda problem: problem.line))


def _dangling(dangling: Iterable[Mention]) -> Iterator[Problem]:
    """Yield one problem for each label that leads nowhere, at its first mark: a flood of marks is one mistake."""
    counts: dict[str, int] = {}
    for mention in dangling:
        counts[mention.label] = counts.get(mention.label, 0) + 1
    seen: set[str] = set()
    for mention in dangling:
        if mention.label not in seen:
            seen.add(mention.label)
            more = counts[mention.label] - 1
            again = f" (and {more} more)" if more else ""
            place = "no bibliography" if "@" in mention.text else "no list"
            message = f"“{_short(mention.text)}” cites “{mention.label}”{again}, which {place} of this note has."
            yield Problem(ProblemKind.DANGLING_CITATION, mention.line, message)


def _uncited(sources: Iterable[Source]) -> Iterator[Problem]:
    for source in sources:
        if source.state is State.UNCITED:
            message = f"Nothing in the text cites source {source.label}, “{_short(source.title)}”."
            yield Problem(ProblemKind.UNCITED_SOURCE, source.line, message)


def _duplicate_sources(sources: Iterable[Source]) -> Iterator[Problem]:
    first: dict[str, Source] = {}
    for source in sources:
        if source.canonical is None:
            continue
        known = first.setdefault(source.canonical, source)
        if known is not source:
            spelt = "" if known.url == source.url else ", spelt differently"
            message = (
                f"{_name(source)} has the same address as {_name(known, capital=False)} in line {known.line}{spelt}."
            )
            yield Problem(ProblemKind.DUPLICATE_SOURCE, source.line, message)


def _numbering(entries: Iterable[tuple[Source, Shape]]) -> Iterator[Problem]:
    """Yield duplicate labels, gaps and wrong order; a list that begins again at its first number is a new list."""
    labels: dict[str, Source] = {}
    previous: Source | None = None
    for source, shape in entries:
        if not source.label or (source.state is State.LISTED):
            continue
        if previous and previous.label != source.label and source.label in ("0", "1") and source.label in labels:
            labels, previous = {}, None
        known = labels.setdefault(source.label.casefold(), source)
        if known is not source:
            message = f"“{source.label}” stands in line {known.line} already; marks lead to the entry there."
            yield Problem(ProblemKind.DUPLICATE_LABEL, source.line, message)
        elif previous is not None and shape in _COUNTED and source.label.isdecimal():
            yield from _step(previous, source)
        if shape in _COUNTED and source.label.isdecimal():
            previous = source


def _step(previous: Source, source: Source) -> Iterator[Problem]:
    before, number = int(previous.label), int(source.label)
    if number < before:
        message = f"Number {number} follows {before}, so the list is out of order."
        yield Problem(ProblemKind.CITATION_ORDER, source.line, message)
    elif number > before + 1:
        missing = f"number {before + 1} is" if number == before + 2 else f"numbers {before + 1} to {number - 1} are"
        message = f"The list goes from {before} to {number}: {missing} missing."
        yield Problem(ProblemKind.CITATION_GAP, source.line, message)


def _missing_urls(entries: Sequence[tuple[Source, Shape]]) -> Iterator[Problem]:
    """Yield entries without an address; footnotes and bullets are often mere words, and are left in peace.

    So is what a bibliography says is a book or a paper: where it is in print needs no address.
    """
    for source, shape in entries:
        quiet = shape in (Shape.FOOTNOTE, Shape.BULLET, Shape.PARAGRAPH)
        if source.url is None and not quiet and source.state is not State.LISTED and not _is_in_print(source.work):
            message = f"Source {source.label}, “{_short(source.title)}”, has no address."
            yield Problem(ProblemKind.MISSING_URL, source.line, message)


def _is_in_print(work: Work | None) -> bool:
    published = work is not None and any(map(work.text, ("publisher", "container-title", "ISBN", "ISSN")))
    return published and work is not None and work.kind not in {"webpage", "post", "post-weblog"}


def _suspicious(sources: Iterable[Source]) -> Iterator[Problem]:
    for source in sources:
        reason = suspicion(source.url) if source.url else None
        if reason:
            message = f"{_name(source)} {reason} {_NOT_CHECKED}"
            yield Problem(ProblemKind.SUSPICIOUS_URL, source.line, message)


def suspicion(url: str) -> str | None:
    """Return what is odd about a URL as the end of a sentence, or None.

    >>> suspicion("https://bit.ly/abc")
    'has a shortened address (bit.ly), which hides where it leads.'
    """
    plain = PLAIN_HOST.match(url)
    if plain:
        return _odd_host(plain["host"].removeprefix("www.").rstrip("."))
    if not url.lower().startswith(("http://", "https://", "www.")):
        return None
    try:
        parts = urlsplit(url if "://" in url else "http://" + url)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return "has an address that no browser understands."
    if parts.username is not None:
        return f"has a name before the host: it leads to {host}, whatever the name says."
    if not port_is_fine and _is_private(host) is None:
        return _no_name(host)
    return _odd_host(host)


@lru_cache(maxsize=1024)
def _odd_host(host: str) -> str | None:
    private = _is_private(host)
    if private is not None:
        return f"has an address ({host}) that only works inside one network." if private else _odd_name(host)
    return _odd_name(host) if _NAME.fullmatch(host) else _no_name(host)


def _no_name(host: str) -> str:
    return f"has an address whose host “{host}” is no name of the web."


def _odd_name(host: str) -> str | None:
    if host in _SHORTENERS:
        return f"has a shortened address ({host}), which hides where it leads."
    if _mixes_scripts(host):
        return f"has a host ({host}) that mixes letters of several scripts and may imitate another."
    return None


def _is_private(host: str) -> bool | None:
    """Return whether a host belongs to a local network; None where it is an ordinary name."""
    if _PRIVATE.fullmatch(host):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return None


def _mixes_scripts(host: str) -> bool:
    for part in host.split("."):
        name = part
        if part.startswith("xn--"):
            try:
                name = part[4:].encode("ascii").decode("punycode")
            except (UnicodeError, ValueError):
                return True
        scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1:
            return True
    return False


def _name(source: Source, *, capital: bool = True) -> str:
    word = "Source" if capital else "source"
    return (
        f"{word} {source.label}" if source.label else f"{'The' if capital else 'the'} source “{_short(source.title)}”"
    )


def _short(text: str) -> str:
    return text if len(text) <= _TITLE else text[: _TITLE - 1] + "…"
