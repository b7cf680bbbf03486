"""Small corrections to a finished tree: task lists, embeds that stand in a line, empty paragraphs, directions."""

import re
from xml.etree.ElementTree import Element

from reader.markup.tree import detach

_TASK = re.compile(r"\s*\[([ xX\-?!/><*\"lbiSIpcfkwud])\][ \t]+")
_DONE = frozenset("xX")


def settle(root: Element) -> None:
    """Correct the whole tree."""
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
