"""Formulas in the text: `$…$` within a line and `$$…$$` as a block, as Obsidian and pandoc read them, and TeX's own."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from reader.markup.text_block import line_text

_ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath)\*?)\}", re.IGNORECASE
)
_LOOKS_LIKE_TEX = re.compile(r"\\[A-Za-z]{2}|\^|[A-Za-z]_[{\dA-Za-z](?![A-Za-z])|\w[ ]?=[ ]?[-\w\\]")
_SIMPLE = re.compile(r"(?=[^A-Za-z]*[A-Za-z])(?:[A-Za-z](?![A-Za-z.])|[\d\s+\-*/<>|!,()]|\.\d)+")
"""What brackets with backslashes must hold to be a formula: most of them are escaped brackets of plain text."""

_LONGEST = 2_000


def plug(md: MarkdownIt) -> None:
    """Teach `md` formulas."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "tex_block", tex_block, within)
    md.inline.ruler.before("escape", "tex", tex)
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
        tail = line_text(state, last).rstrip()[:-2]
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


def tex_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Read `\\begin{equation}` to its end, and lines between `\\[` and `\\]` that stand alone."""
    position = state.bMarks[start] + state.tShift[start]
    text = state.src[position : state.eMarks[start]].rstrip()
    if not text.startswith("\\") or state.is_code_block(start):
        return False
    match = _ENVIRONMENT.match(text)
    if match is None and text != "\\[":
        return False
    closer = "\\]" if match is None else f"\\end{{{match[1]}}}"
    key = f"none {closer}"
    if start < state.env.get(key, 0):
        return False
    last = start
    while last < end and not state.isEmpty(last):
        if line_text(state, last).rstrip().endswith(closer):
            break
        last += 1
    if last >= end or state.isEmpty(last):
        state.env[key] = last
        return False
    lines = state.getLines(start, last + 1, state.blkIndent, False).strip()
    content = lines if match else lines[2:-2].strip()
    if not content:
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content = content
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def tex(state: StateInline, silent: bool) -> bool:
    r"""Read `\\(x^2\\)` and `\\[x^2\\]`, where what is inside looks like a formula."""
    pos, src = state.pos, state.src
    opener = src[pos : pos + 2]
    if opener not in {"\\(", "\\["}:
        return False
    closer = "\\)" if opener == "\\(" else "\\]"
    end = src.find(closer, pos + 2, min(state.posMax, pos + _LONGEST))
    content = src[pos + 2 : max(end, pos + 2)]
    if not _LOOKS_LIKE_TEX.search(content) and not (opener == "\\(" and _SIMPLE.fullmatch(content)):
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = content.strip()
        token.meta = {"display": opener == "\\["}
    state.pos = end + 2
    return True


def _closing(state: StateBlock, start: int, end: int) -> int:
    """Return the line that ends with `$$`, or -1; a blank line, or one outside the quote or list, ends the search."""
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return -1
        text = line_text(state, line).rstrip()
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
        token.content = _without_ticks(src[start:end].strip())
        token.meta = {"display": display}
    state.pos = end + len(fence)
    return True


def _without_ticks(content: str) -> str:
    """Take the backticks away that GitHub and GitLab allow inside the dollars."""
    return content[1:-1] if len(content) > 2 and content[0] == content[-1] == "`" else content
