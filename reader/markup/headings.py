"""Headings: their ids, and the outline that they make."""

from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE

from reader.core.page import Heading
from reader.core.text import one_line
from reader.markup.context import Context
from reader.markup.east_asian import joined
from reader.markup.sanitise import SEAL
from reader.markup.slugs import slug

LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def settle(root: Element, context: Context) -> None:
    """Give every heading an id, and collect the outline."""
    for element in root.iter():
        level = LEVELS.get(element.tag)
        if level is None:
            continue
        text = one_line(joined(HTML_PLACEHOLDER_RE.sub("", heading_text(element))))
        name = context.claim(slug(text))
        element.set("id", name)
        context.outline.append(Heading(level, text, name.removeprefix(SEAL)))


def heading_text(element: Element) -> str:
    """Return the text of a heading without its citation marks."""
    pieces = [element.text or ""]
    for child in element:
        if not child.get("class", "").startswith(("cite", "footnote-ref")):
            pieces.append(heading_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
