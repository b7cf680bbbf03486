"""CommonMark's and GFM's own examples, and the comparison that their authors use."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from reader.core.note import Note, Stamp
from reader.markup.context import Context
from reader.markup.marks import Marks
from reader.markup.pipeline import convert

_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt figure footer form h1 h2 h3 h4 h5 h6 head "
    "header hr html iframe li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


class Example(NamedTuple):
    """One example: its number counted from 1, the Markdown, and the HTML that it must give."""

    number: int
    markdown: str
    html: str


def examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a specification."""
    for number, (markdown, html) in enumerate(_EXAMPLE.findall(path.read_text(encoding="utf-8")), 1):
        yield Example(number, markdown.replace("→", "\t"), html.replace("→", "\t"))


def drawn(markdown: str) -> str:
    """Return what the pipeline makes of `markdown` before it is sanitised, outside any library."""
    note = Note("note.md", Stamp(0, 0), markdown, 0, "Note", "")
    context = Context(note, None, Marks(), [0], breaks=False, embed=lambda _path, _part: None)
    return convert(markdown, context)


class _Normal(HTMLParser):
    """Write HTML down in one way: blanks between blocks gone, attributes sorted, entities resolved.

    Ids, classes and the elements that only carry a class are decoration, of which the specification knows nothing.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._after_block = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a start tag."""
        kept = sorted(
            (name, value or "")
            for name, value in attrs
            if name not in {"id", "class", "role", "tabindex", "aria-label"}
        )
        bare = tag in {"span", "div"} and not kept and any(name == "class" for name, _ in attrs)
        if tag not in {"br", "hr", "img", "input"}:
            self._open.append((tag, bare))
        if bare:
            return
        self._blank(tag)
        self.out.append(f"<{tag}" + "".join(f' {name}="{value}"' for name, value in kept) + ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element without content like one without a slash."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Write an end tag, unless its start was left out."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                bare = self._open.pop(place)[1]
                break
        else:
            bare = False
        if not bare:
            self._blank(tag)
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write text; outside code, all blanks are one."""
        if not any(tag == "pre" for tag, _ in self._open):
            data = re.sub(r"\s+", " ", data)
            data = data.lstrip() if self._after_block else data
        if data:
            self.out.append(data.replace("&", "&amp;").replace("<", "&lt;"))
            self._after_block = False

    def handle_comment(self, data: str) -> None:
        """Write a comment."""
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Write a declaration."""
        self.out.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Write a processing instruction."""
        self.out.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """Write CDATA."""
        self.out.append(f"<![{data}]>")

    def _blank(self, tag: str) -> None:
        self._after_block = tag in _BLOCKS
        if self._after_block and self.out and not self.out[-1].startswith("<"):
            self.out[-1] = self.out[-1].rstrip()


def normal(html: str) -> str:
    """Return `html` in the one form in which equal pages are equal."""
    parser = _Normal()
    parser.feed(html)
    parser.close()
    return "".join(parser.out).strip()
