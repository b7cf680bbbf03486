"""Parts of a note: the section under a heading, the block that has an id, and the first screen of a long one."""

import re

from reader.markup.slugs import slug

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LOGSEQ_ID = re.compile(r"[ \t]*(?:[-*][ \t]+)?id:: ([0-9a-fA-F-]{36})[ \t]*")
_LOGSEQ_PROPERTY = re.compile(r"[ \t]*[\w-]{1,40}:: ")
_SIGNS = re.compile(r"^(?:[-*+]|\d{1,9}[.)])[ \t]+|^#{1,6}[ \t]+|[*_`\[\]=]+")
_LONGEST_NAME = 160
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")


def part_of(body: str, part: str) -> str | None:
    """Return the text that `part` means: all of it for none, `heading` its section, `^id` its block, else None."""
    if not part:
        return body
    lines = re.split(r"\r\n|\n|\r", body)
    if part.startswith("^"):
        return _block(lines, part)
    return _section(lines, slug(part.rpartition("#")[2]))


def beginning(text: str, size: int) -> str:
    r"""Return at most `size` characters from the beginning of `text`, whole blocks if there are any, else whole lines.

    >>> beginning("one\n\ntwo\nthree\n\nfour\n", 14)
    'one\n\n'
    """
    head = text[:size]
    if len(head) == len(text):
        return text
    for end in ("\n\n", "\r\n\r\n", "\n", "\r", " "):
        # A heading above one endless paragraph is not much of a beginning.
        if (cut := head.rfind(end)) > size // 8:
            return head[: cut + len(end)]
    return head


def _section(lines: list[str], wanted: str) -> str | None:
    fence = ""
    start, level = -1, 0
    for index, line in enumerate(lines):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        if fence or (heading := _HEADING.match(line)) is None:
            continue
        if start >= 0 and len(heading[1]) <= level:
            return "\n".join(lines[start:index])
        if start < 0 and slug(heading[2]) == wanted:
            start, level = index, len(heading[1])
    return "\n".join(lines[start:]) if start >= 0 else None


def named_blocks(body: str) -> dict[str, str]:
    r"""Return the first line of each block that Logseq has named, by its UUID.

    >>> named_blocks("- High *water*\n  id:: 63e0a1b2-0000-4000-8000-000000000001\n")
    {'63e0a1b2-0000-4000-8000-000000000001': 'High water'}
    """
    found: dict[str, str] = {}
    text = ""
    for line in body.splitlines():
        if match := _LOGSEQ_ID.fullmatch(line):
            found.setdefault(match[1].lower(), text)
        elif line.strip() and not _LOGSEQ_PROPERTY.match(line):
            text = _SIGNS.sub("", line.strip())[:_LONGEST_NAME]
    return found


def _block(lines: list[str], part: str) -> str | None:
    """Return the block that ends with the id: the lines around it up to the blank ones, or just its list item."""
    index = next((number for number, line in enumerate(lines) if line.rstrip().endswith(part)), None)
    if index is None:
        return None
    start = index
    if re.match(r"\s*(?:[-*+]|\d+[.)])\s", lines[index]):
        return lines[index].strip()
    if not lines[index].removesuffix(part).strip() and index > 1 and not lines[index - 1].strip():
        index = start = index - 2
    while start and lines[start - 1].strip():
        start -= 1
    return "\n".join(lines[start : index + 1])
