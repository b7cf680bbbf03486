"""Entries that stand for themselves, label or not: link definitions, footnotes and citekeys.

`[1]: https://…` is a source where the address is absolute; a named or a relative one is an ordinary link, and the marks
that use it are no citations. `[1]: 2025, Nov 24. [Title](https://…)` only looks like a definition and is an entry.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from reader.citations.entries import Entry, Shape, entry
from reader.citations.lines import HEADING, RULE, SPECIAL, SUPERSCRIPT, Line, Lines, item_at
from reader.citations.sheet import HIDDEN, Sheet
from reader.citations.urls import end_of_url, find_url, unescaped

_DEFINITION = re.compile(
    r"\n(?P<lead>[ \t>]*(?:(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?(?:\*\*)?))\\?"
    rf"\[(?:\^(?P<foot>[^\[\]\n^]{{1,80}})\^?|(?P<number>\d{{1,6}}|[¹²³⁰⁴-⁹]{{1,3}})|(?P<special>{SPECIAL})|@(?P<key>[^\[\]\s]{{1,120}}))\\?\]:",
)
_PLAIN_LINK = re.compile(r"\s*<?[^\s<>]+>?(?:\s+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[\s\\]*")
_LINK_TEXT = re.compile(r"\[[^\[\]]*\]\(")
_DOI = re.compile(r"10\.\d{4,9}/")
_KEY_VALUE = re.compile(
    r"\s*(?P<kind>doi|arxiv|url|pmid|pmcid|pmc|isbn|wikidata|raw|tag):\s*(?P<value>\S+)\s*", re.IGNORECASE
)


class Definitions(Struct, frozen=True):
    """The entries that were found, the labels that are ordinary links, and the lines that all of these take up."""

    entries: tuple[Entry, ...] = ()
    links: frozenset[str] = frozenset()
    lines: frozenset[int] = frozenset()
    text: str = ""

    def target(self, name: str) -> str | None:
        """Return the web address that `[name]: …` defines, or None."""
        match = re.search(rf"\n[ \t>]*\[{re.escape(name)}\]:[ \t]*<?(?=https?://)", self.text, re.IGNORECASE)
        found = match and find_url(self.text, match.end(), self.text.find("\n", match.end()) % (len(self.text) + 1))
        return found.url if found else None


def find_definitions(lines: Lines) -> Definitions:
    """Return the definitions of a note, in the order of the text."""
    sheet = lines.sheet
    if "]:" not in sheet.mask:
        return Definitions(text=sheet.mask)
    entries: list[Entry] = []
    links: set[str] = set()
    taken: set[int] = set()
    for match in _DEFINITION.finditer(sheet.mask):
        first = lines.number(match.start() + 1)
        note = match["foot"] is not None
        last = _last_line(lines, first, match.end(), footnote=note)
        taken.update(range(first, last + 1))
        end = lines.line(last).end
        found = _entry(sheet, match, end)
        if found is None:
            links.add(match["number"] or match["special"] or "@" + (match["key"] or ""))
        else:
            entries.append(found)
    return Definitions(tuple(entries), frozenset(links), frozenset(taken), sheet.mask)


def _entry(sheet: Sheet, match: re.Match[str], end: int) -> Entry | None:
    start = match.start() + 1 + len(match["lead"])
    body = (match.end(), _trim(sheet.text, match.end(), end))
    if match["foot"] is not None:
        return entry(Shape.FOOTNOTE, match["foot"].strip(), sheet.text, body, start)
    words = sheet.text[body[0] : body[1]]
    if match["key"] is not None:
        return _citekey(sheet, match["key"], body, start)
    plain = _PLAIN_LINK.fullmatch(words)
    if plain:
        found = find_url(sheet.text, *body)
        before = sheet.text[body[0] : found.start].strip(" \t\n<>") if found else ""
        if found is None or (before and not _LINK_TEXT.fullmatch(before)):
            return None
    elif not words.strip():
        return None
    label = (match["number"] or match["special"]).translate(SUPERSCRIPT)
    return entry(Shape.DEFINITION, label, sheet.text, body, start)


def _citekey(sheet: Sheet, key: str, body: tuple[int, int], start: int) -> Entry | None:
    """Return the entry of `[@tag:x]: doi:10.…`, or None for `[@handle]: https://…`, a link to a person."""
    words = sheet.text[body[0] : body[1]]
    value = _KEY_VALUE.fullmatch(words)
    if value is None:
        return entry(Shape.CITEKEY, key, sheet.text, body, start) if len(words.split()) > 1 or ":" in key else None
    url = address_of(value["kind"], value["value"])
    return Entry(Shape.CITEKEY, key, url or words.strip(), url, start, body[1])


def address_of(kind: str, value: str) -> str | None:
    """Return the address of an identifier such as (`doi`, `10.1000/182`), or None where it has none."""
    kind = kind.lower()
    if kind == "url":
        return value
    if kind == "pmid":
        return f"https://pubmed.ncbi.nlm.nih.gov/{value}"
    if kind in ("pmcid", "pmc"):
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{value}"
    if kind == "doi" and _DOI.match(value):
        return "https://doi.org/" + unescaped(value[: end_of_url(value, 0)])
    found = find_url(f"{kind}:{value}", 0, len(kind) + 1 + len(value)) if kind in ("doi", "arxiv") else None
    return found.url if found else None


def _last_line(lines: Lines, first: int, after: int, *, footnote: bool) -> int:
    """Return the last line of a definition: it ends at a blank line, a footnote only where nothing indented follows."""
    mask = lines.mask
    if mask.startswith("[", mask.find("\n", after) + 1):
        # most definitions stand under each other
        return first
    last = first
    blank = False
    for number in range(first + 1, min(len(lines), first + 400)):
        line = lines.line(number)
        words = mask[line.content : line.end]
        if not words.strip():
            blank = True
            continue
        hidden = mask.startswith(HIDDEN, line.start)
        indented = lines.sheet.text.startswith(("  ", "\t"), line.start) if hidden else line.indent >= 2
        if indented and footnote:
            last = number
            blank = False
            continue
        if (
            blank
            or _begins_block(mask, line, words)
            or not (footnote or not mask[after : lines.line(last).end].strip())
        ):
            break
        last = number
    return last


def _begins_block(mask: str, line: Line, words: str) -> bool:
    if mask.startswith(("[", "\\[", "|", HIDDEN), line.content) or HEADING.match(words) or RULE.match(words):
        return True
    return item_at(mask, line) is not None


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\n>\\":
        end -= 1
    return end


def clusters(entries: Iterable[Entry], mask: str) -> list[list[Entry]]:
    """Return `entries` in groups with nothing visible between them: each group is one list.

    Hidden text between two definitions, such as the comment `<!-- link references -->`, does not part them.
    """
    groups: list[list[Entry]] = []
    for each in entries:
        if groups and not mask[groups[-1][-1].end : each.start].strip(" \t\n>\\-*+" + HIDDEN):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
