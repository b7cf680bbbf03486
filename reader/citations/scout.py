"""Look at a note from afar: most cite nothing, or only by plain links, and need no closer reading.

Every rule here errs on one side: whatever might be a list, an entry or a mark calls for the whole reading. What is
left can be told from the addresses alone, and only the paragraphs around these have to be read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from msgspec import Struct

from reader.citations import likeness
from reader.citations.fences import fenced, hide, indented_code
from reader.citations.html_lists import NOTES
from reader.citations.labels import Label, Weight, find_labels
from reader.citations.lines import has_raised_digit
from reader.citations.sheet import HIDDEN, Sheet, flat, hidden_inline, sheet_of

_ADDRESSES = ("://", "www.", "doi:", "DOI", "rxiv:", "rXiv:")
_CITES = ("oaicite", "citeturn")
_FOREIGN = ("【", "［", "〔", "\ue202turn")
_SIGN = re.compile(
    r"\[(?:(?P<number>\d{1,6})(?:[\\\],;，、،–—‐‑‒−～-]|[ \t\xa0][,;，、،–—‐‑‒−～-]"
    r"|[ \t\xa0]?[&†]|[ \t\xa0]\w{1,3}[ \t\xa0]\d|:[ \t]?[^\d\s]|:\d{1,4}†)"
    r"|(?P<sure>\^|-?@(?![\w.-]+\][(\[:])|cit(?:e[_:]|ation:\d)|web:|oai_)|[\\\[]{1,3}\^?\d|[¹²³⁰⁴-⁹]"
    r"|(?:file|attached_\w+|page|post|source|ref|news|doc):\d|turn\d)"
)
_RELATIVE = re.compile(
    r"\n(?=[ \t>\[])[ \t>]*\[(?P<number>\d{1,6})\]:[ \t]+(?!<?(?:https?:|www\.|doi|arxiv))<?[^\s<>\0]+>?"
    r"(?:[ \t]+(?:\"[^\n]*\"|'[^'\n]*'))?[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
# each pattern begins with one sign, so that the search runs from one such sign to the next
_AT = re.compile(r"@(?<=[\s;(-]@)")
_BEFORE_AT = re.compile(r"\[[^\[\]\n@]{0,60}[\s;(-]\Z")
_KEY = re.compile(r"@\{?(?i:doi:|arxiv:|url:|pmid:|pmc|https?:|10\.\d)")
_SUP = re.compile(r"<(?i:sup)(?:\s[^<>]{0,200})?>\s*(?:<a\s[^<>]{0,200}>)?\\?\[{0,2}\^?\d")
_CARET = re.compile(r"\^\d{1,3}(?:[,–-] ?\d{1,3})*\^")
_BOOK = re.compile(rf"\n[ \t>]*(?:[-*+•·][ \t]+)?\\?\[\d{{1,3}}\\?\][ \t]+[^\n]*?{likeness.YEAR.pattern}")
_LIST_LINE = re.compile(
    r"[ \t>]*(?:[-*+•][ \t]+)?(?:\*\*|__)?"
    r"(?:\(\d|<|\||(?P<number>\d{1,3}(?:</a>)?\\?[.)、．])(?P<words>[^\n]*))"
)
_NUMBERED_TABLE = re.compile(r"\n[ \t>]*\|(?:[^\n]*#|\s*(?i:no|n|nr|ref)\b)")
_MARKED_LINK = re.compile(r"\+\d{1,2}\]\(<?https?:")
_CROSSING = re.compile(
    r"<(?:(?i:code|math|pre|script|style|svg|textarea)(?=[\s/>])|[A-Za-z][^<>]*(?i:hidden|display|visib))"
)


class Promise(Enum):
    """What a note may hold."""

    NOTHING = auto()
    LINKS = auto()
    """No list and no marks, at most plain links."""
    ALL = auto()


class Outlook(Struct, frozen=True):
    """What a note promises, and the sheet on which to find it, unless that is nothing."""

    promise: Promise
    sheet: Sheet | None = None


_NOTHING = Outlook(Promise.NOTHING)


def scout(text: str, start: int) -> Outlook:
    """Tell what the body `text[start:]` may hold."""
    body = flat(text, start)
    spans = fenced(body)
    found = None if spans is None else _look(body, spans, start)
    return found or Outlook(Promise.ALL, sheet_of(body, spans, start))


def _look(body: str, spans: list[tuple[int, int]], start: int) -> Outlook | None:
    """Return what a body promises, or None where that takes the whole reading."""
    prose = _Prose(body, spans)
    addressed = prose.has_any(_ADDRESSES)
    if prose.has_mark(addressed=addressed):
        return None
    if "cite" in prose.text and prose.has_any(_CITES):
        return None
    if "<li" in prose.text and NOTES.search(prose.text):
        return None
    if "(zotero:" in prose.text or (not body.isascii() and prose.has_any(_FOREIGN)):
        return None
    if prose.has_list(find_labels(prose.text)):
        return None
    if not addressed:
        return _NOTHING
    if prose.is_crossed() or prose.is_raised():
        return None
    return prose.links(start)


class _Prose:
    """A body without its fenced blocks, and what inside a paragraph is hidden, found where it is asked for."""

    def __init__(self, body: str, fences: list[tuple[int, int]]) -> None:
        self.body = body
        self.fences = fences
        self.text = hide(body, fences, HIDDEN)
        self._break = " \n \n" if "\r" in body or "\n \n" in body else "\n\n"
        self._spans: list[tuple[int, int]] = []
        self._known = (0, 0)
        self._numbered = False
        self._raised: bool | None = None

    def has_any(self, signs: Iterable[str]) -> bool:
        """Tell whether one of `signs` stands in the text."""
        return any(sign in self.text for sign in signs)

    def has_mark(self, *, addressed: bool) -> bool:
        """Tell whether something may be a mark; a number counts only where there may be a list."""
        text = self.text
        relative: frozenset[str] | None = None
        listed: bool | None = addressed or None
        for match in _SIGN.finditer(text):
            if match["sure"] is None and not listed:
                listed = bool(_BOOK.search(text)) if listed is None else listed
                if not listed:
                    self._numbered = True
                    continue
            if match["number"] is not None:
                if relative is None:
                    relative = frozenset(_RELATIVE.findall(text))
                if match["number"] in relative:
                    continue
            if not self._is_hidden(match.start()):
                return True
        if "@" not in text:
            return False
        opened = (_BEFORE_AT.search(text, max(0, match.start() - 62), match.start()) for match in _AT.finditer(text))
        keys = (match.start() for found in (opened, _KEY.finditer(text)) for match in found if match)
        return any(not self._is_hidden(at) for at in keys)

    def has_list(self, labels: Sequence[Label]) -> bool:
        """Tell whether a list of sources may stand under one of `labels`, which lie in the order of the text."""
        ends = [*(label.start for label in labels[1:]), len(self.text)]
        return any(map(self._leads_a_list, labels, ends))

    def _leads_a_list(self, label: Label, limit: int) -> bool:
        if label.weight is Weight.STRONG:
            return True
        end = self.text.find("\n#", label.rest, limit)
        section = self.text[label.rest : end if end >= 0 else limit]
        if likeness.has_address(section):
            return True
        # "Notes" without an address are sources only where marks repeat their numbers
        dated = bool(likeness.YEAR.search(section))
        return dated and (label.weight is Weight.LINKS or self._numbered or self.is_raised())

    def is_crossed(self) -> bool:
        """Tell whether something else than a fence may hide several paragraphs."""
        return "%%" in self.text or bool(_CROSSING.search(self.text)) or bool(_MARKED_LINK.search(self.text))

    def is_raised(self) -> bool:
        """Tell whether a number is raised, as marks are."""
        if self._raised is None:
            text = self.text
            caret = "^" in text and _CARET.search(text)
            self._raised = bool(caret or has_raised_digit(text) or _SUP.search(text))
        return self._raised

    def links(self, start: int) -> Outlook | None:
        """Return the sheet with all paragraphs read that hold an address; None where one may be an entry."""
        text = self.text
        hidden = list(self.fences)
        latest = -1
        indented = False
        for at in _addresses(text):
            line = text.rfind("\n", max(0, at - 2000), at) + 1
            if _begins_entry(text, line):
                return None
            indented = indented or text.startswith(("    ", "\t"), line)
            self._read(at)
            if self._known[0] > latest:
                latest = self._known[0]
                hidden.extend(self._spans)
        if latest < 0:
            return _NOTHING
        if "|" in text and _NUMBERED_TABLE.search(text):
            return None
        if indented:
            hidden.extend(indented_code(self.body, self.fences))
        return Outlook(Promise.LINKS, Sheet(self.body, _masked(self.body, hidden), start - 1))

    def _read(self, at: int) -> None:
        """Find what is hidden in the paragraphs around `at`."""
        first, last = self._known
        if first <= at < last:
            return
        text = self.text
        first = max(0, text.rfind(self._break, 0, at))
        last = text.find(self._break, at)
        last = len(text) if last < 0 else last + 1
        self._known = (first, last)
        self._spans = [(first + begin, first + end) for begin, end in hidden_inline(text[first:last])]

    def _is_hidden(self, at: int) -> bool:
        self._read(at)
        place = bisect_right(self._spans, (at, len(self.text))) - 1
        return place >= 0 and at < self._spans[place][1]


def _addresses(text: str) -> list[int]:
    """Return where addresses show themselves."""
    found: list[int] = []
    for sign in ("://", "www."):
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return sorted(found)


def _begins_entry(text: str, line: int) -> bool:
    """Tell whether a line with an address may be an entry of a list without a label; steps of an instruction are not.

    A numbered line counts where it is nothing but its link.
    """
    match = _LIST_LINE.match(text, line)
    if match is None:
        return False
    if match["number"] is None:
        return not match[0].endswith("|")
    words = match["words"].lstrip(" \t*_<")
    return words.startswith(("http", "www.", HIDDEN)) or bool(likeness.ONE_LINK.fullmatch(words))


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            begin = max(start, position)
            pieces.append(text[position:begin])
            pieces.append(HIDDEN * (end - begin))
            position = end
    pieces.append(text[position:])
    return "".join(pieces)
