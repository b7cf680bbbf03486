"""The title of a note: what a person would call it."""

import re
from collections.abc import Iterable, Iterator
from heapq import merge

from reader.core.article import LONG, first_sentence, is_article
from reader.core.links import without_suffix
from reader.core.text import one_line
from reader.files.prose import fences, inside

_ATX = re.compile(r"#[ \t]+([^\n]+)")
_UNDERLINE = re.compile(r"\n {0,3}=+[ \t]*$", re.MULTILINE)
_NO_SETEXT = re.compile(r"\s*(?:[-*+][ \t]|[>#|=<]|$)| {4}|\t")
_MARKUP = re.compile(r"^(?: {0,3}#{1,6}[ \t]|[ \t>]*(?:`{3}|~{3})|[ \t]*</?[A-Za-z]|[^\n]*\]\()", re.MULTILINE)
_NO_TITLE = re.compile(r"[ \t]*(?:[-*+>|][ \t]|\d+[.)][ \t]|!\[|\||<)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
_WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}\n]*\}[ \t]*$")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|==|(?<!\w)_{1,3})(?=\S)([^*~=\n]*?\S)\1(?!\w)")
_EMPHASIS_SIGN = re.compile("[*~=_]")
_CODE = re.compile(r"(`+)([^`\n]+)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGN = re.compile(r"[\\{\[<*~=_`]")
_PROTECTED = {0xE000 + code: chr(code) for code in range(0x21, 0x7F)}
"""Escaped marks stand for themselves; until the end they hide in a private range."""

_LONG = 1_000
"""How much of a heading is read, in code points."""

_HEAD = 65_536
"""How far into a body a first heading or line is looked for, in code points."""


def find(titles: Iterable[str], flat: str, start: int, path: str, *, bare: bool) -> str:
    """Return the title: a property, the first H1, the first line of a plain text, or the file's name.

    `flat[start:]` is the body, its lines end in LF; `bare` tells that the note has no metadata.
    """
    return (
        next(filter(None, map(one_line, titles)), "")
        or heading(flat, start)
        or (_first_line(flat, start, path) if bare else "")
        or _name(path)
    )


def heading(flat: str, start: int) -> str:
    """Return the first H1 of the body, ATX or setext, as plain text; "" if there is none."""
    end = start + _HEAD
    code: list[tuple[int, int]] | None = None
    for begin, text in merge(_atx(flat, start, end), _setext(flat, start, end)):
        if code is None:
            code = fences(flat[:end], start)
        if not inside(code, begin):
            return one_line(plain(text))
    return ""


def _atx(flat: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where the lines of the form `# Text` are, and their texts."""
    # The sign is looked for first and its line then, which is much faster than a look at each line.
    for match in _ATX.finditer(flat, start, end):
        begin = max(flat.rfind("\n", start, match.start()) + 1, start)
        text = _unclosed(match[1])
        if match.start() - begin <= 3 and not flat[begin : match.start()].strip(" ") and text.strip():
            yield begin, text


def _setext(flat: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where the lines with a line of `=` below them are, and their texts."""
    for match in _UNDERLINE.finditer(flat, start, end):
        begin = max(flat.rfind("\n", start, match.start()) + 1, start)
        text = flat[begin : match.start()]
        if not _NO_SETEXT.match(text):
            yield begin, text


def _unclosed(text: str) -> str:
    """Return the text of a heading without the signs that close it."""
    text = text.rstrip()
    bare = text.rstrip("#")
    return bare if not bare or bare[-1].isspace() else text


def _first_line(flat: str, start: int, path: str) -> str:
    """Return the first line, or its first sentence if it is long, of a text without marks of Markdown."""
    head = flat[start : start + _HEAD]
    line = next((line for line in head.split("\n") if line.strip()), "")
    if _NO_TITLE.match(line) or not any(map(str.isalnum, line)):
        return ""
    if not (is_article(head) or (path.lower().endswith(".txt") and not _MARKUP.search(head))):
        return ""
    line = one_line(line, 2000)
    return one_line(first_sentence(line) if len(line) > LONG else line)


def plain(text: str) -> str:
    r"""Return the text of inline Markdown.

    >>> plain("The *best* of [all](https://example.org) `code` \\# {#best}")
    'The best of all code #'
    """
    text = text[:_LONG]
    if not _SIGN.search(text):
        return text.strip()
    escaped = "\\" in text
    if escaped:
        text = _ESCAPE.sub(lambda match: chr(0xE000 + ord(match[1])), text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "[" in text:
        text = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    if "<" in text:
        text = _TAG.sub("", text)
    for _ in range(3 if _EMPHASIS_SIGN.search(text) else 0):
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    return (text.translate(_PROTECTED) if escaped else text).strip()


def _name(path: str) -> str:
    name = path.rpartition("/")[2]
    return one_line(without_suffix(name)) or one_line(name) or "Untitled"
