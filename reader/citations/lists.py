"""Find the reference lists of a note: under a label, or by nothing but the shape of their lines."""

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.citations import likeness
from reader.citations.definitions import clusters, find_definitions
from reader.citations.entries import Entry, Shape, entry
from reader.citations.html_lists import HtmlList, follows, html_lists
from reader.citations.labels import Label, Weight, find_labels
from reader.citations.lines import Item, Line, Lines
from reader.citations.rows import rows
from reader.citations.urls import find_url
from reader.citations.walk import Start, Walk, walk


class SourceList(Struct, frozen=True):
    """The entries of one list and its span on the sheet; `links` tells that it only lists links ("see also")."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    links: bool = False


class Found(Struct, frozen=True):
    """The lists of a note in the order of the text, and the labels of definitions that are ordinary links."""

    lists: tuple[SourceList, ...] = ()
    links: frozenset[str] = frozenset()


_CANDIDATE = re.compile(
    # the sign that begins a label comes first, so that most lines are passed over at once
    r"\n(?=[ \t>*+•·_\0\\\[(（<^¹²³⁰⁴-⁹\d|【［〔-])[ \t>]*(?:[-*+•·][ \t]+)?(?:<(?:p|li|div)>|\0+(?:</(?:a|span)>)?)?"
    r"(?:\*\*?|__?)?[\\\[(（<^¹²³⁰⁴-⁹\d|【［〔](?:"
    r"(?<=[\\\[])\[?\\?\[?(?:\d{1,4}|(?:web|cite):[ \t]?\d+|[¹²³⁰⁴-⁹]+|\^[^\]\s]{1,40})\\?\]"
    r"|(?<=[(（])(?=\d)|(?<=<)sup>\0*\[?\d|(?<=\^)\[?\d{1,3}\]?\^|(?<=[¹²³⁰⁴-⁹])[¹²³⁰⁴-⁹]*[:.)]?[ \t]"
    r"|(?<=\d)\d{0,2}(?:\*\*|__)?(?:\\?[.)](?:\*\*)?(?:[ \t]|(?=\[|https?:))|[、．]|</"
    r"|[ \t]*[–—:-]?(?:\*\*)?[ \t]+(?=<?https?:|\[[^\]\n]*\]\(http))|(?<=\|)|(?<=[【［〔])\d)",
)
_SEPARATORS = re.compile(r"[\s,;|·•/&.]*(?:(?:and|und|et|y)\s+)?")
_REFERENCE_LINK = re.compile(r"\W*(?:\d{1,3}[.)]\s+)?\[(?P<text>[^\[\]\n]+)\](?:\[(?P<label>[^\[\]\n]*)\])?(?!\()")
_NUMBERED_TABLE = re.compile(r"\|\s*(?:no|n|nr|ref)\b", re.IGNORECASE)
_TAIL_LINES = 3


def find_lists(lines: Lines, cited: Sequence[tuple[int, str]]) -> Found:
    """Return the lists of a note; `cited` are the places and labels of everything that looks like a numeric mark."""
    finder = _Finder(lines, cited)
    finder.labelled()
    finder.unlabelled()
    finder.html()
    defined = [
        SourceList(tuple(group), group[0].start, group[-1].end)
        for group in clusters(finder.definitions.entries, lines.mask)
    ]
    found = sorted([*finder.found, *defined], key=lambda each: each.start)
    return Found(tuple(found), finder.definitions.links)


class _Finder:
    def __init__(self, lines: Lines, cited: Sequence[tuple[int, str]]) -> None:
        self.text = lines.sheet.text
        self.mask = lines.mask
        self.lines = lines
        self.cited: dict[str, list[int]] = {}
        for place, label in cited:
            self.cited.setdefault(label, []).append(place)
        self.definitions = find_definitions(lines)
        self.labels = find_labels(lines.mask)
        self.label_lines = {lines.number(label.start) for label in self.labels}
        self.barriers = (self.label_lines, self.definitions.lines)
        self.html_lists = html_lists(lines.sheet)
        self.found: list[SourceList] = []
        self.taken: set[int] = set(self.definitions.lines)

    def labelled(self) -> None:
        """Find the lists under labels."""
        ends = [*(label.start for label in self.labels[1:]), len(self.text)]
        for label, limit in zip(self.labels, ends, strict=False):
            first = self.lines.number(label.start)
            if first in self.taken or not self._worth_a_walk(label, limit):
                continue
            if any(self._heads(label, each) for each in self.html_lists):
                continue
            start = Start(first, label.rest, label.level, prose=label.weight is Weight.STRONG)
            steps = walk(self.lines, start, self.barriers)
            entries = self._entries(steps, label)
            setting = self._setting(entries, first, steps)
            if entries and likeness.under_label(entries, label.weight, setting):
                self._keep(entries, first, steps, links=label.weight is Weight.LINKS)

    def _worth_a_walk(self, label: Label, limit: int) -> bool:
        """Tell whether a list may stand under a label: most "see also" and "notes" lead to notes next door."""
        if label.weight is Weight.STRONG or (label.weight is Weight.WEAK and self.cited):
            return True
        end = self.mask.find("\n#", label.rest, limit)
        section = self.text[label.rest : end if end >= 0 else limit]
        return likeness.has_address(section) or (label.weight is Weight.LINKS and bool(likeness.YEAR.search(section)))

    def unlabelled(self) -> None:
        """Find the lists that are known by their lines alone: numbers with addresses."""
        position = 0
        if not self.cited and "://" not in self.mask:
            return
        while match := _CANDIDATE.search(self.mask, position):
            first = self.lines.number(match.start() + 1)
            position = match.end()
            line = self.lines.line(first)
            if first in self.taken or not self._promising(match[0], line):
                continue
            steps = walk(self.lines, Start(first, line.start), self.barriers)
            position = max(position, self.lines.line(min(max(steps.next_line, first + 1), len(self.lines)) - 1).end)
            entries = self._entries(steps, None)
            if entries and likeness.by_shape(entries, self._setting(entries, first, steps)):
                self._keep(entries, first, steps, links=False)

    def html(self) -> None:
        """Find the lists that are written as HTML, under labels or by their shape."""
        for each in self.html_lists:
            first, steps = self.lines.number(each.start), Walk(next_line=self.lines.number(each.end) + 1)
            weight = next((label.weight for label in self.labels if self._heads(label, each)), each.weight)
            # tags with addresses are hidden on the mask
            setting = replace(self._setting(each.entries, first, steps), mask=self.text)
            if first not in self.taken and likeness.is_list(each.entries, weight, setting):
                self._keep(each.entries, first, steps, links=weight is Weight.LINKS)

    def _heads(self, label: Label, each: HtmlList) -> bool:
        return follows(self.lines.sheet, label.rest, each.start)

    def _promising(self, begin: str, line: Line) -> bool:
        """Tell whether a line can begin a list; most numbered lines are steps of an instruction, without an address."""
        sign = begin.rstrip()[-1:]
        words = self.mask[line.content : line.end]
        if sign == "|":
            return "#" in words or bool(_NUMBERED_TABLE.match(words))
        return sign not in ".)、．" or "://" in words or bool(self.cited)

    def _keep(self, entries: list[Entry], first: int, steps: Walk, *, links: bool) -> None:
        self.found.append(SourceList(tuple(entries), entries[0].start, entries[-1].end, links))
        self.taken.update(range(first, steps.next_line))

    def _setting(self, entries: Sequence[Entry], first: int, steps: Walk) -> likeness.Setting:
        return likeness.Setting(
            self.text,
            self.mask,
            cited=self._is_cited(entries),
            cited_whole=lambda: self._is_cited(entries, all),
            last=lambda: self._is_last(steps.next_line),
            introduced=lambda: self._is_introduced(first),
            citing=lambda: self._is_citing(entries[0].start, entries[-1].end),
            served=lambda: {each.label for each in entries} <= self._served().keys(),
        )

    def _entries(self, steps: Walk, label: Label | None) -> list[Entry]:
        if not steps.items:
            return []
        first, end = steps.items[0]
        if first.shape is Shape.ROW:
            return rows(self.text, [(item.start, stop) for item, stop in steps.items], labelled=label is not None)
        if first.shape is Shape.PARAGRAPH:
            if label is None:
                return []
            if self.lines.number(first.start) == self.lines.number(label.start):
                return self._one_line(first, end, label, steps.next_line)
            return self._paragraphs(steps, label)
        items = steps.items
        if label is not None and label.weight is Weight.LINKS:
            # most "see also" lists lead to notes next door, which are no sources
            leads = [likeness.may_be_source(self.text, item.body, stop) for item, stop in items]
            mixed = any(leads)
            items = [
                (item, stop)
                for (item, stop), lead in zip(items, leads, strict=True)
                if lead or (mixed and not likeness.has_link(self.text, item.body, stop))
            ]
        made = [self._made(item, stop) for item, stop in items]
        kept = [(each, item) for each, (item, _) in zip(made, items, strict=True) if each is not None]
        return _numbered_by_position(_without_group_heads(kept))

    def _made(self, item: Item, stop: int) -> Entry | None:
        """Return the entry of an item; None where it is a mere link to a definition, which is a source itself."""
        made = entry(item.shape, item.label, self.text, (item.body, stop), item.start)
        if made.url is not None or "[" not in self.mask[item.body : stop]:
            return made
        link = _REFERENCE_LINK.match(self.mask, item.body, stop)
        if link is None:
            return made
        name = link["label"] or link["text"]
        url = self.definitions.target(name)
        if url is not None:
            return made._replace(url=url)
        if name.isdecimal() and (
            name in self.definitions.links or any(each.label == name for each in self.definitions.entries)
        ):
            return None
        return made

    def _one_line(self, item: Item, end: int, label: Label, next_line: int) -> list[Entry]:
        """Return the entries of `Sources: [A](https://…), [B](https://…)`; a sentence with a link is none."""
        entries: list[Entry] = []
        position = item.body
        while found := find_url(self.text, position, end):
            stop = found.end
            while stop < end and self.text[stop] in ">)":
                stop += 1
            if len(self.text[position : found.start].split()) > 16:
                return []
            entries.append(entry(Shape.BULLET, "", self.text, (position, stop), position))
            gap = _SEPARATORS.match(self.text, stop, end)
            position = gap.end() if gap else stop
        whole = not self.text[position:end].strip(" .,;)*_\\\n")
        return entries if whole and (label.weight is not Weight.WEAK or self._is_last(next_line)) else []

    def _paragraphs(self, steps: Walk, label: Label) -> list[Entry]:
        """Return entries that are paragraphs (APA, MLA, or plain addresses), up to the first that is prose."""
        entries: list[Entry] = []
        for item, end in steps.items:
            pieces = _pieces(self.text, item.start, end)
            good = [piece for piece in pieces if likeness.is_reference(self.text, *piece)]
            made = [entry(Shape.PARAGRAPH, "", self.text, piece, piece[0]) for piece in good]
            entries.extend(each for each in made if label.weight is Weight.STRONG or each.url)
            if len(good) < len(pieces):
                break
        return entries

    def _is_cited(self, entries: Sequence[Entry], quantity: Callable[[Iterable[bool]], bool] = any) -> bool:
        """Tell whether marks outside a list repeat its numbers: one of them, or `all`."""
        if not self.cited or not entries:
            return False
        start, end = entries[0].start, entries[-1].end
        # numbered lines are mostly steps: a mark that has its entry in a list above them is not theirs
        served = self._served() if entries[0].shape is Shape.ORDERED else {}
        places = ((served.get(each.label, 0), self.cited.get(each.label, [])) for each in entries if each.label)
        return quantity(
            bool(of_label) and ((of_label[0] < start and of_label[-1] >= since) or of_label[-1] >= end)
            for since, of_label in places
        )

    def _is_citing(self, start: int, end: int) -> bool:
        return any(start < place < end for places in self.cited.values() for place in places)

    def _served(self) -> dict[str, int]:
        """Return where the last list ends that has an entry of a label."""
        return {each.label: group.end for group in self.found if not group.links for each in group.entries}

    def _is_last(self, next_line: int) -> bool:
        """Tell whether nothing but a footer or other lists follow."""
        rest = 0
        for number in range(next_line, min(len(self.lines), next_line + 40)):
            if number in self.label_lines:
                return True
            line = self.lines.line(number)
            if number not in self.taken and self.mask[line.content : line.end].strip("-=*_ \0"):
                rest += 1 + (line.end - line.content) // 200
        return rest <= _TAIL_LINES

    def _is_introduced(self, first: int) -> bool:
        for number in range(first - 1, max(-1, first - 4), -1):
            line = self.lines.line(number)
            words = self.mask[line.content : line.end].rstrip(" \t*_\\")
            if words:
                return words.endswith((":", "："))
        return False


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a paragraph as entries of their own where each has its own address, or its name and year."""
    pieces: list[tuple[int, int]] = []
    position = start
    for line in text[start:end].split("\n"):
        first = position + len(line) - len(line.lstrip(" \t>"))
        position += len(line)
        if first < position:
            pieces.append((first, position))
        position += 1
    own = all(find_url(text, *piece) or likeness.is_dated(text, *piece) for piece in pieces)
    return pieces if len(pieces) > 1 and own else [(start, end)]


def _without_group_heads(pairs: Sequence[tuple[Entry, Item]]) -> list[Entry]:
    """Drop bullets that only group the links nested under them."""
    kept: list[Entry] = []
    for place, (each, item) in enumerate(pairs):
        head = each.url is None and each.shape is Shape.BULLET and place + 1 < len(pairs)
        if not head or pairs[place + 1][1].indent <= item.indent:
            kept.append(each)
    return kept


def _numbered_by_position(entries: Iterable[Entry]) -> list[Entry]:
    """Label entries that all say `1.` by their position: Markdown numbers them itself."""
    found = list(entries)
    if len(found) > 1 and all(each.shape is Shape.ORDERED and each.label == "1" for each in found):
        return [each._replace(label=str(number)) for number, each in enumerate(found, start=1)]
    return found
