"""One entry of a reference list: its label, its title and its URL."""

import json
import re
from enum import Enum, auto
from typing import NamedTuple

from reader.citations.csl import work_of
from reader.citations.prose import plain
from reader.citations.reference import address_of_work
from reader.citations.urls import Found, find_url
from reader.core.work import Work


class Shape(Enum):
    """How an entry is marked as one."""

    BRACKET = auto()
    DEFINITION = auto()
    FOOTNOTE = auto()
    CITEKEY = auto()
    LINK_MARK = auto()
    PAREN = auto()
    SUPER = auto()
    ORDERED = auto()
    BULLET = auto()
    ROW = auto()
    PARAGRAPH = auto()


NUMBERED = frozenset({Shape.BRACKET, Shape.LINK_MARK, Shape.PAREN, Shape.SUPER, Shape.ORDERED})
"""The shapes of lists whose entries carry the number that a mark repeats."""


class Entry(NamedTuple):
    """An entry with its span on the sheet. `label` is empty where the entry has no number or key.

    `work` is what a bibliography tells of the source.
    """

    shape: Shape
    label: str
    title: str
    url: str | None
    start: int
    end: int
    work: Work | None = None


_LINK = re.compile(
    r"(?<!!)\[(?!\])(?P<text>[^\[\]\n]{0,400}+(?:\[[^\[\]\n]{0,80}\][^\[\]\n]{0,400}+){0,40})\]"
    r"(?:\((?P<target>[^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+)\)|\[[^\[\]\n]*\])"
)
_BACK_LINK = re.compile(
    r"\[[^\[\]\n]{1,20}\]\([^()\s]*#(?:cite_?|fn|foot)ref[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"\n]*\")?\)",
    re.IGNORECASE,
)
"""A link from an entry up to its mark, as encyclopedias and footnotes have it."""
_HREF = re.compile(r"<a\s[^<>]*href\s*=\s*[\"']?(?P<url>https?://[^\"'\s<>]+)", re.IGNORECASE)
_LEAD = re.compile(r"\s*(?:\*\*|__)(?P<name>[^*_\n]{2,120}?)[:.：]?(?:\*\*|__)[:.：]?\s*(?=\S)")
_GENERIC = re.compile(
    r"(?:the )?(?:link|links|source|here|url|web|website|site|pdf|html|doi|online|article|archived?(?: copy)?"
    r"|read(?: more)?|view|visit|open|page|accessed|abstract|full text|↗|🔗|→|\d{1,3})",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"[\s,.;:(\[–—-]*(?:\b(?:last )?(?:accessed|retrieved|consulted|viewed|visited|abgerufen|zugriff|consulté"
    r"|consultado|fecha de acceso)\b|\bavailable(?: (?:at|from|online)\b|:)|\[online\]|\burl\b:?|\bdoi\b:?"
    r"|\barxiv\b:?|访问).*$",
    re.IGNORECASE | re.DOTALL,
)
_POINTER = re.compile(r"see(?: also)?|siehe|vgl\.?|cf\.?|voir|véase|via|from|at|in", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z](?![\w+.-]*:)[^<>]*>")
_LONGEST = 10_000
"""Characters of an entry in which its title and its address are looked for."""

_TITLE_EDGE = " \t\n,;:|–—-<>()•·^↑\\\0،，、；：。"
_IN_QUOTES = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»][.,]?")
_DEFINITION_TITLE = re.compile(r"\s*>?\s+(?:\"(?P<double>.*)\"|'(?P<single>.*)'|\((?P<round>.*)\))\s*$", re.DOTALL)
_FENCED = re.compile(r"```+\s*csl-json\s*\n(?P<json>.*?)\n\s*```+", re.DOTALL)


def entry(shape: Shape, label: str, text: str, body: tuple[int, int], start: int) -> Entry:
    """Return the entry whose text behind its label is `text[body]`, and which begins with its label at `start`."""
    begin = body[0]
    # Nothing that names a source is longer; what is, may be a page of marks.
    stop = min(body[1], begin + _LONGEST)
    whole = text[begin:stop]
    csl = _csl(whole) if shape is Shape.FOOTNOTE else None
    if csl:
        return Entry(shape, label, csl[0], csl[1], start, body[1], csl[2])
    if "ref" in whole and "#" in whole:
        whole = _BACK_LINK.sub(lambda match: " " * len(match[0]), whole)
    found = find_url(whole, 0, len(whole)) or _anchor(whole)
    url = found.url if found else None
    return Entry(shape, label, _title(whole, url, found) or url or plain(label), url, start, body[1])


def is_address(entry_text: str) -> bool:
    """Tell whether the text of an entry is nothing but an address."""
    found = find_url(entry_text, 0, len(entry_text))
    return (
        found is not None
        and not entry_text[: found.start].strip(" <(")
        and not entry_text[found.end :].strip(" >).,;\\")
    )


def _title(whole: str, url: str | None, found: Found | None) -> str:
    """Return the words of an entry that name its source, or an empty text."""
    lead = _LEAD.match(whole)
    if lead:
        return plain(lead["name"])
    if found and url and (definition := _DEFINITION_TITLE.fullmatch(whole, found.end)):
        title = plain(definition["double"] or definition["single"] or definition["round"] or "")
        if title and not whole[: found.start].strip(" \t\n<"):
            return title
    for link in _LINK.finditer(whole):
        words = plain(link["text"])
        named = words and not _GENERIC.fullmatch(words) and not words.startswith("[") and "://" not in words
        if named and re.search(r"\w", words):
            return words
    outside = _LINK.sub(" ", _TAG.sub("", whole) if "<" in whole else whole)
    left = find_url(outside, 0, len(outside))
    words = outside[: left.start] if left else outside
    words = _trimmed(_ACCESS.sub("", words))
    if not re.search(r"\w\w|[\u2e80-\uffff]", words) and left:
        words = _trimmed(_ACCESS.sub("", outside[left.end :]).strip(_TITLE_EDGE + "."))
    words = _trimmed(plain(words))
    quoted = _IN_QUOTES.fullmatch(words)
    if quoted:
        words = quoted[1].rstrip(" ,")
    if words.endswith(".") and not words.endswith(("..", "al.", "etc.")):
        words = words[:-1]
    return words if re.search(r"\w", words) and not _POINTER.fullmatch(words) else ""


def _trimmed(words: str) -> str:
    """Return the words of a title without what stands around it; parentheses that belong to it stay."""
    bare = words.strip(_TITLE_EDGE)
    inner = words.strip(_TITLE_EDGE.replace("(", "").replace(")", ""))
    if bare != inner and inner.endswith(bare + ")") and bare.count("(") == bare.count(")") + 1:
        return bare + ")"
    return bare


def _anchor(whole: str) -> Found | None:
    match = _HREF.search(whole)
    return Found(match.start("url"), match.end("url"), match["url"]) if match else None


def _csl(whole: str) -> tuple[str, str | None, Work] | None:
    """Return title, URL and work of a footnote whose text is a block of CSL-JSON, as Ethereum's proposals have it."""
    match = _FENCED.search(whole)
    if match is None:
        return None
    try:
        item = json.loads(match["json"])
    except (ValueError, RecursionError):
        return None
    if not isinstance(item, dict):
        return None
    work = work_of(item)
    address = address_of_work(work)
    return work.text("title") or address or "", address, work
