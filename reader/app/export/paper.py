"""A page for paper: addresses in full, ways back from each reference, code in lines, tables that fit the sheet.

On a screen an address can be short, because the pointer tells the rest; on paper it is all there is. The links made
here are alive in a PDF: every entry leads back to each place that cites it (3a, 3b).
"""

from collections.abc import Iterable
from html import escape

from reader.app.entries import gather, web_address
from reader.app.export.code_lines import number_lines
from reader.app.export.long_words import loosen_long_words
from reader.app.export.nodes import Node, element, parse, write
from reader.app.export.plain_blocks import divide
from reader.app.export.table_fit import fit_formulas, fit_tables
from reader.app.look import LONGEST_LINE
from reader.app.wording import credit, details
from reader.core.citation import Citations, Source, State
from reader.core.text import one_line

_BREAK_AFTER = "/?&=#_-.,;"
_LINES_KEPT = 14
"""Lines of code up to which a block is not broken."""

_WORDS_KEPT = 700
"""Characters up to which a quotation or a callout is not broken."""


def for_paper(html: str, citations: Citations, width: float) -> str:
    """Return the fragment of a note as it is printed on text that is `width` millimetres wide."""
    root = parse(html)
    spell_out(root)
    places = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
    for index, marks in enumerate(mentions(citations)):
        entry = places.get(f"source-{index}")
        if entry is not None and entry.name != "span":
            add_ways_back(entry, citations.sources[index].label, [mark for mark in marks if mark in places])
    root.children += _unlisted(citations, places)
    set_blocks(root, width)
    return write(root)


def set_blocks(root: Node, width: float) -> None:
    """Prepare code, tables and long words below `root` for text that is `width` millimetres wide."""
    for node in list(root.walk()):
        if node.name == "pre" and "plain" in node.classes():
            divide(node)
        elif node.name == "pre":
            lines = number_lines(node, min(width, LONGEST_LINE))
            node.attributes["class"] = " ".join([*node.classes(), "kept"] if lines <= _LINES_KEPT else node.classes())
        elif (node.name == "blockquote" or "callout" in node.classes()) and len(node.plain()) < _WORDS_KEPT:
            node.attributes["class"] = " ".join([*node.classes(), "kept"])
    fit_tables(root, width)
    fit_formulas(root, min(width, LONGEST_LINE))
    loosen_long_words(root, min(width, LONGEST_LINE))


def mentions(citations: Citations) -> list[list[str]]:
    """Return for each source the ids of the marks that cite it."""
    found: list[list[str]] = [[] for _ in citations.sources]
    for number, (_, index) in enumerate(citations.marks()):
        if index is not None:
            found[index].append(f"mention-{number}")
    return found


def spell_out(root: Node) -> None:
    """Write the addresses of references and footnotes in full, behind the words that they stand under."""
    for holder in list(root.walk()):
        if "reference" in holder.classes() or "footnotes" in holder.classes():
            for link in list(holder.walk()):
                if link.name == "a" and link.attributes.get("href", "").lower().startswith(("http://", "https://")):
                    _spell(link)


def _spell(link: Node) -> None:
    href = link.attributes["href"]
    link.children = [child for child in link.children if not {"url-host", "url-path"} & set(child.classes())]
    if any("printed-url" in child.classes() for child in link.children):
        return
    words = link.plain().strip()
    if words.rstrip("/") in {href.rstrip("/"), web_address(href) or href}:
        link.children = [address(href)]
        return
    link.children += [Node(text=" "), address(href)] if words else [address(href)]


def address(url: str) -> Node:
    """Return an address that may be broken where a reader expects it."""
    pieces: list[Node] = []
    start = 0
    for end in range(1, len(url) + 1):
        # Not inside "//", and not before the last character: a lone letter on a line looks like a misprint.
        cut = url[end - 1] in _BREAK_AFTER and url[end : end + 1] not in {"/", ""} and end < len(url) - 1
        if cut or end == len(url):
            pieces.append(Node(text=escape(url[start:end])))
            if cut:
                pieces.append(element("wbr"))
            start = end
    return element("span", {"class": "printed-url"}, *pieces)


def add_ways_back(entry: Node, label: str, marks: Iterable[str]) -> None:
    """Append links to the places that cite an entry: an arrow for one, `3a 3b` for several."""
    targets = list(marks)
    if not targets:
        return
    holder = entry
    while holder.children and holder.children[-1].name in {"td", "th", "p"}:
        holder = holder.children[-1]
    _drop_arrow(holder)
    stem = label if len(label) <= 4 else ""
    names = ["↩"] if len(targets) == 1 else [f"{stem}{letters(number)}" for number in range(len(targets))]
    group = element("span", {"class": "ways-back"})
    for name, target in zip(names, targets, strict=True):
        text = Node(text=escape(name))
        group.children += [Node(text=" "), element("a", {"class": "way-back", "href": f"#{target}"}, text)]
    holder.children.append(group)


def _drop_arrow(holder: Node) -> None:
    holder.children = [child for child in holder.children if "footnote-back" not in child.classes()]
    if holder.children and not holder.children[-1].name:
        holder.children[-1].text = holder.children[-1].text.rstrip()


def letters(number: int) -> str:
    """Return the name of the `number`-th place, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def _unlisted(citations: Citations, places: dict[str, Node]) -> list[Node]:
    """Return lists of what the page itself does not list: entries of citekeys, and where the links of a text lead."""
    marks = mentions(citations)
    keyed = [
        _entry(source, f"source-{index}", marks[index])
        for index, source in enumerate(citations.sources)
        if f"source-{index}" not in places and source.label
    ]
    return [*_list("References", keyed), *links_of(citations)]


def links_of(citations: Citations) -> list[Node]:
    """Return a list of the addresses behind the links of a text, where these are the sources of the note."""
    inline = [source for source in citations.sources if not source.label and source.state is State.CITED]
    lines = [
        element("p", {"class": "reference"}, Node(text=escape(one_line(entry.title)) + " "), _link(entry.url))
        for entry in gather(inline)
        if entry.url and entry.title
    ]
    return _list("Links", lines)


def _entry(source: Source, name: str, marks: list[str]) -> Node:
    label = element("span", {"class": "reference-label"}, Node(text=escape(f"[{source.label}]")))
    entry = element("p", {"class": "reference keyed", "id": name}, label, Node(text=" "))
    url = web_address(source.url or "")
    words = written(source)
    if words:
        entry.children.append(Node(text=escape(words) + (" " if url else "")))
    if url:
        entry.children.append(_link(url))
    add_ways_back(entry, source.label, marks)
    return entry


def written(source: Source) -> str:
    """Return a source in words, without its address: what a bibliography tells of it, or its title."""
    title = one_line(source.title) if source.title != source.url else ""
    before, after = credit(source.work), details(source.work)
    title = f"{title}. {after}." if after and title else title
    return ": ".join(filter(None, (before, title)))


def _link(url: str) -> Node:
    return element("a", {"class": "external", "href": url}, address(url))


def _list(title: str, entries: list[Node]) -> list[Node]:
    if not entries:
        return []
    return [
        element("p", {"class": "references-label"}, Node(text=title)),
        element("div", {"class": "references"}, *entries),
    ]
