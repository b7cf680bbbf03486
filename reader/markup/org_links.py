"""Links of Emacs' Org mode, as they are left in notes that were converted from it: `[[https://…][words]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.markup.site_links import push_link

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
        push_link(state, match.start(2), match.end(2), {"href": href})
    state.pos = match.end()
    return True
