"""Definition lists, as PHP Markdown Extra and pandoc have them; several terms may share a definition."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from reader.markup.text_block import BlockRule, line_text

_MOST_TERMS = 8
_LONGEST_TERM = 60
_SENTENCE = (".", ",", ";", ":", "!", "?", "…")
"""What a line of prose may end with, and a term does not."""


def plug(md: MarkdownIt) -> BlockRule:
    """Let `md` read definition lists like this, with the rule that it has for them; return the new one."""
    known = dict(zip(md.block.ruler.get_active_rules(), md.block.ruler.getRules(""), strict=True))
    rule = _with_colon(known["deflist"])
    md.block.ruler.at("deflist", rule, {"alt": ["paragraph", "reference", "blockquote"]})
    return rule


def _with_colon(rule: BlockRule) -> BlockRule:
    """Return `rule` for definition lists that looks no further where no definition follows, and at colons only.

    Pandoc's other mark, a tilde, begins lines of too many notes that mean something else by it.
    """

    def with_colon(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            # Asked whether a definition begins here, not whether a term does.
            return rule(state, start, end, silent)
        line = start + 1
        if line < end and state.isEmpty(line):
            line += 1
        if line < end and _has_colon(state, line):
            return rule(state, start, end, silent)
        last = _last_term(state, start, end)
        return last > start and _several(state, rule, range(start, last), end)

    return with_colon


def _has_colon(state: StateBlock, line: int) -> bool:
    return state.src.startswith(":", state.bMarks[line] + state.tShift[line])


def _last_term(state: StateBlock, start: int, end: int) -> int:
    """Return the last of several lines that look like terms and stand above a definition, or `start`."""
    for line in range(start, min(end, start + _MOST_TERMS + 1)):
        text = line_text(state, line).rstrip()
        if line > start and text.startswith(": "):
            return line - 1
        is_term = 0 < len(text) <= _LONGEST_TERM and not text.endswith(_SENTENCE)
        if not is_term or state.sCount[line] != state.blkIndent:
            break
    return start


def _several(state: StateBlock, rule: BlockRule, terms: range, end: int) -> bool:
    """Read a list that begins with `terms`, before the one that the rule itself reads."""
    place = len(state.tokens)
    if not rule(state, terms.stop, end, False):
        return False
    made, state.tokens[place + 1 :] = state.tokens[place + 1 :], []
    for line in terms:
        state.push("dt_open", "dt", 1).map = [line, line]
        inline = state.push("inline", "", 0)
        inline.content = line_text(state, line).strip()
        inline.map, inline.children = [line, line], []
        state.push("dt_close", "dt", -1)
    state.tokens += made
    state.tokens[place].map = [terms.start, state.line]
    return True
