"""Find everything in a note that may be a mark; whether it is one, and what it cites, is decided in `scope`."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from reader.citations.forms import NUMBERS, Form, Mark, expand
from reader.citations.lines import SPECIAL, SUPERSCRIPT
from reader.citations.sheet import Sheet
from reader.citations.signs import raised_marks, special_marks
from reader.citations.urls import end_of_url, unescaped

_JOIN = r"(?:[ \t\xa0]?&[ \t\xa0]?|[,،]?[ \t\xa0](?:and|und|et|y|e|en|och|og|и|i|ve|和|و)[ \t\xa0])"
_NOTE = r"[^\]\[\s^,;]{1,40}"
_PAGE = (
    r"pp?\.|S\.|Seite|с\.|стр\.|гл\.|s\.|ss\.|[cC]h(?:ap)?\.|cap\.|[sS]ec(?:t|ci)?\.|art\.|pág\.|[pP]ages?|§|第|頁|页"
)
_BRACKET = re.compile(
    r"\[(?:"
    rf"(?P<numbers>{NUMBERS})\\?\]"
    rf"|(?P<page>\d{{1,4}})(?:[,:;][ \t]?(?:{_PAGE})[^\[\]\n]{{1,40}}|:[ \t]\d[\d–-]{{0,8}})\](?![(\[])"
    r"|[ \t](?P<spaced>\d{1,4})[ \t]\]"
    rf"|(?P<joined>{NUMBERS}{_JOIN}\d{{1,6}})\\?\]"
    rf"|\^(?P<feet>{_NOTE}\^?(?:[ \t]?[,;][ \t]?\^{_NOTE}\^?|[,;][ \t]\d{{1,4}}|[–-]\^\d{{1,4}}){{1,20}})\\?\]"
    r"|(?P<dagger>\d{1,4})(?::\d{1,4})?†[^\]\[\n]{0,80}\]"
    r"|\^(?P<foot>[^\]\[\s^]{1,60})\^?\\?\]"
    r"|\\?\[\^?(?P<nested>\d{1,4})\^?\\?\]\](?=\()"
    r"|(?P<sign>[¹²³⁰⁴-⁹]+)\]"
    rf"|cite:[ \t]*(?P<cite>{NUMBERS})\\?\]"
    rf"|(?P<special>(?:{SPECIAL})(?:[ \t]?,[ \t]?(?:{SPECIAL})){{0,60}})\\?\]"
    r"|oai_citation(?:_attribution)?:(?P<oai>\d{1,4})‡(?P<site_title>[^\]\n]{0,300})\](?=\()"
    r"|【(?P<lens>\d{1,4})[^】\]\n]{0,80}】\](?=\()"
    # the words of a link: a look at what stands behind them passes over the others at once
    r"|(?=[^\[\]\n]{1,200}+\](?:\(|\[\d))(?:"
    r"(?P<site>[^\[\]\n\d](?=[^\[\]\n+]{0,80}\+)[^\[\]\n]{0,80}?\+\d{1,2})\](?=\(<?https?:)"
    r"|(?=[^\[\]\n]{1,200}+\]\(z)(?P<author>[^\[\]\n]{0,150}\d[^\[\]\n]{0,40})\](?=\(zotero://)"
    r"|(?P<text>[^\[\]\n]{1,200})\]\[(?P<number>\d{1,6})\])"
    r")",
)
_JOINED = re.compile(_JOIN)
_KEYS = re.compile(
    r"\[(?P<keys>[^\[\]\n@]{0,60}@[^\[\]]{1,600}(?:\[[^\[\]\n]{0,60}\][^\[\]]{0,300}){0,3})\](?![(:]|\[(?!-?@))"
)
_PAIR = r"\([^\s()\[\]{};,\"']{1,60}\)"
_KEY = re.compile(
    rf"@(?<![^\s;(\-]@)(?:\{{([^{{}}\s]+)\}}|(\w[^\s;,\]\[{{}}()\"'=*]*+(?:{_PAIR}[^\s;,\]\[{{}}()\"'=*]*+)*+))"
)
_ASSIGNED = re.compile(r"@[\w:-]+\s*=")
_NO_WORD = re.compile(r"\d|-@")
_NARRATIVE = re.compile(r"@(?<![\w@/.\\`]@)(?:\{(?P<braced>[^{}\s]{1,100})\}|(?P<plain>\w[\w:.#$%&+?<>~/-]{0,100}))")
_PAIRS = re.compile(rf"(?:{_PAIR}[\w:.#$%&+?<>~/-]{{0,100}}){{1,4}}")
_HYPHEN = re.compile(r"[^\w@/.\\`]-@")
_LOCATOR = re.compile(r"[ \t]\[(?:(?P<number>\d[\d, –-]*|cite:[^\[\]\n]*|\^[^\[\]\n]+)|[^\[\]\n@]{1,60})\](?![(\[:])")
_TARGET = re.compile(
    r"\(\s{0,3}<?(?P<target>[^\s()<>]{0,2000}+(?:\([^\s()<>]{0,500}+\)[^\s()<>]{0,2000}+){0,20}+)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_CRY = re.compile(r"[\w\"”’)»*_!?#+%°.$~=:\0]!")
_REPEATED = re.compile(r"\[(\d{1,4})\](?!\()")
_GROUPED: dict[str, Callable[[str], tuple[Form, tuple[str, ...]]]] = {
    "page": lambda number: (Form.BARE, (number,)),
    "spaced": lambda number: (Form.BARE, (number,)),
    "joined": lambda group: (Form.BARE, expand(_JOINED.sub(",", group))),
    "feet": lambda group: (Form.FOOTNOTE, expand(group.replace("^", ""))),
    "dagger": lambda number: (Form.SPECIAL, (number,)),
    "special": lambda group: (Form.SPECIAL, tuple(re.split(r"[ \t]?,[ \t]?", group))),
    "cite": lambda group: (Form.SPECIAL, expand(group)),
}
"""The form and the labels of a mark that is nothing but numbers or names in brackets."""

_IN_WORDS = re.compile(r".[^\s\[\],:][ \t]|[^\W\d][,:][ \t]|..[^\s\[\],:]|.[^\W\d][,:]")
"""What stands before a mark in the text of a link, and not before a row of numbers in brackets."""

_DAY = re.compile(r"\d-\d+-\d")
_PLAIN_KINDS = frozenset({"numbers", "foot", *_GROUPED})


def find_marks(sheet: Sheet) -> list[Mark]:
    """Return every possible mark of a sheet, in the order of the text, none inside another."""
    mask = sheet.mask
    found: list[Mark] = []
    if "[" in mask:
        found.extend(_brackets(mask))
        if "@" in mask:
            found.extend(_citekeys(mask))
    elif "@" in mask:
        found.extend(_narratives(mask))
    found.extend(special_marks(mask))
    found.extend(raised_marks(mask, sheet.text))
    # of marks that begin together the longest counts
    found.sort(key=attrgetter("end"), reverse=True)
    found.sort(key=attrgetter("start"))
    kept: list[Mark] = []
    end = -1
    for mark in found:
        if mark.start >= end:
            kept.append(mark)
            end = mark.end
    return kept


def _brackets(mask: str) -> Iterator[Mark]:
    for match in _BRACKET.finditer(mask):
        # before a mark that an export has escaped, `!` and `[` mean nothing: `storm!\\[1\\]`
        before = mask[match.start() - 1]
        wikilink = before == "[" and match["numbers"] and not mask.startswith("(", match.end())
        if wikilink or (before == "!" and not _cries(mask, match)):
            # an image, and a link to a note that is called by a number: [[1]]
            continue
        mark = _bracket(mask, match)
        if mark:
            yield mark


def _cries(mask: str, match: re.Match[str]) -> bool:
    """Tell whether the `!` before a mark ends its sentence, as in `what a storm![1]`, and begins no image."""
    if not _CRY.match(mask, max(0, match.start() - 2)):
        return False
    if mask.startswith("(", match.end()):
        return mask.startswith("(#", match.end())
    return match.lastgroup in _PLAIN_KINDS


def _bracket(mask: str, match: re.Match[str]) -> Mark | None:
    kind = match.lastgroup or ""
    if kind == "numbers":
        return _numbers(mask, match)
    if kind in _GROUPED:
        form, labels = _GROUPED[kind](match[kind])
        return Mark(form, _start(mask, match), match.end(), labels)
    if kind == "foot":
        label, end = match["foot"].rstrip("\\").strip("^"), match.end()
        follows = _REPEATED.match(mask, end)
        end = follows.end() if follows and follows[1] == label else end
        return Mark(Form.FOOTNOTE, _start(mask, match), end, (label,))
    if kind == "number":
        label = match["number"]
        if mask[match.start() - 1] == "]" and mask[match.start() - 2].isalpha():
            # [text][name][1]: a link, and a mark behind it
            return Mark(Form.BARE, match.end() - len(label) - 2, match.end(), (label,))
        other = match["text"].strip().isdecimal() and match["text"].strip() != label
        return None if other else Mark(Form.REFERENCE, match.start(), match.end(), (label,), title=match["text"])
    return _link(mask, match)


def _start(mask: str, match: re.Match[str]) -> int:
    return match.start() - (mask[match.start() - 1] == "\\")


def _numbers(mask: str, match: re.Match[str]) -> Mark | None:
    """Return `[1]`, `[1, 3]` or `[1](…)`."""
    end = match.end()
    if _DAY.search(match["numbers"]):
        return None
    link = _TARGET.match(mask, end)
    if link:
        target = link["target"]
        if target.startswith("#") or not target:
            end = link.end()
        elif re.match(r"https?://|www\.", target, re.IGNORECASE):
            label = match["numbers"]
            url = target[: end_of_url(target, 0)] if ")" in target[-1:] else target
            return Mark(Form.LINK, _start(mask, match), link.end(), (label,), unescaped(url or target))
        else:
            return None
    elif len(match["numbers"]) > 3 and mask.startswith(f"[{match['numbers']}]", end):
        end += len(match["numbers"]) + 2  # [2010][2010] is a link whose text is its label
    if mask[end : end + 1] == "]" and (
        mask.startswith("](#", end)
        or not (mask.startswith("](http", end) or _IN_WORDS.match(mask, max(0, match.start() - 3)))
    ):
        return None
    return Mark(Form.BARE, _start(mask, match), end, expand(match["numbers"]))


def _link(mask: str, match: re.Match[str]) -> Mark | None:
    """Return a link that is itself a mark: `[[1]](url)`, `[Site+1](url)`, `[oai_citation:4‡Title](url)`."""
    target = _TARGET.match(mask, match.end())
    url = target["target"] if target else None
    end = target.end() if target else match.end()
    groups = match.groupdict()
    label = groups["nested"] or groups["oai"] or groups["lens"] or groups["site"] or groups["author"]
    if groups["sign"]:
        label = groups["sign"].translate(SUPERSCRIPT)
    if not label:
        return None
    if url is None or not re.match(r"https?://|www\.|zotero://", url, re.IGNORECASE):
        if groups["site"] or groups["author"]:
            return None
        return Mark(Form.SPECIAL if groups["oai"] or groups["lens"] else Form.BARE, match.start(), end, (label,))
    title = groups["site_title"] or (groups["author"] or "")
    return Mark(Form.LINK, match.start(), end, (label,), unescaped(url), title)


def _citekeys(mask: str) -> Iterator[Mark]:
    latest = -1
    spans: list[tuple[int, int]] = []
    for match in _KEYS.finditer(mask):
        start, end = match.span()
        written = match["keys"]
        before = mask[start - 1]
        # book[@lang] is a path into XML; a key has a number, and in Chinese no blank parts a mark from its word
        word = before.isascii() and before.isalnum() and not _NO_WORD.search(written)
        path = before in "/![" or (before == "]" and start != latest) or (before == "*" and _is_factor(mask, start))
        if word or path or ("=" in written and _ASSIGNED.search(written)):
            continue
        keys = tuple(_clean_key(braced or plain) for braced, plain in _KEY.findall(written))
        if keys:
            latest = end
            spans.append((start, end))
            yield Mark(Form.CITEKEY, start, end, tuple(dict.fromkeys(keys)) if len(keys) > 1 else keys)
    yield from _narratives(mask, spans)


def _is_factor(mask: str, start: int) -> bool:
    """Tell whether the `*` before a bracket is no stress: `//*[@id]`, `[@Price]*[@Qty]`."""
    first = mask[max(0, start - 4) : start].rstrip("*")[-1:]
    return first.isalnum() or first in ("/", ":", "]")


def _narratives(mask: str, groups: Iterable[tuple[int, int]] = ()) -> Iterator[Mark]:
    """Yield the keys that stand in the sentence, outside of all `groups`, which lie in the order of the text."""
    ends = iter(groups)
    first, last = next(ends, (len(mask), len(mask)))
    for match in _NARRATIVE.finditer(mask):
        start = match.start()
        while start >= last:
            first, last = next(ends, (len(mask), len(mask)))
        key, end = match["braced"], match.end()
        if first <= start or (mask.startswith("\n[", start - 2) and mask.startswith("]:", end)):
            # of a group, or what a definition defines
            continue
        if key is None:
            # the parentheses of an identifier belong to it: @doi:10.1016/S0140-6736(05)12345-6
            pairs = _PAIRS.match(mask, end) if "/" in match["plain"] and mask.startswith("(", end) else None
            begin = match.start("plain")
            key = _clean_key(mask[begin : pairs.end() if pairs else end])
            end = begin + len(key)
        locator = _LOCATOR.match(mask, end)
        if locator and locator["number"] and not any(map(str.isdecimal, key)):
            locator = None  # @mira [1]: keys have the year in them, people do not
        start -= bool(_HYPHEN.match(mask, max(0, start - 2)))
        yield Mark(Form.NARRATIVE, start, locator.end() if locator else end, (key,))


def _clean_key(key: str) -> str:
    return key.rstrip(".,:;?!#$%&+<>~/-")
