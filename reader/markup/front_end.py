"""CommonMark and GFM as their authors defined them: markdown-it, set up for what notes contain.

markdown-it finds the blocks and inlines; `reader.markup.tree` hands them to Python-Markdown as a tree.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, image, link, strikethrough
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from reader.markup import (
    abbreviations,
    bare_links,
    containers,
    destinations,
    directives,
    east_asian,
    edits,
    grid_tables,
    inline_rules,
    line_blocks,
    math_rules,
    org_links,
    roles,
    site_links,
    sized_images,
    templates,
    terms,
    text_block,
)
from reader.markup.inline_parser import InlineParser

DEEPEST = 90
"""Levels of quotes and lists; what is nested deeper is shown as plain lines."""

_MANY_BRACKETS = 100
_DEEP_BRACKETS = 40


class _Parser(MarkdownIt):
    """A parser to which every address is a link; which ones can be followed, the tree and the sanitiser decide."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name and shape
        """Return True."""
        return True


@lru_cache(maxsize=8)
def front_end(opener: str, closer: str) -> MarkdownIt:
    """Return a parser; `opener` and `closer` frame the placeholders of citation marks, if there are any."""
    md = _Parser("commonmark", {"maxNesting": 10_000, "inline_definitions": True})
    md.enable(["table", "strikethrough"])
    md.options["strikethrough_single_tilde"] = True
    md.use(deflist_plugin)
    definitions = terms.plug(md)
    blocks = md.block.ruler
    blocks.before("table", "too_deep", too_deep)
    blocks.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    blocks.before("fence", "comment", comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    math_rules.plug(md)
    line_blocks.plug(md)
    grid_tables.plug(md)
    directives.plug(md)
    containers.plug(md)
    templates.plug(md)
    abbreviations.plug(md)
    text_block.plug(md, definitions)
    bare_links.plug(md)
    inline_rules.plug(md, opener, closer)
    org_links.plug(md)
    roles.plug(md)
    sized_images.plug(md)
    site_links.plug(md)
    edits.plug(md)
    md.inline.ruler.at("newline", east_asian.line_end)
    md.inline.ruler.at("strikethrough", tilde)
    md.inline.ruler.at("link", _bounded(link))
    md.inline.ruler.at("image", _bounded(image))
    destinations.plug(md)
    inline = InlineParser(md.inline)
    inline.index(opener)
    md.inline = inline
    return md


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Show what is nested beyond all sense as one paragraph, so that no text is lost and nothing overflows."""
    if state.level < DEEPEST:
        return False
    if not silent:
        token = state.push("paragraph_open", "p", 1)
        token.map = [start, end]
        inline = state.push("inline", "", 0)
        inline.content = ""
        inline.map = [start, end]
        text = state.getLines(start, end, state.blkIndent, False)
        inline.meta = {"plain": text}
        inline.children = []
        state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read over the lines from one that begins with `%%` to one that ends with it."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("%%", position) or state.is_code_block(start):
        return False
    first = state.src[position + 2 : state.eMarks[start]]
    if "%%" in first:
        if not first.rstrip().endswith("%%") or first.count("%%") > 1:
            return False
        last = start
    else:
        hopeless = state.env.get("no_comment_end", end + 1)
        if start >= hopeless:
            return False
        last = start + 1
        while last < end and "%%" not in state.src[state.bMarks[last] : state.eMarks[last]]:
            last += 1
        if last >= end:
            state.env["no_comment_end"] = start
            return False
    if silent:
        return True
    state.line = last + 1
    rest = state.src[state.bMarks[last] : state.eMarks[last]].rpartition("%%")[2].strip()
    if rest:
        token = state.push("paragraph_open", "p", 1)
        token.map = [last, last + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = rest, [last, last + 1], []
        state.push("paragraph_close", "p", -1)
    return True


def tilde(state: StateInline, silent: bool) -> bool:
    """Read `~struck~` as GFM does, but leave ranges such as `3~5` and `10~20` alone."""
    pos, src = state.pos, state.src
    if src[pos] == "~" and 0 < pos < len(src) - 1 and src[pos - 1].isalnum() and src[pos + 1].isalnum():
        return False
    return strikethrough.tokenize(state, silent)


def _bounded(rule: inline_rules.InlineRule) -> inline_rules.InlineRule:
    """Return `rule` for links that gives up at once on brackets and parentheses that nothing closes, hundreds of them.

    markdown-it looks for the closing bracket of every opening one: quadratic on a run of brackets, which no person
    writes.
    """

    def bounded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!":
            return False
        opening = state.pos + (state.src[state.pos] == "!")
        cached = state.env.get("brackets")
        if cached is None or cached[0] is not state.src:
            # Without definitions, only what has a parenthesis at its end is a link.
            last = len(state.src) if state.env.get("references") else state.src.rfind(")")
            cached = (state.src, _hopeless(state.src), last)
            state.env["brackets"] = cached
        return opening < cached[2] and opening not in cached[1] and rule(state, silent)

    return bounded


def _hopeless(text: str) -> frozenset[int]:
    """Return the places of the opening brackets that have no partner, or one around dozens of others."""
    if text.count("[") < _MANY_BRACKETS:
        return frozenset()
    stack: list[int] = []
    bad: set[int] = set()
    heights: list[int] = []
    for match in re.finditer(r"\\.|[\[\]]", text):
        if match[0] == "[":
            stack.append(match.start())
            heights.append(0)
        elif match[0] == "]" and stack:
            height = heights.pop() + 1
            place = stack.pop()
            if height > _DEEP_BRACKETS:
                bad.add(place)
            if heights:
                heights[-1] = max(heights[-1], height)
    return frozenset(bad | set(stack))
