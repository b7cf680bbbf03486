"""markdown-it's inline parser with a table: only the rules that a character can begin are tried at it.

The library tries all of its rules at every character that ends a run of text; with twenty rules that is most of the
time of drawing a note.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from reader.markup.delimiters import AsciiState
from reader.markup.east_asian import WideState

TRIGGERS = {
    "newline": "\n", "escape": "\\", "backticks": "`", "strikethrough": "~", "emphasis": "*_", "link": "[",
    "image": "!", "site_link": "[!", "autolink": "<", "html_inline": "<", "entity": "&", "math": "$", "tex": "\\",
    "wikilink": "[!", "footnote": "[", "highlight": "=", "comment": "%", "superscript": "^", "tag": "#",
    "brace_id": "{", "bare_url": ":", "email": "@", "emoji": ":", "block_property": ":", "block_reference": "(",
    "subscript": "~", "span_attributes": "[", "attributes": "{", "template": "{", "keys": "+", "inserted": "+^",
    "critic": "{", "org_link": "[", "role": "{", "sized_image": "!",
}  # fmt: skip
"""The characters at which each rule can begin; a rule that is missing here is never tried."""


class InlineParser(ParserInline):
    """Parse inlines by table. `index` must be called once all rules are in their places."""

    def __init__(self, model: ParserInline) -> None:
        super().__init__()
        self.ruler = model.ruler
        self.ruler2 = model.ruler2
        self._rules: dict[str, list[RuleFuncInlineType]] = {}
        self._stop = self.terminator_re

    def index(self, opener: str) -> None:
        """Build the table from the rules that are enabled; `opener` begins the placeholders of citation marks."""
        triggers = {**TRIGGERS, "mark": opener}
        self._rules = {}
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            for char in triggers.get(name, ""):
                self._rules.setdefault(char, []).append(rule)
        # The bracket that closes a label is looked for by position, so that text must end before it.
        self._stop = re.compile("[" + re.escape("".join(self._rules) + "]") + "]")

    def _text_end(self, state: StateInline) -> int:
        found = self._stop.search(state.src, state.pos + 1, state.posMax)
        return found.start() if found else state.posMax

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a text; one in which nothing can begin, as in most cells of a table, is a single one."""
        if self._stop.search(src):
            # Latin text has no need to look at the width of its characters.
            state = (AsciiState if src.isascii() else WideState)(src, md, env, tokens)
            self.tokenize(state)
            for rule in self.ruler2.getRules(""):
                rule(state)
            return state.tokens
        if src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """Read tokens from `state.pos` to `state.posMax`."""
        src, rules, end = state.src, self._rules, state.posMax
        while state.pos < end:
            pos = state.pos
            for rule in rules.get(src[pos], ()):
                if rule(state, False):
                    break
            else:
                state.pos = pos + 1 if src[pos] in rules else self._text_end(state)
                state.append_pending(src[pos : state.pos])
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """Move behind the token at `state.pos` without making it."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        char = state.src[pos]
        for rule in self._rules.get(char, ()):
            if rule(state, True):
                break
        else:
            state.pos = pos + 1 if char in self._rules else self._text_end(state)
        state.cache[pos] = state.pos
