"""Tie marks to entries: which marks count, which source each cites, and which lead nowhere."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from itertools import chain, pairwise

from msgspec import Struct, field

from reader.citations import evidence
from reader.citations.entries import Entry, Shape
from reader.citations.forms import KEYED, Form, Mark
from reader.citations.lists import Found, SourceList
from reader.citations.powers import is_power
from reader.citations.scope import Numbering, is_footnote, key
from reader.citations.sheet import Sheet

_NUMERIC = (Form.BARE, Form.SUPER, Form.REFERENCE, Form.SPECIAL, Form.LINK)
_CITE_INSIDE = (Form.REFERENCE, Form.FOOTNOTE, Form.CITEKEY)


class Cited(Struct):
    """An entry with the marks that cite it; `links` tells that it stands in a list of links.

    `by_itself` tells that the entry is a link which is its own mark.
    """

    entry: Entry
    links: bool = False
    by_itself: bool = False
    marks: list[tuple[Mark, str]] = field(default_factory=list)


class Tied(Struct, frozen=True):
    """The outcome: entries with their marks, and the marks with the label that leads nowhere."""

    cited: list[Cited]
    dangling: list[tuple[Mark, str]]

    @property
    def has_citekeys(self) -> bool:
        """Tell whether the note cites by keys."""
        pairs = chain(self.dangling, *(each.marks for each in self.cited))
        return any(mark.form in KEYED for mark, _ in pairs)


def tie(sheet: Sheet, found: Found, keys: Mapping[str, Entry], named: Collection[str], marks: list[Mark]) -> Tied:
    """Tie `marks` to the entries of the lists `found`, and to those of `keys`: citekeys of other places.

    `named` are the keys of the bibliography, without which a lone `@name` is no mark.
    """
    resolver = _Resolver(sheet, found, keys, named, marks)
    for each in resolver.marks:
        mark = resolver.apart(each)
        for label in resolver.counted(mark):
            resolver.tie(mark, label)
    return Tied(resolver.cited, resolver.dangling)


class _Resolver:
    def __init__(
        self, sheet: Sheet, found: Found, keys: Mapping[str, Entry], named: Collection[str], marks: list[Mark]
    ) -> None:
        self.mask = sheet.mask
        self._named = named
        self.cited = [Cited(entry, each.links) for each in found.lists for entry in each.entries]
        self.dangling: list[tuple[Mark, str]] = []
        self._links = {key(label) for label in found.links}
        self._spans = sorted((each.entry.start, each.entry.end) for each in self.cited if each.entry.label)
        self._starts = [start for start, _ in self._spans]
        self._notes = {each.entry.start for each in self.cited if is_footnote(each.entry)}
        self._keys = {key(name): entry for name, entry in keys.items()}
        self._own: dict[tuple[str, str], Cited] = {}
        for each in self.cited:
            if each.entry.shape is Shape.CITEKEY:
                self._own.setdefault((key(each.entry.label), ""), each)
        self.marks = [mark for mark in marks if not self._is_label(mark)]
        groups = (mark.labels for mark in self.marks if mark.form is Form.CITEKEY)
        self._grouped = {folded for folded in map(key, chain(*groups)) if "@" + folded not in self._links}
        self._number(found)
        self._raised = any(
            mark.form is Form.SUPER and not is_power(self.mask, mark) and self._find(mark, self.apart(mark).labels[0])
            for mark in self.marks
        )
        self._noted = any(mark.form is Form.FOOTNOTE for mark in self.marks)

    def _number(self, found: Found) -> None:
        numbered: list[tuple[SourceList, int]] = []
        notes: list[tuple[SourceList, int]] = []
        shown: list[tuple[SourceList, int]] = []
        position = 0
        for each in found.lists:
            kind = notes if all(map(is_footnote, each.entries)) else shown if each.links else numbered
            if each.entries[0].shape is not Shape.CITEKEY:
                kind.append((each, position))
            position += len(each.entries)
        places = [mark.start for mark in self.marks if mark.form in _NUMERIC]
        self._numbers = Numbering(numbered, places)
        self._footnotes = Numbering(notes, [mark.start for mark in self.marks if mark.form is Form.FOOTNOTE])
        self._shown = Numbering(shown, places)

    def _is_label(self, mark: Mark) -> bool:
        """Tell whether a mark is the label of an entry, or stands in a numbered entry, whose text cites nothing."""
        place = bisect_right(self._starts, mark.start) - 1
        if place >= 0 and mark.start < self._spans[place][1]:
            start = self._spans[place][0]
            return mark.start == start or not (start in self._notes or mark.form in _CITE_INSIDE)
        colon = self.mask[mark.end : mark.end + 1] == ":"
        return colon and mark.form is not Form.LINK and not evidence.before(self.mask, mark).strip(" \t>*-+\\")

    def _find(self, mark: Mark, label: str) -> Cited | None:
        """Return the entry that `label` means at a mark, or None."""
        order: tuple[Numbering, ...]
        if mark.form is Form.FOOTNOTE:
            order = (self._footnotes, self._numbers)
        elif self._numbers:
            order = (self._numbers,) if mark.form is Form.BARE else (self._numbers, self._footnotes)
        else:
            order = (self._footnotes, self._shown)
        for numbering in order:
            position = numbering.find(label, mark.start)
            if position is not None:
                return self.cited[position]
        return None

    def apart(self, mark: Mark) -> Mark:
        """Return `¹²` as the mark of 1 and 2 where the list has these, and nothing near a 12."""
        number = mark.labels[0] if mark.form is Form.SUPER and len(mark.labels) == 1 else ""
        if len(number) < 2 or not number.isdecimal() or not self.mask.startswith(tuple("¹²³⁴⁵⁶⁷⁸⁹"), mark.start):
            return mark
        rising = all(one < other for one, other in pairwise(number))
        if rising and not self._find(mark, number) and not self._find(mark, str(int(number) - 1)):
            digits = tuple(number)
            return mark._replace(labels=digits) if all(self._find(mark, digit) for digit in digits) else mark
        return mark

    def counted(self, mark: Mark) -> tuple[str, ...]:
        """Return the labels of a mark that counts, and none for one that only looks like a mark."""
        match mark.form:
            case Form.BARE:
                return self._bare(mark)
            case Form.REFERENCE:
                return self._reference(mark)
            case Form.FOOTNOTE:
                known = all(self._find(mark, label) for label in mark.labels)
                sure = known and not evidence.is_in_pattern(self.mask, mark)
                sure = sure or evidence.is_footnote_mark(self.mask, mark, defined=bool(self._footnotes))
                return mark.labels if sure else ()
            case Form.SUPER:
                return self._super(mark)
            case Form.GLUED:
                known_all = all(self._find(mark, label) for label in mark.labels)
                return mark.labels if known_all and not evidence.is_glued_number(self.mask, mark) else ()
            case Form.CITEKEY:
                # [@name] is a link where the note defines [@name]: https://…
                links = self._links
                return tuple(label for label in mark.labels if key("@" + label) not in links) if links else mark.labels
            case Form.NARRATIVE:
                # what the note cites in brackets it cites in its sentences, too
                lost = key(mark.labels[0]) in self._grouped
                lost = lost or evidence.is_lost_key(self.mask, mark, self._named or self._grouped)
                return mark.labels if self._by_key(mark.labels[0]) or lost else ()
            case Form.LINK:
                return mark.labels if self._is_mark(mark) else ()
            case _:
                return mark.labels

    def _bare(self, mark: Mark) -> tuple[str, ...]:
        labels = tuple(label for label in mark.labels if key(label) not in self._links)
        if not labels or evidence.is_index(self.mask, mark):
            return ()
        if len(labels) > 1 and evidence.is_interval(self.mask, mark):
            return ()
        if not self._numbers and self._footnotes and self._noted:
            # the note has footnotes and marks them as such: `[1]` is something else
            return ()
        known = [label for label in labels if self._find(mark, label)]
        if len(labels) > 1 and "0" in labels and "0" not in known:
            return ()  # [0, 1] is an interval; a list that begins with 0 is rare
        if not known and (not self._numbers or evidence.is_lettered(self.mask, mark)):
            return ()
        # one implausible number spoils a group: [2031-10-14] is a day
        sure = all(label in known or evidence.plausible(label) for label in labels)
        return labels if sure else tuple(known)

    def _reference(self, mark: Mark) -> tuple[str, ...]:
        label = mark.labels[0]
        if evidence.is_key_of_index(self.mask, mark):
            return ()
        if self._find(mark, label):
            return mark.labels
        missing = self._numbers and key(label) not in self._links and evidence.plausible(label)
        return mark.labels if missing and not evidence.is_index(self.mask, mark) else ()

    def _super(self, mark: Mark) -> tuple[str, ...]:
        if is_power(self.mask, mark):
            return ()
        if any(self._find(mark, label) for label in mark.labels) or self._raised:
            return mark.labels
        return ()

    def _is_mark(self, mark: Mark) -> bool:
        """Tell whether a link is a mark: `[250](url)` and `[2024](url)` are words of the sentence."""
        label = mark.labels[0]
        return not label.isdecimal() or bool(self._numbers and self._find(mark, label)) or int(label) < 100

    def _by_key(self, label: str) -> Cited | None:
        """Return the source of a citekey, or None."""
        name = (key(label), "")
        entry = self._keys.get(name[0])
        if name not in self._own and entry is not None:
            # an entry of a bibliography may have several keys
            name = (key(entry.label), "")
            if name not in self._own:
                self._own[name] = Cited(entry)
                self.cited.append(self._own[name])
        return self._own.get(name)

    def tie(self, mark: Mark, label: str) -> None:
        """Tie one label of a mark that counts."""
        if mark.form in KEYED:
            source = self._by_key(label)
        elif mark.form is Form.LINK:
            source = (self._find(mark, label) if self._numbers else None) or self._link(mark, label)
        else:
            source = self._find(mark, label)
            if source is None and mark.form is Form.SPECIAL and ":" in label:
                source = self._find(mark, label.partition(":")[2])
        if source is None:
            self.dangling.append((mark, label))
        else:
            source.marks.append((mark, label))

    def _link(self, mark: Mark, label: str) -> Cited:
        """Return the source that a link with a label is by itself; the same link again cites the same source."""
        name = (key(label), mark.url or "")
        if name not in self._own:
            title = mark.title or mark.url or label
            entry = Entry(Shape.LINK_MARK, label, title, mark.url, mark.start, mark.end)
            self._own[name] = Cited(entry, by_itself=True)
            self.cited.append(self._own[name])
        return self._own[name]
