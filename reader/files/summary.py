"""What the list shows of a note: how it begins and how many words it has. Linear and cheap."""

import re
import string
from html import unescape

from reader.core.note import GOES_ON, Note
from reader.core.text import one_line
from reader.files.parse import flatten
from reader.files.prose import blank, fences
from reader.files.title import plain

LENGTH = 240
"""How long an excerpt may be, in code points."""

_LINE = 1_000
_HEAD = 4_096
_CHARACTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_OR_KANA = re.compile(f"[{_CHARACTERS}]")
_WORD_OR_CHARACTER = re.compile(rf"[{_CHARACTERS}]|[^\W_{_CHARACTERS}][^\s{_CHARACTERS}]*")
_NO_WORD = re.compile("[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u3020]")
_PUNCTUATION = string.punctuation.encode()
_SHAPE = bytes(b" a"[not bytes((code,)).isspace()] for code in range(256))
"""For each byte a blank, or a letter for all that is none."""
_DATA = re.compile(r"data:[\w.+/-]*[;,][^\s)\"'<>]*")
_INLINE = re.compile(r"[\[*_`<\\~=!{&]")
_MARK = re.compile(r"(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|\[!\w+\][-+]?|#{1,6}[ \t]+)*")
_NO_PROSE = re.compile(
    r"(?:\||[-=*_:| \t]+$|\[[^\]\n]+\]:|[\w.-]+::[ \t]|!\[|\{|%%|:::|#\+"
    r"|(?:!!!|\?\?\?\+?|===)[ ]?[\w\"]|import[ ][^;]{1,200}[ ]from[ ]['\"])"
)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|%%.*?%%", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]")


def word_count(note: Note) -> int:
    """Return the number of words in the body; each Han or Kana character is one, an embedded image none."""
    body = note.body
    if "data:" in body:
        body = _DATA.sub(" ", body)
    if not body.isascii():
        if _HAN_OR_KANA.search(body):
            return len(_WORD_OR_CHARACTER.findall(body))
        body = _NO_WORD.sub(_blank_or_nothing, body)
    # Without punctuation, what begins behind a blank is a word; on bytes this is much faster than a pattern or a list.
    shape = body.encode().translate(_SHAPE, _PUNCTUATION)
    return shape.count(b" a") + shape.startswith(b"a")


def _blank_or_nothing(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else ""


def excerpt(note: Note) -> str:
    """Return the beginning of the body's prose as one line of plain text, without its title."""
    start = note.body_start
    body = flatten(note.text[start : start + _HEAD])
    body = blank(body, fences(body))
    if "<" in body or "%%" in body:
        body = blank(body, [match.span() for match in _UNSEEN.finditer(body)])
    found: list[str] = []
    room = LENGTH
    for line in map(str.strip, body.split("\n")):
        if not line or _HEADING.match(line) or _NO_PROSE.match(line):
            continue
        mark = _MARK.match(line)
        rest = line[mark.end() if mark else 0 :][:_LINE]
        text = one_line(unescape(plain(rest)) if _INLINE.search(rest) else rest, _LINE)
        if not text or (not found and text == note.title):
            continue
        found.append(text)
        room -= len(text) + 1
        if room <= 0:
            break
    text = " ".join(found)
    line = one_line(text, len(text))
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + GOES_ON
