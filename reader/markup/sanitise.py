"""The last wall of a page: one policy for the viewer, hovers, snippets and exports.

Everything that a note or an extension has made goes through `clean`, after all else has run. What is not listed here
does not get through: no scripts, no style attributes, no handlers, no forms, no frames, no addresses but those below.
"""

import re
import secrets
from html import unescape

import nh3

SEAL = secrets.token_hex(12)
"""Stands before the ids that rendering itself gives; known to no note, and taken off by `clean`."""

_RESERVED_ID = re.compile(r"(?:source|mention)-\d", re.IGNORECASE)
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,", re.IGNORECASE)
_LOCAL_IMAGE = re.compile(r"/(?![/\\])")
_LINK = re.compile(r"(?:https?://|mailto:|#|/(?![/\\]))", re.IGNORECASE)

_TEXT_TAGS = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd del details "
    "dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol "
    "p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time "
    "tr tt u ul var wbr".split()
)
_MATH_TAGS = frozenset(
    "math mrow mi mn mo ms mtext mspace mover munder munderover msub msup msubsup mmultiscripts mprescripts mfrac "
    "msqrt mroot mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose merror semantics".split()
)
_MATH_ATTRIBUTES = frozenset(
    "accent accentunder alttext columnalign columnlines columnspacing depth dir display displaystyle fence form frame "
    "height largeop linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowalign "
    "rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset width xmlns".split()
)
_EVERYWHERE = frozenset({"class", "dir", "id", "lang", "title", "role", "aria-label", "aria-checked", "aria-hidden"})
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "details": {"open"},
    "time": {"datetime"},
    "data": {"value"},
    "div": {"align", "tabindex"},
    "p": {"align"},
    **dict.fromkeys(_MATH_TAGS, _MATH_ATTRIBUTES),
}
_SWALLOWED = {
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "title", "textarea", "select",
    "noembed", "noframes", "xmp", "plaintext", "audio", "video", "canvas", "applet", "frameset",
}  # fmt: skip
_REST = r'[^<>"]*+(?:"[^"]*"[^<>"]*+)*+>'
_INLINE_TAG = re.compile(
    r"</?(?:span|a|em|strong|code|del|mark|sup|sub|b|i|u|s|kbd|small|abbr|q|cite|ins|wbr|var|tt|samp|img)(?= |>)"
    + _REST
)
_MATH = re.compile(r'<math(?: (?!alttext=)[a-z]+="[^"]*")*(?: alttext="([^"]*)")?' + _REST + r".*?</math>", re.DOTALL)
_CELL_TAG = re.compile(r"</t[dh]>\s*<t[dh](?= |>)" + _REST)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*" + _REST)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        # the most frequent first: this is asked for every attribute of a page
        return value
    if attribute == "id":
        if value.startswith(SEAL):
            return value[len(SEAL) :]
        return None if _RESERVED_ID.match(value) else value
    if attribute == "src":
        return value if _LOCAL_IMAGE.match(value) or _INLINE_IMAGE.match(value) else None
    if attribute == "href":
        return value if _LINK.match(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=set(_TEXT_TAGS | _MATH_TAGS),
    clean_content_tags=_SWALLOWED,
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto", "data"},
    strip_comments=True,
)


def clean(html: str) -> str:
    """Return `html` with nothing but what a page may hold, well-formed whatever came in."""
    return _cleaner.clean(html)


def plain_text(html: str) -> str:
    """Return the text of a cleaned fragment, blocks on lines of their own, formulas as they were typed."""
    html = _MATH.sub(lambda match: match[1] or "", html)
    html = _INLINE_TAG.sub("", html)
    html = _CELL_TAG.sub("\t", html)
    lines = (line.strip() for line in unescape(_ANY_TAG.sub("\n", html)).split("\n"))
    return "\n".join(line for line in lines if line)
