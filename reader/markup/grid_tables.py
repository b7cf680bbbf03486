"""Tables drawn with `+`, `-` and `|`, as pandoc, reStructuredText and Emacs write them.

A cell holds Markdown of several lines. One whose lines do not keep to the columns, because cells are joined, or because
wide letters have moved them, stays the drawing that it is.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from reader.markup.marks import Marks
from reader.markup.text_block import line_text

_BORDER = re.compile(r"\+(?:[-=:]+\+)+$")
_MOST_CELLS = 5_000
_DEEPEST = 20
"""Levels of what a table stands in beyond which it is not looked into."""


def plug(md: MarkdownIt) -> None:
    """Teach `md` such tables."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.before("fence", "grid_table", grid_table, within)


def grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table from its first border to its last."""
    if not state.src.startswith("+", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
        return False
    first = _line(state, start)
    if not _BORDER.match(first) or start + 2 >= end or not _line(state, start + 1).startswith("|"):
        return False
    # One that does not end has no table from any of its lines; that is found once, not at each of its borders.
    level, stop, known = state.env.get("no_grid", (0, 0, 0))
    if (level, stop) == (state.level, end) and start < known:
        return False
    last = start
    while last < end and state.sCount[last] >= state.blkIndent and _line(state, last)[:1] in {"+", "|"}:
        last += 1
    lines = [_line(state, line) for line in range(start, last)]
    if len(lines) < 3 or not _BORDER.match(lines[-1]):
        state.env["no_grid"] = (state.level, end, last)
        return False
    if silent:
        return True
    columns = [place for place, char in enumerate(first) if char == "+"]
    marks = state.env.get("marks", Marks())
    rows = _rows([_laid_out(line, marks) for line in lines], columns) if state.level < _DEEPEST else None
    if rows is None:
        token = state.push("code_block", "code", 0)
        token.content, token.map = "\n".join(lines) + "\n", [start, last]
    else:
        _push(state, rows, next((n for n, line in enumerate(lines) if "=" in line and _BORDER.match(line)), 0), start)
        state.tokens[-1].map = None
    state.line = last
    return True


def _line(state: StateBlock, line: int) -> str:
    return line_text(state, line).rstrip()


def _laid_out(line: str, marks: Marks) -> list[str]:
    """Return what stands in each column of a line as it was written: the placeholder of a mark is shorter or longer."""
    if marks.pattern is None:
        return list(line)
    laid: list[str] = []
    done = 0
    for match in marks.pattern.finditer(line):
        laid += line[done : match.start()]
        width = len(marks.restore(match[0]))
        laid[-1] += "" if width else match[0]
        laid += [match[0], *[""] * (width - 1)] if width else []
        done = match.end()
    return [*laid, *line[done:]]


def _rows(lines: list[list[str]], columns: list[int]) -> list[tuple[int, list[str]]] | None:
    """Return the rows, each with the number of its last line and its cells; None where they keep to no columns."""
    rows: list[tuple[int, list[str]]] = []
    cells: list[list[str]] = [[] for _ in columns[1:]]
    for number, line in enumerate(lines[1:], 1):
        mark = line[0]
        if len(line) != columns[-1] + 1 or any(line[place] != mark for place in columns):
            return None
        if mark == "|":
            for cell, left, right in zip(cells, columns, columns[1:], strict=False):
                cell.append("".join(line[left + 1 : right]).rstrip())
        elif not _BORDER.match("".join(line)) or not cells[0]:
            return None
        else:
            rows.append((number, ["\n".join(_dedented(cell)) for cell in cells]))
            cells = [[] for _ in columns[1:]]
    return rows if len(rows) * len(columns) <= _MOST_CELLS else None


def _dedented(lines: list[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    return [line[indent:] for line in lines]


def _push(state: StateBlock, rows: list[tuple[int, list[str]]], head: int, start: int) -> None:
    """Push the tokens of a table; the rows above the line `head` are its head."""
    state.push("table_open", "table", 1).map = [start, start + rows[-1][0] + 1]
    part = ""
    for last, cells in rows:
        wanted = "thead" if last <= head else "tbody"
        if wanted != part:
            if part:
                state.push(f"{part}_close", part, -1)
            state.push(f"{wanted}_open", wanted, 1)
            part = wanted
        state.push("tr_open", "tr", 1)
        for cell in cells:
            tag = "th" if part == "thead" else "td"
            state.push(f"{tag}_open", tag, 1)
            state.tokens += _inside(state, cell, start)
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
    state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def _inside(state: StateBlock, text: str, line: int) -> list[Token]:
    """Return the blocks of a cell; a single paragraph is its words alone."""
    made: list[Token] = []
    inner = StateBlock(text, state.md, {"references": state.env.setdefault("references", {})}, made)
    inner.level = state.level
    state.md.block.tokenize(inner, 0, inner.lineMax)
    for token in made:
        token.map = [line, line + 1] if token.map else None
    if [token.type for token in made] == ["paragraph_open", "inline", "paragraph_close"]:
        return made[1:2]
    return made
