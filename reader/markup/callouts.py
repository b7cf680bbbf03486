"""Callouts: quotes that begin with `[!type]`, drawn as boxes, foldable without a script."""

import re
from xml.etree.ElementTree import Element

_HEAD = re.compile(r"\[!([\w -]{1,40})(?:\|[^\]\n]{0,40})?\]([+-]?)[ \t]*")
KINDS = {
    "note": "note", "info": "note", "todo": "note", "seealso": "note",
    "abstract": "summary", "summary": "summary", "tldr": "summary",
    "tip": "tip", "hint": "tip", "important": "tip", "success": "tip", "check": "tip", "done": "tip",
    "question": "question", "help": "question", "faq": "question",
    "warning": "warning", "caution": "warning", "attention": "warning",
    "failure": "danger", "fail": "danger", "missing": "danger", "danger": "danger", "error": "danger", "bug": "danger",
    "example": "example", "quote": "quote", "cite": "quote",
}  # fmt: skip
"""The types that people use, and the look that each has; any other type looks like a note."""


def settle(root: Element) -> None:
    """Turn the quotes that are callouts into boxes."""
    for quote in list(root.iter("blockquote")):
        if len(quote) == 0 or quote[0].tag != "p" or (quote.text or "").strip():
            continue
        first = quote[0]
        match = _HEAD.match(first.text or "")
        if match is None:
            continue
        kind = match[1].strip().lower()
        fold = match[2]
        first.text = (first.text or "")[match.end() :]
        title, rest = _split(first)
        title.tag = "summary" if fold else "p"
        title.set("class", "callout-title")
        if not (title.text or "").strip() and not len(title):
            title.text = match[1].strip().replace("-", " ").capitalize()
        body = Element("div", {"class": "callout-body"})
        if rest is not None:
            body.append(rest)
        body.extend(list(quote)[1:])
        quote.tag = "details" if fold else "div"
        quote.set("class", f"callout callout-{KINDS.get(kind, 'note')}")
        if fold == "+":
            quote.set("open", "open")
        quote.text = None
        quote[:] = [title, body] if len(body) else [title]


def _split(paragraph: Element) -> tuple[Element, Element | None]:
    """Split a paragraph at its first line end into the title and the rest, if there is one."""
    title = Element("p")
    rest = Element("p")
    head, cut, tail = (paragraph.text or "").partition("\n")
    title.text = head
    if cut:
        rest.text = tail
        rest.extend(list(paragraph))
        return title, rest
    children = list(paragraph)
    for index, child in enumerate(children):
        if child.tag == "br":
            rest.text = (child.tail or "").lstrip("\n")
            rest.extend(children[index + 1 :])
            return title, rest
        title.append(child)
        head, cut, tail = (child.tail or "").partition("\n")
        if cut:
            child.tail = head
            rest.text = tail
            rest.extend(children[index + 1 :])
            return title, rest
    return title, None
