"""Images with a size behind their address, as HackMD and Joplin write it: `![A map](map.png =640x480)`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SIZED = re.compile(
    r"!\[([^\[\]\n]{0,500})\]\([ \t]*(?:<([^<>\n]{1,2000})>|([^\s()<>]{1,2000}))"
    r"(?:[ \t]+\"([^\"\n]{0,500})\")?[ \t]+=(\d{1,4})?(?:%|px)?x?(\d{1,4})?(?:%|px)?[ \t]*\)"
)


def plug(md: MarkdownIt) -> None:
    """Teach `md` such images."""
    md.inline.ruler.before("image", "sized_image", sized_image)


def sized_image(state: StateInline, silent: bool) -> bool:
    """Read an image whose address is followed by `=WIDTHxHEIGHT`, of which each may be missing."""
    match = _SIZED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": state.md.normalizeLink(match[2] or match[3]), "alt": ""}
        if match[4]:
            token.attrs["title"] = match[4]
        token.children = []
        token.content = match[1]
        state.md.inline.parse(match[1], state.md, state.env, token.children)
        # Percents are of the page, whose measure an image has at most.
        if match[5] and "%" not in match[0][match.end(5) - match.start() :]:
            token.meta = {"width": match[5] + (f"x{match[6]}" if match[6] else "")}
    state.pos = match.end()
    return True
