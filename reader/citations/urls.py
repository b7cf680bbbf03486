"""Where a URL begins and ends in a text, and whose it is.

People glue URLs to the full stop of a sentence, wrap them in parentheses and angle brackets and escape them; the URL
that comes out is as written, without the glue. Identifiers that lead somewhere count too: a DOI or an arXiv id becomes
the address of its page.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.citations.canonical import canonical

__all__ = ["Found", "canonical", "domain", "end_of_url", "find_url", "unescaped"]

_STOP = '\\s<>"`{}|\\\\^\\[\\]\0，。；：！？、（）「」『』【】《》〈〉“”„«»…‥\u200b\u2028\u2029\ue200-\ue2ff'
_REST = re.compile(
    rf"[^{_STOP}]{{0,4096}}(?:(?:\\[_*~.#&=+!()-]|\[[\w.-]{{0,40}}\](?=[=&/%]))[^{_STOP}]{{0,4096}}){{0,100}}"
)
_START = re.compile(
    # the first letter on its own lets the search skip everything else at full speed
    r"[hHwWdDaA1](?:(?<=[hH])(?P<web>(?i:ttps?)://(?=[^\s/<>\"\])]))"
    r"|(?<![\w.@/-].)(?P<bare>(?<=[wW])(?i:ww\.)(?=\w)|(?<=[dD])(?i:(?:x\.d)?oi\.org)/(?=10\.)|(?<=[aA])(?i:rxiv\.org)/(?=abs/|pdf/))"
    r"|(?<![\w/].)(?<=[dD])(?P<doi>(?i:oi):?\s{0,2}(?=10\.\d{4,9}/))"
    r"|(?<![\w./=:-].)(?<=1)(?P<plain>(?=0\.\d{4,9}/\S))"
    r"|(?<![\w/].)(?<=[aA])(?P<arxiv>(?i:rxiv):?\s{0,2})(?=\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-zA-Z]{2})?/\d{7}))",
)
_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?", re.IGNORECASE)
_LINK_BEHIND = re.compile(r"(?:…|\.{3})?[^\s\]\n]{0,3}\]\(\s*<?(?=https?://|www\.)")
PLAIN_HOST = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?=[/?#]|\Z)")
"""The host of an address that is written as most are: in lower case, without a port or a name before it."""
_SERIAL = re.compile(rf"<\d{{1,5}}::?[A-Z][\w.-]{{0,40}}>[^{_STOP}]{{1,60}}")
"""How the DOI of an old article goes on: 10.1002/(SICI)1097-4571(199401)45:1<1::AID-ASI1>3.0.CO;2-Z."""
_TARGET = re.compile(r"[^\s()<>\0]{1,4096}+(?=\))")
"""The target of a link, in which square brackets may stand."""
_AUTOLINK = re.compile(r"[^\s<>\0]{1,4096}+(?=>)")
"""An address between angle brackets, which ends where they do."""
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_GLUE = ".,;:!?'’*~\\"


class Found(NamedTuple):
    """A URL in a text: its span there, and the address."""

    start: int
    end: int
    url: str


def end_of_url(text: str, start: int, limit: int | None = None) -> int:
    """Return where the URL that begins at `start` ends: before glued punctuation, with its own parentheses.

    >>> text = "(see https://example.org/Tide_(sea)), and"
    >>> text[5 : end_of_url(text, 5)]
    'https://example.org/Tide_(sea)'
    """
    limit = len(text) if limit is None else limit
    match = _REST.match(text, start, limit)
    end = match.end() if match else start
    if text.startswith("<", end) and (serial := _SERIAL.match(text, end, limit)):
        end = serial.end()
    surplus = text.count(")", start, end) - text.count("(", start, end)
    if surplus > 0:
        end = _first_unpaired(text, start, end)
    while end > start and text[end - 1] in _GLUE + "(":
        end -= 1
    if end > start and text[end - 1] == "_" and text[start - 1 : start] == "_":
        end -= 1
    return end


def unescaped(url: str) -> str:
    r"""Return a URL without the backslashes that an export put before its signs.

    >>> unescaped(r"https://example.org/low\_tide")
    'https://example.org/low_tide'
    """
    return _ESCAPE.sub("", url) if "\\" in url else url


def find_url(text: str, start: int, end: int) -> Found | None:
    """Return the first URL, DOI or arXiv id in `text[start:end]`, or None.

    >>> find_url("Tides. doi:10.1000/182.", 0, 23)
    Found(start=7, end=22, url='https://doi.org/10.1000/182')
    """
    match = _START.search(text, start, end)
    if match is None:
        return None
    kind = match.lastgroup
    if kind == "arxiv":
        number = _ARXIV_ID.match(text, match.end(), end)
        return number and Found(match.start(), number.end(), "https://arxiv.org/abs/" + number[0])
    begin = match.end() if kind == "doi" else match.start()
    whole = _AUTOLINK.match(text, begin, end) if kind == "web" and text.startswith("<", begin - 1) else None
    stop = whole.end() if whole else end_of_url(text, begin, end)
    if text.startswith("[", stop) and text.startswith("](", begin - 2):
        target = _TARGET.match(text, begin, end)
        stop = target.end() if target else stop
    if kind in ("web", "bare") and (behind := _LINK_BEHIND.match(text, stop, end)):
        # [https://example.org/a-long…](https://example.org/a-long-address): the text of a link may be cut short
        begin = behind.end()
        stop = end_of_url(text, begin, end)
    address = unescaped(text[begin:stop])
    if kind in ("doi", "plain"):
        address = "https://doi.org/" + address
    elif kind == "bare" and not address.lower().startswith(("www.", "http")):
        address = "https://" + address
    return Found(match.start(), stop, address)


@lru_cache(maxsize=4096)
def domain(url: str | None) -> str | None:
    """Return the host of `url` in lower case without `www.`, or None where it has none.

    >>> domain("https://WWW.Example.org:8080/a")
    'example.org'
    """
    if not url:
        return None
    plain = PLAIN_HOST.match(url)
    if plain:
        return plain["host"].removeprefix("www.").rstrip(".") or None
    address = "http://" + url if url.lower().startswith("www.") else url
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if not host or parts.scheme.lower() not in ("http", "https"):
        return None
    return host.removeprefix("www.").rstrip(".") or None


def _first_unpaired(text: str, start: int, end: int) -> int:
    depth = 0
    for place in range(start, end):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    return end
