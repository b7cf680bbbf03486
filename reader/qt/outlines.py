"""Bookmarks, nested as the headings are; written by hand, because ten thousand of them are a book, not an error."""

from collections.abc import Iterable, Mapping

import pikepdf
from msgspec import Struct, field

from reader.core.page import Heading
from reader.core.text import one_line
from reader.qt.folios import Place

_OPEN = 40
"""Bookmarks up to which all of them are shown at once; of more, only the upper level is."""


class _Item(Struct, eq=False):
    """One bookmark and those below it."""

    object: pikepdf.Object
    level: int
    below: "list[_Item]" = field(default_factory=list)


def add_outline(pdf: pikepdf.Pdf, headings: Iterable[Heading], places: Mapping[str, Place]) -> None:
    """Give the document a bookmark for each heading that has a place."""
    root = _Item(pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines)), 0)
    above = [root]
    items = [root]
    for heading in headings:
        place = places.get(heading.id)
        if place is None:
            continue
        made = pikepdf.Dictionary(Title=one_line(heading.text) or "…", Dest=place.target)
        item = _Item(pdf.make_indirect(made), heading.level)
        while above[-1].level >= heading.level:
            above.pop()
        item.object["/Parent"] = above[-1].object
        above[-1].below.append(item)
        above.append(item)
        items.append(item)
    if not root.below:
        return
    _join(items, is_open=len(items) <= _OPEN)
    pdf.Root.Outlines = root.object
    pdf.Root.PageMode = pikepdf.Name.UseOutlines


def _join(items: list[_Item], *, is_open: bool) -> None:
    """Tie every item to its first, last and neighbouring ones, and say how many stand below it."""
    sizes: dict[int, int] = {}
    for item in reversed(items):
        sizes[id(item)] = sum(1 + sizes[id(child)] for child in item.below) if is_open else len(item.below)
    for item in items:
        if not item.below:
            continue
        item.object["/First"] = item.below[0].object
        item.object["/Last"] = item.below[-1].object
        shown = is_open or item.level == 0
        item.object["/Count"] = sizes[id(item)] if shown else -len(item.below)
        for before, after in zip(item.below, item.below[1:], strict=False):
            before.object["/Next"] = after.object
            after.object["/Prev"] = before.object
