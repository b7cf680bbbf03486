"""Small corrections to a finished tree: task lists, embeds that stand in a line, empty paragraphs, directions."""

import re
from xml.etree.ElementTree import Element

from reader.markup.tree import detach

_TASK = re.compile(r"\s*\[([ xX\-?!/><*\"lbiSIpcfkwud])\][ \t]+")
_DONE = frozenset("xX")


def settle(root: Element, *, captions: bool) -> None:
    """Correct the whole tree; with `captions`, an image that stands alone gets its title as a caption."""
    for item in root.iter("li"):
        _task(item)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag != "p":
                continue
            if any(part.get("class") == "embed" or part.get("class") == "math display" for part in child):
                child.tag = "div"
                child.set("class", "paragraph")
            elif not len(child) and not (child.text or "").strip():
                detach(parent, child)
            elif captions:
                _caption(child)


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
    match = _TASK.match(holder.text or "")
    if match is None:
        return
    state = match[1]
    checked = "true" if state in _DONE else "false" if state == " " else "mixed"
    box = Element("span", {"class": f"task-box task-{checked}", "role": "checkbox", "aria-checked": checked})
    if checked == "mixed":
        box.text = state
    box.tail = " " + (holder.text or "")[match.end() :]
    holder.text = None
    holder.insert(0, box)
    item.set("class", f"{item.get('class', '')} task".strip())
