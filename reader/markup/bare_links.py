"""Addresses that stand in the text without brackets around them, as GFM and every garden read them."""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_URL = re.compile(r"://[^\s<>\"`|\\^{}。，、；：！？（）「」『』【】《》“”]+")
_WWW = re.compile(r"(?<![\w/.@:-])www\.[\w-]+(?:\.[\w-]+)+[^\s<>\"`|\\^{}。，、；：！？（）「」『』【】《》“”]*")
_EMAIL_HOST = re.compile(r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{1,24}(?![\w@])")
_EMAIL_NAME = re.compile(r"[A-Za-z0-9.+_-]{1,64}$")
_WORD = re.compile(r"(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])[\w/]")
"""What an address cannot be glued to; scripts without blanks between their words have none before an address either."""

_GLUED = "?!.,:;*_~'\"’”"
_KEPT = "%/:?#[]@!$&'()*+,;=-._~"


def plug(md: MarkdownIt) -> None:
    """Teach `md` bare addresses."""
    md.inline.ruler.before("emphasis", "bare_url", bare_url)
    md.inline.ruler.before("emphasis", "email", email)


def bare_url(state: StateInline, silent: bool) -> bool:
    """Read an address that stands in the text without brackets around it."""
    pos, src = state.pos, state.src
    if not src.startswith("://", pos) or state.linkLevel:
        return False
    scheme = next((name for name in ("https", "http") if src[max(0, pos - len(name)) : pos].lower() == name), None)
    match = _URL.match(src, pos, state.posMax)
    if scheme is None or match is None or not state.pending.lower().endswith(scheme):
        return False
    start = pos - len(scheme)
    if start and _WORD.match(src, start - 1):
        return False
    opener = state.env.get("opener")
    tail = match[0] if not opener else match[0].partition(opener)[0]
    tail = _unglued(tail)
    if len(tail) < 6 or tail[3] in "./:-_":
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        _autolink(state, src[start : pos + len(tail)], src[start:pos] + tail)
    state.pos = pos + len(tail)
    return True


def email(state: StateInline, silent: bool) -> bool:
    """Read an e-mail address that stands in the text."""
    pos = state.pos
    if state.src[pos] != "@" or state.linkLevel:
        return False
    host = _EMAIL_HOST.match(state.src, pos, state.posMax)
    name = host and _EMAIL_NAME.search(state.src[max(0, pos - 64) : pos])
    if not host or not name or not state.pending.endswith(name[0]):
        return False
    if not silent:
        state.pending = state.pending[: -len(name[0])]
        _autolink(state, "mailto:" + name[0] + host[0], name[0] + host[0])
    state.pos = host.end()
    return True


def _unglued(url: str) -> str:
    """Return `url` without the punctuation of the sentence around it; brackets that it opened itself stay."""
    opened = {bracket: url.count(bracket) for bracket in "()[]"}
    end = len(url)
    while end:
        last = url[end - 1]
        if last in ")]":
            if opened[last] <= opened["(" if last == ")" else "["]:
                break
            opened[last] -= 1
        elif last not in _GLUED:
            break
        end -= 1
    return url[:end]


def _autolink(state: StateInline, href: str, text: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": quote(href, safe=_KEPT)}
    token.markup = "autolink"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def pieces(text: str) -> list[str | Token]:
    """Cut `text` at the `www.` addresses in it; these come as link tokens."""
    found: list[str | Token] = []
    position = 0
    for match in _WWW.finditer(text):
        address = _unglued(match[0])
        found.append(text[position : match.start()])
        found.append(Token("link_open", "a", 1, attrs={"href": "http://" + quote(address, safe=_KEPT)}))
        found += [address, Token("link_close", "a", -1)]
        position = match.start() + len(address)
    found.append(text[position:])
    return found
