"""Reference lists, set as such: an entry on its own lines, its label hanging, long addresses kept short."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reader.markup.citation_tags import short_address, take_label
from reader.markup.context import Context
from reader.markup.sanitise import SEAL
from reader.markup.tree import detach

Item = str | Element
_ITEMS = frozenset({"li", "tr", "dd"})


class Run(NamedTuple):
    """A stretch of a paragraph: the source that it is the entry of, or None for what stands around the entries."""

    source: int | None
    items: list[Item]


def settle(root: Element, context: Context) -> None:
    """Turn the paragraphs, list items and table rows in which entries begin into entries."""
    if not context.marks.entry_lines:
        return
    parents = {child: parent for parent in root.iter() for child in parent}
    split: set[Element] = set()
    for mark in list(root.iter("source")):
        holder = parents[mark]
        outer = parents.get(holder)
        if holder.tag != "p" or outer is None or _begins_item(mark, holder, outer):
            _name(mark, holder, parents)
        elif holder not in split:
            split.add(holder)
            _replace(holder, outer, _entries(_runs(holder, context), context))


def _begins_item(mark: Element, holder: Element, outer: Element) -> bool:
    return outer.tag == "li" and outer[0] is holder and holder[0] is mark and not (holder.text or "").strip()


def _name(mark: Element, holder: Element, parents: dict[Element, Element]) -> None:
    """Give the list item or table row around a mark the entry's id; where that is taken, the mark becomes an anchor."""
    name = f"{SEAL}source-{mark.get('n')}"
    element: Element | None = holder
    while element is not None and element.tag not in _ITEMS:
        element = parents.get(element)
    if element is None or "id" in element.attrib:
        mark.attrib.clear()
        mark.tag = "span"
        mark.set("id", name)
        return
    detach(holder, mark)
    element.set("id", name)
    element.set("class", "reference")
    for link in element.iter("a"):
        if link.text and link.text == link.get("href"):
            short_address(link)


def _replace(old: Element, outer: Element, new: list[Element]) -> None:
    index = list(outer).index(old)
    if new:
        new[-1].tail = old.tail
    outer[index : index + 1] = new


def _items(paragraph: Element) -> Iterable[Item]:
    """Yield what a paragraph holds, its text cut at the line ends, a hard break as one line end."""
    after_break = False
    for piece in (paragraph.text, *(part for child in paragraph for part in (child, child.tail))):
        if isinstance(piece, Element):
            tail, piece.tail = piece.tail, None
            after_break = piece.tag == "br"
            yield "\n" if after_break else piece
            piece.tail = tail
        elif piece:
            text = piece.removeprefix("\n") if after_break else piece
            after_break = False
            for number, line in enumerate(text.split("\n")):
                if number:
                    yield "\n"
                if line:
                    yield line


def _runs(paragraph: Element, context: Context) -> list[Run]:
    """Cut a paragraph into its entries; an entry ends after as many line ends as it has in the source."""
    runs = [Run(None, [])]
    left = 0
    for item in list(_items(paragraph)):
        if isinstance(item, Element):
            item.tail = None
        if isinstance(item, Element) and item.tag == "source":
            index = int(item.get("n", "0"))
            left = context.marks.entry_lines.get(index, 0)
            runs.append(Run(index, []))
        elif item == "\n" and runs[-1].source is not None:
            left -= 1
            if left < 0:
                runs.append(Run(None, []))
            else:
                runs[-1].items.append(" ")
        else:
            runs[-1].items.append(item)
    return runs


def _entries(runs: Iterable[Run], context: Context) -> list[Element]:
    made: list[Element] = []
    for run in runs:
        while run.items and isinstance(run.items[-1], str) and not run.items[-1].strip():
            run.items.pop()
        if run.source is None:
            if run.items:
                made.append(_fill(Element("p", _label(run, is_first=not made)), run.items))
            continue
        if not made or made[-1].get("class") != "references":
            made.append(Element("div", {"class": "references"}))
        made[-1].append(_entry(run, context))
    return made


def _label(run: Run, *, is_first: bool) -> dict[str, str]:
    """Return the class of a short line such as `Sources:` that announces the list below it."""
    words = "".join(item for item in run.items if isinstance(item, str)).strip()
    short = is_first and len(words) <= 40 and "\n" not in run.items and words.endswith((":", "："))
    return {"class": "references-label"} if short else {}


def _entry(run: Run, context: Context) -> Element:
    entry = Element("p", {"class": "reference", "id": f"{SEAL}source-{run.source}"})
    items = list(run.items)
    while items and isinstance(items[0], str) and not items[0].strip():
        items.pop(0)
    if items and isinstance(items[0], str):
        label, items[0] = take_label(items[0])
        if label:
            tag = Element("span", {"class": "reference-label"})
            tag.text = label
            items[:0] = [tag, " "]
    words = "".join(item for item in items if isinstance(item, str)).strip()
    for item in items:
        if isinstance(item, Element) and item.tag == "a" and item.text == item.get("href"):
            title = context.marks.titles.get(run.source or 0, "")
            if not words and title and "://" not in title:
                _titled(item, title)
            else:
                short_address(item)
    return _fill(entry, items)


def _titled(link: Element, title: str) -> None:
    """Show an address by its title, with its host behind it."""
    short_address(link)
    for child in list(link):
        if child.get("class") == "url-path":
            link.remove(child)
    name = Element("span", {"class": "url-title"})
    name.text = title
    name.tail = " "
    link.insert(0, name)


def _fill(element: Element, items: Iterable[Item]) -> Element:
    """Append text and elements in their order."""
    for item in items:
        if isinstance(item, Element):
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text = (element.text or "") + item
    return element
