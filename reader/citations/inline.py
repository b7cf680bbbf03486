"""Plain links as sources: in a note without a list a link is all that the author says about a source."""

import re

from reader.citations.entries import Entry, Shape
from reader.citations.marks import Form, Mark
from reader.citations.prose import plain
from reader.citations.resolve import Cited
from reader.citations.sheet import Sheet
from reader.citations.urls import domain, end_of_url

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n)|\\.|!?\[[^\[\]\n]{0,200}\](?:\([^()\n]{0,300}\))?){0,600}?)\]\([ \t]*<?"
    r"(?=https?://|www\.)",
)
_AUTOLINK = re.compile(
    r"<(?P<url>https?://[^<>\s]+)>|(?<![\w\"'=/(\[@.])(?P<bare>https?://(?=[^\s/])|www\.(?=\w+\.))|(?<=\()(?P<round>https?://(?=[^\s/]))"
)
_DEFINITION = re.compile(r"[ \t>]*\[[^\]\n]+\]:")
_LOCAL = re.compile(
    r"localhost$|.*\.(?:local|localhost|internal|test|invalid)$|127\.|10\.|192\.168\.|0\.0\.0\.0$|\[?::1"
)


def inline_links(sheet: Sheet, known: list[Cited]) -> list[Cited]:
    """Return every web link of a note as a source that is cited by itself, but those that are sources already.

    A person's handle (`[@name](https://…)`), an image and an address of the own machine are no sources.
    """
    taken = [(mark.start, mark.end) for each in known for mark, _ in each.marks]
    found: list[Cited] = []
    for start, end, url, text in sorted(_links(sheet.mask)):
        if any(first <= start < last for first, last in taken):
            continue
        host = domain(url)
        if not host or _LOCAL.match(host) or text.lstrip().startswith("@"):
            continue
        words = plain(sheet.text[start + 1 : start + 1 + len(text)]) if text else ""
        mark = Mark(Form.LINK, start, end, ("",), url)
        entry = Entry(Shape.LINK_MARK, "", words or url, url, start, end)
        found.append(Cited(entry, by_itself=True, marks=[(mark, "")]))
    return found


def _links(mask: str) -> list[tuple[int, int, str, str]]:
    links: list[tuple[int, int, str, str]] = []
    covered: list[tuple[int, int]] = []
    for match in _LINK.finditer(mask):
        stop = _target_end(mask, match.end())
        covered.append((match.start(), stop))
        text = match["text"]
        if match["image"] or not re.sub(r"!\[[^\]]*\](?:\([^()]*\))?", "", text).strip():
            continue
        url = mask[match.end() : _url_end(mask, match.end())]
        links.append((match.start(), stop, url, text))
    place = 0
    for match in _AUTOLINK.finditer(mask):
        while place < len(covered) and covered[place][1] <= match.start():
            place += 1
        if place < len(covered) and covered[place][0] <= match.start():
            continue
        if _DEFINITION.match(mask, mask.rfind("\n", 0, match.start()) + 1):
            continue
        begin = match.start("url") if match["url"] else match.start()
        end = begin + len(match["url"]) if match["url"] else end_of_url(mask, begin)
        links.append((match.start(), match.end() if match["url"] else end, mask[begin:end], ""))
    return links


def _url_end(mask: str, start: int) -> int:
    """Return where the URL inside the parentheses of a link ends; there, punctuation belongs to it."""
    depth = 0
    place = start
    while place < len(mask) and not mask[place].isspace() and mask[place] not in "<>\0":
        if mask[place] == "(":
            depth += 1
        elif mask[place] == ")":
            if not depth:
                break
            depth -= 1
        place += 1
    return place


def _target_end(mask: str, start: int) -> int:
    stop = _url_end(mask, start)
    match = re.compile(r">?(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)").match(mask, stop)
    return match.end() if match else stop
