"""Links and images whose address a site's builder fills in: Hugo's `ref`, Jekyll's `link`, `post_url` and base address.

CommonMark sees no link in `[tides]({{< ref "tides.md" >}})`, because an address has no blanks.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_PIECE = r"\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\}"
_ADDRESS = re.compile(rf"\([ ]*((?:{_PIECE}|[^\s(){{}}<>]){{1,200}}+)(?:[ ]+(\"[^\"\n]*\"|'[^'\n]*'))?[ ]*\)")
_FILLED = re.compile(r"\]\([^)\s]{0,200}\{[{%]")
_TEMPLATE = re.compile(_PIECE)
_NAMED = re.compile(r"(?:ref|relref|link|post_url|absurl|relurl)[ ]+[\"']?([^\s\"'|]+)")
_QUOTED = re.compile(r"\{\{[-<%]?[ ]*[\"']([^\"'\n]*)[\"'][ ]*\|")


def plug(md: MarkdownIt) -> None:
    """Teach `md` such links."""
    md.inline.ruler.before("link", "site_link", site_link)


def site_link(state: StateInline, silent: bool) -> bool:
    """Read a link or an image with a template in its address."""
    pos, src = state.pos, state.src
    is_image = src[pos] == "!"
    opening = pos + is_image
    if not src.startswith("[", opening) or not _has_any(state):
        return False
    end = parseLinkLabel(state, opening, not is_image)
    match = _ADDRESS.match(src, end + 1, state.posMax) if end > 0 else None
    if match is None or "{" not in match[1]:
        return False
    if not silent:
        attributes: dict[str, str | int | float] = {"title": match[2][1:-1]} if match[2] else {}
        _push(state, is_image, opening + 1, end, address(match[1]), attributes)
    state.pos = match.end()
    return True


def _has_any(state: StateInline) -> bool:
    known = state.env.get("site_links")
    if known is None or known[0] is not state.src:
        known = (state.src, _FILLED.search(state.src) is not None)
        state.env["site_links"] = known
    return bool(known[1])


def _push(
    state: StateInline, is_image: bool, start: int, end: int, href: str, attributes: dict[str, str | int | float]
) -> None:
    if is_image:
        token = state.push("image", "img", 0)
        token.attrs = {"src": href, "alt": "", **attributes}
        token.content = state.src[start:end]
        children: list[Token] = []
        state.md.inline.parse(token.content, state.md, state.env, children)
        token.children = children
        return
    push_link(state, start, end, {"href": href, **attributes})


def push_link(state: StateInline, start: int, end: int, attributes: dict[str, str | int | float]) -> None:
    """Push a link whose words are `[start, end)`."""
    maximum, state.pos, state.posMax = state.posMax, start, end
    state.push("link_open", "a", 1).attrs = attributes
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = maximum


def address(text: str) -> str:
    """Return the address that `text` stands for: what a template names, and nothing for a site's own address.

    >>> address('{{< relref "/docs/tides.md" >}}#neap')
    '/docs/tides.md#neap'
    >>> address("{{ site.baseurl }}/images/bay.png")
    '/images/bay.png'
    """
    return _TEMPLATE.sub(_filled, text)


def _filled(match: re.Match[str]) -> str:
    found = _NAMED.search(match[0]) or _QUOTED.match(match[0])
    return found[1] if found else ""
