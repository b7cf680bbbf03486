"""MyST's roles: ``{math}`x^2` ``, ``{sub}`2` ``, ``{ref}`the map <map>` ``, shown as their readers see them."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.markup.inline_rules import parse_inside

_ROLE = re.compile(r"\{([a-z][a-z:-]{1,20})\}`([^`\n]{1,500})`(?!`)")
_RAISED = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup"}
_NAMING = frozenset("ref numref eq doc term any abbr download guilabel menuselection index".split())
"""Roles whose text is shown as it is, without the target behind it."""

_TARGET = re.compile(r"(.*\S)[ \t]*<[^<>]*>")


def plug(md: MarkdownIt) -> None:
    """Teach `md` the roles."""
    md.inline.ruler.before("emphasis", "role", role)


def role(state: StateInline, silent: bool) -> bool:
    """Read a role that is known."""
    match = _ROLE.match(state.src, state.pos, state.posMax)
    if match is None or match[1] not in {"math", *_RAISED, *_NAMING}:
        return False
    if silent:
        state.pos = match.end()
    elif match[1] == "math":
        token = state.push("math_inline", "", 0)
        token.content, token.meta = match[2].strip(), {"display": False}
        state.pos = match.end()
    elif match[1] in _RAISED:
        parse_inside(state, _RAISED[match[1]], match.start(2), match.end(2), match.end())
    else:
        named = _TARGET.fullmatch(match[2])
        state.append_pending(named[1] if named else match[2])
        state.pos = match.end()
    return True
