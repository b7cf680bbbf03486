"""Fenced code and comments: what hides whole lines, found before anything inside of them can mislead."""

import re

_OPENING = re.compile(
    # the look ahead passes over most lines at once
    r"\n(?=[ \t>`~<*+\d-])([ \t>]*)(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(```+|~~~+|<!--)"
)


def fenced(text: str) -> list[tuple[int, int]] | None:
    """Return the spans of fenced code and of comments that begin a line, in order; `text` begins with a line end.

    None stands for a comment inside a line, which may be anything (code that shows one), and takes a closer look.
    """
    comments = "<!--" in text
    if not comments and "```" not in text and "~~~" not in text:
        return []
    spans: list[tuple[int, int]] = []
    position = 0
    while match := _OPENING.search(text, position):
        lead, sign = match.groups()
        position = match.end()
        at = position - len(sign)
        line = line_end(text, position)
        if sign == "<!--":
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + 3
        elif sign[0] == "`" and "`" in text[position:line]:
            continue
        elif ">" in lead:
            position = quoted_end(text, sign, line)
        else:
            position = block_end(text, sign, line)
        spans.append((at, position))
    return None if comments and _has_comment(text, spans) else spans


def hide(text: str, spans: list[tuple[int, int]], sign: str) -> str:
    """Return `text` with `sign` for every character inside `spans`, line ends among them."""
    if not spans:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces.append(text[position:start])
        pieces.append(sign * (end - start))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def line_end(text: str, at: int) -> int:
    """Return where the line that holds `at` ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def block_end(text: str, marks: str, line: int) -> int:
    """Return the end of the block that `marks` opened on the line that ends at `line`."""
    at = text.find(marks, line)
    while at >= 0:
        begin = at if text[at - 1] == "\n" else text.rfind("\n", line, at) + 1
        line = line_end(text, at)
        if begin == at or not text[begin:at].strip(" \t>"):
            words = text[at:line]
            if words == marks or not words.strip(" \t").strip(marks[0]):
                return line
        at = text.find(marks, line)
    return len(text)


def _has_comment(text: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a comment begins outside of all `spans`."""
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        if text.find("<!--", position, start) >= 0:
            return True
        position = end
    return False


def quoted_end(text: str, marks: str, line: int) -> int:
    """Return the end of a block inside a quote, which ends with the quote at the latest."""
    while line < len(text) and text[line + 1 : line + 40].lstrip(" \t").startswith(">"):
        begin = line + 1
        line = line_end(text, begin)
        words = text[begin:line].strip(" \t>")
        if words.startswith(marks) and not words.strip(marks[0]):
            break
    return line
