"""Links, wikilinks, tags and embeds: what they lead to, and what is said when they lead nowhere."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from markdown_it.token import Token

from reader.core.note import ProblemKind
from reader.core.page import PageLink
from reader.core.text import one_line
from reader.markup import parts
from reader.markup.images import image, scheme_of
from reader.markup.slugs import slug
from reader.markup.tree import Handler, TreeBuilder

_OUTSIDE = frozenset({"http", "https", "mailto"})
_IMAGE_NAME = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico)$", re.IGNORECASE)


def address_attributes(builder: TreeBuilder, href: str) -> dict[str, str]:
    """Return the attributes of a link to `href`: an outside address, a place of this page, or a note."""
    href = builder.context.marks.restore(href)
    if (plain := unquote(href)).startswith("[[") and plain.endswith("]]"):
        # Roam's alias: `[words]([[Page]])`.
        href = quote(plain[2:-2])
    if builder.context.links is None:
        return {"href": href}
    scheme = scheme_of(href)
    if scheme in _OUTSIDE:
        return {"class": "external", "href": href}
    if scheme:
        return {"class": "inert", "title": one_line(unquote(href), 200)}
    if href.startswith("#"):
        return {"href": href}
    target, _, part = href.partition("#")
    if target.startswith("?") or not target:
        return {}
    return note_attributes(builder, unquote(target), unquote(part), file_too=True)


def note_attributes(builder: TreeBuilder, target: str, part: str, *, file_too: bool = False) -> dict[str, str]:
    """Return the attributes of a link to the note `target`, and report it when there is none."""
    context = builder.context
    if context.links is None:
        return {"class": "note-link missing"}
    path = context.links.note(target)
    if path is None and file_too and (file := context.links.file(target)) is not None:
        return {"class": "folder-link" if file.endswith("/") else "file-link", "href": "/" + quote(file)}
    context.page_links.append(PageLink(target, path))
    if path is None:
        context.report(ProblemKind.BROKEN_LINK, builder.line, f"“{one_line(target, 120)}” leads to no note.")
        return {"class": "note-link missing"}
    return {"class": "note-link", "href": "/" + quote(path) + part_anchor(part)}


def part_anchor(part: str) -> str:
    """Return the fragment for a heading or block of another note: `#heading-id`, `#block-x`, or nothing."""
    part = part.strip().rpartition("#")[2].strip()
    if not part:
        return ""
    return "#" + quote("block-" + part[1:] if part.startswith("^") else slug(part))


def _link_open(builder: TreeBuilder, token: Token) -> None:
    attributes = address_attributes(builder, str(token.attrs.get("href", "")))
    if title := token.attrs.get("title"):
        attributes["title"] = builder.context.marks.restore(str(title))
    element = builder.open("a", attributes)
    if attributes.get("href", "").startswith("#"):
        builder.context.fragments.append(element)


def _wikilink(builder: TreeBuilder, token: Token) -> None:
    target, _, part = builder.context.marks.restore(token.content).partition("#")
    alias = builder.context.marks.restore(token.meta["alias"])
    text = alias or (target if not part else f"{target} › {part.lstrip('^')}" if target else part.lstrip("^"))
    if token.meta["in_link"]:
        builder.text(text)
        return
    if scheme_of(target.strip()) in _OUTSIDE:
        href = target.strip() + (f"#{part}" if part else "")
        builder.leaf("a", {"class": "external", "href": href}, alias or href)
        return
    if target.strip():
        links = builder.context.links
        if alias and links is not None and links.note(target.strip()) is None and (links.note(alias.partition("#")[0])):
            # Dendron writes the words first, and then where they lead.
            text, (target, _, part) = target, alias.partition("#")
        builder.leaf("a", note_attributes(builder, target.strip(), part, file_too=True), text)
        return
    element = builder.leaf("a", {"href": part_anchor(part)}, text)
    builder.context.fragments.append(element)


def _embed(builder: TreeBuilder, token: Token) -> None:
    target, _, part = builder.context.marks.restore(token.content).partition("#")
    alias = token.meta["alias"]
    target = target.strip()
    if _IMAGE_NAME.search(target):
        builder.append(image(builder, target, alias))
        return
    context = builder.context
    path: str | None = context.note.path
    if target:
        path = None if context.links is None else context.links.note(target)
    html = None if path is None else context.embed(path, part.strip())
    if path is None and context.links is not None and (file := context.links.file(target)):
        builder.leaf("a", {"class": "file-link", "href": "/" + quote(file)}, alias or target)
        return
    if path is None or html is None:
        if path is None:
            context.page_links.append(PageLink(target, None))
        context.report(
            ProblemKind.MISSING_EMBED, builder.line, f"“{one_line(token.content, 120)}” cannot be shown here."
        )
        builder.leaf("span", {"class": "missing-embed"}, alias or token.content)
        return
    context.page_links.append(PageLink(target, path))
    builder.open("div", {"class": "embed"})
    href = "/" + quote(path) + part_anchor(part)
    builder.leaf("a", {"class": "note-link embed-title", "href": href}, alias or token.content.replace("#", " › "))
    builder.open("div", {"class": "embed-body"})
    builder.html(html)
    builder.close()
    builder.close()


def _tag(builder: TreeBuilder, token: Token) -> None:
    name = token.content
    if builder.context.has_tag(name):
        builder.leaf("a", {"class": "tag", "href": "#tag:" + quote(name)}, "#" + name)
    else:
        builder.text("#" + name)


def _block_id(builder: TreeBuilder, token: Token) -> None:
    builder.leaf("span", {"class": "block-id", "id": builder.context.claim("block-" + token.content)})


def _block_reference(builder: TreeBuilder, token: Token) -> None:
    """Show a block of this note by its first line; one of another note stays a quiet mark."""
    context = builder.context
    if context.blocks is None:
        context.blocks = parts.named_blocks(context.note.body)
    text = context.blocks.get(token.content)
    if not text:
        shown = token.content[:8] + "…"
        builder.leaf("span", {"class": "block-ref missing", "title": "A block of another note"}, shown)
        return
    element = builder.leaf("a", {"class": "block-ref", "href": "#block-" + token.content}, text)
    context.fragments.append(element)


def settle_fragments(fragments: Iterable[Element], ids: frozenset[str], prefix: str) -> None:
    """Lead links to a place of this page to the element they mean, and unknown ones to the top."""
    for element in fragments:
        wanted = unquote(element.get("href", "")[1:])
        names = (prefix + wanted, prefix + slug(wanted), prefix + "block-" + wanted.lstrip("^"))
        found = next((name for name in names if name in ids), None)
        element.set("href", "#" + quote(found if found is not None else wanted))


HANDLERS: dict[str, Handler] = {
    "link_open": _link_open,
    "wikilink": _wikilink,
    "embed": _embed,
    "tag": _tag,
    "block_reference": _block_reference,
    "block_id": _block_id,
}
