"""Plain words out of Markdown: the title of an entry, and the sentence around a mark."""

import html
import re

from reader.core.text import one_line

_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\))?")
_LINK = re.compile(r"\[((?:[^\[\]\n]|\\[\[\]]){0,400})\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.*?-->", re.DOTALL)
_ANGLE_URL = re.compile(r"<(https?://[^<>\s]+)>")
_EMPHASIS = re.compile(r"\*{1,3}|~~|==|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BACKLINK = re.compile(r"[↩↑⤴]\ufe0e?\d*")
_LINE_START = re.compile(
    r"^[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,3}[.)][ \t]+|\[![^\]\n]*\][+-]?)?"
)
_SENTENCE_END = re.compile(
    r"(?:[.!?…]+[\"'”’»)\]*_]*(?P<marks>(?:\\?\[[^\[\]\n]{1,30}\\?\](?:\([^()\n]*\))?|[¹²³⁰⁴-⁹]+|\^\d+\^|【[^】\n]*】)*)(?=\s|$)"
    r"|[。！？]+[”’」』）]*)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|al|approx|art|bzw|ca|cf|ch|dr|ed|eds|eq|etc|fig|inc|jr|mr|mrs|ms|no|nr|p|pp|prof|sec|st|vgl|vol|vs|u\.a|z\.B|e\.g|i\.e|U\.S))\.$",
    re.IGNORECASE,
)
_REACH = 1200


def plain(text: str) -> str:
    """Return `text` without Markdown and HTML marks, on one line.

    >>> plain("**Tides** of the [Bay](https://example.org)")
    'Tides of the Bay'
    """
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _ANGLE_URL.sub(r"\1", text))
    if "[" in text:
        text = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", text))
    text = _BACKLINK.sub("", _EMPHASIS.sub("", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return one_line(html.unescape(text) if "&" in text else text)


def sentence(text: str, start: int, end: int) -> str:
    """Return the plain sentence of `text` that holds the mark `[start, end)`; a list item or table cell is one.

    >>> sentence("Low tide. The bay is dry[1]. Boats wait.", 24, 27)
    'The bay is dry[1].'
    """
    first, last = _paragraph(text, start, end)
    begin = first
    for match in _SENTENCE_END.finditer(text, first, last):
        if match.end() > start:
            # a mark behind the full stop belongs to the sentence before it
            break
        if not _ABBREVIATION.search(text, max(first, match.start() - 12), match.start() + 1):
            begin = match.end()
    stop = last
    for match in _SENTENCE_END.finditer(text, start, last):
        if match.end() >= end and not _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            stop = match.end()
            break
    lines = text[begin:stop].split("\n")
    return plain(" ".join(_LINE_START.sub("", line, count=1) for line in lines))


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the lines around the mark that make up one paragraph, item or cell."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if text[begin:stop].lstrip(" \t>").startswith("|"):
        return max(begin, text.rfind("|", begin, start) + 1), _before("|", text, end, stop)
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    while begin > low and not _opens_block(text, begin):
        previous = text.rfind("\n", 0, begin - 1) + 1
        if not text[previous : begin - 1].strip(" \t>"):
            break
        begin = previous
    while stop < high:
        following = text.find("\n", stop + 1)
        following = len(text) if following < 0 else following
        if not text[stop + 1 : following].strip(" \t>") or _opens_block(text, stop + 1):
            break
        stop = following
    return max(begin, low), min(stop, high)


def _opens_block(text: str, start: int) -> bool:
    match = _LINE_START.match(text[start : start + 80])
    return bool(match and match[0].strip(" \t>"))


def _before(sign: str, text: str, start: int, stop: int) -> int:
    found = text.find(sign, start, stop)
    return stop if found < 0 else found
