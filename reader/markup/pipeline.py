"""The pipeline of a page: Python-Markdown's, with a front end that reads Markdown as its authors wrote it.

`Markdown` runs preprocessors, a block parser, tree processors, the serialiser and postprocessors. Here the block
parser is one that builds the tree from markdown-it's tokens, blocks and inlines alike; everything behind it is
Python-Markdown's own world, in which the shaping of callouts, references and headings are ordinary extensions.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER

from reader.markup import (
    abbreviations,
    blocks,
    callouts,
    citation_tags,
    code,
    containers,
    east_asian,
    formulas,
    headings,
    images,
    link_tags,
    raw_html,
    reference_lists,
    templates,
    tree,
)
from reader.markup.context import Context
from reader.markup.front_end import front_end

HANDLERS: dict[str, tree.Handler] = {
    **tree.HANDLERS,
    **link_tags.HANDLERS,
    **images.HANDLERS,
    **raw_html.HANDLERS,
    **citation_tags.HANDLERS,
    **code.HANDLERS,
    **formulas.HANDLERS,
    **containers.HANDLERS,
    **templates.HANDLERS,
}

_STASHED = re.compile(HTML_PLACEHOLDER % r"([0-9]+)")
_FOREIGN = {"\x02": "\ufffd", "\x03": "\ufffd", "\x00": "\ufffd", east_asian.JOIN: " "}
"""Signs that mean something else in the pipeline, and what stands for them."""


class TokenParser(BlockParser):
    """Build Python-Markdown's tree from markdown-it's tokens."""

    def __init__(self, md: Markdown, desk: "Desk") -> None:
        super().__init__(md)
        self._desk = desk

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - Python-Markdown's name
        """Return the tree of the whole text."""
        self.root = Element(self.md.doc_tag)
        context = self._desk.context
        marks = context.marks
        parser = front_end(marks.opener, marks.closer)
        text = _without_foreign("\n".join(lines))
        env: dict[str, Any] = {"opener": marks.opener, "marks": marks}
        tokens = parser.parse(text, env)
        builder = tree.TreeBuilder(self.root, context, self.md.htmlStash.store)
        context.abbreviations = env.get("abbreviations", {})
        labels = env.get("footnotes", {}).get("refs", {})
        builder.has_other_marks = any(not mark.text.startswith("[^") for mark in marks.marks)
        builder.own_numbers = "^[" not in text and all(label[1:].isdecimal() for label in labels)
        builder.build(tokens, HANDLERS)
        citation_tags.footnote_section(builder, self.root)
        return ElementTree(self.root)


def _without_foreign(text: str) -> str:
    """Return `text` without foreign signs; hardly any has one, and a look is far quicker than a translation."""
    for sign, other in _FOREIGN.items():
        if sign in text:
            text = text.replace(sign, other)
    return text


class Shaping(Treeprocessor):
    """Run one function of this package over the tree."""

    def __init__(self, md: Markdown, shape: Callable[[Element], None]) -> None:
        super().__init__(md)
        self._shape = shape

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self._shape(root)


class RawHtml(RawHtmlPostprocessor):
    """Put stashed HTML back in one pass, where the library's own looks for a paragraph around each piece."""

    def run(self, text: str) -> str:
        """Return `text` with every placeholder filled, and lines joined that no blank parts."""
        text = east_asian.joined(text)
        pieces = self.md.htmlStash.rawHtmlBlocks
        return _STASHED.sub(lambda match: str(pieces[int(match[1])]) if int(match[1]) < len(pieces) else "", text)


class Postil(Extension):
    """Everything that makes a page of Postil out of Python-Markdown."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the parser and the processors."""
        desk = self._desk
        for name in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(name)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        md.parser = TokenParser(md, desk)
        md.postprocessors.register(RawHtml(md), "raw_html", 30)
        for priority, name, shape in (
            (90, "callouts", callouts.settle),
            (80, "references", lambda root: reference_lists.settle(root, desk.context)),
            (70, "blocks", lambda root: blocks.settle(root, captions=desk.context.links is not None)),
            (65, "elsewhere", lambda root: _settle_elsewhere(root, desk.context)),
            (60, "headings", lambda root: headings.settle(root, desk.context)),
            (55, "abbreviations", lambda root: abbreviations.settle(root, desk.context.abbreviations)),
            (50, "fragments", lambda _root: _settle_fragments(desk.context)),
            (0, "ampersands", _protect_ampersands),
        ):
            md.treeprocessors.register(Shaping(md, shape), name, priority)


def _settle_elsewhere(root: Element, context: Context) -> None:
    if context.prefix:
        blocks.settle_elsewhere(root, "/" + quote(context.note.path))


def _settle_fragments(context: Context) -> None:
    link_tags.settle_fragments(context.fragments, frozenset(context.ids), context.prefix)


def _protect_ampersands(root: Element) -> None:
    """Keep `&copy;` that an author wrote as text from becoming an entity: the serialiser lets entities pass."""
    amp = AMP_SUBSTITUTE + "amp;"
    for element in root.iter():
        if element.text and "&" in element.text:
            element.text = element.text.replace("&", amp)
        if element.tail and "&" in element.tail:
            element.tail = element.tail.replace("&", amp)
        for name, value in element.attrib.items():
            if "&" in value:
                element.attrib[name] = value.replace("&", amp)


class Desk:
    """A place to draw at: a `Markdown` object, made once because that takes longer than a short note, and its work."""

    context: Context

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=[Postil(self)], output_format="html")


_free: list[Desk] = []
"""Desks that nobody draws at. A note that embeds another needs a second one while the first is in use."""


def convert(text: str, context: Context) -> str:
    """Return the HTML of `text`, not yet sanitised; what was found on the way is in `context`."""
    desk = _free.pop() if _free else Desk()
    desk.context = context
    try:
        return desk.markdown.reset().convert(text)
    finally:
        _free.append(desk)
