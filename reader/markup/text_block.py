"""Paragraphs and underlined headings, found in one pass over their lines.

markdown-it looks at every line of a paragraph twice (for an underline, then for its end), and asks a dozen rules each
time whether another block begins there. A line that begins with a letter can only begin a table.
"""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]
"""A rule of markdown-it for blocks: whether one begins at a line; silent, it only says so."""


def line_text(state: StateBlock, line: int) -> str:
    """Return a line without what it is indented by, and without the marks of the quotes and lists that it is in."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


_TABLE_UNDER = "|:-"


def plug(md: MarkdownIt, definitions: BlockRule) -> None:
    """Let one rule of `md` read headings with an underline, definition lists and paragraphs, in this order."""

    def text(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            return False
        parent, state.parentType = state.parentType, "paragraph"
        last, level = _extent(state, start)
        state.parentType = parent
        if not level and definitions(state, start, end, False):
            return True
        content = state.getLines(start, last, state.blkIndent, False).strip()
        state.line = last + bool(level)
        name, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
        opening = state.push(f"{name}_open", tag, 1)
        opening.map = [start, state.line]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = content, [start, state.line], []
        state.push(f"{name}_close", tag, -1)
        return True

    md.block.ruler.at("paragraph", text)
    md.disable("lheading")


def _extent(state: StateBlock, start: int) -> tuple[int, int]:
    """Return the line behind the text that begins at `start`, and the level that an underline there makes it, or 0."""
    rules = state.md.block.ruler.getRules("paragraph")
    can_be_heading = not state.is_code_block(start)
    line, end = start + 1, state.lineMax
    while line < end and not state.isEmpty(line):
        # An indented line is no code here, and one of a lazy quote belongs to the text: both go on with it.
        if state.sCount[line] - state.blkIndent <= 3:
            if can_be_heading and (level := _underline(state, line)):
                return line, level
            begins = state.sCount[line] >= 0 and _may_begin(state, line)
            if begins and any(rule(state, line, end, True) for rule in rules):
                break
        line += 1
    return line, 0


def _underline(state: StateBlock, line: int) -> int:
    if state.sCount[line] < state.blkIndent:
        return 0
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    mark = state.src[start]
    if mark not in "-=" or state.src[start:stop].rstrip(" \t").strip(mark):
        return 0
    return 1 if mark == "=" else 2


def _may_begin(state: StateBlock, line: int) -> bool:
    """Return whether some block could begin at `line`, judged by its first character and that of the next line."""
    if not state.src[state.bMarks[line] + state.tShift[line]].isalpha():
        return True
    after = line + 1
    if after >= state.lineMax or state.isEmpty(after):
        return False
    return state.src[state.bMarks[after] + state.tShift[after]] in _TABLE_UNDER
