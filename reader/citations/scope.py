"""Which entry a number means: the one in the nearest list that follows, in a note whose numbers may restart.

Lists whose numbers go on from one to the next (or footnotes scattered under their paragraphs) make one series. A list
that begins again with a number that was there makes the next series, and each series covers the text since the one
before it. Where the lists stand before their texts, the first text has no mark before the first list, and each series
covers what follows it. Footnotes and numbered entries are counted apart: `[^1]` and `[1]` may be different things.
"""

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct, field

from reader.citations.entries import Entry, Shape
from reader.citations.lists import SourceList


def key(label: str) -> str:
    """Return the form in which labels are compared: numbers without leading zeros, names in any case."""
    return label.lstrip("0") or "0" if label.isdecimal() else label.casefold()


class Series(Struct):
    """Lists that are numbered as one; `first` holds the position of the first entry of each label."""

    start: int
    end: int
    first: dict[str, int] = field(default_factory=dict)


class Numbering:
    """The series of one kind of list in a note."""

    def __init__(self, lists: Iterable[tuple[SourceList, int]], marks: list[int]) -> None:
        """Take the lists with the position of their first entry, and the places of the marks, both in order."""
        self._series: list[Series] = []
        for each, position in lists:
            self._add(each, position)
        self._starts = [series.start for series in self._series]
        self._ends = [series.end for series in self._series]
        self._lists_first = len(self._series) > 1 and not (marks and marks[0] < self._starts[0])

    def __bool__(self) -> bool:
        return bool(self._series)

    def _add(self, each: SourceList, position: int) -> None:
        labels = [key(entry.label) for entry in each.entries if entry.label]
        if not labels:
            return
        current = self._series[-1] if self._series else None
        if current is None or _restarts(labels, current):
            current = Series(each.start, each.end)
            self._series.append(current)
        current.end = each.end
        for offset, entry in enumerate(each.entries):
            if entry.label:
                current.first.setdefault(key(entry.label), position + offset)

    def find(self, label: str, place: int) -> int | None:
        """Return the position of the entry that `label` means at `place`, or None."""
        if not self._series:
            return None
        if self._lists_first:
            number = max(0, bisect_right(self._starts, place) - 1)
        else:
            number = min(bisect_right(self._ends, place), len(self._series) - 1)
        return self._series[number].first.get(key(label))

    def __contains__(self, label: str) -> bool:
        name = key(label)
        return any(name in series.first for series in self._series)


def _restarts(labels: list[str], series: Series) -> bool:
    """Tell whether a list counts anew; a single entry that is there twice is a mistake and no restart."""
    known = sum(label in series.first for label in labels)
    if labels[0] not in series.first:
        return False
    if labels[:2] in (["0", "1"], ["1", "2"]):
        return True
    return 2 * known >= len(labels) if len(labels) > 1 else labels[0] in ("0", "1")


def is_footnote(entry: Entry) -> bool:
    """Tell whether an entry is reached by `[^1]` rather than by `[1]`."""
    return entry.shape is Shape.FOOTNOTE
