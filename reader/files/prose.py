"""Where the prose of a note is: everything that is not code, a formula, a comment, a link or HTML.

All functions take `flat`, a text whose lines end in LF (see `reader.files.parse.flatten`), and are linear in it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

# Each way begins with a plain character, and so the search runs from one of the three to the next. A long row of
# backticks is looked at once, from its first one on.
_FENCE = re.compile(r"(`(?<!``)``++(?=[^`\n]*$)|~~~+|\$\$(?=[^$\n]*$))", re.MULTILINE)
_BEFORE_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TICKS = re.compile(r"(?<!\\)`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_LINKS = re.compile(
    r"(?<!#)\[\[[^\[\]\n]*\]\]"
    r"|\[[^\[\]\\\n]*+(?:\\.[^\[\]\\\n]*+){0,20}+\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\]|:[ \t]+\S+)"
    r"|<[A-Za-z/!?][^<>]*>"
    r"|\b[a-zA-Z][a-zA-Z+.-]{1,15}://[^\s<>]+"
    r"|\$\$[^$]{1,5000}\$\$"
    r"|(?<![\\$\w])\$(?![\s$])[^$\n]*?[^\s$\\]\$(?![\d$])"
)

_BLANKS = bytes(10 if code == 10 else 32 for code in range(256))
"""A blank for each byte but the line end."""


def fences(flat: str, start: int = 0) -> list[tuple[int, int]]:
    """Return the spans of fenced code, display formulas and HTML comments from `start` on, in order."""
    found: list[tuple[int, int]] = []
    if "```" in flat or "~~~" in flat or "$$" in flat:
        plain = _plainly_fenced(flat) if start == 0 else None
        found.extend(_fenced(flat, start) if plain is None else plain)
    if "<!--" in flat:
        last = flat.rfind("-->")
        found.extend(match.span() for match in _COMMENT.finditer(flat, start, last + 3) if last >= 0)
        found.sort()
    spans: list[tuple[int, int]] = []
    at = start
    for begin, end in found:
        # What begins inside another one is only its content.
        if begin >= at:
            spans.append((begin, end))
            at = end
    return spans


def _plainly_fenced(flat: str) -> list[tuple[int, int]] | None:
    """Return the spans where all fences are of three backticks, begin their lines and are closed, else None.

    Most notes are so, and one split is many times faster than a look at every mark.
    """
    parts = flat.split("```")
    if len(parts) % 2 == 0 or "~~~" in flat or "$$" in flat:
        return None
    spans: list[tuple[int, int]] = []
    end = 0
    for place, part in enumerate(parts):
        begin, end = end, end + len(part) + 3
        if place + 1 < len(parts) and part[-1:] != "\n":
            return None
        if place % 2:
            if "`" in part[: part.index("\n")]:
                return None
            spans.append((begin - 3, end))
        elif place and part[:1] not in ("\n", ""):
            return None
    return spans


def _fenced(flat: str, start: int) -> Iterator[tuple[int, int]]:
    mark, begin = "", start
    for line, match in _fence_lines(flat, start):
        line_end = flat.find("\n", match.end())
        line_end = len(flat) if line_end < 0 else line_end
        if not mark:
            mark, begin = match[1], line
        elif match[1].startswith(mark) and not flat[match.end() : line_end].strip(mark[0] + " \t"):
            yield begin, line_end
            mark = ""
    if mark and mark != "$$":
        yield begin, len(flat)


def _fence_lines(flat: str, start: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield where the lines are that begin with a mark of a fence, and the mark."""
    # The mark is looked for first and what stands before it then, which is much faster than a look at each line.
    seen = max(start - 1, 0)
    for match in _FENCE.finditer(flat, start):
        line = flat.rfind("\n", seen, match.start()) + 1
        # Behind another mark of the same line this one begins nothing.
        is_first = line > 0 or seen == 0
        seen = match.end()
        if is_first and _BEFORE_FENCE.fullmatch(flat, line, match.start()):
            yield line, match


def inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """Return whether `offset` lies in one of the ordered `spans`."""
    before = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return before >= 0 and offset < spans[before][1]


def passages(flat: str, start: int, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the parts of `flat[start:]` where `pattern` occurs, with blanks in the place of all that is not prose.

    A part is made of whole paragraphs. Where `pattern` does not occur, next to nothing is done.
    """
    if not pattern.search(flat, start):
        return
    body = blank(flat[start:], fences(flat[start:]))
    indented = False
    at = 0
    while match := pattern.search(body, at):
        line = body.rfind("\n", 0, match.start()) + 1
        if not indented and _INDENT.match(body, line):
            body = blank(body, list(_indented(body)))
            indented = True
            continue
        begin = max(body.rfind("\n\n", at, match.start()), at)
        end = body.find("\n\n", match.end())
        at = len(body) if end < 0 else end
        part = body[begin:at]
        part = blank(part, list(_code_spans(part)))
        yield blank(part, [link.span() for link in _LINKS.finditer(part)])


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with a space for each code point inside `spans` (sorted), except for line ends."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for begin, end in spans:
        if begin < at:
            continue
        parts += (text[at:begin], _blanked(text[begin:end]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _blanked(hidden: str) -> str:
    if hidden.isascii():
        return hidden.encode("ascii").translate(_BLANKS).decode("ascii")
    return "\n".join([" " * len(line) for line in hidden.split("\n")])


def _indented(body: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of indented code: behind a blank line, four blanks deep, in no list."""
    after_blank, in_list, in_code = True, False, False
    offset = 0
    for line in body.split("\n"):
        begin, offset = offset, offset + len(line) + 1
        if not line.strip():
            after_blank = True
            continue
        deep = _INDENT.match(line) is not None
        in_code = deep and not in_list and (after_blank or in_code)
        if in_code:
            yield begin, begin + len(line)
        elif _LIST_ITEM.match(line):
            in_list = True
        elif after_blank and not line[0].isspace():
            in_list = False
        after_blank = False


def _code_spans(body: str) -> Iterator[tuple[int, int]]:
    """Yield code spans: from a run of backticks to the next run of the same length in the same paragraph."""
    runs = [match.span() for match in _TICKS.finditer(body)]
    if len(runs) < 2:
        return
    paragraphs = [match.start() for match in _BLANK_LINE.finditer(body)] + [len(body)]
    following: dict[int, int] = {}
    closing: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closing[number] = following.get(length)
        following[length] = number
    number, paragraph = 0, 0
    while number < len(runs):
        begin = runs[number][0]
        while paragraphs[paragraph] < begin:
            paragraph += 1
        close = closing[number]
        if close is not None and runs[close][0] <= paragraphs[paragraph]:
            yield begin, runs[close][1]
            number = close
        number += 1
