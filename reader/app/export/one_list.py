"""The references of several notes as one list: renumbered, each source once, every mark leading to its new number."""

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct, field

from reader.app.entries import identity, web_address
from reader.app.export.nodes import Node, element, replace_each
from reader.app.export.paper import add_ways_back, address, written
from reader.app.passage import renumbered
from reader.core.citation import Citations, Source, State

_BLOCKS = frozenset("p ul ol dl pre table div blockquote figure section".split())
_HOLDERS = frozenset({"references", "footnotes"})
_LISTS = frozenset({"ol", "ul", "table", "tbody", "thead", "dl", "section", "div"})
_ADDRESS = re.compile(r"https?://\S+")
_LEVELS = {f"h{level}": level for level in range(1, 7)}


class _Entry(Struct):
    """One reference: its number, what stands in it, and the ids of the marks that cite it."""

    number: int
    content: list[Node]
    marks: list[str] = field(default_factory=list)


class OneList:
    """Gather references note by note (`take`), then give the list (`section`)."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], _Entry] = {}

    def take(self, root: Node, citations: Citations, prefix: str) -> list[str]:
        """Move the references of a note, whose ids begin with `prefix`, into the list, and renumber its marks.

        Return the ids of headings that stood over nothing but them, and are gone.
        """
        places = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
        entries = {
            index: places.get(f"{prefix}source-{index}")
            for index, source in enumerate(citations.sources)
            if source.label and source.state is not State.LISTED
        }
        order = [index for _, index in citations.marks() if index is not None and index in entries]
        known: dict[int, _Entry] = {}
        for index in dict.fromkeys([*order, *entries]):
            known[index] = self._entry(citations.sources[index], entries[index], f"{prefix}{index}")
        for number, (_, cited) in enumerate(citations.marks()):
            mark = places.get(f"{prefix}mention-{number}")
            if mark is not None and (cited is None or cited in known):
                _renumber(mark, None if cited is None else known[cited])
        _settle_groups(root)
        left = {node.attributes["id"] for node in root.walk() if "cite" in node.classes() and "id" in node.attributes}
        for entry in known.values():
            entry.marks = [mark for mark in dict.fromkeys(entry.marks) if mark in left or not mark.startswith(prefix)]
        gone = {id(node) for node in entries.values() if node is not None and node.name != "span"}
        return _clear(root, gone)

    def section(self, title: str) -> list[Node]:
        """Return the list under its heading, or nothing where no note cites anything."""
        if not self._entries:
            return []
        made = [_paragraph(entry) for entry in sorted(self._entries.values(), key=lambda entry: entry.number)]
        heading = element("h2", {"id": "references"}, Node(text=escape(title)))
        inner = element("div", {"class": "references"}, *made)
        return [element("section", {"class": "merged-references"}, heading, inner)]

    def _entry(self, source: Source, node: Node | None, name: str) -> _Entry:
        kind, value = identity(source)
        key = (kind, value) if value else ("alone", name)
        known = self._entries.get(key)
        content = _content(node) if node is not None and node.name != "span" else _written(source)
        if known is None:
            known = self._entries[key] = _Entry(len(self._entries) + 1, content)
        elif _words(content) > _words(known.content):
            # Of several ways to say the same the longest one says the most.
            known.content = content
        return known


def _words(content: list[Node]) -> int:
    """Return how much an entry says besides its address."""
    hosts = {"url-host", "url-path", "printed-url"}
    inner = (node for part in content for node in part.walk())
    addresses = "".join(node.plain() for node in inner if hosts.intersection(node.classes()))
    words = _ADDRESS.sub("", "".join(node.plain() for node in content))
    return len(words) - len(addresses)


def _content(node: Node) -> list[Node]:
    """Return what stands in an entry, without its label and its way back."""
    cells = [child for child in node.children if child.name in {"td", "th"}]
    parts = [child for child in node.children if "reference-label" not in child.classes()]
    if cells:
        rest = cells[1:] if len(cells) > 1 and len(cells[0].plain().strip()) < 8 else cells
        parts = [part for cell in rest for part in (*cell.children, Node(text=" "))]
    while len(parts) == 1 and parts[0].name == "p":
        parts = parts[0].children
    for holder in [element("span", {}, *parts), *parts]:
        arrows = [child for child in holder.children if "footnote-back" in child.classes()]
        holder.children = [child for child in holder.children if child not in arrows]
        parts = [part for part in parts if part not in arrows]
    if parts and not parts[0].name:
        parts[0].text = parts[0].text.lstrip()
    return parts


def _written(source: Source) -> list[Node]:
    url = web_address(source.url or "")
    words = written(source)
    parts = [Node(text=escape(words) + " ")] if words else []
    if url:
        parts.append(element("a", {"class": "external", "href": url}, address(url)))
    return parts or [Node(text=escape(source.url or "…"))]


def _renumber(mark: Node, entry: _Entry | None) -> None:
    text = "?" if entry is None else str(entry.number)
    mark.attributes["class"] = "cite dangling" if entry is None else "cite cited"
    mark.attributes.pop("title", None)
    mark.attributes.pop("aria-label", None)
    mark.children = [Node(text=escape(renumbered(mark.plain(), text)))]
    if entry is None:
        mark.attributes.pop("href", None)
        return
    entry.marks.append(mark.attributes["id"])
    if mark.name == "a":
        mark.attributes["href"] = f"#reference-{entry.number}"


def _settle_groups(root: Node) -> None:
    """Write groups of marks anew: `[2–4]` may have become 7, 3 and 12."""
    for group in (node for node in root.walk() if "cite-group" in node.classes()):
        if any(not node.name and re.search(r"\w", node.text) for node in group.children):
            # Words and pages around the keys of a bibliography stay where they are.
            for node in (node for node in group.children if "cite" in node.classes()):
                node.children = [Node(text=escape(node.plain().strip("[]")))]
            continue
        marks = {node.plain().strip("[]"): node for node in reversed(group.children) if "cite" in node.classes()}
        ordered = sorted(marks.items(), key=lambda item: (not item[0].isdecimal(), item[0].zfill(8)))
        group.children = [Node(text="[")]
        for place, (text, mark) in enumerate(ordered):
            mark.children = [Node(text=text)]
            group.children += [Node(text=", "), mark] if place else [mark]
        group.children.append(Node(text="]"))


def _clear(root: Node, gone: set[int]) -> list[str]:
    """Take entries out, then the lists, labels and headings that stood for nothing else; return the headings' ids."""
    emptied: set[int] = set()

    def drop(node: Node) -> list[Node] | None:
        return [] if id(node) in gone or id(node) in emptied else None

    for node in root.walk():
        if any(id(child) in gone for child in node.children):
            emptied.add(id(node))
    replace_each(root, lambda node: [] if id(node) in gone else None)
    lists = [node for node in root.walk() if node.name in _LISTS]
    emptied = {id(node) for node in reversed(lists) if _is_empty(node, emptied)}
    ids: list[str] = []
    for holder in [root, *(node for node in root.walk() if node.name in {"section", "div", "article"})]:
        for node in _titles_of(holder, emptied):
            ids += [node.attributes["id"]] if node.name in _LEVELS and "id" in node.attributes else []
            emptied.add(id(node))
    replace_each(root, drop)
    return ids


def _is_empty(node: Node, emptied: set[int]) -> bool:
    """Return whether nothing is left of a list, of which something was taken."""
    is_list = id(node) in emptied or any(id(child) in emptied for child in node.children)
    rest = [inner for inner in node.walk() if inner.name in {"li", "td", "p", "img", "dd"} or inner.text.strip()]
    heads = [inner for inner in node.walk() if inner.name == "th"]
    if is_list and all(any(inner in head.walk() for head in heads) for inner in rest):
        emptied.add(id(node))
        return True
    return False


def _titles_of(holder: Node, emptied: set[int]) -> Iterator[Node]:
    """Yield headings and labels of `holder` between which and the next one stand only lists that are empty now."""
    children = [child for child in holder.children if child.name or child.text.strip()]
    for place, node in enumerate(children):
        if node.name not in _LEVELS and "references-label" not in node.classes():
            continue
        below: list[Node] = []
        for after in children[place + 1 :]:
            level = _LEVELS.get(after.name)
            if level is not None and level <= _LEVELS.get(node.name, 7):
                break
            below.append(after)
            if node.name not in _LEVELS:
                break
        if below and all(id(after) in emptied or after.name == "hr" for after in below):
            yield node


def _paragraph(entry: _Entry) -> Node:
    label = element("span", {"class": "reference-label"}, Node(text=f"[{entry.number}]"))
    is_block = any(inner.name in _BLOCKS for node in entry.content for inner in node.walk())
    made = element(
        "div" if is_block else "p",
        {"class": "reference", "id": f"reference-{entry.number}"},
        label,
        Node(text=" "),
        *entry.content,
    )
    add_ways_back(made, str(entry.number), entry.marks)
    return made
