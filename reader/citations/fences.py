"""Code and comments that hide whole lines, found before anything inside of them can mislead."""

import re
from bisect import bisect_right

_OPENING = re.compile(
    # the look ahead passes over most lines at once
    r"\n(?=[ \t>`~<*+\d-])([ \t>]*)(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(```+|~~~+|<!--)"
)
_INDENTED = re.compile(r"\n[ \t]*\n(?P<code>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)")
_ITEM = re.compile(
    r"[ \t>]*(?:[-*+•]|\(?\d{1,3}[.)]|\\?\[[^\]\n]{1,40}\]:?|:)(?:[ \t]|$)|[ \t>]*\[\^?[^\]\n]{1,40}\]:?"
)


def fenced(text: str) -> list[tuple[int, int]] | None:
    """Return the spans of fenced code and of comments that begin a line, in order; `text` begins with a line end.

    None stands for a comment inside a line, which may be anything (code that shows one), and takes a closer look.
    """
    comments = "<!--" in text
    if not comments and not ("`" in text and "```" in text) and not ("~" in text and "~~~" in text):
        return []
    plain = _plain_fences(text)
    if plain is not None:
        return plain
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


def _plain_fences(text: str) -> list[tuple[int, int]] | None:
    """Return the spans where all fences and comments begin their lines and are closed, as in most notes; else None.

    One split finds them all, which is many times faster than a look at every line.
    """
    parts = text.split("```")
    if len(parts) % 2 == 0 or ("~" in text and "~~~" in text):
        return None
    spans: list[tuple[int, int]] = []
    end = 0
    for place, part in enumerate(parts):
        begin, end = end, end + len(part) + 3
        if place + 1 < len(parts) and part[-1:] != "\n":
            return None
        if place % 2:
            if "`" in part and "`" in part[: part.find("\n")]:
                return None
            spans.append((begin - 3, end))
        elif (place and part[:1] not in ("\n", "")) or ("<!--" in part and not _add_comments(part, begin, spans)):
            return None
    return spans


def _add_comments(part: str, base: int, spans: list[tuple[int, int]]) -> bool:
    """Add the comments in a part without fences; tell whether all of them begin their lines and are closed."""
    at = part.find("<!--")
    while at >= 0:
        end = part.find("-->", at + 4)
        if end < 0 or part[at - 1 : at] != "\n":
            return False
        spans.append((base + at, base + end + 3))
        at = part.find("<!--", end + 3)
    return True


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


def indented_code(text: str, hidden: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of code blocks that are made by indenting; what is indented under a list item is none."""
    starts = [start for start, _ in hidden]
    found: list[tuple[int, int]] = []
    in_item = False
    position = 0
    for match in _INDENTED.finditer(text):
        place = bisect_right(starts, match.start("code")) - 1
        if place >= 0 and hidden[place][1] > match.start("code"):
            continue
        before = text[position : match.start()].rsplit("\n\n", 1)[-1]
        lines = [line for line in before.split("\n") if line.strip()]
        flush = [line for line in lines if not line.startswith(("    ", "\t"))]
        if flush:
            in_item = any(_ITEM.match(line) for line in flush)
        position = match.end()
        if not in_item:
            found.append((match.start("code"), match.end("code")))
    return found
