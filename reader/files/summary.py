"""What the list shows of a note: how it begins and how many words it has. Linear and cheap."""

import re

from reader.core.note import Note
from reader.core.text import one_line
from reader.files.parse import flatten
from reader.files.prose import blank, fences
from reader.files.title import plain

LENGTH = 240
"""How long an excerpt may be, in code points."""

_HEAD = 8_192
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DATA = re.compile(r"data:[\w.+/-]*[;,][^\s)\"'<>]*")
_WORD = re.compile(r"[^\W_]\S*")
_WORD_OR_CJK = re.compile(rf"[{_CJK}]|[^\W_{_CJK}][^\s{_CJK}]*")
_MARK = re.compile(r"(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|\[!\w+\][-+]?|#{1,6}[ \t]+)*")
_NO_PROSE = re.compile(r"(?:\||[-=*_:| \t]+$|\[[^\]\n]+\]:|[\w.-]+::[ \t]|!\[|\{|%%)")
_HEADING = re.compile(r"#{1,6}[ \t]")


def word_count(note: Note) -> int:
    """Return the number of words in the body; each Han or Kana character is one, an embedded image none."""
    body = note.body
    if "data:" in body:
        body = _DATA.sub(" ", body)
    return len((_WORD if body.isascii() else _WORD_OR_CJK).findall(body))


def excerpt(note: Note) -> str:
    """Return the beginning of the body's prose as one line of plain text, without its title."""
    start = note.body_start
    body = flatten(note.text[start : start + _HEAD])
    body = blank(body, fences(body))
    found: list[str] = []
    room = LENGTH
    for line in map(str.strip, body.split("\n")):
        if not line or _HEADING.match(line) or _NO_PROSE.match(line):
            continue
        mark = _MARK.match(line)
        text = one_line(plain(line[mark.end() if mark else 0 :]))
        if not text or (not found and text == note.title):
            continue
        found.append(text)
        room -= len(text) + 1
        if room <= 0:
            break
    return one_line(" ".join(found), LENGTH)
