"""Images: those of the library are shown, remote ones named and not fetched, missing ones said to be missing."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown_it.token import Token

from reader.core.note import ProblemKind
from reader.core.text import one_line
from reader.markup.tree import Handler, TreeBuilder

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SIZE = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?")
_DRAWN = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,", re.IGNORECASE)


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case, `//` for one without that names a host, or nothing."""
    if address.startswith(("//", "\\\\", "/\\", "\\/")):
        return "//"
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def host_of(address: str) -> str:
    """Return the host that an address names, or nothing."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def image(builder: TreeBuilder, source: str, alt: str, title: str = "") -> Element | None:
    """Return an image of the library, or what stands in for one that is elsewhere or missing; None for no image.

    `alt` may end in a size (`A map|640x480`), as Obsidian writes it.
    """
    attributes = _described(alt, title)
    links = builder.context.links
    source = source.strip()
    if links is None or _DRAWN.match(source):
        return Element("img", {"src": source, **attributes})
    if not source:
        return None
    if scheme := scheme_of(source):
        element = remote(source, scheme, attributes["alt"] or "image")
        if scheme in {"http", "https"} and not builder.in_link:
            # It is not loaded here, whoever asks; on a click the browser shows it, as any address of the web.
            element.tag = "a"
            element.set("href", scheme + source[len(scheme) :])
        return element
    path = links.file(unquote(source.partition("#")[0].partition("?")[0]))
    if path is not None and not path.endswith("/"):
        return Element("img", {"src": "/" + quote(path), **attributes})
    message = f"The image “{one_line(source, 120)}” is missing."
    builder.context.report(ProblemKind.MISSING_IMAGE, builder.line, message)
    element = Element("span", {"class": "missing-image", "title": one_line(source, 300)})
    element.text = attributes["alt"] or source
    return element


def _described(alt: str, title: str) -> dict[str, str]:
    attributes = {"alt": alt}
    label, _, size = alt.rpartition("|")
    if match := _SIZE.fullmatch(size.strip()):
        attributes = {"alt": label.strip(), "width": match[1]}
        if match[2]:
            attributes["height"] = match[2]
    if title:
        attributes["title"] = title
    return attributes


def remote(source: str, scheme: str, label: str) -> Element:
    """Return what stands for something that would have to be fetched: where it is, and what it is said to be."""
    element = Element("span", {"class": "remote-image", "title": one_line(source, 300)})
    host = Element("span", {"class": "remote-host"})
    host.text = host_of(source) or scheme
    host.tail = " " + label
    element.append(host)
    return element


def _image(builder: TreeBuilder, token: Token) -> None:
    restore = builder.context.marks.restore
    alt = restore(_plain(token.children or ()))
    if width := token.meta.get("width"):
        alt = f"{alt}|{width}"
    builder.append(
        image(builder, restore(str(token.attrs.get("src", ""))), alt, restore(str(token.attrs.get("title", ""))))
    )


def _plain(tokens: Iterable[Token]) -> str:
    """Return the text of an image's description, whatever marks it has."""
    pieces: list[str] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(_plain(token.children or ()))
        else:
            pieces.append(token.content)
    return "".join(pieces)


HANDLERS: dict[str, Handler] = {"image": _image}
