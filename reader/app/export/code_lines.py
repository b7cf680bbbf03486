"""Code in lines, so that a line that is too long for the sheet is wrapped with a mark, and blocks break between lines.

The mark itself is drawn by the stylesheet: it must not be part of the text that somebody copies out of a PDF.
"""

from reader.app.export.nodes import Node, element

_DEEPEST = 40
_LETTER = 1.8
"""Millimetres of a letter of code."""
_INDENT = 6
"""Letters that the border and the mark take."""
_WIDE = 0x1100
"""From here on there are scripts whose characters take two columns."""
_MOST = 20_000


def number_lines(pre: Node, width: float) -> int:
    """Put every line of a `pre` into an element of its own; return how many there are.

    Lines that may be too long for `width` millimetres are named `wraps`: a mark for each of them costs the engine time.
    """
    inner = pre
    while len(inner.children) == 1 and inner.children[0].name == "code":
        inner = inner.children[0]
    lines = _split(inner.children, 0)
    if lines is None:
        return _MOST
    while len(lines) > 1 and not any(node.plain().strip() for node in lines[-1]):
        lines.pop()
    room = int(width / _LETTER) - _INDENT
    inner.children = [_line(line, room, is_last=number == len(lines)) for number, line in enumerate(lines, 1)]
    return len(lines)


def _line(nodes: list[Node], room: int, *, is_last: bool) -> Node:
    end = [] if is_last else [Node(text="\n")]
    text = "".join(node.plain() for node in nodes)
    columns = sum(2 if ord(char) > _WIDE or char == "\t" else 1 for char in text)
    return element("span", {"class": "code-line wraps" if columns > room else "code-line"}, *nodes, *end)


def _split(nodes: list[Node], depth: int) -> list[list[Node]] | None:
    """Return the lines of what stands beside each other; what goes over a line end is closed and opened again.

    None where it is nested deeper than any colouring nests: that is left as it is.
    """
    if depth > _DEEPEST:
        return None
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if node.name == "br":
            lines.append([])
            continue
        inner = (
            [[Node(text=part)] for part in node.text.split("\n")] if not node.name else _split(node.children, depth + 1)
        )
        if inner is None or len(lines) + len(inner) > _MOST:
            return None
        for number, part in enumerate(inner):
            if number:
                lines.append([])
            attributes = node.attributes if not number else {k: v for k, v in node.attributes.items() if k != "id"}
            lines[-1] += [element(node.name, dict(attributes), *part)] if node.name else part
    return lines
