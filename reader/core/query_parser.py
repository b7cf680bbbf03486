"""Read a query, and never refuse one.

`OR` binds weaker than words that stand beside each other; `-` and a field bind to the one thing that follows.
What cannot be read as an operator is searched as words, and `Parser.notices` says so.
"""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from reader.core import query_nodes as nodes
from reader.core.query_dates import LONGEST
from reader.core.query_fields import DATES, READERS, compared, dates, has_letter, properties
from reader.core.query_scanner import CLOSING, OTHER_NAMES, Piece, is_bounded, scan

LIMIT = 2000
"""How many characters of a query are read."""
_CLAUSES = 64
_DEPTH = 24

_FUZZY = re.compile(r"(\w{3,})~(\d)?")
_SLOP = re.compile(r"~(\d{1,3})")
_BOOST = re.compile(r"\^\d+(?:\.\d+)?$")
_SEPARATOR = re.compile(r"[^\w*?\x80-\U0010ffff]|_")
"""What ends a word, so that no pattern of one word can hold it."""
_RANGE = re.compile(r"(\S+) +TO +(\S+)")
_LISTED = re.compile(r"(?<=[^\W\d_])[,;](?=[^\W\d_])|[\uff0c\uff1b\u3001\u3002]")
"""What stands between words that somebody lists without a space."""


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
            found = [nodes.Word(piece.text) for piece in self._pieces if has_letter(piece.text)]
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
            found[-1] = nodes.Near(left, right, min(max(int(piece.inner or 10), 1), 1000))
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
                return self._lone_near(piece)
            case "word":
                return self._word(piece.text)
        return None

    def _lone_near(self, piece: Piece) -> nodes.Node | None:
        if not piece.inner:
            return self._word(piece.text)
        self.notices.append(f"“{piece.text}” was ignored: it needs a word on both sides")
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
        # What is still being typed must not throw out notes.
        return nodes.Not(nodes.closed(node)) if node is not None else None

    def _quoted(self, piece: Piece) -> nodes.Node | None:
        is_open = len(piece.text) < 2 or piece.text[-1] not in CLOSING
        if not has_letter(piece.inner):
            return None
        after = self._peek()
        slop = _SLOP.fullmatch(after.text) if after is not None else None
        words = [nodes.Word(word) for word in piece.inner.split()]
        if slop and len(words) > 1:
            self._at += 1
            distance = max(1, int(slop[1]))
            return _together([nodes.Near(left, right, distance) for left, right in pairwise(words)], nodes.And)
        return nodes.Phrase(" ".join(piece.inner.split()), is_open=is_open and not piece.inner[-1:].isspace())

    def _property(self, piece: Piece) -> nodes.Node | None:
        key, value = compared(piece.inner) if piece.extra is None else (piece.inner, piece.extra)
        if value is None and " " in key.strip() and '"' not in piece.text:
            self.notices.append(f"“{piece.text}” was searched as words")
            return self._words(key)
        found = properties(key, value)
        return _together(found, nodes.Or) if found else None

    def _regex(self, piece: Piece) -> nodes.Node | None:
        if is_bounded(piece.inner):
            return nodes.Regex(piece.inner)
        self.notices.append(f"“{piece.text}” is no regular expression, or too slow a one, and was searched as words")
        return self._words(re.sub(r"\W", " ", piece.inner))

    def _words(self, text: str) -> nodes.Node | None:
        parts = [part for part in text.split() if has_letter(part)]
        words = [word for part in parts if (word := self._word(part)) is not None]
        return _together([*map(nodes.closed, words[:-1]), *words[-1:]], nodes.And)

    def _word(self, text: str) -> nodes.Node | None:
        if set(text) == {"*"}:
            return nodes.Everything()
        fuzzy = _FUZZY.fullmatch(text)
        if fuzzy:
            edits = int(fuzzy[2]) if fuzzy[2] else 1 if len(fuzzy[1]) < 6 else 2
            return nodes.Word(fuzzy[1], edits=min(edits, 2))
        bare = _BOOST.sub("", text)
        if "*" not in bare:
            bare = bare.rstrip("?")
        if not has_letter(bare):
            return None
        if _LISTED.search(bare):
            return self._words(_LISTED.sub(" ", bare))
        is_last = self._at == len(self._pieces)
        if bare.endswith("*") and "*" not in bare[:-1] and "?" not in bare:
            return nodes.Word(bare[:-1], prefix=True)
        if "*" in bare and _SEPARATOR.search(bare):
            return self._words(_SEPARATOR.sub(" ", bare))
        if "*" in bare or ("?" in bare and not _SEPARATOR.search(bare)):
            return nodes.Pattern(bare)
        return nodes.Word(bare, is_open=is_last)

    def _field(self, piece: Piece, depth: int) -> nodes.Node | None:
        name = piece.text.rstrip(":：").lower()
        name = OTHER_NAMES.get(name, name)
        read = READERS.get(name) or (lambda text: dates(name, text, self._today))
        after = self._peek()
        is_spaced = after is not None and after.kind == "space" and name not in tuple(nodes.Scope)
        if is_spaced and piece.text.islower() and (spaced := self._spaced(name, read)) is not None:
            return spaced
        if after is None or after.kind in ("space", "close"):
            self.notices.append(f"“{piece.text}” was ignored: nothing follows it")
            return None
        if depth >= _DEPTH:
            return None
        if name in tuple(nodes.Scope):
            is_path = name == nodes.Scope.PATH and after.kind == "word" and not {"*", "?"}.isdisjoint(after.text)
            node = self._pattern() if is_path else self._one(depth + 1)
            return nodes.Within(nodes.Scope(name), node) if node is not None else None
        if after.kind == "open":
            self._at += 1
            node = self._group(depth + 1)
            return self._spread(node, piece.text, read) if node is not None else None
        if name in DATES and (found := self._longest_date(read)) is not None:
            return found
        return self._read(piece.text, self._value(), read)

    def _spaced(self, name: str, read: Callable[[str], nodes.Node | None]) -> nodes.Node | None:
        """Read a value that does not stand at its field at once, as in `created: 2025`."""
        start, node = self._at, None
        self._at += 1
        piece = self._peek()
        if piece is not None and piece.kind in ("word", "quoted"):
            node = self._longest_date(read) if name in DATES else read(self._value())
        self._at = start if node is None else self._at
        return node

    def _pattern(self) -> nodes.Node:
        """Read a pattern of a path, which may hold any sign."""
        self._at += 1
        return nodes.Pattern(self._pieces[self._at - 1].text)

    def _read(self, field: str, text: str, read: Callable[[str], nodes.Node | None]) -> nodes.Node | None:
        node = read(text)
        if node is None:
            if has_letter(text):
                self.notices.append(f"“{field}{text}” was searched as words")
            return self._words(text)
        is_last = self._at == len(self._pieces) and self._pieces[-1].kind == "word"
        return replace(node, is_open=is_last) if isinstance(node, nodes.Tag) else node

    def _spread(self, node: nodes.Node, field: str, read: Callable[[str], nodes.Node | None]) -> nodes.Node | None:
        """Return `field:(a OR b)` as if it were written in front of both."""
        match node:
            case nodes.And(parts) | nodes.Or(parts):
                spread = [self._spread(part, field, read) for part in parts]
                return _together([part for part in spread if part is not None], type(node))
            case nodes.Not(inner):
                negated = self._spread(inner, field, read)
                return nodes.Not(negated) if negated is not None else None
            case nodes.Word(text) | nodes.Phrase(text) | nodes.Pattern(text):
                return self._read(field, text, read)
        return node

    def _longest_date(self, read: Callable[[str], nodes.Node | None]) -> nodes.Node | None:
        """Read as many words as make one date: `last 7 days`, `3 march 2025`."""
        text = ""
        best: nodes.Node | None = None
        end = self._at
        for at, piece in enumerate(self._pieces[end : end + 2 * LONGEST], end + 1):
            if piece.kind not in ("space", "word", "quoted"):
                break
            text += piece.inner if piece.kind == "quoted" else piece.text
            node = read(text) if piece.kind != "space" else None
            if node is not None:
                best, self._at = node, at
        return best

    def _value(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        match piece.kind:
            case "minus":
                return self._value() if self._peek() is not None else ""
            case "quoted":
                return piece.inner
            case "property" if span := _RANGE.fullmatch(piece.inner.strip()):
                return f"{span[1]}..{span[2]}"
        return piece.text


def _together(found: list[nodes.Node], kind: type[nodes.And] | type[nodes.Or]) -> nodes.Node | None:
    if len(found) < 2:
        return found[0] if found else None
    flat: list[nodes.Node] = []
    for node in found:
        flat.extend(node.nodes if isinstance(node, kind) else (node,))
    return kind(tuple(flat))
