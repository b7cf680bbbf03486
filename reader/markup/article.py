"""Plain articles: text without Markdown marks, whose paragraphs, headings and lists are found by their shape.

A scraper or a word processor leaves one long line for each paragraph and single line ends between them; CommonMark
would join all of it into one. A poem, a log, code and hard-wrapped prose have another shape and are left alone.
"""

import re

from reader.core.note import Note, Reading

LONG = 120
"""Characters beyond which a line is a paragraph of its own."""

_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|```|~~~|</?[a-zA-Z!]|\[[^\]\n]{1,60}\]:|\[\d{1,4}\][ \t]*\S|(?:=|-){3,}[ \t]*$|>)",
    re.MULTILINE,
)
_LIST = re.compile(r"[ \t]*(?:[-*+•–][ \t]+|\d{1,3}[.)][ \t]+)\S")
_TABLE = re.compile(r"[ \t]*\|")
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*[ \t]*$")
_SHORT_END = re.compile(r"[.!…,;。！，；][\"'”’»)\]*_]*[ \t]*$")
_EMPTY_IMAGE = re.compile(r"[ \t]*!\[[^\]\n]*\]\(\s*\)[ \t]*$")
_MACHINE = re.compile(r"(?: {4}|\t)|[ \t]*\[?\d{1,4}[-/:.]\d{1,2}\b")
"""How lines of code and of logs begin: indented, or with a date or a time."""

_BULLET = re.compile(r"([ \t]*)[•–]([ \t]+)")


def is_article(note: Note) -> bool:
    """Return whether `note` reads like a plain article."""
    if note.reading is not Reading.NONE or note.metadata:
        return False
    lines = note.body.splitlines()
    full = [line for line in lines if line.strip()]
    if len(full) < 4 or (len(lines) - len(full)) * 5 >= len(lines) or _MARKDOWN.search(note.body):
        return False
    prose = [line for line in full if not (_LIST.match(line) or _TABLE.match(line) or _EMPTY_IMAGE.match(line))]
    if not prose or len(prose) * 3 < len(full):
        return False
    if sum(bool(_MACHINE.match(line)) for line in prose) * 4 > len(prose):
        return False
    long = [line for line in prose if len(line) > LONG]
    headings = [line for line in prose if len(line) <= LONG and not _SHORT_END.search(line)]
    ended = sum(bool(_SENTENCE_END.search(line)) for line in long)
    return (
        len(long) >= 2
        and len(headings) <= 2 * len(long) + 1
        and len(long) * 4 >= (len(prose) - len(headings)) * 3
        and ended * 4 >= len(long) * 3
        and _no_outline(lines)
    )


def _no_outline(lines: list[str]) -> bool:
    """Return whether the text is no outliner's file, whose every line is an item."""
    items = sum(line.lstrip().startswith(("- ", "* ")) for line in lines)
    return items * 3 < len(lines) * 2


def as_markdown(body: str, first_line: int) -> tuple[str, list[int]]:
    """Return a plain article as Markdown, and the line of the file for each of its lines.

    Each line is a paragraph, a short line before a long one or a list a heading, the first line the title where it is
    short; lists and tables stay as they are. `first_line` is the line of the file on which `body` begins.
    """
    lines = body.splitlines()
    out: list[str] = []
    numbers: list[int] = []
    previous = ""
    for index, line in enumerate(lines):
        kind = _kind(lines, index, is_first=not any(out))
        if previous and (kind != previous or kind not in {"list", "table"}):
            out.append("")
            numbers.append(first_line + index)
        out.append(_drawn(line, kind))
        numbers.append(first_line + index)
        previous = kind
    return "\n".join(out) + "\n", numbers


def _drawn(line: str, kind: str) -> str:
    if kind == "list":
        return _BULLET.sub(r"\1-\2", line, count=1)
    if kind in {"h1", "h2"}:
        return "#" * int(kind[1]) + " " + line.strip()
    return "" if kind == "blank" else line.lstrip() if kind == "text" else line


def _kind(lines: list[str], index: int, *, is_first: bool) -> str:
    line = lines[index]
    if not line.strip() or _EMPTY_IMAGE.match(line):
        return "blank"
    if _TABLE.match(line):
        return "table"
    if _LIST.match(line):
        return "list"
    if is_first:
        return "h1" if len(line) <= LONG else "text"
    following = next((later for later in lines[index + 1 :] if later.strip() and not _EMPTY_IMAGE.match(later)), "")
    short = len(line) <= LONG and not _SHORT_END.search(line) and bool(following)
    if not short or (line.rstrip().endswith(":") and not _in_title_case(line)):
        return "text"
    return "h2"


def _in_title_case(line: str) -> bool:
    """Return whether a line that ends with a colon is a heading (`Key Benefits:`), not the start of a sentence."""
    words = [word for word in re.findall(r"[^\W\d_][\w’']*", line) if len(word) > 3]
    capitals: int = sum(word[0].isupper() for word in words)
    return capitals * 3 >= len(words) * 2
