"""Pandoc's verses: lines that begin with `| ` keep their ends, and what they are indented by."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_LINE = re.compile(r"\|(?:[ ]([^|\n]*))?$")
"""A line of it; one with a second bar is a row of some table."""

_BLANK = "\u00a0"


def plug(md: MarkdownIt) -> None:
    """Teach `md` such verses."""
    md.block.ruler.before("fence", "line_block", line_block)


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read two lines or more that begin with a bar; an indented line goes on with the one before it."""
    if silent or state.is_code_block(start):
        return False
    lines: list[str] = []
    line = start
    while line < end and not state.isEmpty(line):
        begins = state.bMarks[line] + state.tShift[line]
        text = state.src[begins : state.eMarks[line]].rstrip()
        if match := _LINE.match(text):
            words = (match[1] or "").lstrip(" ")
            indent = len(match[1] or "") - len(words)
            lines.append(_BLANK * indent + words)
        elif lines and state.sCount[line] > state.sCount[start] and not text.startswith("|"):
            lines[-1] += " " + text
        else:
            return False
        line += 1
    if len(lines) < 2 or not any(text.strip(_BLANK) for text in lines):
        return False
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    # A blank that is no blank to Markdown keeps an empty line, and a backslash the end of a line in any library.
    inline.content = "\\\n".join(text or _BLANK for text in lines)
    inline.map, inline.children = [start, line], []
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True
