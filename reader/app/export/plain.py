"""A note as plain text: paragraphs apart, lists and quotes marked, tables in rows, addresses in full."""

import re
from html import unescape

from msgspec import Struct

from reader.app.entries import Entry, gather
from reader.app.export.tags import Attributes, Tag, has_title, tokens
from reader.app.messages import PageRead
from reader.app.wording import credit, details
from reader.core.text import one_line

_APART = frozenset(
    "p h1 h2 h3 h4 h5 h6 pre blockquote table div section figure dl details article aside header footer nav hr".split()
)
_ON_A_LINE = frozenset("li tr dt dd br summary figcaption caption ul ol main address".split())
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_INDENTED = frozenset({"dd", "pre"})
_CONTAINERS = frozenset({"li", "blockquote", *_INDENTED})
_UNDERLINES = {"h1": "=", "h2": "-"}
_RULE = "* * *"
_LISTED = re.compile(r'id="source-(\d+)"')


def export_text(read: PageRead) -> str:
    """Return a note as plain text under its title, with the sources that its own text does not list at the end."""
    writer = _Writer()
    for token in tokens(read.page.html):
        writer.take(token)
    writer.end_line()
    lines = writer.lines
    title = one_line(read.facts.title)
    if not has_title(read.page.html) and not (lines and lines[0].startswith(title.rstrip("…"))):
        lines[:0] = [title, _UNDERLINES["h1"] * min(len(title), 80), ""]
    listed = set(_LISTED.findall(read.page.html))
    missing = [source for number, source in enumerate(read.citations.sources) if str(number) not in listed]
    entries = gather(missing)
    if entries:
        rows = [f"{number}. {_named(entry)}" for number, entry in enumerate(entries, 1)]
        lines += ["", "Sources", "-------", "", *rows]
    return "\n".join(lines).strip("\n") + "\n"


def _named(entry: Entry) -> str:
    title, address, more = entry.title, entry.url or entry.note, details(entry.work)
    before = credit(entry.work)
    key = f"[{entry.key}]" if entry.work else ""
    parts = (key, f"{before}:" if before else "", f"{title}. {more}." if more else title)
    return " ".join(filter(None, (*parts, f"<{address}>" if title and address else address)))


class _Container(Struct):
    """A list item or quote: what stands before its first line, and before all others."""

    first: str
    rest: str
    begun: bool = False


class _Writer:
    """Lay the tokens of a page out in lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._open: list[_Container] = []
        self._lists: list[int | None] = []
        self._cells: list[str] | None = None
        self._gap = False
        self._verbatim = False
        self._skipped = ""
        self._address = ""
        self._host: int | None = None
        self._note = False

    def take(self, tag: Tag) -> None:
        """Lay out one token."""
        if self._skipped:
            if tag.closes and tag.name == self._skipped:
                self._skipped = ""
            return
        if not tag.name:
            self._line.append(unescape(tag.text))
        elif tag.closes:
            self._close(tag.name)
        else:
            self._begin(tag.name, tag.attributes())

    def _begin(self, name: str, attributes: Attributes) -> None:
        if name in _APART or name in _ON_A_LINE:
            self.end_line()
            self._gap = self._gap or name in _APART or (name in _LISTS and not self._lists)
        if name in _LISTS:
            self._lists.append(_number(attributes.get("start", "1")) if name == "ol" else None)
        elif name == "li":
            self._item()
        elif name == "blockquote":
            self._open.append(_Container("> ", "> "))
        elif name in _INDENTED:
            self._open.append(_Container("    ", "    "))
            self._verbatim = name == "pre"
        elif name == "table":
            self._cells = []
        elif name == "hr":
            self._put(_RULE)
        else:
            self._begin_word(name, attributes)

    def _begin_word(self, name: str, attributes: Attributes) -> None:
        classes = attributes.get("class", "").split()
        if name == "img" and attributes.get("alt"):
            self._line.append(f"[{attributes['alt']}]")
        elif name == "math":
            self._line.append(attributes.get("alttext", ""))
            self._skipped = name
        elif name == "a":
            self._address = attributes.get("href", "")
            self._skipped = name if "footnote-back" in classes else ""
        elif name == "sup" and "footnote-ref" in classes:
            self._line.append("[")
            self._note = True
        elif "url-host" in classes:
            self._host = len(self._line)
        elif "task-box" in classes:
            self._line.append("[x] " if "task-true" in classes else "[ ] ")

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        marker = "- " if number is None else f"{number}. "
        if self._lists and number is not None:
            self._lists[-1] = number + 1
        self._open.append(_Container(marker, " " * len(marker)))

    def _close(self, name: str) -> None:
        if name == "a":
            self._close_link()
        elif name == "sup" and self._note:
            self._line.append("]")
            self._note = False
        elif name in _CELLS and self._cells is not None:
            self._cells.append(" ".join("".join(self._line).split()))
            self._line.clear()
        elif name == "tr" and self._cells:
            cells, self._cells = self._cells, None
            self._put(" | ".join(cells))
            self._cells = []
        elif name in _APART or name in _ON_A_LINE:
            self._close_block(name)

    def _close_link(self) -> None:
        if self._host is not None:
            # The page shows an address as host and path; here it is written as it is.
            self._line[self._host :] = [self._address]
        self._host = None

    def _close_block(self, name: str) -> None:
        if name == "table":
            self._cells = None
            self._line.clear()
        before = len(self.lines)
        self.end_line()
        if name in _UNDERLINES and len(self.lines) > before:
            self._put(_UNDERLINES[name] * min(len(self.lines[-1].strip()), 80))
        if name in _LISTS and self._lists:
            self._lists.pop()
        elif name in _CONTAINERS and self._open:
            self._verbatim = False
            if name == "li" and not self._open[-1].begun:
                self._put("")
            self._open.pop()
        self._gap = self._gap or name in _APART or (name in _LISTS and not self._lists)

    def end_line(self) -> None:
        """Put what has gathered on a line of its own."""
        text = "".join(self._line)
        if self._cells is not None:
            self._line[:] = [text, " "]
            return
        self._line.clear()
        if self._verbatim:
            for line in text.strip("\n").split("\n"):
                self._put(line)
        elif words := " ".join(text.split()):
            self._put(words)

    def _put(self, line: str) -> None:
        if self._gap and self.lines:
            self.lines.append("".join(item.rest for item in self._open if item.begun).rstrip())
        self._gap = False
        before = "".join(item.rest if item.begun else item.first for item in self._open)
        for item in self._open:
            item.begun = True
        self.lines.append((before + line).rstrip())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1
