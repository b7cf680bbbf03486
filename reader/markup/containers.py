"""Boxes that other programs draw: MkDocs' `!!!`, Docusaurus' and pandoc's `:::`, Hugo's, GitBook's and Logseq's pairs.

Each becomes a callout, or nothing but what is inside it where its name says nothing to a reader.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

from reader.markup.callouts import KINDS
from reader.markup.text_block import line_text
from reader.markup.tree import Handler, TreeBuilder

_INDENTED = re.compile(r"(!!!|\?\?\?\+?)[ ]?([\w-]+)?(?:[ ]+[\w-]+)*[ \t]*(?:\"([^\"\n]*)\")?[ \t]*$")
_TAB = re.compile(r"===[!+]?[ ]+\"([^\"\n]+)\"[ \t]*$")
_COLONS = re.compile(
    r":{3,}[ \t]*(?:\{([^{}\n]*)\}|([A-Za-z][\w-]*)(?:\[([^\]\n]*)\])?(?:[ \t]*\{[^{}\n]*\})?)?[ \t]*([^:\n]*)"
)
_TEMPLATE = re.compile(
    r"(?:\{\{[<%]|\{%)[ \t]*(end|/)?(notice|hint|callout|alert|admonition|note|tip|info|warning|caution|danger"
    r"|important|details|expand|tabs?|tabpane|columns?|steps|cards?)\b([^{}\n]*?)[ \t]*(?:[%>]\}\}|%\})[ \t]*$"
)
_ORG = re.compile(r"#\+(BEGIN|END)_([A-Z]+)[ \t]*$", re.IGNORECASE)
_AROUND = frozenset({"tab", "tabs", "tabpane", "column", "columns", "steps", "card", "cards"})
"""What only sets its inside beside something else, and is no box without a title."""

_CLASS = re.compile(r"\.([\w-]+)")
_NAMED = re.compile(r"(?:title|head(?:ing|er)|summary|name|label)=\"([^\"\n]*)\"")
_QUOTED = re.compile(r"\"([^\"\n]*)\"")
_FOLDED = re.compile(r"collapse=\"?true|\bdetails\b|\bexpand\b")


_MOST_LOOKS = 30
"""How often the lines of a note may be looked at for boxes; a note needs a look for each level of its lists."""


class Box(Struct, frozen=True):
    """A box: its type as written, its title, and whether it is folded (`-`), open but foldable (`+`) or neither.

    An empty type is a box that is not drawn. A title of None is made of the type.
    """

    kind: str
    title: str | None = None
    fold: str = ""
    headed: bool = False
    """Whether a heading at its beginning is its title."""


def plug(md: MarkdownIt) -> None:
    """Teach `md` the boxes."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "indented_box", indented_box, within)
    md.block.ruler.before("fence", "paired_box", paired_box, within)


def indented_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `!!! note "Title"`, `??? note` (folded) and `=== "Tab"`, with what is indented below by four."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 3] not in {"!!!", "???", "==="} or state.is_code_block(start):
        return False
    line = state.src[position : state.eMarks[start]]
    if tab := _TAB.match(line):
        box = Box("tab", tab[1])
    elif match := _INDENTED.match(line):
        box = Box(match[2] or "note", match[3], {"???": "-", "???+": "+"}.get(match[1], ""))
    else:
        return False
    inner = state.sCount[start] + 4
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= inner):
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    if last == start + 1:
        return False
    if not silent:
        push_box(state, box, start, range(start + 1, last), last, inner)
    return True


def paired_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a box between a line that opens and a line that closes it, boxes inside boxes too."""
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position] not in ":{#" or state.is_code_block(start):
        return False
    for reads in (_colon, _template, _org):
        box = reads(state.src[position : state.eMarks[start]])
        if box is None:
            continue
        last = _pairs(state, start, end, reads).get(start)
        if box == _CLOSER or last is None:
            return False
        if not silent:
            push_box(state, box, start, range(start + 1, last), last + 1, state.blkIndent)
        return True
    return False


_CLOSER = Box("/")


def _colon(line: str) -> Box | None:
    if not line.startswith(":::"):
        return None
    match = _COLONS.match(line)
    if match is None or match.end() < len(line.rstrip(": \t")):
        return None
    attributes, name, bracketed, title = match.groups()
    if attributes is None and name is None:
        return _CLOSER if not title.strip() else None
    if attributes is not None:
        classes = [word.removeprefix("callout-") for word in _CLASS.findall(attributes)]
        kind = next((word for word in classes if word in KINDS), "")
        named = _NAMED.search(attributes)
        headed = named is None and f".callout-{kind}" in attributes
        return Box(kind, named[1] if named else None, "-" if _FOLDED.search(attributes) else "", headed)
    kind, title = name.lower(), (bracketed or title).strip()
    folded = kind in {"details", "spoiler"}
    known = kind in KINDS or folded
    fold = "-" if folded else ""
    return Box(kind, title or None, fold) if known or title else Box("")


def _template(line: str) -> Box | None:
    match = _TEMPLATE.match(line)
    if match is None:
        return None
    if match[1]:
        return _CLOSER
    given = match[3]
    titled = _NAMED.search(given) or (_QUOTED.search(given) if "=" not in given else None)
    words = re.findall(r"[\w-]+", given.replace(titled[0], " ") if titled else given)
    if match[2] in _AROUND:
        return Box("tab", titled[1]) if titled else Box("")
    kind = next((word.lower() for word in words if word.lower() in KINDS), match[2])
    return Box(kind, titled[1] if titled else None, "-" if match[2] in {"details", "expand"} else "")


def _org(line: str) -> Box | None:
    match = _ORG.match(line)
    if match is None or (kind := match[2].lower()) in {"src", "example", "comment", "query"}:
        return None
    return _CLOSER if match[1].upper() == "END" else Box(kind)


def _pairs(state: StateBlock, start: int, end: int, reads: Callable[[str], Box | None]) -> dict[int, int | None]:
    """Return the closing line of each opening one from `start` on, None for one that stays open.

    They are found for all lines of a level at once. A line is read anew where it was not seen as an opening one: the
    first line of a list's item shows what it is only when the item is read.
    """
    key = (reads, state.level, end)
    known = state.env.setdefault("boxes", {})
    pairs: dict[int, int | None] | None = known.get(key)
    looked_at = state.env.get("looked_at", 0)
    if (pairs is None or start not in pairs) and looked_at < _MOST_LOOKS * len(state.bMarks):
        state.env["looked_at"] = looked_at + end - start
        pairs = {}
        opened: list[int] = []
        for line in range(start, end):
            box = reads(line_text(state, line))
            if box is not None and box != _CLOSER:
                opened.append(line)
                pairs[line] = None
            elif box is not None and opened:
                pairs[opened.pop()] = line
        known[key] = pairs
    return pairs or {}


def push_box(state: StateBlock, box: Box, start: int, lines: range, after: int, indent: int | None = None) -> None:
    """Parse `lines` inside a box, and go on at `after`."""
    token = state.push("box_open", "div", 1)
    token.map = [start, after]
    token.meta = {"box": box}
    kept = state.blkIndent, state.lineMax, state.parentType
    state.lineMax, state.parentType = lines.stop, "container"
    state.blkIndent = state.blkIndent if indent is None else indent
    place = len(state.tokens)
    state.md.block.tokenize(state, lines.start, lines.stop)
    if box.headed:
        _take_title(token, state.tokens[place : place + 3])
    state.blkIndent, state.lineMax, state.parentType = kept
    state.push("box_close", "div", -1).meta = {"box": box}
    state.line = after


def _take_title(opening: Token, tokens: list[Token]) -> None:
    """Make the heading with which a box begins its title, as Quarto does."""
    if [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]:
        tag = "summary" if opening.meta["box"].fold else "p"
        tokens[0].type, tokens[0].tag, tokens[2].type, tokens[2].tag = "box_title_open", tag, "box_title_close", tag
        opening.meta["titled"] = True


def _open(builder: TreeBuilder, token: Token) -> None:
    box: Box = token.meta["box"]
    if not box.kind:
        builder.open("div")
        return
    attributes = {"class": f"callout callout-{KINDS.get(box.kind, 'note')}"}
    if box.fold == "+":
        attributes["open"] = "open"
    builder.open("details" if box.fold else "div", attributes)
    if token.meta.get("titled"):
        return
    title = box.kind.replace("-", " ").capitalize() if box.title is None else builder.context.marks.restore(box.title)
    if title.strip() or box.fold:
        builder.leaf("summary" if box.fold else "p", {"class": "callout-title"}, title.strip() or "Details")
    builder.open("div", {"class": "callout-body"})


def _title_open(builder: TreeBuilder, token: Token) -> None:
    builder.open(token.tag, {"class": "callout-title"})


def _title_close(builder: TreeBuilder, _token: Token) -> None:
    builder.close()
    builder.open("div", {"class": "callout-body"})


def _close(builder: TreeBuilder, token: Token) -> None:
    builder.close()
    if token.meta["box"].kind:
        builder.close()


HANDLERS: dict[str, Handler] = {
    "box_open": _open,
    "box_close": _close,
    "box_title_open": _title_open,
    "box_title_close": _title_close,
}
