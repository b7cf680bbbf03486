"""One form for every spelling of an address, so that a source is the same everywhere: a key to compare, not to open.

The rules are about what does not change the page that is shown: scheme, `www.`, a trailing slash, a text fragment,
tracking parameters, mobile and AMP editions, copies in an archive, and the many addresses of DOIs, arXiv papers,
videos and encyclopedia articles.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

_TRACKING = re.compile(
    r"(?:utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid"
    r"|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|oly_enc_id|oly_anon_id|_openstat|wt\.mc_id|cmpid|ncid"
    r"|ref_src|ref_url|referrer|ref|smid|cmp|ito|sr_share|share|ocid|spm|s_cid|__twitter_impression|amp|si|feature)",
    re.IGNORECASE,
)
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org", "doi.acm.org"})
_DOI = re.compile(r"10\.\d{4,9}/.+")
_ARXIV = re.compile(
    r"/(?:abs|pdf|html|format)/(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+?)(?:v\d+)?", re.IGNORECASE)
_ARCHIVE = re.compile(r"/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?P<url>.+)", re.DOTALL)
_ARCHIVE_HOSTS = frozenset(
    {"web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "archive.md"}
)
_VIDEO = re.compile(r"/(?:embed|shorts|live|v)/(?P<id>[\w-]{6,})")
_YOUTUBE_HOSTS = frozenset({"youtube.com", "music.youtube.com", "youtube-nocookie.com"})
_WIKI = re.compile(r"(?P<language>[a-z-]+)\.wikipedia\.org")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_DEPTH = 4
_PLAIN = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?P<path>(?:/[\w.,~@:+!$*()'-]*)*)", re.ASCII)
"""An address without query, fragment and escapes, as most are."""


@lru_cache(maxsize=4096)
def canonical(url: str | None) -> str | None:
    """Return the key under which `url` is compared, or None where it is no web address.

    >>> canonical("http://www.example.org/a/?utm_source=x#:~:text=tide")
    'https://example.org/a'
    >>> canonical("https://youtu.be/abcdefghijk?t=3") == canonical("https://m.youtube.com/watch?v=abcdefghijk")
    True
    """
    if not url:
        return None
    plain = _PLAIN.fullmatch(url)
    if plain and "amp" not in plain["path"] and (host := _ordinary_host(plain["host"])):
        return f"https://{host}{plain['path'].rstrip('/')}"
    return _canonical(url, _DEPTH)


@lru_cache(maxsize=1024)
def _ordinary_host(name: str) -> str | None:
    """Return the plain form of a host, or None for one with rules of its own."""
    host = _plain_host(name.rstrip("."))
    special = _DOI_HOSTS | _ARCHIVE_HOSTS | _YOUTUBE_HOSTS | {"arxiv.org", "export.arxiv.org", "youtu.be"}
    return None if host in special or _WIKI.fullmatch(host) else host or None


def _canonical(url: str, depth: int) -> str | None:
    address = "https://" + url if url.lower().startswith("www.") else url
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    host = _plain_host(host)
    original = _archived(host, parts.path, parts.query) if depth else None
    if original and (found := _canonical(original, depth - 1)):
        return found
    known = _identifier(host, parts.path, parts.query)
    if known:
        return known
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _plain_path(parts.path)
    query = _plain_query(parts.query)
    fragment = _plain_fragment(parts.fragment)
    return f"https://{place}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _plain_host(host: str) -> str:
    """Drop `www.`, `m.`, `mobile.` and `amp.`, also inside (`en.m.wikipedia.org`), where a name is left."""
    for prefix in ("www.", "m.", "mobile.", "amp."):
        if host.startswith(prefix) and "." in host[len(prefix) :]:
            host = host[len(prefix) :]
    return host.replace(".m.wikipedia.org", ".wikipedia.org")


def _archived(host: str, path: str, query: str) -> str | None:
    """Return the address whose copy this is, or None."""
    if host not in _ARCHIVE_HOSTS:
        return None
    match = _ARCHIVE.fullmatch(path)
    if match is None:
        return None
    inner = match["url"] + (f"?{query}" if query else "")
    inner = re.sub(r"^(https?):/+", r"\1://", inner)
    return inner if inner.startswith("http") else "http://" + inner


def _identifier(host: str, path: str, query: str) -> str | None:
    """Return the key of a paper, video or article that has many addresses, or None."""
    if host in _DOI_HOSTS:
        doi = _DOI.fullmatch(unquote(path).lstrip("/"))
        arxiv = doi and _ARXIV_DOI.fullmatch(doi[0].rstrip("/"))
        if arxiv:
            return "https://arxiv.org/abs/" + arxiv["id"].lower()
        return doi and "https://doi.org/" + doi[0].lower().rstrip("/")
    if host in ("arxiv.org", "export.arxiv.org") and (paper := _ARXIV.match(path)):
        return "https://arxiv.org/abs/" + paper["id"].lower()
    if host == "youtu.be" or host in _YOUTUBE_HOSTS:
        return _video(host, path, query)
    wiki = _WIKI.fullmatch(host)
    if wiki and path.startswith("/wiki/"):
        title = unquote(path.removeprefix("/wiki/")).replace(" ", "_").rstrip("/")
        return f"https://{host}/wiki/{title[:1].upper()}{title[1:]}"
    return None


def _video(host: str, path: str, query: str) -> str | None:
    if host == "youtu.be":
        name = path.strip("/").partition("/")[0]
    elif path.rstrip("/") == "/watch":
        name = next((value for key, value in parse_qsl(query) if key == "v"), "")
    else:
        match = _VIDEO.match(path)
        name = match["id"] if match else ""
    return f"https://youtube.com/watch?v={name}" if name else None


def _plain_path(path: str) -> str:
    plain = re.sub(r"^/amp(?=/.)|/amp/?$|\.amp(?=\.html$|$)", "", path)
    plain = re.sub(r"%[0-9a-fA-F]{2}", _unescape, plain)
    return plain.rstrip("/")


def _unescape(match: re.Match[str]) -> str:
    """Write a percent sign the same way everywhere: letters plain, the rest in capitals."""
    character = chr(int(match[0][1:], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()


def _plain_query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])]
    return "&".join(sorted(kept))


def _plain_fragment(fragment: str) -> str:
    return "" if ":~:" in fragment else fragment
