"""Formulas in the text: `$…$` within a line and `$$…$$` as a block, as Obsidian and pandoc read them."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline


def plug(md: MarkdownIt) -> None:
    """Teach `md` formulas."""
    md.block.ruler.before("fence", "math_block", math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "math", math)


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines from one that begins with `$$` to one that ends with it."""
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", position):
        return False
    first = state.src[position + 2 : state.eMarks[start]].rstrip()
    last = start
    if first.endswith("$$") and len(first) > 2:
        content = first[:-2]
        if "$$" in content:
            return False
    else:
        if "$$" in first or start >= state.env.get("no_math_end", end + 1):
            return False
        last = _closing(state, start, end)
        if last < 0:
            return False
        tail = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].rstrip()[:-2]
        content = "\n".join([first, state.getLines(start + 1, last, state.blkIndent, False), tail])
    if not content.strip():
        return False
    if silent:
        return True
    token = state.push("math_block", "", 0)
    token.content = content.strip()
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _closing(state: StateBlock, start: int, end: int) -> int:
    """Return the line that ends with `$$`, or -1; a blank line, or one outside the quote or list, ends the search."""
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return -1
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if text.endswith("$$"):
            return line
        if "$$" in text:
            return -1
    state.env["no_math_end"] = start
    return -1


def math(state: StateInline, silent: bool) -> bool:
    """Read `$x$`: no blank inside the dollars, no digit behind them, so that prices stay prices."""
    pos, src = state.pos, state.src
    if src[pos] != "$":
        return False
    display = src.startswith("$$", pos)
    start = pos + 2 if display else pos + 1
    fence = "$$" if display else "$"
    if start >= state.posMax or (not display and src[start].isspace()):
        return False
    end = src.find(fence, start, state.posMax)
    while end > 0 and src[end - 1] == "\\" and not display:
        end = src.find(fence, end + 1, state.posMax)
    if end <= start:
        return False
    after = src[end + len(fence) : end + len(fence) + 1]
    if not display and (src[end - 1].isspace() or after.isdigit()):
        return False
    if not src[start:end].strip():
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = src[start:end].strip()
        token.meta = {"display": display}
    state.pos = end + len(fence)
    return True
