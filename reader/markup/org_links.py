"""Links of Emacs' Org mode, as they are left in notes that were converted from it: `[[https://…][words]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_LINK = re.compile(
    r"\[\[(?:file:)?((?:https?://|mailto:)[^\[\]\s]+|[^\[\]\n:|]+\.[A-Za-z]\w{1,4}(?:::?[^\[\]\n]*)?)\]\[([^\[\]\n]+)\]\]"
)


def plug(md: MarkdownIt) -> None:
    """Teach `md` such links."""
    md.inline.ruler.before("wikilink", "org_link", org_link)


def org_link(state: StateInline, silent: bool) -> bool:
    """Read a link to the web or to a file; the place in the file that Org names is left out."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel:
        return False
    href = state.md.normalizeLink(match[1].partition("::")[0])
    if not state.md.validateLink(href):
        return False
    if not silent:
        kept = state.pos, state.posMax
        state.pos, state.posMax = match.start(2), match.end(2)
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = kept[1]
    state.pos = match.end()
    return True
