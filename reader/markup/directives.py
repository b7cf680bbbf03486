"""MyST's directives: fences that name in braces what they hold, which is a box, code, a formula or a picture.

    ```{warning} Mind the tide
    :class: dropdown
    It *comes in*.
    ```

Its roles (``{math}`x^2` ``) are in `reader.markup.roles`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from reader.markup.callouts import KINDS
from reader.markup.containers import Box, push_box
from reader.markup.text_block import line_text

_OPENING = re.compile(r"(`{3,}|~{3,}|:{3,})[ \t]*\{([a-z][a-z-]{1,30})\}[ \t]*([^`\n]*)$")
_OPTION = re.compile(r":([\w-]+):(?:[ \t]+(.*))?$")
_LABEL = re.compile(r"\(([A-Za-z][\w:.-]{0,80})\)=[ \t]*$")
_BOXES = frozenset(
    "attention caution danger error hint important note seealso tip warning admonition dropdown todo".split()
)
_ASIDE = frozenset({"margin", "sidebar", "topic"})
_TITLED = frozenset({"tab-item", "card", "grid-item-card"})
_AROUND = frozenset({"tab-set", "grid", "grid-item", "card-carousel", "div"})
_CODE = frozenset({"code-block", "code", "sourcecode", "code-cell"})
_PICTURES = frozenset({"figure", "image"})
_KNOWN = _BOXES | _ASIDE | _TITLED | _AROUND | _CODE | _PICTURES | {"math"}


def plug(md: MarkdownIt) -> None:
    """Teach `md` the directives, and the names that MyST gives to places: `(name)=` on a line of its own."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "directive", directive, within)
    md.block.ruler.before("fence", "place_name", place_name)


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a directive that is known, from the line that opens it to the one that closes it."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 3] not in {"```", "~~~", ":::"} or state.is_code_block(start):
        return False
    match = _OPENING.match(state.src, position, state.eMarks[start])
    if match is None or match[2] not in _KNOWN:
        return False
    last = _closing(state, start, end, match[1])
    if last < 0:
        return False
    if not silent:
        _push(state, match[2], match[3].strip(), start, last)
    return True


def place_name(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read `(name)=`: links lead to it, and it is not seen."""
    position = state.bMarks[start] + state.tShift[start]
    match = _LABEL.match(state.src, position, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if not silent:
        _paragraph(state, f"{{#{match[1]}}}", start)
        state.line = start + 1
    return True


def _closing(state: StateBlock, start: int, end: int, marks: str) -> int:
    """Return the line that closes a fence of `marks`, or -1; what is found to stay open is not looked for again."""
    key = f"open {marks[0]} {end}"
    if len(marks) >= state.env.get(key, len(state.src)):
        return -1
    for line in range(start + 1, end):
        position = state.bMarks[line] + state.tShift[line]
        if state.sCount[line] < state.blkIndent and position < state.eMarks[line]:
            # Outside of the list's item or the quote.
            return -1
        if state.src.startswith(marks, position) and not state.src[position : state.eMarks[line]].strip(
            marks[0] + " \t"
        ):
            return line
    state.env[key] = len(marks)
    return -1


def _push(state: StateBlock, name: str, argument: str, start: int, last: int) -> None:
    options: dict[str, str] = {}
    first = start + 1
    while first < last and (match := _OPTION.match(line_text(state, first))):
        options[match[1]] = match[2] or ""
        first += 1
    if name in _CODE or name == "math":
        token = state.push("fence", "code", 0)
        caption = options.get("caption", "").replace('"', "”")
        token.info = "math" if name == "math" else f'{argument} title="{caption}"' if caption else argument
        token.content = state.getLines(first, last, state.sCount[start], True).removeprefix("\n")
        token.map = [start, last + 1]
        token.markup = "```"
        state.line = last + 1
        return
    if name in _PICTURES and argument:
        alt = re.sub(r"[\[\]\\]", "", options.get("alt", ""))
        _paragraph(state, f"![{alt}](<{re.sub('[<>]', '', argument)}>)", start, options.get("width", ""))
        if first == last:
            state.line = last + 1
            return
    push_box(state, _box(name, argument, options), start, range(first, last), last + 1)


def _box(name: str, argument: str, options: dict[str, str]) -> Box:
    classes = options.get("class", "").split()
    kind = name if name in KINDS else next((word for word in classes if word in KINDS), "note")
    fold = "-" if name == "dropdown" or "dropdown" in classes else ""
    if name in _BOXES:
        return Box(kind, argument or (None if name in KINDS else "Details" * bool(fold)), fold)
    if name in _ASIDE:
        return Box("note", argument)
    return Box("tab", argument) if name in _TITLED and argument else Box("")


def _paragraph(state: StateBlock, content: str, line: int, width: str = "") -> None:
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, line + 1]
    inline: Token = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content + _size(width), [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _size(width: str) -> str:
    """Return a width in pixels as it is written behind an image."""
    match = re.fullmatch(r"(\d{1,4})(?:px)?", width)
    return f'{{width="{match[1]}"}}' if match else ""
