"""HTML that authors write into their notes: its links, images and frames obey the same rules as Markdown's.

Everything is sanitised later, with the rest of the page; here addresses are resolved, and tags that would hide the text
behind them are shown as text.
"""

import re
from html import escape, unescape
from urllib.parse import unquote
from xml.etree.ElementTree import tostring

from markdown_it.token import Token

from reader.core.text import one_line
from reader.markup.citation_tags import cite_html
from reader.markup.images import image, remote, scheme_of
from reader.markup.link_tags import address_attributes
from reader.markup.tree import Handler, TreeBuilder

_VALUE = r"(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\")"
_OPEN = re.compile(
    rf"</a\s*>|<(img|a|iframe|video|audio|embed)((?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*{_VALUE})?)*)\s*/?>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(rf"([a-zA-Z_:][\w:.-]*)(?:\s*=\s*({_VALUE}))?")
_HIDING = ("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext")
_SWALLOWED = (*_HIDING, "template", "noscript", "object", "svg", "select", "audio", "video", "canvas", "applet")
_HIDING_TAG = re.compile(rf"</?(?:{'|'.join(_HIDING)})\b", re.IGNORECASE)
_SWALLOWED_TAG = re.compile(rf"<(/?)({'|'.join(_SWALLOWED)})\b", re.IGNORECASE)
_EMBED_LINK = re.compile(
    r"(<a [^<>]*\bmarkdown-embed-link\b[^<>]*>)(?:(?!</a>).){0,4000}</a>", re.IGNORECASE | re.DOTALL
)
_UNSEEN = re.compile(r"<(?:span|sup|sub)\b(?=[^<>]*\bstyle\s*=\s*[\"'][^\"'<>]*\bdisplay\s*:\s*none\b)", re.IGNORECASE)
"""What its author hides, such as sources that chat programs keep out of sight; only what ends with its paragraph."""
_BARE = re.compile(r"<([A-Za-z][\w.-]*)>")
_CLOSING = re.compile(r"</([A-Za-z][\w.-]*)")
_KNOWN = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i "
    "iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu meta "
    "meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre "
    "progress q rb rp rt rtc ruby s samp script search section select slot small source spacer span strike strong "
    "style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video "
    "wbr xmp".split()
)
_KEPT_ON_IMAGE = ("width", "height", "title")
_KEPT_ON_LINK = ("id", "name", "title", "class")


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        bare = value[1:-1] if value[:1] in {'"', "'"} else value
        found.setdefault(name.lower(), unescape(bare))
    return found


def _resolved(builder: TreeBuilder, match: re.Match[str]) -> str:
    """Return the tag with its addresses resolved, or what stands for it."""
    if not match[1]:
        builder.in_raw_link = False
        return match[0]
    name = match[1].lower()
    attributes = _attributes(match[2])
    if name == "a":
        builder.in_raw_link = "href" in attributes
        if "href" not in attributes:
            return match[0]
        made = address_attributes(builder, attributes["href"])
        if "class" in made and "class" in attributes:
            made["class"] += " " + attributes["class"]
        made |= {key: value for key, value in attributes.items() if key in _KEPT_ON_LINK and key not in made}
        return "<a" + "".join(f' {key}="{escape(value)}"' for key, value in made.items()) + ">"
    source = attributes.get("src", "")
    if name == "img":
        element = image(builder, source, attributes.get("alt", ""))
        if element is None:
            return ""
        if element.tag == "img":
            element.attrib.update({key: attributes[key] for key in _KEPT_ON_IMAGE if key in attributes})
        return tostring(element, encoding="unicode", method="html")
    if scheme_of(source) not in {"http", "https", "//"}:
        return match[0]
    return tostring(remote(source, "", name), encoding="unicode", method="html") + match[0]


def _titled_embed(match: re.Match[str]) -> str:
    """Give the link of a transclusion that a garden has baked in the words that its icon stood for."""
    attributes = _attributes(match[1][2:-1])
    name = unquote(attributes.get("href", "")).partition("#")[0].strip("/").rpartition("/")[2].rpartition(".")[0]
    name = name or unquote(attributes.get("href", "")).partition("#")[0].strip("/").rpartition("/")[2]
    return f"{match[1]}{escape(one_line(name.replace('-', ' '), 120))}</a>"


def _no_tag(builder: TreeBuilder, match: re.Match[str]) -> str:
    """Return what looks like a tag as text if it is none, as in `cd <project>`: no browser would show it."""
    if (name := match[1].lower()) in _KNOWN:
        return match[0]
    if builder.closed_tags is None:
        builder.closed_tags = frozenset(map(str.lower, _CLOSING.findall(builder.context.note.body)))
    return match[0] if name in builder.closed_tags else "&lt;" + match[0][1:]


def settled(builder: TreeBuilder, html: str) -> str:
    """Return a piece of HTML with its addresses resolved, and without what would hide the text behind it."""
    if builder.context.links is not None:
        html = _BARE.sub(lambda match: _no_tag(builder, match), html)
        html = _OPEN.sub(lambda match: _resolved(builder, match), html)
        html = _UNSEEN.sub(r'\g<0> class="unseen"', html)
        html = _EMBED_LINK.sub(_titled_embed, html)
    return html


def _with_marks(builder: TreeBuilder, html: str) -> str:
    """Return HTML with the citation marks in its text as links, and those inside its tags as they were written."""
    marks = builder.context.marks
    if marks.pattern is None:
        return html

    def drawn(match: re.Match[str]) -> str:
        start = match.start()
        in_tag = html.rfind("<", 0, start) > html.rfind(">", 0, start)
        if in_tag or match[1] != "m" or int(match[2]) >= len(marks.marks):
            return marks.restore(match[0])
        return cite_html(builder, int(match[2]))

    return marks.pattern.sub(drawn, html)


def _inline(builder: TreeBuilder, token: Token) -> None:
    html = builder.context.marks.restore(token.content)
    # Such a tag hides all text behind it, which is never what was meant by one in a sentence (GFM says the same).
    builder.html("&lt;" + html[1:] if _HIDING_TAG.match(html) else settled(builder, html))


def _block(builder: TreeBuilder, token: Token) -> None:
    html = token.content
    last = {match[2].lower(): match.start() for match in _SWALLOWED_TAG.finditer(html) if match[1]}

    def shown(match: re.Match[str]) -> str:
        closed = last.get(match[2].lower(), -1) > match.start() or match[1]
        return match[0] if closed else "&lt;" + match[0][1:]

    builder.html(_with_marks(builder, settled(builder, _SWALLOWED_TAG.sub(shown, html))))


HANDLERS: dict[str, Handler] = {"html_inline": _inline, "html_block": _block}
