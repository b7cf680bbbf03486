"""Small corrections to a finished tree: task lists, embeds that stand in a line, empty paragraphs, directions."""

import re
from xml.etree.ElementTree import Element

_TASK = re.compile(r"\s*\[([ xX\-?!/><*\"lbiSIpcfkwud])\][ \t]+")
_ELSEWHERE = re.compile(r"(?<=[^\s\[])(\[\d{1,3}\])(?![(:])")
_ELSEWHERE_BEHIND = re.compile(r"(?:(?<=[^\s\[])|\A)(\[\d{1,3}\])(?![(:])")
_NO_MARKS = frozenset({"a", "code", "pre", "math", "cite"})
_DONE = frozenset("xX")
_EMPTY_TASK = re.compile(r"\s*\[[ xX]\]\s*\Z")
_TABLE_CAPTION = re.compile(r"\s*(?:Table)?:[ \t]+(?=\S)")


def settle(root: Element, *, captions: bool) -> None:
    """Correct the whole tree; with `captions`, an image that stands alone gets its title as a caption."""
    for item in root.iter("li"):
        _task(item)
    for parent in list(root.iter()):
        above: Element | None = None
        gone: set[Element] = set()
        for child in parent:
            before, above = above, child
            if child.tag == "p" and _paragraph(child, before, captions=captions):
                gone.add(child)
        if gone:
            _remove(parent, gone)


def _remove(parent: Element, gone: set[Element]) -> None:
    """Take children out of `parent` and keep the text behind them, which may stand for HTML."""
    kept: list[Element] = []
    for child in parent:
        if child not in gone:
            kept.append(child)
        elif child.tail and kept:
            kept[-1].tail = (kept[-1].tail or "") + child.tail
        elif child.tail:
            parent.text = (parent.text or "") + child.tail
    parent[:] = kept


def _paragraph(child: Element, before: Element | None, *, captions: bool) -> bool:
    """Correct a paragraph below `before`; return whether it is to go."""
    if any(part.get("class") == "embed" or part.get("class") == "math display" for part in child):
        child.tag = "div"
        child.set("class", "paragraph")
    elif not len(child) and not (child.text or "").strip():
        return True
    elif before is not None and before.get("class") == "table" and _TABLE_CAPTION.match(child.text or ""):
        _table_caption(before, child)
        return True
    elif captions:
        _caption(child)
    return False


def settle_elsewhere(root: Element, href: str) -> None:
    """Set the marks of an embedded passage, whose sources are in the note at `href`, as marks that lead there."""
    for element in list(root.iter()):
        if element.tag in _NO_MARKS or (element.get("class") or "").startswith("math"):
            continue
        if element.text and (parts := _cut(_ELSEWHERE, element.text, href)):
            element.text, made = parts
            children = [*made, *element]
        else:
            children = list(element)
        settled: list[Element] = []
        for child in children:
            settled.append(child)
            if (
                child.tail
                and child.get("class") != "cite-elsewhere"
                and (parts := _cut(_ELSEWHERE_BEHIND, child.tail, href))
            ):
                child.tail, made = parts
                settled += made
        element[:] = settled


def _cut(marks: re.Pattern[str], text: str, href: str) -> tuple[str, list[Element]] | None:
    """Return `text` up to its first mark, and its marks with the text behind each; None where there is none."""
    first, *rest = marks.split(text)
    made = []
    for label, tail in zip(rest[::2], rest[1::2], strict=True):
        mark = Element("a", {"class": "cite-elsewhere", "href": href})
        mark.text, mark.tail = label, tail
        made.append(mark)
    return (first, made) if made else None


def _table_caption(table: Element, paragraph: Element) -> None:
    """Make the paragraph below a table, which begins with `Table:` or a colon as pandoc's do, its caption."""
    caption = Element("caption")
    caption.text = _TABLE_CAPTION.sub("", paragraph.text or "", count=1)
    caption.extend(list(paragraph))
    table[0].insert(0, caption)


def _caption(paragraph: Element) -> None:
    """Turn a paragraph that is one image with a title into a figure with that caption."""
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return
    image = paragraph[0]
    title = image.get("title") if image.tag == "img" else None
    if title:
        paragraph.tag = "figure"
        image.attrib.pop("title")
        caption = Element("figcaption")
        caption.text = title
        paragraph.append(caption)


def _task(item: Element) -> None:
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    text = holder.text or ""
    if _EMPTY_TASK.match(text) and (not len(holder) or holder[0].tag in {"ul", "ol"}):
        text = text.rstrip() + " "
    match = _TASK.match(text)
    if match is None:
        return
    state = match[1]
    checked = "true" if state in _DONE else "false" if state == " " else "mixed"
    box = Element("span", {"class": f"task-box task-{checked}", "role": "checkbox", "aria-checked": checked})
    if checked == "mixed":
        box.text = state
    box.tail = " " + text[match.end() :]
    holder.text = None
    holder.insert(0, box)
    item.set("class", f"{item.get('class', '')} task".strip())
