"""Read a table of references: a row is an entry, a cell with a number its label."""

import re

from reader.citations.entries import Entry, Shape, entry
from reader.citations.prose import plain
from reader.citations.urls import find_url

_NUMBER = re.compile(r"[\s*_\\(]*\[?\^?(?P<label>\d{1,4})\^?\\?[\]).]?[\s*_.:)]*")
_DELIMITER = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_CELL = re.compile(r"(?:\\\||[^|\n])*")
_NUMBER_HEAD = re.compile(
    r"(?:#|№|no\.?|nr\.?|num(?:ber)?|id|ref(?:erence)?\.?|n\.?º?|index|\[?n\]?|序号|编号)?", re.IGNORECASE
)
_SOURCE_HEAD = re.compile(
    r"sources?|references?|citations?|urls?|links?|title|titel|website|publication|quellen?|fuentes?|来源|链接|出典",
    re.IGNORECASE,
)


def rows(text: str, spans: list[tuple[int, int]], *, labelled: bool) -> list[Entry]:
    """Return the entries of the table whose lines are `spans`.

    Without a label above it, only a table whose head names sources and whose rows are numbered is a reference list.
    """
    table = [(start, end, _cells(text, start, end)) for start, end in spans]
    if len(table) < 3 or not _DELIMITER.fullmatch(text[table[1][0] : table[1][1]]):
        return []
    heads = [plain(text[start:end]) for start, end in table[0][2]]
    numbered = bool(heads) and bool(_NUMBER_HEAD.fullmatch(heads[0])) and len(heads) > 1
    if not labelled and not (numbered and any(_SOURCE_HEAD.search(head) for head in heads[1:])):
        return []
    entries = [_row(text, start, end, cells) for start, end, cells in table[2:] if cells]
    if labelled or all(each.label and each.url for each in entries):
        return entries
    return []


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the cells of one line."""
    first = start + len(text[start:end]) - len(text[start:end].lstrip(" \t|"))
    cells: list[tuple[int, int]] = []
    position = start + 1 if text[start] == "|" else first
    while position <= end:
        match = _CELL.match(text, position, end)
        stop = match.end() if match else end
        cells.append((position, stop))
        position = stop + 1
    if cells and not text[cells[-1][0] : cells[-1][1]].strip():
        cells.pop()
    return cells


def _row(text: str, start: int, end: int, cells: list[tuple[int, int]]) -> Entry:
    label = ""
    number = _NUMBER.fullmatch(text, *cells[0])
    if number and len(cells) > 1:
        label = number["label"]
        cells = cells[1:]
    whole = entry(Shape.ROW, label, text, (cells[0][0], end), start)
    names = (
        plain(text[first:last])
        for first, last in cells
        if not find_url(text[first:last], 0, last - first) or "](" in text[first:last]
    )
    title = next((name for name in names if name), whole.title)
    return Entry(Shape.ROW, label, title, whole.url, start, end)
