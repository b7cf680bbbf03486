"""What the builders of sites and other note programs leave in a text: attributes in braces, templates, comments.

Attributes and comments are not shown; a template that nothing here can fill is shown as quiet source.
"""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.markup.images import image
from reader.markup.text_block import line_text
from reader.markup.tree import Handler, TreeBuilder

_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"'=]+)"
_ATTRIBUTE = rf"(?:[.#][\w:-]+|[\w:-]+[ ]?=[ ]?{_VALUE}|:[\w-]+[ ]\d+%?,?)"
_ATTRIBUTES = re.compile(rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}")
_SPAN = re.compile(rf"\[([^\[\]\n]{{1,300}})\]\{{[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}")
_BEHIND = frozenset(")]*_`>~")
"""What attributes stand behind; besides, what closes the placeholder of a citation."""

_WIDTH = re.compile(r"width[ =:]{1,3}\"?(\d{1,4})(?:px)?(?![\d%])")
_TEMPLATE = re.compile(r"\{\{<.{0,600}?>\}\}|\{\{%.{0,600}?%\}\}|\{%.{0,600}?%\}|\{\{[^{}\n]{1,600}\}\}", re.DOTALL)
_NOTE = re.compile(r"\{/\*.{0,4000}?\*/\}", re.DOTALL)
_FIGURE = re.compile(r"\{\{<[ ]*(?:figure|img|image)[ ].*?\bsrc[ ]?=[ ]?[\"']?([^\"'\s>]+)", re.DOTALL)
_SAID = re.compile(r"\b(alt|caption|title)[ ]?=[ ]?\"([^\"]*)\"")
_STATE = re.compile(r"\{\{(?:\[\[)?(TODO|DONE)(?:\]\])?\}\}")
_TRANSCLUDED = re.compile(r"\{\{(?:\[\[)?embed(?:\]\])?:?[ ]+\[\[([^\[\]\n|]+)\]\][ ]*\}\}")

_ATTRIBUTE_LINE = re.compile(r"\{:[^{}\n]*\}[ \t]*$")
_CONTENTS = re.compile(r"\{:[^{}\n]*\btoc\b")
_SILENT_LINE = re.compile(r"(?:\{::(?:nomarkdown|options)\b[^{}\n]*\}|\{%-?[ \t]*(?:end)?raw[ \t]*-?%\})[ \t]*$")
_RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}")
_CONTENTS_LINE = re.compile(r"(?:\[toc\]|\[\[_?toc_?\]\]|\{\{\s*toc\s*\}\})[ \t]*$", re.IGNORECASE)
_CODE = re.compile(r"(\{%|\{\{<)[ \t]*highlight[ \t]+([\w+#-]+)[^{}\n]*?(?:%\}|>\}\})[ \t]*$")
_CODE_END = re.compile(r"(?:\{%[ \t]*endhighlight[ \t]*%\}|\{\{<[ \t]*/[ \t]*highlight[ \t]*>\}\})[ \t]*$")
_HIDDEN = (
    (re.compile(r"\{::comment\}"), "{:/"),
    (re.compile(r"\{%-?[ \t]*comment[ \t]*-?%\}"), "endcomment"),
    (re.compile(r":LOGBOOK:[ \t]*$"), ":END:"),
)
_IMPORT = re.compile(r"import[ ](?:[^;\n]{1,200}[ ]from[ ])?['\"][^'\"\n]+['\"];?[ \t]*$")
_AROUND = re.compile(
    r"<aside>|<(?:div|section|article|details|figure)(?=[ ])[^<>\n]*[ ]markdown(?:=[\"']?\w+[\"']?)?[^<>\n]*>"
)
_COMPONENT = re.compile(r"<[A-Z][A-Za-z.]*[ />]|<[A-Z][A-Za-z]*\n")


def plug(md: MarkdownIt) -> None:
    """Teach `md` what to leave out and what to show quietly."""
    within: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "site_line", site_line, within)
    md.block.ruler.before("fence", "site_code", site_code, within)
    md.block.ruler.before("html_block", "aside", aside, within)
    rules = md.inline.ruler
    rules.before("link", "span_attributes", span)
    rules.before("emphasis", "attributes", attributes)
    rules.before("emphasis", "template", template)


def site_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read over lines that a site's builder takes: attributes of a block, a place for contents, comments, imports."""
    text = line_text(state, start)
    if not text or state.is_code_block(start):
        return False
    last = start
    if text[0] == "i":
        if silent or not _IMPORT.match(text) or not _has_components(state):
            return False
    elif text[0] not in "{[:":
        return False
    elif not _says_nothing(text):
        last = _hidden(state, text, start, end)
        if last < 0:
            return False
    if not silent:
        if _CONTENTS.match(text):
            _drop_list(state)
        state.line = last + 1
    return True


def _says_nothing(text: str) -> bool:
    if _CONTENTS_LINE.match(text) or _SILENT_LINE.match(text):
        return True
    is_attributes = _ATTRIBUTE_LINE.match(text) or (text[0] == "{" and _ATTRIBUTES.fullmatch(text.rstrip()))
    return bool(is_attributes) and not text.startswith("{::")


def _drop_list(state: StateBlock) -> None:
    """Take out the list right above, which kramdown replaces by the contents."""
    tokens = state.tokens
    if not tokens or tokens[-1].type not in {"bullet_list_close", "ordered_list_close"}:
        return
    opening = tokens[-1].type.replace("close", "open")
    is_open = True
    while is_open:
        token = tokens.pop()
        is_open = token.type != opening or token.level != state.level


def _hidden(state: StateBlock, text: str, start: int, end: int) -> int:
    for opens, closer in _HIDDEN:
        if opens.match(text) and start < state.env.get(f"none {closer}", end + 1):
            for line in range(start, end):
                if closer in line_text(state, line):
                    return line
            state.env[f"none {closer}"] = start
    return -1


def _has_components(state: StateBlock) -> bool:
    if "components" not in state.env:
        state.env["components"] = bool(_COMPONENT.search(state.src))
    return bool(state.env["components"])


def site_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read code between Jekyll's or Hugo's `highlight` and its end."""
    text = line_text(state, start)
    if not text.startswith("{") or state.is_code_block(start) or (match := _CODE.match(text)) is None:
        return False
    if start >= state.env.get("no_code_end", end + 1):
        return False
    last = next((line for line in range(start + 1, end) if _CODE_END.match(line_text(state, line))), -1)
    if last < 0:
        state.env["no_code_end"] = start
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info = match[2]
        token.content = state.getLines(start + 1, last, state.blkIndent, True)
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def aside(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a tag on a line of its own with Markdown right below: Notion's `<aside>`, and `<div markdown>`."""
    text = line_text(state, start).rstrip()
    if not text.startswith("<") or state.is_code_block(start) or not _AROUND.fullmatch(text):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.content = text + "\n"
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def attributes(state: StateInline, silent: bool) -> bool:
    """Read over `{.class width=50%}` right behind a link, an image, code or emphasis."""
    pos = state.pos
    if not pos or not (state.src[pos - 1] in _BEHIND or unicodedata.category(state.src[pos - 1]) == "Co"):
        return False
    match = _ATTRIBUTES.match(state.src, pos, state.posMax)
    if match is None:
        return False
    if not silent:
        width = _WIDTH.search(match[0])
        if width and not state.pending and state.tokens and state.tokens[-1].type == "image":
            state.tokens[-1].meta = {**state.tokens[-1].meta, "width": width[1]}
    state.pos = match.end()
    return True


def span(state: StateInline, silent: bool) -> bool:
    """Read pandoc's `[words]{.class}` as its words."""
    match = _SPAN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        maximum = state.posMax
        state.pos, state.posMax = match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.posMax = maximum
    state.pos = match.end()
    return True


def template(state: StateInline, silent: bool) -> bool:
    """Read `{{< name >}}`, `{% name %}`, `{{ name }}` and `{/* comment */}`."""
    if state.src[state.pos + 1 : state.pos + 2] not in {"{", "%", "/"}:
        return False
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        match = _TEMPLATE.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent and not _RAW.fullmatch(match[0]):
            _push(state, match[0])
    state.pos = match.end()
    return True


def _push(state: StateInline, text: str) -> None:
    if transcluded := _TRANSCLUDED.fullmatch(text):
        token = state.push("embed", "", 0)
        token.content = transcluded[1]
        token.meta = {"alias": "", "in_link": state.linkLevel > 0}
    elif done := _STATE.fullmatch(text):
        state.push("task_box", "", 0).meta = {"done": done[1] == "DONE"}
    else:
        state.push("template", "", 0).content = text


def _template(builder: TreeBuilder, token: Token) -> None:
    text = builder.context.marks.restore(token.content)
    if figure := _FIGURE.match(text):
        said = dict(_SAID.findall(text))
        alt = said.get("alt") or said.get("caption") or said.get("title") or ""
        builder.append(image(builder, figure[1], alt, said.get("caption") or said.get("title") or ""))
        return
    builder.leaf("span", {"class": "template"}, text)


def _task_box(builder: TreeBuilder, token: Token) -> None:
    checked = "true" if token.meta["done"] else "false"
    builder.leaf("span", {"class": f"task-box task-{checked}", "role": "checkbox", "aria-checked": checked})


HANDLERS: dict[str, Handler] = {"template": _template, "task_box": _task_box}
