"""Find everything in a note that may be a mark; whether it is one, and what it cites, is decided in `scope`."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from reader.citations.lines import SPECIAL, SUPERSCRIPT, has_raised_digit
from reader.citations.sheet import Sheet
from reader.citations.urls import end_of_url, unescaped


class Form(Enum):
    """How a mark is written, which decides the evidence that it needs."""

    BARE = auto()
    REFERENCE = auto()
    FOOTNOTE = auto()
    SUPER = auto()
    GLUED = auto()
    SPECIAL = auto()
    LINK = auto()
    CITEKEY = auto()
    NARRATIVE = auto()


class Mark(NamedTuple):
    """A possible mark `[start, end)` on the sheet with the labels that it cites.

    `url` and `title` are those of a link that is itself a mark (form LINK).
    """

    form: Form
    start: int
    end: int
    labels: tuple[str, ...]
    url: str | None = None
    title: str = ""


_DASH = "–—‐‑‒−～-"
_NUMBERS = rf"\d{{1,6}}(?:[ \t\xa0]?[,;，、،{_DASH}][ \t\xa0]?\d{{1,6}}){{0,60}}"
_PAGE = (
    r"pp?\.|S\.|Seite|с\.|стр\.|гл\.|s\.|ss\.|[cC]h(?:ap)?\.|cap\.|[sS]ec(?:t|ci)?\.|art\.|pág\.|[pP]ages?|§|第|頁|页"
)
_BRACKET = re.compile(
    r"\[(?:"
    rf"(?P<numbers>{_NUMBERS})\\?\]"
    rf"|(?P<page>\d{{1,4}})[,:;][ \t]?(?:{_PAGE})[^\[\]\n]{{1,40}}\](?![(\[])"
    r"|\^(?P<foot>[^\]\[\s^]{1,60})\^?\\?\]"
    r"|\\?\[\^?(?P<nested>\d{1,4})\^?\\?\]\](?=\()"
    r"|(?P<sign>[¹²³⁰⁴-⁹]+)\]"
    rf"|cite:[ \t]*(?P<cite>{_NUMBERS})\\?\]"
    rf"|(?P<special>(?:{SPECIAL})(?:[ \t]?,[ \t]?(?:{SPECIAL})){{0,60}})\\?\]"
    r"|oai_citation(?:_attribution)?:(?P<oai>\d{1,4})‡(?P<site_title>[^\]\n]{0,300})\](?=\()"
    r"|【(?P<lens>\d{1,4})[^】\]\n]{0,80}】\](?=\()"
    r"|(?P<site>[^\[\]\n\d][^\[\]\n]{0,80}?\+\d{1,2})\](?=\(<?https?:)"
    r"|(?P<author>[^\[\]\n]{0,150}\d[^\[\]\n]{0,40})\](?=\(zotero://)"
    r"|(?P<text>[^\[\]\n]{1,200})\]\[(?P<number>\d{1,6})\]"
    r")",
)
_KEYS = re.compile(r"\[(?P<keys>[^\[\]\n@]{0,60}@[^\[\]]{1,600}(?:\[[^\[\]\n]{0,60}\][^\[\]]{0,300}){0,3})\](?![(:\[])")
_PAIR = r"\([^\s()\[\]{};,\"']{1,60}\)"
_KEY = re.compile(
    rf"(?:^|(?<=[\s;(\-]))-?@(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<plain>\w(?:[^\s;,\]\[{{}}()\"'=*]|{_PAIR})*))"
)
_NARRATIVE = re.compile(r"@(?<![\w@/.\\`]@)(?:\{(?P<braced>[^{}\s]{1,100})\}|(?P<plain>\w[\w:.#$%&+?<>~/-]{0,100}))")
_PAIRS = re.compile(rf"(?:{_PAIR}[\w:.#$%&+?<>~/-]{{0,100}}){{1,4}}")
_HYPHEN = re.compile(r"[^\w@/.\\`]-@")
_LOCATOR = re.compile(r"[ \t]\[[^\[\]\n@]{1,60}\](?![(\[:])")
_LENTICULAR = re.compile(r"【(?:oaicite:)?(?P<label>\d{1,4})(?:†[^】\n]{0,200}|:\d{1,4}†[^】\n]{0,200})?】")
_FULL_WIDTH = re.compile(rf"[［〔](?P<numbers>{_NUMBERS})[］〕]")
_OAICITE = re.compile(r":?contentReference\[oaicite:(?P<label>\d{1,4})\](?:\{index=\d{1,4}\})?")
_TURN = re.compile(r"\ue200?(?:file)?cite(?P<labels>(?:\ue202?turn\d{1,4}[a-z]+\d{1,4})+)(?:\ue202L\d+-L\d+)?\ue201?")
_TURN_LABEL = re.compile(r"turn\d+[a-z]+\d+")
_SUP = re.compile(
    # a tag with attributes, of the element itself or of a link in it, is hidden
    rf"(?:<sup>\s*\0*|(?<!\0)\0++\s*)\\?\[{{0,2}}\^?(?P<numbers>{_NUMBERS})\\?\]{{0,2}}"
    r"(?:\((?P<target>(?:[^()\s]|\([^()\s]*\))*+)\))?(?:</a>)?\\?\]?\s*</sup>",
    re.IGNORECASE,
)
_CARET = re.compile(r"\^(?P<numbers>\d{1,3}(?:[,–-][ ]?\d{1,3}){0,20})\^")
_SIGNS_PLAIN = {**SUPERSCRIPT, **str.maketrans("ʼ˒⁻", ",,-")}
_SIGNS = re.compile(r"[¹²³⁰⁴-⁹]+(?:[ʼ˒,⁻–][¹²³⁰⁴-⁹]+)*")
_GLUED = re.compile(
    r"\d(?:(?<=[^\W\d_][.!?\"”’)。]\d)|(?<=[^\W\d_][.!?][\"”’)»]\d)|(?<=[^\W\d_][\"”’)»][.!?]\d)|(?<=%[.!?]\d)"
    r"|(?<=[^\W\d_]{3}[,;]\d)|(?<=[^\W\d_][,;][\"”’»]\d)"
    # a year is a number, too, and only what follows tells it from a decimal fraction
    r"|(?<=[ (](?:1[5-9]|20)\d\d\.\d)(?=\d{0,2}(?:\s*\n|\s+[A-Z\"“(]|\Z)))"
    r"\d{0,2}(?:[,–-]\d{1,3}){0,10}(?=\s|\Z)"
)
_TARGET = re.compile(
    r"\(\s{0,3}<?(?P<target>[^\s()<>]{0,2000}+(?:\([^\s()<>]{0,500}+\)[^\s()<>]{0,2000}+){0,20}+)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_CRY = re.compile(r"[\w\"”’)»*_!?]!")
_DAY = re.compile(r"\d-\d+-\d")
_PLAIN_KINDS = frozenset({"numbers", "foot", "special", "cite", "page"})
_SPREAD = 200


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
    found.extend(_special(mask))
    found.extend(_raised(mask, sheet.text))
    found.sort(key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    end = -1
    for mark in found:
        if mark.start >= end:
            kept.append(mark)
            end = mark.end
    return kept


def glued_marks(mask: str) -> list[Mark]:
    """Return digits glued to the end of a sentence (`tides.3`), for notes in which a numbered list exists."""
    return [Mark(Form.GLUED, match.start(), match.end(), expand(match[0])) for match in _GLUED.finditer(mask)]


def expand(numbers: str) -> tuple[str, ...]:
    """Return the labels of a group, with ranges filled in.

    >>> expand("1, 3-5")
    ('1', '3', '4', '5')
    """
    labels: list[str] = []
    for part in re.split(r"[,;，、،]", numbers):
        first, *rest = re.split(rf"\s?[{_DASH}]\s?", part.strip())
        if rest and first.isdecimal() and rest[-1].isdecimal() and 0 < int(rest[-1]) - int(first) <= _SPREAD:
            labels.extend(str(number) for number in range(int(first), int(rest[-1]) + 1))
        else:
            labels.extend(label for label in (first, *rest) if label)
    return tuple(dict.fromkeys(labels))


def _brackets(mask: str) -> Iterator[Mark]:
    for match in _BRACKET.finditer(mask):
        before = mask[match.start() - 1]
        if before == "\\":
            # an export has escaped the mark: `\\[1\\]`
            before = mask[match.start() - 2]
        wikilink = before == "[" and match["numbers"] and not mask.startswith("(", match.end())
        if wikilink or (before == "!" and not _cries(mask, match)):
            # an image, and a link to a note that is called by a number: [[1]]
            continue
        mark = _bracket(mask, match)
        if mark:
            yield mark


def _cries(mask: str, match: re.Match[str]) -> bool:
    """Tell whether the `!` before a mark ends its sentence, as in `what a storm![1]`, and begins no image."""
    glued = _CRY.match(mask, max(0, match.start() - 2))
    return bool(glued) and match.lastgroup in _PLAIN_KINDS and not mask.startswith("(", match.end())


def _bracket(mask: str, match: re.Match[str]) -> Mark | None:
    kind = match.lastgroup
    start, end = _start(mask, match), match.end()
    if kind == "numbers":
        return _numbers(mask, match)
    if kind == "page":
        return Mark(Form.BARE, start, end, (match["page"],))
    if kind == "foot":
        follows = re.compile(r"\[(\d{1,4})\](?!\()").match(mask, end)
        if follows and follows[1] == match["foot"].strip("^"):
            end = follows.end()
        return Mark(Form.FOOTNOTE, start, end, (match["foot"].rstrip("\\").strip("^"),))
    if kind == "special":
        return Mark(Form.SPECIAL, start, end, tuple(re.split(r"[ \t]?,[ \t]?", match["special"])))
    if kind == "cite":
        return Mark(Form.SPECIAL, start, end, expand(match["cite"]))
    if kind == "number":
        if match["text"].strip().isdecimal() and match["text"].strip() != match["number"]:
            return None
        return Mark(Form.REFERENCE, start, end, (match["number"],), title=match["text"])
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
    if mask[end : end + 1] == "]":
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
    for match in _KEYS.finditer(mask):
        keys = tuple(_clean_key(key["braced"] or key["plain"]) for key in _KEY.finditer(match["keys"]))
        before = mask[match.start() - 1]
        # book[@lang] is a path into XML; a key has a number, and in Chinese no blank parts a mark from its word
        word = before.isascii() and before.isalnum() and not re.search(r"\d|-@", match["keys"])
        glued = word or before in "*/]!["
        if keys and not glued and not re.search(r"@[\w:-]+\s*=", match["keys"]):
            yield Mark(Form.CITEKEY, match.start(), match.end(), tuple(dict.fromkeys(keys)))
    yield from _narratives(mask)


def _narratives(mask: str) -> Iterator[Mark]:
    for match in _NARRATIVE.finditer(mask):
        key, end = match["braced"], match.end()
        if key is None:
            # the parentheses of an identifier belong to it: @doi:10.1016/S0140-6736(05)12345-6
            pairs = _PAIRS.match(mask, end) if "/" in match["plain"] and mask.startswith("(", end) else None
            begin = match.start("plain")
            key = _clean_key(mask[begin : pairs.end() if pairs else end])
            end = begin + len(key)
        locator = _LOCATOR.match(mask, end)
        start = match.start() - bool(_HYPHEN.match(mask, max(0, match.start() - 2)))
        yield Mark(Form.NARRATIVE, start, locator.end() if locator else end, (key,))


def _clean_key(key: str) -> str:
    return key.rstrip(".,:;?!#$%&+<>~/-")


def _special(mask: str) -> Iterator[Mark]:
    if "【" in mask:
        for match in _LENTICULAR.finditer(mask):
            heading = "†" not in match[0] and not mask[mask.rfind("\n", 0, match.start()) + 1 : match.start()].strip(
                " #>*-"
            )
            yield Mark(Form.BARE if heading else Form.SPECIAL, match.start(), match.end(), (match["label"],))
    if "［" in mask or "〔" in mask:
        for match in _FULL_WIDTH.finditer(mask):
            yield Mark(Form.BARE, match.start(), match.end(), expand(match["numbers"]))
    if "oaicite" in mask:
        for match in _OAICITE.finditer(mask):
            yield Mark(Form.SPECIAL, match.start(), match.end(), (match["label"],))
    if "citeturn" in mask or "\ue202turn" in mask:
        for match in _TURN.finditer(mask):
            yield Mark(Form.SPECIAL, match.start(), match.end(), tuple(_TURN_LABEL.findall(match["labels"])))


def _raised(mask: str, text: str) -> Iterator[Mark]:
    if "</sup>" in mask or "</SUP>" in mask:
        for match in _SUP.finditer(mask):
            opening = text[match.start() : match.start("numbers")].lower().rfind("<sup")
            start = match.start() + opening
            url = match["target"] or ""
            if opening < 0:
                continue
            if url.startswith(("http://", "https://", "www.")) and match["numbers"].isdecimal():
                yield Mark(Form.LINK, start, match.end(), (match["numbers"],), unescaped(url))
            else:
                yield Mark(Form.SUPER, start, match.end(), expand(match["numbers"]))
    if "^" in mask:
        for match in _CARET.finditer(mask):
            if mask[match.start() - 1] != "[":
                yield Mark(Form.SUPER, match.start(), match.end(), expand(match["numbers"]))
    for match in _SIGNS.finditer(mask) if has_raised_digit(mask) else ():
        yield Mark(Form.SUPER, match.start(), match.end(), expand(match[0].translate(_SIGNS_PLAIN)))
