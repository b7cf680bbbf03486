"""Abbreviations: `*[HTML]: Hyper Text Markup Language` explains a word wherever it stands, and does not show itself."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from reader.core.text import one_line

_DEFINITION = re.compile(r"\*\[([^\[\]\n]{1,60})\]:[ \t]*(.*)")
_MOST = 200
_UNTOUCHED = frozenset({"code", "pre", "math", "abbr", "kbd", "cite"})


def plug(md: MarkdownIt) -> None:
    """Teach `md` to collect abbreviations in its `env`."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("reference", "abbreviation", abbreviation, within)


def abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read over a line that explains an abbreviation."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("*[", position) or state.is_code_block(start):
        return False
    match = _DEFINITION.match(state.src, position, state.eMarks[start])
    if match is None or not match[1].strip():
        return False
    if not silent:
        known = state.env.setdefault("abbreviations", {})
        if len(known) < _MOST:
            known.setdefault(match[1].strip(), one_line(match[2], 300))
        state.line = start + 1
    return True


def settle(root: Element, known: Mapping[str, str]) -> None:
    """Set the abbreviations in the text of a page as such."""
    if not known:
        return
    longest_first = sorted(known, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for element in list(root.iter()):
        if element.tag in _UNTOUCHED or (element.get("class") or "").startswith("math"):
            continue
        settled: list[Element] = []
        if element.text and (cut := _cut(words, element.text, known)):
            element.text, settled = cut
        for child in element:
            settled.append(child)
            if child.tail and (cut := _cut(words, child.tail, known)):
                child.tail, made = cut
                settled += made
        element[:] = settled


def _cut(words: re.Pattern[str], text: str, known: Mapping[str, str]) -> tuple[str, list[Element]] | None:
    """Return `text` up to its first abbreviation, and these with the text behind each; None where there is none."""
    first, *rest = words.split(text)
    made = []
    for word, tail in zip(rest[::2], rest[1::2], strict=True):
        element = Element("abbr", {"title": known[word]})
        element.text, element.tail = word, tail
        made.append(element)
    return (first, made) if made else None
