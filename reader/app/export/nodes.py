"""A page as a tree, for exports that move parts of it about; it is made of `reader.app.export.tags`."""

from collections.abc import Callable, Iterable, Iterator
from html import unescape

from msgspec import Struct, field

from reader.app.export.tags import Attributes, start_tag, tokens

_EMPTY = frozenset({"br", "col", "hr", "img", "meta", "wbr"})


class Node(Struct, eq=False):
    """An element, or with the name "" a piece of text, still escaped."""

    name: str = ""
    text: str = ""
    attributes: Attributes = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)

    def classes(self) -> list[str]:
        """Return the words of the attribute `class`."""
        return self.attributes.get("class", "").split()

    def walk(self) -> "Iterator[Node]":
        """Yield this node and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def plain(self) -> str:
        """Return the text of all below it."""
        return unescape("".join(node.text for node in self.walk()))


def element(name: str, attributes: Attributes | None = None, *children: Node) -> Node:
    """Return a new element."""
    return Node(name, "", attributes or {}, list(children))


def parse(html: str) -> Node:
    """Return the fragment as the children of a nameless root.

    >>> write(parse('<p id="x">a<br>b</p>'))
    '<p id="x">a<br>b</p>'
    """
    root = Node()
    above = [root]
    for tag in tokens(html):
        if not tag.name:
            above[-1].children.append(Node(text=tag.text))
        elif not tag.closes:
            made = Node(tag.name, "", tag.attributes())
            above[-1].children.append(made)
            if tag.name not in _EMPTY:
                above.append(made)
        elif len(above) > 1 and above[-1].name == tag.name:
            above.pop()
    return root


def write(root: Node) -> str:
    """Return the text of a node and all below it."""
    pieces: list[str] = []
    waiting: list[Node | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        pieces.append(start_tag(item.name, item.attributes) if item.name else item.text)
        if item.name and item.name not in _EMPTY:
            waiting.append(f"</{item.name}>")
        waiting.extend(reversed(item.children))
    return "".join(pieces)


def replace_each(root: Node, change: Callable[[Node], Iterable[Node] | None]) -> None:
    """Put in the place of every node below `root` what `change` returns for it; None leaves it and looks below it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kept: list[Node] = []
        for child in node.children:
            new = change(child) if child.name else None
            if new is None:
                kept.append(child)
                waiting.append(child)
            else:
                kept.extend(new)
        node.children = kept
