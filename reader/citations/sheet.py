"""The body of a note as the citation reader sees it: what a reader cannot see is blanked out, offsets stay.

Marks in code, mathematics, comments, HTML attributes and hidden elements are no citations. Instead of teaching that to
every rule, the sheet holds a second copy of the text in which these spans are filled with NUL.
"""

import re
from bisect import bisect_right

from msgspec import Struct

from reader.citations.fences import block_end, fenced, indented_code, line_end, quoted_end

HIDDEN = "\0"
"""What stands in the mask where the text is not for the reader's eyes."""

_TOKEN = re.compile(
    # one character first: the search for it is many times faster than a search for alternatives
    r"[`~<$%\\](?:(?<=`)(?P<code>[^`\n]+`(?!`))|(?<=`)(?P<ticks>`*)|(?<=~)(?P<waves>~~+)|(?<=<)(?P<comment>!--)"
    r"|(?<=<)(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?=[\s/>])[^<>]*)>"
    r"|(?<=\$)(?P<dollars>\$?)|(?<=%)(?P<percent>%)|(?<=\\)(?P<escape>[\\`$%<(\[]))",
)
_FENCE_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?")
_BLANK_LINE = re.compile(r"\n(?=[ \t>]*\n)")
_CODE_TAGS = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:^|\s)hidden(?=\s|=|/|$)", re.IGNORECASE)
_FORMULA = re.compile(r"\\?\^?\d[\d\s,\-–^]*\\?")
_IN_ADDRESS = re.compile(r"https?://[^\s<>]*\Z")
_MANY_TAGS = 100_000
_LONGEST_FORMULA = 4000


class Sheet(Struct, frozen=True):
    """The body of a note behind one line end, so that every line begins with one.

    `text` has LF for every line end, `mask` is the same with hidden parts as NUL (line ends kept), both as long as
    the body plus one. An offset here plus `base` is the offset in the note's text.
    """

    text: str
    mask: str
    base: int


def lay(text: str, start: int) -> Sheet:
    r"""Return the sheet of the body `text[start:]`.

    >>> lay("a `b` c", 0).mask
    '\na \x00\x00\x00 c'
    """
    body = flat(text, start)
    return sheet_of(body, fenced(body), start)


def sheet_of(body: str, fences: list[tuple[int, int]] | None, start: int) -> Sheet:
    """Return the sheet of a body that is flat, and whose fences are known; it begins at `start` in its text."""
    return Sheet(body, _blank(body, _hidden_spans(body, fences)), start - 1)


def flat(text: str, start: int) -> str:
    """Return the body `text[start:]` behind one line end, with LF for every line end and every place as it was."""
    body = "\n" + text[start:]
    if HIDDEN in body:
        body = body.replace(HIDDEN, " ")
    if "\r" in body:
        body = body.replace("\r\n", " \n").replace("\r", "\n")
    return body


class _Fill(dict[int, int]):
    """A table for `str.translate` that turns everything but line ends into NUL."""

    def __missing__(self, code: int) -> int:
        return code if code == _LINE_END else 0


_LINE_END = ord("\n")
_FILL = _Fill()
_FILL.update({code: 0 if code != _LINE_END else code for code in range(128)})


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        if end > position:
            begin = max(start, position)
            pieces.append(text[position:begin])
            hidden = text[begin:end]
            pieces.append(hidden.translate(_FILL) if "\n" in hidden else HIDDEN * len(hidden))
            position = end
    pieces.append(text[position:])
    return "".join(pieces)


def hidden_inline(text: str) -> list[tuple[int, int]]:
    """Return what is hidden inside the paragraphs `text`, which hold no fences."""
    return _Scan(text, []).run() if _may_hide(text) else []


def _may_hide(text: str) -> bool:
    """Tell whether something inside a line may be hidden; a look for one sign is many times faster than one for two."""
    if "`" in text or "<" in text or "$" in text:
        return True
    return ("%" in text and "%%" in text) or ("\\" in text and ("\\[" in text or "\\(" in text))


def _hidden_spans(text: str, fences: list[tuple[int, int]] | None) -> list[tuple[int, int]]:
    if fences is None:
        spans = _Scan(text, []).run()
    elif _may_hide(text):
        spans = _Scan(text, fences).run()
    else:
        spans = fences
    if "\n    " in text or ("\t" in text and "\n\t" in text):
        spans = sorted(spans + indented_code(text, spans))
    return spans


class _Scan:
    """The state of one pass over a text: where code spans can end, and what was hidden so far."""

    def __init__(self, text: str, fences: list[tuple[int, int]]) -> None:
        self.text = text
        self.fences = fences
        self.spans: list[tuple[int, int]] = []
        self._closers: dict[int, int] | None = None
        self._breaks: list[int] | None = None
        self._absent: set[str] = set()

    def run(self) -> list[tuple[int, int]]:
        """Return all hidden spans in order; inside a fence that is known nothing begins."""
        position = 0
        for start, end in [*self.fences, (len(self.text), len(self.text))]:
            while match := _TOKEN.search(self.text, position, start):
                if match.lastgroup == "code":
                    position = match.end()
                    self.spans.append((match.start(), position))
                else:
                    position = self.step(match)
            if position <= start < end:
                self.spans.append((start, end))
            position = max(position, end)
        return self.spans

    def step(self, match: re.Match[str]) -> int:
        """Hide what `match` opens and return where to go on."""
        kind = match.lastgroup
        if kind in ("ticks", "waves") and len(match[0]) > 2 and self._opens_fence(match):
            return self._hide(match.start(), self._fence_end(match))
        if kind == "ticks":
            return self._hide(match.start(), self._code_end(match.start(), match.end()), match.end())
        if kind == "comment":
            return self._hide(match.start(), self._after("-->", match.end()), len(self.text))
        if kind == "dollars":
            return self._hide(match.start(), self._formula_end(match), match.end())
        if kind == "percent":
            return self._hide(match.start(), self._after("%%", match.end()), match.end())
        if kind == "escape":
            return self._escaped(match)
        return self._element(match) if kind == "attributes" else match.end()

    def _hide(self, start: int, end: int, otherwise: int | None = None) -> int:
        """Hide `[start, end)`; where there is no end (-1), go on at `otherwise`."""
        if end < 0:
            return len(self.text) if otherwise is None else otherwise
        self.spans.append((start, end))
        return end

    def _after(self, closer: str, start: int) -> int:
        """Return the offset behind the next `closer`, or -1. A closer that is absent once is not looked for again."""
        if closer in self._absent:
            return -1
        found = self.text.find(closer, start)
        if found < 0:
            self._absent.add(closer)
            return -1
        return found + len(closer)

    def _paragraph_end(self, start: int) -> int:
        if self._breaks is None:
            blank = [match.start() for match in _BLANK_LINE.finditer(self.text)]
            self._breaks = sorted([*blank, *(start for start, _ in self.fences)])
        place = bisect_right(self._breaks, start)
        return self._breaks[place] if place < len(self._breaks) else len(self.text)

    def _opens_fence(self, match: re.Match[str]) -> bool:
        low = max(0, match.start() - 200)
        begin = self.text.rfind("\n", low, match.start()) + 1
        if not begin or not _FENCE_LEAD.fullmatch(self.text, begin, match.start()):
            return False
        end = self.text.find("\n", match.end())
        return match[0][0] == "~" or "`" not in self.text[match.end() : end if end >= 0 else len(self.text)]

    def _fence_end(self, match: re.Match[str]) -> int:
        """Return the end of a fenced block: its closing line, the end of its quote, or the end of the note."""
        line = line_end(self.text, match.end())
        quoted = ">" in self.text[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
        return quoted_end(self.text, match[0], line) if quoted else block_end(self.text, match[0], line)

    def _code_end(self, start: int, after: int) -> int:
        """Return the end of the code span that opens at `start`, or -1: a run of the same length closes it."""
        if after == start + 1:
            closer = self.text.find("`", after)
            if closer < 0 or (self.text[closer + 1 : closer + 2] != "`" and "\n" not in self.text[after:closer]):
                return closer + 1 or -1
        if self._closers is None:
            self._closers = {}
            latest: dict[int, int] = {}
            for run in reversed(list(re.finditer("`+", self.text))):
                length = run.end() - run.start()
                if length in latest:
                    self._closers[run.start()] = latest[length]
                latest[length] = run.end()
        end = self._closers.get(start, -1)
        return end if end <= self._paragraph_end(start) else -1

    def _formula_end(self, match: re.Match[str]) -> int:
        """Return the end of a formula, or -1. A sum of money is none: `$5 and $6` has a blank before its second `$`."""
        text, opener, start = self.text, match[0], match.end()
        limit = min(self._paragraph_end(start), start + _LONGEST_FORMULA)
        end = text.find(opener, start, limit)
        while end >= 0 and text[end - 1] == "\\":
            end = text.find(opener, end + 1, limit)
        if end < 0 or end == start:
            return -1
        after = end + len(opener)
        if len(opener) == 1 and (
            text[start].isspace() or text[end - 1].isspace() or text[after : after + 1].isdecimal()
        ):
            return -1
        return after

    def _escaped(self, match: re.Match[str]) -> int:
        r"""Hide `\[…\]` and `\(…\)` when they hold a formula; `\[1\]` is a mark that an export has escaped."""
        opener = match["escape"]
        if opener not in "[(":
            return match.end()
        closer = "\\]" if opener == "[" else "\\)"
        end = self.text.find(closer, match.end(), min(self._paragraph_end(match.end()), match.end() + _LONGEST_FORMULA))
        if end < 0 or _FORMULA.fullmatch(self.text, match.end(), end) or self.text[end + 2 : end + 3] == "(":
            return match.end()
        if opener == "[":
            plain = _reads_as_text(self.text[match.end() : end])
        else:
            plain = bool(_IN_ADDRESS.search(self.text, max(0, match.start() - 300), match.start()))
        return match.end() if plain else self._hide(match.start(), end + 2)

    def _element(self, match: re.Match[str]) -> int:
        """Hide a tag with attributes, and the whole element where it is code or not displayed."""
        name = match["tag"].lower()
        attributes = match["attributes"]
        empty = attributes.endswith("/")
        whole = name in _CODE_TAGS or _hides(attributes)
        if whole and not match["closing"] and not empty and len(self.spans) < _MANY_TAGS:
            end = self._after_element(name, match.end())
            if end >= 0:
                return self._hide(match.start(), end)
        if attributes.strip(" /"):
            return self._hide(match.start(), match.end())
        return match.end()

    def _after_element(self, name: str, start: int) -> int:
        """Return the offset behind the closing tag that matches an element open at `start`, or -1."""
        if f"</{name}" in self._absent:
            return -1
        depth = 1
        for tag in re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*>", re.IGNORECASE).finditer(self.text, start):
            depth += -1 if tag[1] else 1
            if not depth:
                return tag.end()
        self._absent.add(f"</{name}")
        return -1


def _hides(attributes: str) -> bool:
    """Tell whether the attributes of a tag say that its element is not displayed; hardly any have such a word."""
    folded = attributes.lower()
    return ("none" in folded or "hidden" in folded) and bool(_HIDING.search(attributes))


def _reads_as_text(content: str) -> bool:
    r"""Tell whether an escaped bracket holds words (`\[web:1\]`, `\[sic\]`) and no formula."""
    return bool(re.fullmatch(r"[@^]?[\w:.+†‡ -]{1,40}", content)) and not re.search(r"[=+^_\\]", content[1:])
