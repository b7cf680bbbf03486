"""Find the reference lists of a note: under a label, or by nothing but the shape of their lines.

A label can also introduce prose, and numbered lines can be anything, so a list has to look like one: entries with
addresses, numbers that marks in the text repeat, or the place at the end of the note under a word like "References".
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reader.citations.definitions import Definitions, clusters, find_definitions
from reader.citations.entries import NUMBERED, Entry, Shape, entry, is_address
from reader.citations.labels import Label, Weight, find_labels
from reader.citations.lines import Item, Lines, item_at
from reader.citations.rows import rows
from reader.citations.sheet import Sheet
from reader.citations.urls import find_url
from reader.citations.walk import Walk, walk


@dataclass(frozen=True, slots=True)
class SourceList:
    """The entries of one list and its span on the sheet; `links` tells that it only lists links ("see also")."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    links: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The lists of a note in the order of the text, and the labels of definitions that are ordinary links."""

    lists: tuple[SourceList, ...] = ()
    links: frozenset[str] = frozenset()


_CANDIDATE = re.compile(
    r"\n[ \t>]*(?:[-*+•][ \t]+)?(?:\*\*)?(?:\\?\[\\?\[?(?:\d{1,4}|web:\d+|[¹²³⁰⁴-⁹]+|\^[^\]\s]{1,40})\\?\]|\((?=\d)|<sup>\[?\d|\^\d{1,3}\^|[¹²³⁰⁴-⁹]+[ \t]|\d{1,3}[.)][ \t])",
)
_BIBLIOGRAPHIC = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|[\"“«„][^\"”»\n]{4,}[\"”»“]|(?<![\w*])[*_][^*_\n]{4,}[*_]|\*\*|《|(?:ISBN|ISSN|RFC)\b"
)
_SENTENCE = re.compile(r"`|[.!?]\s*$")
_SEPARATORS = re.compile(r"[\s,;|·•/&.]*(?:(?:and|und|et|y)\s*)?")
_TAIL_LINES = 3


def find_lists(sheet: Sheet, cited: Collection[tuple[int, str]]) -> Found:
    """Return the lists of a sheet; `cited` are the places and labels of everything that looks like a mark."""
    finder = _Finder(sheet, cited)
    finder.labelled()
    finder.unlabelled()
    defined = [
        SourceList(tuple(group), group[0].start, group[-1].end)
        for group in clusters(finder.definitions.entries, sheet.mask)
    ]
    found = sorted([*finder.found, *defined], key=lambda each: each.start)
    return Found(tuple(found), finder.definitions.links)


class _Finder:
    def __init__(self, sheet: Sheet, cited: Collection[tuple[int, str]]) -> None:
        self.sheet = sheet
        self.mask = sheet.mask
        self.lines = Lines(sheet)
        self.cited = cited
        self.definitions: Definitions = find_definitions(sheet, self.lines)
        self.labels: list[Label] = find_labels(sheet.mask)
        self.label_lines = {self.lines.number(label.start) for label in self.labels}
        self.found: list[SourceList] = []
        self.taken: set[int] = set(self.definitions.lines)

    def labelled(self) -> None:
        """Find the lists under labels."""
        for label in self.labels:
            first = self.lines.number(label.start)
            if first in self.taken:
                continue
            steps = walk(self.lines, first, label.rest, label.level, (self.label_lines, self.definitions.lines))
            entries = self._entries(steps, label)
            if entries and self._accept(entries, label, steps.next_line):
                self._keep(entries, first, steps, links=label.weight is Weight.LINKS)

    def unlabelled(self) -> None:
        """Find the lists that are known by their lines alone: numbers with addresses."""
        position = 0
        while match := _CANDIDATE.search(self.mask, position):
            first = self.lines.number(match.start() + 1)
            position = match.end()
            if first in self.taken:
                continue
            line = self.lines.line(first)
            steps = walk(self.lines, first, line.start, 0, (self.label_lines, self.definitions.lines))
            following = self.lines.line(min(steps.next_line, len(self.lines)) - 1).end
            position = max(position, following)
            entries = self._entries(steps, None)
            if entries and self._accept_bare(entries, steps.next_line):
                self._keep(entries, first, steps, links=False)

    def _keep(self, entries: list[Entry], first: int, steps: Walk, *, links: bool) -> None:
        self.found.append(SourceList(tuple(entries), entries[0].start, entries[-1].end, links))
        self.taken.update(range(first, steps.next_line))

    def _entries(self, steps: Walk, label: Label | None) -> list[Entry]:
        if not steps.items:
            return []
        first, end = steps.items[0]
        text = self.sheet.text
        if first.shape is Shape.ROW:
            return rows(text, [(item.start, stop) for item, stop in steps.items], labelled=label is not None)
        if first.shape is Shape.PARAGRAPH:
            if label is None:
                return []
            if first.start >= label.rest and self.lines.number(first.start) == self.lines.number(label.start):
                return self._one_line(first, end)
            return self._paragraphs(steps, label)
        entries = [entry(item.shape, item.label, text, (item.body, stop), item.start) for item, stop in steps.items]
        entries = _without_group_heads(entries, steps.items)
        if label is not None and label.weight is Weight.LINKS:
            entries = [each for each in entries if each.url or _BIBLIOGRAPHIC.search(text, each.start, each.end)]
        return _numbered_by_position(entries)

    def _one_line(self, item: Item, end: int) -> list[Entry]:
        """Return the entries of `Sources: [A](https://…), [B](https://…)`; a sentence with a link is none."""
        text = self.sheet.text
        entries: list[Entry] = []
        position = item.body
        while found := find_url(text, position, end):
            stop = found.end
            while stop < end and text[stop] in ">)":
                stop += 1
            entries.append(entry(Shape.BULLET, "", text, (position, stop), position))
            gap = _SEPARATORS.match(text, stop, end)
            position = gap.end() if gap else stop
        return entries if entries and not text[position:end].strip(" .,;)") else []

    def _paragraphs(self, steps: Walk, label: Label) -> list[Entry]:
        """Return entries that are paragraphs (APA, MLA, or plain addresses), up to the first that looks like prose."""
        text = self.sheet.text
        entries: list[Entry] = []
        for item, end in steps.items:
            pieces = _pieces(text, item.start, end)
            good = [entry(Shape.PARAGRAPH, "", text, piece, piece[0]) for piece in pieces if self._is_reference(*piece)]
            if label.weight is not Weight.STRONG:
                good = [each for each in good if each.url and len(text[each.start : each.end]) < 200]
            entries.extend(good)
            if len(good) < len(pieces):
                break
        return entries

    def _is_reference(self, start: int, end: int) -> bool:
        words = self.sheet.text[start:end].strip()
        if is_address(words) or re.fullmatch(r"\[[^\[\]\n]+\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[.\\]?", words):
            return True
        if words.startswith(("This ", "The following", "These ", "There ", "It ", "In ", "See ")) and len(words) < 4000:
            return False
        found = find_url(words, 0, len(words))
        ends_with_address = bool(found) and len(words) - found.end < 25 if found else False
        year = bool(_BIBLIOGRAPHIC.search(words))
        return (ends_with_address and len(words) < 600) or (
            year and bool(re.match(r"[\"“*_\[«]*\w[^.!?]{0,200}[,.(]", words)) and len(words) < 600
        )

    def _accept(self, entries: list[Entry], label: Label, next_line: int) -> bool:
        with_url = sum(each.url is not None for each in entries)
        if any(each.shape in NUMBERED for each in entries) and self._is_cited(entries):
            return True
        if label.weight is Weight.LINKS:
            return with_url > 0
        if 2 * with_url >= len(entries) and with_url:
            return label.weight is Weight.STRONG or self._look_like_links(entries)
        if label.weight is Weight.WEAK or not self._at_end(next_line):
            return False
        text = self.sheet.text
        plain = sum(
            bool(_SENTENCE.search(text, each.start, each.end)) and not _BIBLIOGRAPHIC.search(text, each.start, each.end)
            for each in entries
        )
        return 2 * plain <= len(entries)

    def _accept_bare(self, entries: list[Entry], next_line: int) -> bool:
        shape = entries[0].shape
        if shape not in NUMBERED:
            return False
        with_url = sum(each.url is not None for each in entries)
        cited = self._is_cited(entries)
        many = len(entries) > 1
        if shape is Shape.ORDERED:
            whole = all(self._whole(each) for each in entries)
            return bool(with_url) and (
                (cited and 2 * with_url >= len(entries)) or (whole and many and self._at_end(next_line))
            )
        if shape is Shape.SUPER:
            return cited
        if shape is Shape.PAREN:
            return 2 * with_url > len(entries) and (many or cited)
        return (
            (bool(with_url) and many and 3 * with_url >= len(entries))
            or cited
            or (bool(with_url) and self._whole(entries[0]))
        )

    def _whole(self, each: Entry) -> bool:
        """Tell whether an entry is an address or one link, and nothing else."""
        words = self.sheet.text[each.start : each.end]
        words = re.sub(r"^\W*\d{1,4}\\?[\].)]+\s*", "", words)
        return is_address(words) or bool(
            re.fullmatch(r"\*{0,2}\[[^\n]{1,300}\]\(https?://[^\s]*\)\*{0,2}[.\s\\]*", words)
        )

    def _look_like_links(self, entries: list[Entry]) -> bool:
        """Tell whether entries consist of their links: under a word such as "Notes" a remark may hold one too."""
        text = self.sheet.text
        good = 0
        for each in entries:
            words = text[each.start : each.end]
            led = re.match(r"\W*(?:\d{1,3}\W{1,3})?(?:\[|<?https?:|\*\*)", words)
            good += each.url is not None and (
                bool(led) or len(words) - len(each.url) < 100 or words.rstrip(" .)>").endswith(each.url)
            )
        return 2 * good > len(entries)

    def _is_cited(self, entries: list[Entry]) -> bool:
        labels = {each.label for each in entries if each.label}
        start, end = entries[0].start, entries[-1].end
        return bool(labels) and any(label in labels and not start <= place < end for place, label in self.cited)

    def _at_end(self, next_line: int) -> bool:
        """Tell whether nothing but a footer or other lists follow."""
        rest = 0
        for number in range(next_line, min(len(self.lines), next_line + 40)):
            if number in self.label_lines:
                return True
            line = self.lines.line(number)
            if number not in self.taken and self.mask[line.content : line.end].strip("-=*_ \0"):
                rest += 1 + (line.end - line.content) // 200
        return rest <= _TAIL_LINES


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as entries of their own where each has its own address or year."""
    lines: list[tuple[int, int]] = []
    position = start
    for line in text[start:end].split("\n"):
        lines.append((position, position + len(line)))
        position += len(line) + 1
    lines = [(first + len(text[first:last]) - len(text[first:last].lstrip(" \t>")), last) for first, last in lines]
    lines = [(first, last) for first, last in lines if first < last]
    own = sum(bool(find_url(text, first, last)) for first, last in lines)
    return lines if len(lines) > 1 and own == len(lines) else [(start, end)]


def _without_group_heads(entries: list[Entry], items: Iterable[tuple[Item, int]]) -> list[Entry]:
    """Drop bullets that only group the links nested under them."""
    indents = [item.indent for item, _ in items]
    return [
        each
        for place, each in enumerate(entries)
        if each.url
        or each.shape is not Shape.BULLET
        or place + 1 == len(entries)
        or indents[place + 1] <= indents[place]
    ]


def _numbered_by_position(entries: list[Entry]) -> list[Entry]:
    """Label entries that all say `1.` by their position: Markdown numbers them itself."""
    same = len(entries) > 1 and all(each.shape is Shape.ORDERED and each.label == "1" for each in entries)
    if not same:
        return entries
    return [
        Entry(each.shape, str(number), each.title, each.url, each.start, each.end)
        for number, each in enumerate(entries, start=1)
    ]
