"""What a note links to, and the sentence around each link: read from its source, once, for the library's backlinks."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from reader.core.note import Note
from reader.core.text import one_line
from reader.files.parse import flatten
from reader.files.prose import blank, fences
from reader.files.title import plain

_LINK = re.compile(
    # The bracket comes first, so that the search runs from one to the next; the sign of an image stands before it.
    r"\[(?:\[(?P<wiki>[^\[\]\n|#^]{1,300}?)(?:[#^][^\[\]\n|]{0,300})?(?:\\?\|(?P<alias>[^\[\]\n]{0,300}))?\]\]"
    r"|(?P<text>[^\[\]\n]{0,300})\]\(<?(?P<plain>[^()<>\s#:]{1,500})(?:#[^()<>\s]{0,300})?>?\))"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+|[。！？]+")
_MARKS = re.compile(r"^(?:[ \t]|>|[-*+][ \t]|\d{1,4}[.)][ \t]|#{1,6}[ \t]|\[[ xX]\][ \t]|\|)+")
_FILES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".pdf", ".mp3", ".mp4", ".webm", ".wav")
_AROUND = 400
_MOST = 1000


class Outgoing(Struct, frozen=True):
    """A link to another note: its target as written, the text that it shows, and the sentence that it stands in."""

    target: str
    text: str
    sentence: str


def outgoing(note: Note) -> tuple[Outgoing, ...]:
    """Return the links of `note` to other notes, in their order; none that stands in fenced code.

    Whether a target is there is for the library to say. Links to the web, and files that are no notes, are left out.
    """
    body = note.body
    if "[[" not in body and "](" not in body:
        return ()
    body = flatten(body)
    body = blank(body, fences(body))
    found = []
    for link in _links(body):
        found.append(link)
        if len(found) == _MOST:
            break
    return tuple(found)


def _links(body: str) -> Iterator[Outgoing]:
    for match in _LINK.finditer(body):
        wiki = match["wiki"]
        is_image = not wiki and body.startswith("!", match.start() - 1) and match.start() > 0
        target = (wiki or unquote(match["plain"])).strip()
        if not target or is_image or target.lower().endswith(_FILES):
            continue
        shown = match["alias"] or match["text"] or wiki or target
        yield Outgoing(target, one_line(plain(shown)), _sentence(body, match.start(), match.end()))


def _sentence(body: str, start: int, end: int) -> str:
    """Return the sentence around a link as plain text, at most a line of the source."""
    first = max(body.rfind("\n", 0, start) + 1, start - _AROUND)
    last = body.find("\n", end, end + _AROUND)
    before, after = body[first:start], body[end : last if last >= 0 else end + _AROUND]
    stops = list(_SENTENCE.finditer(before))
    stop = _SENTENCE.search(after)
    sentence = before[stops[-1].end() if stops else 0 :] + body[start:end] + after[: stop.end() if stop else len(after)]
    return one_line(plain(_MARKS.sub("", sentence.replace("\\|", "|"))).replace("|", " "))
