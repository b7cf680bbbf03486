"""Tables that fit the sheet: words stay whole as long as the type can be set smaller, the longest ones may break."""

from re import compile as pattern, findall

from reader.app.export.nodes import Node, element

_LONG = 22
"""Characters from which a word in a table may break anywhere, as addresses and hashes do."""
_LETTER = 1.72
"""Millimetres that a letter of a table takes on average at full size, 9.7 points."""
_GAP = 3.4
"""Millimetres between two columns."""
_STEPS = (100, 88, 76, 66, 58)
_WORD = pattern(r"[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af-]+-?|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PARTS = pattern(r"(&[#\w]+;|\s+)")


def fit_tables(root: Node, width: float) -> None:
    """Name for every table the size of type at which its words fit into `width` millimetres, as a class `fit-76`."""
    for table in [node for node in root.walk() if node.name == "table"]:
        least = _least_widths(table)
        if not least:
            continue
        for step in _STEPS:
            if sum(_LETTER * letters + _GAP for letters in least) * step / 100 <= width:
                break
        else:
            step = 0
        name = f"fit-{step}" if step else f"fit-{_STEPS[-1]} anywhere"
        table.attributes["class"] = " ".join([*table.classes(), name])
        _loosen(table)


def _least_widths(table: Node) -> list[int]:
    """Return the length of the longest word in each column that may not break."""
    columns: list[int] = []
    for row in (node for node in table.walk() if node.name == "tr"):
        place = 0
        for cell in (child for child in row.children if child.name in {"td", "th"}):
            span = cell.attributes.get("colspan", "1")
            width = min(int(span), 100) if span.isdecimal() and len(span) < 5 else 1
            if width == 1:
                longest = max((len(word) for word in findall(_WORD, cell.plain())), default=0)
                columns += [0] * (place + 1 - len(columns))
                columns[place] = max(columns[place], min(longest, _LONG // 2 if longest >= _LONG else longest))
            place += max(1, width)
    return columns


def _loosen(table: Node) -> None:
    """Let long words break anywhere, and no others."""
    for node in list(table.walk()):
        if any(not child.name and len(child.text) >= _LONG for child in node.children):
            node.children = [piece for child in node.children for piece in _loosened(child)]


def _loosened(node: Node) -> list[Node]:
    if node.name or len(node.text) < _LONG:
        return [node]
    pieces: list[Node] = []
    plain = ""
    for part in _PARTS.split(node.text):
        if len(part) >= _LONG and not part.isspace():
            pieces += [Node(text=plain), element("span", {"class": "long-word"}, Node(text=part))]
            plain = ""
        else:
            plain += part
    pieces.append(Node(text=plain))
    return [piece for piece in pieces if piece.name or piece.text]
