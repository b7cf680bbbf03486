"""Tables and formulas that fit the sheet: words stay whole as long as the type can be set smaller, then they break."""

from re import compile as pattern

from msgspec import Struct

from reader.app.export.nodes import Node, element

_LONG = 22
"""Characters from which a word in a table may break anywhere, as addresses and hashes do."""
_SHORT = 16
"""Characters up to which a whole cell is rather not broken, as dates and names are not."""
_LETTER = 1.6
"""Millimetres that a letter of a table takes on average at full size, 9.5 points."""
_GAP = 3.4
"""Millimetres between two columns."""
_EM = 3.96
"""Millimetres of the type of a formula."""
_STEPS = (100, 88, 76, 66, 58)
_DEEPEST = 60
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = pattern(rf"[^\s{_CJK}-]+-?|[{_CJK}]|-")
_PARTS = pattern(r"(&[#\w]+;|\s+)")


class _Column(Struct):
    """Characters of the longest word in a column, and of its longest cell."""

    word: int = 0
    cell: int = 0

    @property
    def least(self) -> int:
        """Return the characters that may not be broken, as long as there is any way round."""
        return self.cell if self.cell <= _SHORT else self.word


def fit_tables(root: Node, width: float) -> None:
    """Name for every table the size of type at which its words fit into `width` millimetres, as a class `fit-76`."""
    for table in [node for node in root.walk() if node.name == "table"]:
        cells = _cells(table)
        columns = _columns(cells)
        if not columns:
            continue
        step = _step(sum(_LETTER * column.least + _GAP for column in columns), width)
        if step:
            for cell, place in cells:
                if columns[place].cell <= _SHORT:
                    _name(cell, "short")
        else:
            step = _step(sum(_LETTER * column.word + _GAP for column in columns), width)
        _name(table, f"fit-{step}" if step else f"fit-{_STEPS[-1]} anywhere")
        _loosen(table)


def fit_formulas(root: Node, width: float) -> None:
    """Name for every display formula that is too wide the size at which it fits, as a class `fit-76`."""
    for node in root.walk():
        if "display" in node.classes() and "math" in node.classes():
            step = _step(_width(node, 0) * _EM, width) or _STEPS[-1]
            if step < _STEPS[0]:
                _name(node, f"fit-{step}")


def _step(needed: float, width: float) -> int:
    """Return the largest size at which `needed` millimetres fit, or 0."""
    return next((step for step in _STEPS if needed * step / 100 <= width), 0)


def _name(node: Node, name: str) -> None:
    node.attributes["class"] = " ".join([*node.classes(), name])


def _cells(table: Node) -> list[tuple[Node, int]]:
    """Return the cells that stand in one column, with the number of it."""
    found: list[tuple[Node, int]] = []
    for row in (node for node in table.walk() if node.name == "tr"):
        place = 0
        for cell in (child for child in row.children if child.name in {"td", "th"}):
            given = cell.attributes.get("colspan", "1")
            span = min(int(given), 100) if given.isdecimal() and len(given) < 5 else 1
            if span == 1:
                found.append((cell, place))
            place += max(1, span)
    return found


def _columns(cells: list[tuple[Node, int]]) -> list[_Column]:
    columns: list[_Column] = []
    for cell, place in cells:
        columns += [_Column() for _ in range(place + 1 - len(columns))]
        text = " ".join(cell.plain().split())
        longest = max(map(len, _WORD.findall(text)), default=0)
        column = columns[place]
        column.word = max(column.word, _LONG // 2 if longest >= _LONG else longest)
        column.cell = max(column.cell, len(text))
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


def _width(node: Node, depth: int) -> float:
    """Return about how many ems a formula takes."""
    if not node.name or depth > _DEEPEST:
        return 0.6 * len(node.text.strip())
    inner = [_width(child, depth + 1) for child in node.children]
    if node.name in {"mfrac", "mtable", "munder", "mover", "munderover"}:
        return max(inner, default=0.0)
    if node.name in {"msub", "msup", "msubsup"} and inner:
        return inner[0] + 0.7 * max(inner[1:], default=0.0)
    return sum(inner) + (0.6 if node.name in {"mo", "mtd"} else 0.0)
