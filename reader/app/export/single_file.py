"""A page as one HTML file that any browser can open: it runs nothing, asks for nothing, and leads only to the web.

Outside Postil there is no private scheme and no interceptor, so the walls are in the file: its policy allows images
that are inside it and the one stylesheet by its hash, and nothing else. The hash, unlike a nonce, also gives the same
bytes for the same note.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote

from reader.app.export.tags import Attributes, rewrite, tokens
from reader.app.messages import FileReady, PageReady
from reader.errors import LimitError

MOST = 200 * 2**20
"""Characters that the images of one file may take; a note can name one large image ten thousand times."""

_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_IMAGE = re.compile(r"image/[a-z+.-]{2,20}")
_FACE = re.compile(r"(?:@font-face \{[^{}]*|:root \{ --own-[^{}]*)\}\n")
"""A face of the private scheme: outside Postil the stylesheet has a list of faces of systems."""
_FETCHED = re.compile(r'<link rel="preload"[^<>]*>\n')
_DARK = re.compile(r':root\[data-theme="dark"\] (\{[^{}]*\})')
"""The dark theme; outside Postil a page is dark where the reader's system is."""
_STYLE = re.compile(r"<style\b[^<>]*>(.*?)</style>", re.DOTALL)


def export_html(ready: PageReady, images: Callable[[str], FileReady]) -> str:
    """Return the document of a note with its images inside.

    `images` reads an image by its path in the library. Links within the page and to the web stay; those to other
    notes and to tags, which lead nowhere outside Postil, become text. Raises LimitError beyond `MOST`.
    """
    inline = _Inliner(ready.path, images)
    document = _STYLE.sub(lambda style: _outside(style[0]), _FETCHED.sub("", ready.document))
    policy = _policy(document)

    def meta(attributes: Attributes) -> Attributes:
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            attributes["content"] = policy
        return attributes

    html = rewrite(document, {"meta": meta, "a": _link, "img": inline.image})
    return _STYLE.sub(lambda match: f"<style>{match[1]}</style>", html)


def _outside(style: str) -> str:
    dark = r"\g<0>\n@media screen and (prefers-color-scheme: dark) { :root[data-theme] \1 }"
    return _DARK.sub(dark, _FACE.sub("", style), count=1)


def _policy(document: str) -> str:
    styles = [tag.text for tag in tokens(document) if tag.name == "style" and not tag.closes]
    hashes = [hashlib.sha256(content.encode()).digest() for text in styles for content in _STYLE.findall(text)]
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes) or "'none'"
    return f"default-src 'none'; img-src data:; style-src {allowed}; base-uri 'none'; form-action 'none'"


def _link(attributes: Attributes) -> Attributes:
    href = attributes.get("href")
    if href is None:
        return attributes
    if _WEB.match(href):
        return {**attributes, "rel": "noopener noreferrer"}
    if href.startswith("#") and not href.startswith("#tag:"):
        return attributes
    return inert(attributes)


def inert(attributes: Attributes) -> Attributes:
    """Return the attributes of a link that leads nowhere and does not look as if it did."""
    kept = {key: value for key, value in attributes.items() if key not in ("href", "rel")}
    return {**kept, "class": f"{kept.get('class', '')} inert".strip()}


class _Inliner:
    """Put images into the file, each read once."""

    def __init__(self, note: str, images: Callable[[str], FileReady]) -> None:
        self._note = note
        self._images = images
        self._known: dict[str, str] = {}
        self._used = 0

    def image(self, attributes: Attributes) -> Attributes:
        """Return the attributes of an image with its data; of one that cannot be had, only its description stays."""
        source = attributes.pop("src", "")
        if source.startswith("/"):
            source = self._data(unquote(source.lstrip("/").partition("#")[0].partition("?")[0]))
        if not source.startswith("data:image/"):
            return attributes
        self._used += len(source)
        if self._used > MOST:
            message = f"The images of {self._note} are too large for one HTML file."
            raise LimitError(message, "Export it as PDF instead.")
        return {"src": source, **attributes}

    def _data(self, path: str) -> str:
        if path not in self._known:
            file = self._images(path)
            usable = file.data and _IMAGE.fullmatch(file.mime)
            data = base64.b64encode(file.data).decode("ascii") if usable else ""
            self._known[path] = f"data:{file.mime};base64,{data}" if data else ""
        return self._known[path]
