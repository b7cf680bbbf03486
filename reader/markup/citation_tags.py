"""Citation marks, entries of reference lists and footnotes, as links that lead to each other.

A mark is `<a class="cite cited" id="mention-3" href="#source-2">[3]</a>`; the element of an entry has the id
`source-2`. The numbers are those of `Citations.marks()` and `Citations.sources`.
"""

import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from markdown_it.token import Token

from reader.markup.cite_groups import group_parts
from reader.markup.images import scheme_of
from reader.markup.link_tags import address_attributes
from reader.markup.marks import Mark
from reader.markup.sanitise import SEAL
from reader.markup.tree import Handler, TreeBuilder

_SHOWN_AS_WRITTEN = re.compile(r"[\[(【][^\]\[<>]{1,80}[\])】]")
_PLACE = re.compile(r"-?@[^\s\[\]]+\s*\[([^\[\]<>]{1,80})\]")
_LABEL = re.compile(r"\s*(\[[^\]\n]{1,60}\]|\(\d{1,4}\)|\d{1,4}[.)]|\^\d{1,4}\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})[ \t]*:?[ \t]*")
_URL_START = re.compile(r"[a-z]+://(?:www\.)?", re.IGNORECASE)


def _cite(builder: TreeBuilder, token: Token) -> None:
    marks = builder.context.marks.marks
    number = token.meta["number"]
    if number >= len(marks):
        return
    mark = marks[number]
    if mark.is_link:
        _name_link(builder, mark)
        return
    if mark.attached and _tied(builder, mark):
        return
    for index in mark.entries:
        builder.leaf("span", {"class": "source-place", "id": f"{SEAL}source-{index}"})
    if len(mark.numbers) == 1:
        _link(builder, mark, 0, _shown(mark), in_link=token.meta["in_link"])
        return
    builder.open("span", {"class": "cite-group"})
    shown, last = group_parts(mark.text, mark.labels)
    builder.text("[")
    for part, (before, text) in enumerate(shown):
        builder.text(before)
        _link(builder, mark, part, text, in_link=token.meta["in_link"])
    builder.text(last)
    builder.close()


def cite_html(builder: TreeBuilder, number: int) -> str:
    """Return the mark of this number as HTML, for a place where the author's own HTML stands around it."""
    apart = TreeBuilder(Element("span"), builder.context, builder.stash)
    token = Token("cite", "", 0, meta={"number": number, "in_link": False})
    apart.build([token], {"cite": _cite})
    return (apart.current.text or "") + "".join(tostring(e, encoding="unicode", method="html") for e in apart.current)


def _name_link(builder: TreeBuilder, mark: Mark) -> None:
    """Give a link that is a source and its own mention the ids of both; it stays the link that it is."""
    element = builder.previous()
    if element is None or element.tag != "a" or "id" in element.attrib:
        element = builder.leaf("span")
    elif not element.text and not len(element):
        # an assistant's export cites by links without words, which nobody could see
        element.text = "↗"
    element.set("id", f"{SEAL}mention-{mark.numbers[0]}")
    for index in mark.entries:
        builder.leaf("span", {"class": "source-place", "id": f"{SEAL}source-{index}"})


def _tied(builder: TreeBuilder, mark: Mark) -> bool:
    """Tie a mark that Markdown has read itself; return whether its text stands in the page already."""
    previous = builder.previous()
    if previous is None:
        builder.take_back(mark.text)
    elif previous is builder.last_note:
        previous.clear()
        number = _shown_number(builder, mark.text[2:-1])
        previous.tag, previous.text = "a", number if builder.has_other_marks else f"[{number}]"
        previous.attrib.update(_attributes(mark, 0, link=True))
        return True
    elif previous.tag == "a" and previous.text == mark.text[1:-1] and not len(previous):
        builder.drop_last()
    return False


def _shown(mark: Mark) -> str:
    text = mark.text.strip()
    if _SHOWN_AS_WRITTEN.fullmatch(text):
        return text
    place = _PLACE.fullmatch(text)
    return f"[{mark.labels[0]}, {place[1]}]" if place else f"[{mark.labels[0]}]"


def _link(builder: TreeBuilder, mark: Mark, part: int, text: str, *, in_link: bool) -> None:
    # A link inside a link is none: the outer one wins, and the mark keeps its look and its place.
    builder.leaf("span" if in_link else "a", _attributes(mark, part, link=not in_link), text)


def _attributes(mark: Mark, part: int, *, link: bool) -> dict[str, str]:
    source = mark.sources[part]
    attributes = {"class": "cite dangling" if source is None else "cite cited"}
    if link and source is not None:
        attributes["href"] = f"#source-{source}"
    attributes["id"] = f"{SEAL}mention-{mark.numbers[part]}"
    return attributes


def _source(builder: TreeBuilder, token: Token) -> None:
    builder.leaf("source", {"n": str(token.meta["number"])})


def _definition(builder: TreeBuilder, token: Token) -> None:
    """Show a link definition that is a source; Markdown itself shows none."""
    context = builder.context
    line = context.line(token.map[0]) if token.map else 0
    index = context.marks.definitions.get(line)
    if index is None or context.prefix:
        return
    parent = builder.current
    if not (len(parent) and parent[-1].get("class") == "references"):
        builder.open("div", {"class": "references"})
    else:
        builder.open_apart(parent[-1])
    builder.open("p", {"class": "reference", "id": f"{SEAL}source-{index}"})
    builder.leaf("span", {"class": "reference-label"}, f"[{token.meta['label']}]")
    builder.text(" ")
    title = context.marks.restore(str(token.meta["title"] or ""))
    url = context.marks.restore(str(token.meta["url"]))
    link = builder.leaf("a", address_attributes(builder, url), title or url)
    if not title:
        short_address(link)
    builder.close()
    builder.close()


def short_address(link: Element) -> None:
    """Show a bare address as its host and, more quietly, the rest; `https://www.` is there and hidden by the sheet."""
    text = link.text or ""
    match = _URL_START.match(text)
    if match is None or scheme_of(text) not in {"http", "https"}:
        return
    host, slash, rest = text[match.end() :].partition("/")
    link.text = None
    start = Element("span", {"class": "url-scheme"})
    start.text = match[0]
    start.tail = host
    name = Element("span", {"class": "url-host"})
    name.append(start)
    link.append(name)
    if slash and rest:
        path = Element("span", {"class": "url-path"})
        path.text = "/" + unquote(rest)
        link.append(path)


def _footnote_open(builder: TreeBuilder, token: Token) -> None:
    label = token.meta["label"]
    element = Element("li")
    if label not in builder.notes:
        builder.notes[label] = element
    builder.open_apart(element)


def _footnote_close(builder: TreeBuilder, _token: Token) -> None:
    builder.close()


def _number(builder: TreeBuilder, label: str) -> int:
    if label not in builder.note_order:
        builder.note_order[label] = len(builder.note_order) + 1
    return builder.note_order[label]


def _shown_number(builder: TreeBuilder, label: str) -> str:
    """Return a footnote's own number, or where the note has named ones too, its place among those that are used."""
    return label if builder.own_numbers and len(label) < 6 else str(_number(builder, label))


def _footnote_ref(builder: TreeBuilder, token: Token) -> None:
    label = token.meta["label"]
    number = _number(builder, label)
    context = builder.context
    attributes = {"id": context.claim(f"fnref{number}"), "href": f"#{context.prefix}fn{number}"}
    builder.last_note = builder.leaf("sup", {"class": "footnote-ref"})
    link = Element("a", attributes)
    link.text = _shown_number(builder, label)
    builder.last_note.append(link)


def _inline_note_open(builder: TreeBuilder, token: Token) -> None:
    label = f"\N{NO-BREAK SPACE}{len(builder.note_order)}"
    token = Token("footnote_ref", "", 0, meta={"label": label})
    _footnote_ref(builder, token)
    element = Element("li")
    builder.notes[label] = element
    builder.open_apart(element)


def footnote_section(builder: TreeBuilder, root: Element) -> None:
    """Append the footnotes in the order in which they are used; sources that nothing uses come last."""
    if not builder.notes:
        return
    context = builder.context
    used = dict(builder.note_order)
    mentions = _first_mentions(builder)
    section = Element("section", {"class": "footnotes", "role": "doc-endnotes"})
    items = Element("ol")
    section.append(items)
    for label in [*used, *(label for label in builder.notes if label not in builder.note_order)]:
        if (item := builder.notes.get(label)) is None:
            continue
        index = None if context.prefix else context.marks.footnotes.get(label)
        if index is None and label not in used:
            continue
        number = _number(builder, label)
        item.set("id", context.claim(f"fn{number}") if index is None else f"{SEAL}source-{index}")
        if (shown := _shown_number(builder, label)) != str(len(items) + 1):
            item.set("value", shown)
        _back_link(item, context.prefix, number, mentions.get(index), used=label in used)
        items.append(item)
    if len(items):
        root.append(section)


def _first_mentions(builder: TreeBuilder) -> dict[int | None, int]:
    """Return the number of the first mention of each source."""
    found: dict[int | None, int] = {}
    for mark in builder.context.marks.marks:
        for number, source in zip(mark.numbers, mark.sources, strict=True):
            if source is not None:
                found.setdefault(source, number)
    return found


def _back_link(item: Element, prefix: str, number: int, mention: int | None, *, used: bool) -> None:
    if not used:
        return
    target = f"{prefix}fnref{number}" if mention is None else f"mention-{mention}"
    back = Element("a", {"class": "footnote-back", "href": f"#{target}", "aria-label": "Back to the text"})
    back.text = "↩"
    place = item[-1] if len(item) and item[-1].tag == "p" else item
    if len(place):
        place[-1].tail = (place[-1].tail or "") + " "
    else:
        place.text = (place.text or "") + " "
    place.append(back)


def take_label(text: str) -> tuple[str, str]:
    """Split the text of an entry into its label and the rest.

    >>> take_label("[3] Tides of the bay")
    ('[3]', 'Tides of the bay')
    """
    match = _LABEL.match(text)
    return (match[1], text[match.end() :]) if match else ("", text.lstrip())


HANDLERS: dict[str, Handler] = {
    "cite": _cite,
    "source": _source,
    "definition": _definition,
    "footnote_reference_open": _footnote_open,
    "footnote_reference_close": _footnote_close,
    "footnote_ref": _footnote_ref,
    "footnote_inline_open": _inline_note_open,
    "footnote_inline_close": _footnote_close,
}
