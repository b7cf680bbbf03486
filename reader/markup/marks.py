"""Citation marks tied to the page: put into the source before it is parsed, taken out again as links.

A mark such as `[3]` or `【14†L4】` is replaced by a placeholder, so that Markdown does not make something else of it;
where Markdown must see the mark itself (`[text][1]`, `[^1]`) the placeholder stands behind it. An entry of a reference
list gets one at its beginning. Placeholders begin and end with rare Unicode punctuation, as the brackets they stand
for are punctuation too: emphasis around them keeps its meaning.
"""

import re
from typing import NamedTuple
from urllib.parse import quote

from msgspec import Struct, field

from reader.core.citation import Citations, Mention
from reader.core.note import Note
from reader.core.text import LINE_END

_RARE = "\ua8ce\ua8cf\ua92e\ua92f\ua95f\ua9de\ua9df\uaa5c\uaaf0\uaaf1"
"""Punctuation of Saurashtra, Kayah Li and their like; two that the note does not contain frame the placeholders.

They are of the first plane: a sign of another one would double the size of the text, and what it takes to read it.
"""

_IN_ADDRESS = "%EA%A"
"""How each of them begins inside an address."""

_DEFINITION = re.compile(r"\[[^\]\n]{1,200}\]:")
_FOOTNOTE = re.compile(r"\[\^(?![^\]]*[,;][ \t\d]*\^?|[^\]]+\^[^\]])")
_NO_TEXT = r"(?:(?:([*_])(?:[ \t]*\1){2,}|=+|[*+]|\d{1,9}[.)])[ \t]*|[-:| \t]++)(?:[\r\n]|\Z)"
"""A line without text: a rule, what underlines a heading or stands below a table's head, an item that is empty."""

_BEFORE_ENTRY = re.compile(
    rf"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?!{_NO_TEXT})(?:[-*+]|\d{{1,9}}[.)])[ \t]+){{0,9}}(?:\|[ \t]*)?"
)
_NO_PLACE = re.compile(rf"[ \t]*+(?:[\r\n]|\Z|[#`~>]|<[/!a-zA-Z](?!ttps?:)|{_NO_TEXT})")


class Mark(NamedTuple):
    """All mentions of one mark: `numbers` are their N in `mention-N`, `sources` their sources (None: dangling)."""

    text: str
    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    sources: tuple[int | None, ...]
    attached: bool
    """The placeholder stands behind the mark, which Markdown reads itself."""
    entries: tuple[int, ...] = ()
    """The sources whose whole entry the mark is, such as a link that is cited by itself."""

    @property
    def is_link(self) -> bool:
        """Return whether the mark is a plain link, which keeps its own text and address."""
        return self.labels == ("",)


class Marks(Struct):
    """The placeholders of one text. `opener` and `closer` frame them; both are empty where there are none."""

    opener: str = ""
    closer: str = ""
    marks: list[Mark] = field(default_factory=list)
    entry_lines: dict[int, int] = field(default_factory=dict)
    """How many line ends the entry of a source contains, by the source's index."""
    definitions: dict[int, int] = field(default_factory=dict)
    """The source that a link definition or footnote on a 1-based line of the file is."""
    footnotes: dict[str, int] = field(default_factory=dict)
    """The source that a footnote of this label is."""
    titles: dict[int, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    def restore(self, text: str) -> str:
        """Return `text` with the marks as they were written, for code and other places that show the source."""
        if self.pattern is None or not (self.opener in text or _IN_ADDRESS in text):
            return text
        return self.pattern.sub(self._original, text)

    def _original(self, match: re.Match[str]) -> str:
        kind, number = match[1], int(match[2])
        if kind == "s" or number >= len(self.marks) or self.marks[number].attached:
            return ""
        return self.marks[number].text


def place(note: Note, citations: Citations) -> tuple[str, Marks]:
    """Return the body of `note` with placeholders, and what they stand for."""
    body = note.body
    free = [char for char in _RARE if char not in note.text]
    if len(free) < 2:
        free = list(_RARE)
        body = body.translate(dict.fromkeys(map(ord, _RARE), "\ufffd"))
    opener, closer = free[:2]
    marks = Marks(opener, closer)
    edits: list[tuple[int, int, str]] = []
    _mentions(note, citations, marks, edits)
    _entries(note, citations, marks, edits)
    if not edits:
        return body, marks
    pieces = []
    position = 0
    for start, end, text in sorted(edits):
        if start < position:
            continue
        pieces += [body[position:start], text]
        position = end
    pieces.append(body[position:])
    marks.pattern = re.compile(f"(?:{opener}|{quote(opener)})([ms])([0-9]+)(?:{closer}|{quote(closer)})", re.IGNORECASE)
    return "".join(pieces), marks


def _mentions(note: Note, citations: Citations, marks: Marks, edits: list[tuple[int, int, str]]) -> None:
    groups: dict[tuple[int, int], list[tuple[int, Mention, int | None]]] = {}
    for number, (mention, source) in enumerate(citations.marks()):
        groups.setdefault((mention.start, mention.end), []).append((number, mention, source))
    ends = frozenset(end for _, end in groups)
    last = -1
    for (start, end), group in sorted(groups.items()):
        if start < max(note.body_start, last) or end <= start:
            continue
        last = end
        text = note.text[start:end]
        numbers, mentions, sources = zip(*group, strict=True)
        labels = tuple([mention.label for mention in mentions])
        attached = _is_attached(note.text, start, text, ends) or labels[0] == ""
        code = f"{marks.opener}m{len(marks.marks)}{marks.closer}"
        whole = [index for index in sources if index is not None and start <= citations.sources[index].start < end]
        marks.marks.append(Mark(text, numbers, labels, sources, attached, tuple(whole)))
        begin, stop = start - note.body_start, end - note.body_start
        # A mark over two lines must not move the lines behind it.
        edits.append((stop, stop, code) if attached else (begin, stop, code + "\n" * text.count("\n")))


def _is_attached(text: str, start: int, mark: str, ends: frozenset[int]) -> bool:
    """Return whether Markdown must see the mark itself: a footnote's, or the number of `[text][1]`."""
    if not mark.startswith("["):
        return False
    return bool(_FOOTNOTE.match(mark)) or (text[start - 1 : start] == "]" and start not in ends)


def _entries(note: Note, citations: Citations, marks: Marks, edits: list[tuple[int, int, str]]) -> None:
    for index, source in enumerate(citations.sources):
        marks.titles[index] = source.title
        if not note.body_start <= source.start < source.end <= len(note.text):
            continue
        if source.mentions and source.mentions[0].start <= source.start < source.mentions[0].end:
            continue
        before = _BEFORE_ENTRY.match(note.text, source.start)
        start = before.end() if before else source.start
        if _DEFINITION.match(note.text, start) and not _line_before(note.text, source.start, start).strip("> \t"):
            marks.definitions.setdefault(source.line, index)
            if note.text.startswith("[^", start):
                marks.footnotes.setdefault(note.text[start + 2 : note.text.index("]", start)], index)
            continue
        if start >= source.end or _NO_PLACE.match(note.text, start):
            continue
        marks.entry_lines[index] = sum(1 for _ in LINE_END.finditer(note.text, start, source.end))
        at = start - note.body_start
        edits.append((at, at, f"{marks.opener}s{index}{marks.closer}"))


def _line_before(text: str, start: int, end: int) -> str:
    """Return what stands before `end` on the line that holds `start`."""
    begin = text.rfind("\n", 0, start) + 1
    return text[max(begin, text.rfind("\r", begin, start) + 1) : end]
