"""Plain articles: text without Markdown marks, whose paragraphs, headings and lists are found by their shape.

A scraper or a word processor leaves one long line for each paragraph and single line ends between them; CommonMark
would join all of it into one. A poem, a log, code and hard-wrapped prose have another shape and are left alone.
"""

import re

from reader.core.article import LONG

_LIST = re.compile(r"[ \t]*(?:[-*+•–][ \t]+|\d{1,3}[.)][ \t]+)\S")
_TABLE = re.compile(r"[ \t]*\|")
_SHORT_END = re.compile(r"[.!…,;。！，；][\"'”’»)\]*_]*[ \t]*$")
_EMPTY_IMAGE = re.compile(r"[ \t]*!\[[^\]\n]*\]\(\s*\)[ \t]*$")
_BULLET = re.compile(r"([ \t]*)[•–]([ \t]+)")


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
