"""Find the marks that need no square brackets: raised numbers, digits behind a sentence, and what assistants leave."""

import re
from collections.abc import Iterator

from reader.citations.forms import NUMBERS, Form, Mark, expand
from reader.citations.lines import SUPERSCRIPT, raised_digits
from reader.citations.urls import unescaped

_LENTICULAR = re.compile(r"【(?:oaicite:)?(?P<label>\d{1,4})(?:†[^】\n]{0,200}|:\d{1,4}†[^】\n]{0,200})?】")
_FULL_WIDTH = re.compile(rf"[［〔](?P<numbers>{NUMBERS})[］〕]")
_OAICITE = re.compile(r":?contentReference\[oaicite:(?P<label>\d{1,4})\](?:\{index=\d{1,4}\})?")
_TURN = re.compile(r"\ue200?(?:file)?cite(?P<labels>(?:\ue202?turn\d{1,4}[a-z]+\d{1,4})+)(?:\ue202L\d+-L\d+)?\ue201?")
_TURN_LABEL = re.compile(r"turn\d+[a-z]+\d+")
_SUP = re.compile(
    # a tag with attributes, of the element itself or of a link in it, is hidden
    rf"[<\0](?:(?<=<)(?i:sup)>\s*\0*|(?<=\0)(?<!\0\0)\0*+\s*)(?:\\?\[){{0,2}}\^?(?P<numbers>{NUMBERS})[,;]?(?:\\?\]){{0,2}}"
    r"(?:\((?P<target>(?:[^()\s]|\([^()\s]*\))*+)\))?(?i:</a>)?\\?\]?\s*(?i:</sup>)",
)
_CARET = re.compile(r"\^(?P<numbers>\d{1,3}(?:[,–-][ ]?\d{1,3}){0,20})\^")
_SIGNS_PLAIN = {**SUPERSCRIPT, **str.maketrans("ʼ˒⁻", ",,-")}
_SIGNS = re.compile(r"[¹²³⁰⁴-⁹]+(?:[ʼ˒,⁻–][¹²³⁰⁴-⁹]+)*")
_CLOSING = "[\"'”’“‘)»«\\]*_\0」』）]"
_GLUED = re.compile(
    rf"\d(?:(?<=[.!?…,;。！？]\d)|(?<={_CLOSING}\d))\d{{0,2}}(?:[,–-]\d{{1,3}}){{0,10}}"
    r"(?=[\s|*_)\]”’“\"»«]|</|\Z|[\u2e80-\uffef])"
)
_ENDED = re.compile(
    # a stop behind a word, with what closes a quote or a stress before or behind it
    rf"(?:[^\W\d_]|[%\0]|[\w/][ \xa0]?{_CLOSING})(?:[ \xa0]?{_CLOSING}){{0,3}}"
    rf"(?:[.…]{{1,3}}|[ \xa0]?[!?]{{1,3}}){_CLOSING}{{0,4}}$"
    rf"|[^\W\d_]{{2}}{_CLOSING}?[,;]{_CLOSING}?$|[。！？]{_CLOSING}*$|{_CLOSING}[。！？]$"
)
_ENDED_BY_YEAR = re.compile(r"(?:[ (](?:1[5-9]|20)\d\d|\d[ \xa0,.]\d{3})[.,]$")
_ENDED_BY_NUMBER = re.compile(r"[ (]\d{1,4}\.$")
_NEW_SENTENCE = re.compile(r"\s*\n|\s+[^\W\d_a-z]|\s+[\"“„«(]|\Z")
_OPENING = re.compile(
    r"[ \xa0]+(?:The|This|These|It|Its|In|An?|They|He|She|We|But|And|For|As|At|By|Of|On|However|Die|Der|Das|Es|Eine?|Im"
    r"|Le|La|Les|Il|Elle|L[’']|En|El|Los|Las|Una?|De|Het|Een|O|A|Os|As|Den|Det)\b"
)
"""How a sentence may begin, but no unit or thing that is counted."""


def glued_marks(mask: str) -> list[Mark]:
    """Return digits glued to the end of a sentence (`tides.3`), for notes in which a numbered list exists."""
    return [
        Mark(Form.GLUED, match.start(), match.end(), expand(match[0]))
        for match in _GLUED.finditer(mask)
        if _is_glued(mask, match)
    ]


def _is_glued(mask: str, match: re.Match[str]) -> bool:
    """Tell whether digits stand behind the end of a sentence, and are no part of a decimal fraction."""
    tail = mask[max(0, match.start() - 20) : match.start()]
    if match.end() < len(mask) and mask[match.end()] > "\u2e7f" and tail[-1] not in "。！？”」』）":
        return False
    if _ENDED.search(tail):
        return True
    # a year or a thousand is a number, too, and only what follows tells it from a decimal fraction
    if _ENDED_BY_YEAR.search(tail):
        return tail.endswith(",") or bool(_NEW_SENTENCE.match(mask, match.end()))
    return bool(_ENDED_BY_NUMBER.search(tail) and _OPENING.match(mask, match.end()))


def special_marks(mask: str) -> Iterator[Mark]:
    """Yield the marks of assistants, which no sentence has by chance, and those in full-width brackets."""
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
    if "citeturn" in mask or "\ue202" in mask:
        for match in _TURN.finditer(mask):
            yield Mark(Form.SPECIAL, match.start(), match.end(), tuple(_TURN_LABEL.findall(match["labels"])))


def raised_marks(mask: str, text: str) -> Iterator[Mark]:
    """Yield the numbers that are raised by a tag, by carets or as signs of their own."""
    if "</" in mask and ("</sup>" in mask or "</SUP>" in mask):
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
    end = 0
    for start in raised_digits(mask):
        signs = _SIGNS.match(mask, start) if start >= end else None
        if signs:
            end = signs.end()
            yield Mark(Form.SUPER, start, end, expand(signs[0].translate(_SIGNS_PLAIN)))
