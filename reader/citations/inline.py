"""Plain links as sources: in a note without a list a link is all that the author says about a source."""

import re

from reader.citations.entries import Entry, Shape
from reader.citations.forms import Form, Mark
from reader.citations.prose import plain
from reader.citations.resolve import Cited
from reader.citations.sheet import Sheet
from reader.citations.urls import domain, end_of_url, unescaped

_LINK = re.compile(r"\]\([ \t]*<?(?=https?://|www\.)")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\))?")
_REACH = 600
_LONGEST = 4096
_DEEPEST = 16
_URL_SIGN = re.compile(r"[()\s<>\0]")
_LINK_END = re.compile(r">?(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)")
_ADDRESS = re.compile(r"https?://(?=[^\s/])")
_SHORT_ADDRESS = re.compile(r"www\.(?=\w+\.)")
_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\"'=/[@")
_DEFINITION = re.compile(r"[ \t>]*\[[^\]\n]+\]:")
_LOCAL = re.compile(
    r"localhost$|.*\.(?:local|localhost|internal|test|invalid)$|127\.|10\.|192\.168\.|0\.0\.0\.0$|\[?::1"
)


def inline_links(sheet: Sheet, known: list[Cited]) -> list[Cited]:
    """Return every web link of a note as a source that is cited by itself, but those that are sources already.

    A person's handle (`[@name](https://…)`), an image and an address of the own machine are no sources.
    """
    taken = {
        place
        for each in known
        for mark, _ in each.marks
        for place in range(mark.start, min(mark.end, mark.start + 2000))
    }
    found: list[Cited] = []
    for start, end, url, text in sorted(_links(sheet.mask)):
        if start in taken:
            continue
        host = domain(url)
        if not host or _LOCAL.match(host) or text.lstrip().startswith("@"):
            continue
        words = plain(sheet.text[start + 1 : start + 1 + len(text)]) if text else ""
        mark = Mark(Form.LINK, start, end, ("",), url)
        entry = Entry(Shape.LINK_MARK, "", words or unescaped(url), unescaped(url), start, end)
        found.append(Cited(entry, by_itself=True, marks=[(mark, "")]))
    return found


def _links(mask: str) -> list[tuple[int, int, str, str]]:
    links: list[tuple[int, int, str, str]] = []
    covered: list[tuple[int, int]] = []
    for match in _LINK.finditer(mask):
        start = _opening(mask, match.start())
        if start < 0:
            continue
        end = _url_end(mask, match.end())
        stop = _target_end(mask, end)
        covered.append((start, stop))
        text = mask[start + 1 : match.start()]
        if mask[start - 1] == "!" or ("![" in text and not _IMAGE.sub("", text).strip()):
            # an image, or a badge: nobody cites by a picture
            continue
        links.append((start, stop, mask[match.end() : end], text))
    place = reached = 0
    for start in _addresses(mask):
        if start < reached:
            continue
        while place < len(covered) and covered[place][1] <= start:
            place += 1
        if place < len(covered) and covered[place][0] <= start:
            continue
        if mask[start - 1] in _INSIDE or _is_defined(mask, start):
            continue
        end = reached = end_of_url(mask, start)
        angle = mask[start - 1] == "<" and mask[end : end + 1] == ">"
        links.append((start - angle, end + angle, mask[start:end], ""))
    return links


def _opening(mask: str, end: int) -> int:
    """Return where the bracket opens that closes at `end`, or -1; the text of a link does not span paragraphs."""
    near = mask.rfind("[", max(0, end - _REACH + 1), end)
    if near >= 0 and mask.find("]", near, end) < 0:
        return near if mask.find("\n\n", near, end) < 0 else -1
    depth = 0
    for place in range(end - 1, max(-1, end - _REACH), -1):
        sign = mask[place]
        if sign == "]":
            depth += 1
        elif sign == "[":
            if not depth:
                return place
            depth -= 1
        elif sign == "\n" and mask[place - 1] == "\n":
            return -1
    return -1


def _is_defined(mask: str, start: int) -> bool:
    """Tell whether an address is the one of a definition, `[name]: https://…`."""
    line = mask[max(0, start - _REACH) : start].rpartition("\n")[2]
    return bool(_DEFINITION.match(line))


def _addresses(mask: str) -> list[int]:
    """Return where bare addresses begin."""
    found = [match.start() for match in _ADDRESS.finditer(mask)]
    if "www." in mask:
        found.extend(match.start() for match in _SHORT_ADDRESS.finditer(mask) if mask[match.start() - 1] not in "/.@")
        found.sort()
    return found


def _url_end(mask: str, start: int) -> int:
    """Return where the URL inside the parentheses of a link ends; there, punctuation belongs to it."""
    depth = 0
    limit = min(len(mask), start + _LONGEST)
    for sign in _URL_SIGN.finditer(mask, start, limit):
        if sign[0] == "(" and depth < _DEEPEST:
            depth += 1
        elif sign[0] == ")" and depth:
            depth -= 1
        else:
            return sign.start()
    return limit


def _target_end(mask: str, stop: int) -> int:
    """Return where the target of a link ends whose URL ends at `stop`."""
    match = _LINK_END.match(mask, stop)
    return match.end() if match else stop
