"""Read a query, and never refuse one.

`OR` binds weaker than words that stand beside each other; `-` and a field bind to the one thing that follows.
What cannot be read as an operator is searched as words, and `Parser.notices` says so.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reader.core import query_nodes as nodes
from reader.core.query_dates import UNITS, read_span
from reader.core.query_scanner import Piece, is_bounded, scan

LIMIT = 2000
"""How many characters of a query are read."""
_CLAUSES = 64
_DEPTH = 24

_FUZZY = re.compile(r"(\w{3,})~([12])?")
_COUNT = re.compile(r"(>=|<=|>|<|=)?(\d{1,6})")
_LETTER = re.compile(r"\w|[^\x00-\x7f]")


class Parser:
    """Parse one query; `notices` tells what was not read as it was written."""

    def __init__(self, text: str, today: date) -> None:
        self.notices: list[str] = []
        self._pieces = scan(text)
        self._at = 0
        self._today = today
        self._left = _CLAUSES

    def parse(self) -> nodes.Node | None:
        """Return the tree, or None where nothing was asked."""
        found: list[nodes.Node] = []
        while self._at < len(self._pieces):
            part = self._either(0)
            if part is not None:
                found.append(part)
            if self._at < len(self._pieces):
                self._at += 1  # a `)` that closes nothing
        if not found and any(piece.kind in ("or", "and", "near") for piece in self._pieces):
            # Nothing but operators: somebody looks for the words themselves.
            found = [nodes.Word(piece.text) for piece in self._pieces if _LETTER.search(piece.text)]
        return _together(found, nodes.And)

    def _peek(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _either(self, depth: int) -> nodes.Node | None:
        sides = [self._all(depth)]
        while (piece := self._peek()) is not None and piece.kind == "or":
            self._at += 1
            sides.append(self._all(depth))
        return _together([side for side in sides if side is not None], nodes.Or)

    def _all(self, depth: int) -> nodes.Node | None:
        found: list[nodes.Node] = []
        while (piece := self._peek()) is not None and piece.kind not in ("or", "close"):
            if piece.kind == "near" and found:
                self._near(found, piece, depth)
                continue
            node = self._one(depth)
            if node is None:
                continue
            if self._left > 0:
                self._left -= 1
                found.append(node)
            else:
                self.notices.append(f"only the first {_CLAUSES} words were read")
        return _together(found, nodes.And)

    def _near(self, found: list[nodes.Node], piece: Piece, depth: int) -> None:
        self._at += 1
        left = found[-1]
        while (after := self._peek()) is not None and after.kind == "space":
            self._at += 1
        if after is None or after.kind not in ("word", "quoted", "field"):
            self.notices.append(f"“{piece.text}” was ignored: it needs a word on both sides")
            return
        right = self._one(depth)
        if isinstance(left, nodes.Word | nodes.Phrase) and isinstance(right, nodes.Word | nodes.Phrase):
            found[-1] = nodes.Near(left, right, min(int(piece.inner or 10), 1000))
        elif isinstance(left, nodes.Word | nodes.Phrase) and isinstance(right, nodes.Cites):
            found[-1] = nodes.NearCite(left, right.text)
        elif isinstance(left, nodes.Cites) and isinstance(right, nodes.Word | nodes.Phrase):
            found[-1] = nodes.NearCite(right, left.text)
        elif right is not None:
            found.append(right)

    def _one(self, depth: int) -> nodes.Node | None:
        piece = self._pieces[self._at]
        self._at += 1
        match piece.kind:
            case "open":
                return self._group(depth)
            case "minus":
                return self._negated(depth)
            case "field":
                return self._field(piece, depth)
            case "quoted":
                return self._quoted(piece)
            case "property":
                return self._property(piece)
            case "regex":
                return self._regex(piece)
            case "near":
                return self._word(piece.text)
            case "word":
                return self._word(piece.text)
        return None

    def _group(self, depth: int) -> nodes.Node | None:
        if depth >= _DEPTH:
            self.notices.append("parentheses are nested too deep")
            return None
        node = self._either(depth + 1)
        closing = self._peek()
        if closing is not None and closing.kind == "close":
            self._at += 1
        return node

    def _negated(self, depth: int) -> nodes.Node | None:
        after = self._peek()
        if depth >= _DEPTH or after is None or after.kind in ("or", "and", "near", "minus"):
            return None
        node = self._one(depth + 1)
        if isinstance(node, nodes.Word | nodes.Phrase):
            # What is still being typed must not throw out notes.
            node = replace(node, is_open=False)
        return nodes.Not(node) if node is not None else None

    def _quoted(self, piece: Piece) -> nodes.Node | None:
        is_open = len(piece.text) < 2 or piece.text[-1] not in '"”“'
        if not _LETTER.search(piece.inner):
            return None
        return nodes.Phrase(" ".join(piece.inner.split()), is_open=is_open and not piece.inner[-1:].isspace())

    def _property(self, piece: Piece) -> nodes.Node | None:
        if piece.extra is None and " " in piece.inner.strip():
            self.notices.append(f"“{piece.text}” was searched as words")
            words = [self._word(word) for word in piece.inner.split()]
            return _together([word for word in words if word is not None], nodes.And)
        value = piece.extra.strip().strip('"') if piece.extra else None
        return nodes.Property(piece.inner.strip(), value or None)

    def _regex(self, piece: Piece) -> nodes.Node | None:
        if is_bounded(piece.inner):
            return nodes.Regex(piece.inner)
        self.notices.append(f"“{piece.text}” is no regular expression, or too slow a one, and was searched as words")
        return self._word(piece.inner)

    def _word(self, text: str) -> nodes.Node | None:
        if set(text) == {"*"}:
            return nodes.Everything()
        fuzzy = _FUZZY.fullmatch(text)
        if fuzzy:
            return nodes.Word(fuzzy[1], edits=int(fuzzy[2] or (1 if len(fuzzy[1]) < 6 else 2)))
        bare = text.rstrip("?") if "*" not in text else text
        if not _LETTER.search(bare):
            return None
        is_last = self._at == len(self._pieces)
        if bare.endswith("*") and "*" not in bare[:-1] and "?" not in bare:
            return nodes.Word(bare[:-1], prefix=True)
        if "*" in bare or "?" in bare:
            return nodes.Pattern(bare)
        return nodes.Word(bare, is_open=is_last)

    def _field(self, piece: Piece, depth: int) -> nodes.Node | None:
        name = piece.text[:-1].lower()
        after = self._peek()
        if after is None or after.kind == "space":
            self.notices.append(f"“{piece.text}” was ignored: nothing follows it")
            return None
        if name in tuple(nodes.Scope):
            node = self._one(depth + 1) if depth < _DEPTH else None
            return nodes.Within(nodes.Scope(name), node) if node is not None else None
        if after.kind not in ("word", "quoted", "or", "and", "near", "regex", "minus"):
            return None
        value = self._value()
        readers: dict[str, Callable[[str], nodes.Node | None]] = {
            "tag": _tag,
            "cites": _cites,
            "has": lambda text: nodes.Has(text.lower()),
            "lang": lambda text: nodes.Language(text.lower()),
            "created": lambda text: self._dates("created", text),
            "modified": lambda text: self._dates("modified", text),
        }
        node = readers[name](value)
        if node is not None:
            return node
        self.notices.append(f"“{piece.text}{value}” was searched as words")
        return self._word(value)

    def _value(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        if piece.kind == "minus":
            return self._value() if self._peek() is not None else ""
        if piece.kind == "quoted":
            return piece.inner
        value = piece.text
        ahead = self._pieces[self._at : self._at + 2]
        if value.lower() in ("last", "this", "past") and len(ahead) == 2 and ahead[1].text.lower() in UNITS:
            self._at += 2
            return f"{value} {ahead[1].text}"
        return value

    def _dates(self, which: str, text: str) -> nodes.Node | None:
        span = read_span(text, self._today)
        return nodes.Dates(which, span) if span is not None else None


def _tag(text: str) -> nodes.Node | None:
    name = text.strip().lstrip("#").strip("/")
    return nodes.Tag(name) if name else None


def _cites(text: str) -> nodes.Node | None:
    count = _COUNT.fullmatch(text)
    if count is None:
        return nodes.Cites(text) if _LETTER.search(text) else None
    number = int(count[2])
    match count[1]:
        case ">":
            return nodes.CitesCount(number + 1, None)
        case ">=":
            return nodes.CitesCount(number, None)
        case "<":
            return nodes.CitesCount(0, max(0, number - 1))
        case "<=":
            return nodes.CitesCount(0, number)
        case _:
            return nodes.CitesCount(number, number)


def _together(found: list[nodes.Node], kind: type[nodes.And] | type[nodes.Or]) -> nodes.Node | None:
    if len(found) < 2:
        return found[0] if found else None
    flat: list[nodes.Node] = []
    for node in found:
        flat.extend(node.nodes if isinstance(node, kind) else (node,))
    return kind(tuple(flat))
