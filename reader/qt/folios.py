"""Which lines run along on which page: worked out from where the headings are."""

from collections import defaultdict
from collections.abc import Sequence

import pikepdf
from msgspec import Struct

from reader.app.look import Paper
from reader.app.messages import PageReady
from reader.core.page import Heading
from reader.core.text import direction, one_line
from reader.qt.running import Folio, Sheet

_POINTS = 72 / 25.4
_BASELINE = 0.24
"""Part of the height of a link that lies below its baseline."""


class Place(Struct, frozen=True):
    """Where an element is: the page, counted from 0, its height on the page, and the PDF's own name for it."""

    page: int
    top: float
    target: pikepdf.Array


def sheet_of(pdf: pikepdf.Pdf, paper: Paper) -> Sheet:
    """Return the sheet that running lines are drawn for."""
    box = pdf.pages[0].mediabox
    return Sheet(float(box[2]), float(box[3]), paper.margins * _POINTS, paper.column * _POINTS)


def folios(pdf: pikepdf.Pdf, ready: PageReady, places: dict[str, Place]) -> list[Folio]:
    """Return the running lines of every page. The first page has its title already, and a cover has nothing."""
    total = len(pdf.pages)
    contents = places.get("contents")
    bare = contents.page if contents is not None else 0
    first = _first_page(ready, places) if contents is not None else 0
    numbers = _numbers(pdf, range(bare, first), places) if contents is not None else {}
    sections, openings = _sections(ready.outline, places, total)
    title = one_line(ready.facts.title)
    is_mirrored = direction(title) == "rtl"
    lines = []
    for page in range(total):
        if page < bare:
            lines.append(Folio())
            continue
        section = sections[page] if sections[page] != title else ""
        shown = page > 0 if contents is None else page >= first and page not in openings
        # In a book that opens from the right, the title stands on the right.
        left, right = (section, title) if is_mirrored else (title, section)
        lines.append(
            Folio(
                title=left if shown else "",
                section=right if shown else "",
                foot=f"{page + 1} of {total}" if total > 1 else "",
                numbers=tuple(numbers.get(page, ())),
            )
        )
    return lines


def _first_page(ready: PageReady, places: dict[str, Place]) -> int:
    """Return the page on which the text behind cover and contents begins."""
    found = [places[heading.id].page for heading in ready.outline[:1] if heading.id in places]
    return found[0] if found else len(places) and 0


def _sections(outline: Sequence[Heading], places: dict[str, Place], total: int) -> tuple[list[str], set[int]]:
    """Return the section of every page, the first that begins on it or else the one that goes on, and where one begins.

    Pages on which a note begins need no line above its title.
    """
    levels = sorted({heading.level for heading in outline})
    tops = [heading for heading in outline if heading.level == levels[0]]
    # A single heading of the highest level is the title.
    level = levels[1] if len(tops) == 1 and len(levels) > 1 else levels[0] if levels else 1
    begun: dict[int, str] = {}
    last: dict[int, str] = {}
    for heading in outline:
        place = places.get(heading.id)
        if heading.level == level and place is not None:
            begun.setdefault(place.page, heading.text)
            last[place.page] = heading.text
    sections: list[str] = []
    current = ""
    for page in range(total):
        sections.append(one_line(begun.get(page, current)))
        current = last.get(page, current)
    return sections, set(begun)


def _numbers(pdf: pikepdf.Pdf, pages: range, places: dict[str, Place]) -> dict[int, list[tuple[float, str]]]:
    """Return the numbers that stand in the contents, each beside the last line of the entry that leads there."""
    found: defaultdict[int, dict[str, tuple[float, str]]] = defaultdict(dict)
    for page in pages:
        height = float(pdf.pages[page].mediabox[3])
        for annotation in pdf.pages[page].obj.get("/Annots", []):
            name = str(annotation.get("/Dest", "")).removeprefix("/")
            if name not in places:
                continue
            low, high = sorted((float(annotation["/Rect"][1]), float(annotation["/Rect"][3])))
            baseline = height - low - (high - low) * _BASELINE
            if baseline >= found[page].get(name, (0.0, ""))[0]:
                found[page][name] = baseline, str(places[name].page + 1)
    return {page: list(entries.values()) for page, entries in found.items()}
