"""The headings of a note found without making a page: enough to go to one, for a whole library at once.

What a page makes of a heading is in `reader.markup.headings`; here its text and its id are what they will be there, but
for what only a parser can tell. Lines are kept as they are written, which is cheap, and read when they are wanted.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from reader.core.text import one_line
from reader.markup.slugs import slug

MOST = 500
"""So many headings of a note are found."""
_LONGEST = 200
_LINE = re.compile(
    r"\n(?: {1,3}|(?=[#`~=-])|[ \t]{1,40}(?=-))(?:-[ \t]+)?(?=[#`~=-])(?:"
    r"(?P<marks>#{1,6})(?=[ \t\n]|\Z)(?P<text>[^\n]*)"
    r"|(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"|(?P<under>=+|-+)[ \t]*(?=\n|\Z))"
)
"""A line end first: for that a text is searched quickly. An outliner writes headings as items of a list."""
_NO_OVER = re.compile(r"\s*\Z|[ \t]{4}|[ \t]*(?:[#>|`~<+*=-]|\d+[.)][ \t])")
_MARKED = re.compile(r"[][*`<>~=_\\&#{]")
_BRACES = re.compile(r"[ \t]*\{:?[ \t]?(?:-|[#.][A-Za-z][^{}\n]*)\}[ \t]*$")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_LINKED = re.compile(r"!?\[\[(?:[^\]|\n]*\|)?([^\]|\n]*)\]\]|(?<!!)\[([^\]\n]*)\]\([^)\n]*\)|!\[[^\]\n]*\]\([^)\n]*\)")
_CODE = re.compile(r"`([^`\n]+)`")
_CITED = re.compile(r"\[\^?[\w.-]{1,40}\]")
_TAGGED = re.compile(r"</?[a-zA-Z][^<>\n]*>|<(?=https?:)|(?<=\S)>(?=\s|$)")
_STRESS = re.compile(r"[*`]+|~~|==|(?<!\w)_+|_+(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def heading_lines(body: str) -> str:
    """Return the headings of a note's body that stand outside fenced code, the first 500, as written, a line each."""
    text = body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body
    return "\n".join(islice(_raw(text), MOST))


def heading_id(lines: Iterable[str], number: int) -> str:
    """Return the id that the heading with a number among `lines` has in the page."""
    names = [slug(plain(line)) for line in islice(lines, number + 1)]
    before = Counter(names[:number])[names[number]]
    return f"{names[number]}-{before}" if before else names[number]


def plain(line: str) -> str:
    """Return the text of a heading without the marks of Markdown.

    >>> plain("The **first** [link](x.md) in `<code>` [1] ##")
    'The first link in <code>'
    >>> plain("Tides {#sec:tides .unnumbered}")
    'Tides'
    """
    line = line[: 4 * _LONGEST]
    if not _MARKED.search(line):
        return one_line(line, _LONGEST)
    pieces = _CODE.split(_CLOSING.sub("", _BRACES.sub("", line)))
    return one_line("".join(piece if number % 2 else _prose(piece) for number, piece in enumerate(pieces)), _LONGEST)


def _prose(text: str) -> str:
    text = _LINKED.sub(lambda match: match[1] or match[2] or "", text)
    text = _TAGGED.sub("", _CITED.sub("", text))
    return html.unescape(_ESCAPED.sub(r"\1", _STRESS.sub("", text)))


def _raw(text: str) -> Iterator[str]:
    """Yield the headings as they are written."""
    fence = ""
    for match in _LINE.finditer("\n" + text):
        mark = match["fence"]
        if mark is None:
            line = "" if fence else _written(match, text)
            if line:
                yield line
        elif not fence:
            # A backtick behind the fence makes it code within a line.
            fence = "" if mark[0] == "`" and "`" in match["info"] else mark
        elif mark[0] == fence[0] and len(mark) >= len(fence) and not match["info"].strip():
            fence = ""


def _written(match: re.Match[str], text: str) -> str:
    """Return the heading of a match; "" where a line of signs underlines no text."""
    if match["marks"]:
        return str(match["text"]).strip()
    # The match was found behind one more line end.
    end = max(match.start() - 1, 0)
    over = text[text.rfind("\n", 0, end) + 1 : end]
    return "" if _NO_OVER.match(over) else over.strip()
