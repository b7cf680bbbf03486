"""From markdown-it's tokens to the tree that Python-Markdown's processors work on.

A builder walks the tokens once; what a token becomes is looked up in a table of small functions, to which the other
modules of this package add theirs.
"""

from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from markdown_it.token import Token

from reader.markup import bare_links
from reader.markup.context import Context
from reader.markup.east_asian import JOIN

DEEPEST = 400
"""Open elements; an element inside so many others keeps its text and loses its tag."""


class TreeBuilder:
    """A tree under construction: `root`, the open elements, and the line that is being read (0-based)."""

    def __init__(self, root: Element, context: Context, stash: Callable[[str], str]) -> None:
        self.context = context
        self.stash = stash
        self.line = 0
        self.stack = [root]
        self.notes: dict[str, Element] = {}
        """The bodies of footnotes by label, kept apart until the end of the page."""
        self.note_order: dict[str, int] = {}
        """The numbers of footnotes by label, in the order in which they are used."""
        self.own_numbers = False
        """Whether every footnote of the note has a number for its name, which it then keeps."""
        self.has_other_marks = False
        """Whether the note counts its sources in brackets too, beside which a footnote's number stands bare."""
        self.in_raw_link = False
        """Whether a link that the author wrote as HTML is open."""
        self.closed_tags: frozenset[str] | None = None
        """The names of all tags that are closed in the note, once somebody asks."""
        self.last_note: Element | None = None
        self._last: Element | None = None
        self._pieces: list[str] = []
        self._lost = 0
        self._handlers: Mapping[str, Handler] = {}

    def build(self, tokens: Sequence[Token], handlers: Mapping[str, "Handler"]) -> None:
        """Append what `tokens` say to the tree."""
        self._handlers = handlers
        self._walk(tokens)
        self._flush()

    def walk(self, tokens: Sequence[Token]) -> None:
        """Append what `tokens` say right here."""
        self._walk(tokens)

    def _walk(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.map:
                self.line = token.map[0]
            kind = token.type
            if kind == "text":
                self._text(token.content)
            elif kind == "inline":
                if "plain" in token.meta:
                    self._text(token.meta["plain"])
                self._walk(token.children or ())
            elif (handler := self._handlers.get(kind)) is not None:
                handler(self, token)
            elif token.nesting > 0:
                self.open(token.tag, {name: str(value) for name, value in token.attrs.items()})
            elif token.nesting < 0:
                self.close()
            elif token.tag:
                self.leaf(token.tag)

    def _text(self, content: str) -> None:
        # The text of `<https://…>` and of what is nested too deeply is taken over as it stands, placeholders and all.
        content = self.context.marks.restore(content)
        if "www." not in content or self.in_link:
            self._pieces.append(content)
            return
        for piece in bare_links.pieces(content):
            if not isinstance(piece, str):
                self._walk([piece])
            elif piece:
                # an empty one would part a mark from the link that it is
                self._pieces.append(piece)

    @property
    def current(self) -> Element:
        """Return the innermost open element."""
        return self.stack[-1]

    @property
    def in_link(self) -> bool:
        """Return whether a link is open."""
        return self.in_raw_link or any(element.tag == "a" for element in self.stack)

    def text(self, text: str) -> None:
        """Append text."""
        self._pieces.append(text)

    def open(self, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
        """Append an element and make it the current one."""
        self._flush()
        if len(self.stack) >= DEEPEST:
            self._lost += 1
            return Element(tag)
        element = Element(tag, dict(attributes or {}))
        self.stack[-1].append(element)
        self.stack.append(element)
        self._last = None
        return element

    def open_apart(self, element: Element) -> None:
        """Make `element`, which stands elsewhere or nowhere yet, the current one."""
        self._flush()
        self.stack.append(element)
        self._last = None

    def close(self) -> None:
        """Leave the current element."""
        self._flush()
        if self._lost:
            self._lost -= 1
            return
        self.stack.pop()
        # Not always the element just left: one that was opened apart is no child of the one it interrupted.
        parent = self.stack[-1]
        self._last = parent[-1] if len(parent) else None
        if len(self.stack) == 1:
            self._pieces.append("\n")

    def leaf(self, tag: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Element:
        """Append an element that has only text."""
        element = Element(tag, dict(attributes or {}))
        if text:
            element.text = text
        self.append(element)
        return element

    def append(self, element: Element | None) -> None:
        """Append a finished element, if there is one."""
        if element is not None:
            self._flush()
            self.stack[-1].append(element)
            self._last = element
            if element.tag == "hr" and len(self.stack) == 1:
                self._pieces.append("\n")

    def html(self, html: str) -> None:
        """Append HTML as it is; it is cleaned with the rest of the page."""
        self._pieces.append(self.stash(html))

    def previous(self) -> Element | None:
        """Return the element that ends right here, with no text behind it."""
        return self._last if self._last is not None and not self._pieces and not self._last.tail else None

    def drop_last(self) -> None:
        """Take the element that ends right here out again."""
        if (element := self.previous()) is not None:
            self.current.remove(element)
            self._last = self.current[-1] if len(self.current) else None

    def take_back(self, text: str) -> None:
        """Take `text` out again where it is the last that was appended."""
        written = "".join(self._pieces)
        if text and written.endswith(text):
            self._pieces = [written[: -len(text)]]

    def _flush(self) -> None:
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if (last := self._last) is not None:
            last.tail = last.tail + text if last.tail else text
        else:
            current = self.stack[-1]
            current.text = current.text + text if current.text else text


Handler = Callable[[TreeBuilder, Token], None]


def detach(parent: Element, child: Element) -> None:
    """Take `child` out of `parent` and keep the text behind it."""
    index = list(parent).index(child)
    tail = child.tail or ""
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)


def _paragraph_open(builder: TreeBuilder, token: Token) -> None:
    if not token.hidden:
        builder.open("p")
    elif len(builder.current) and builder.current[-1].tag != "br":
        builder.text("\n")


def _paragraph_close(builder: TreeBuilder, token: Token) -> None:
    if not token.hidden:
        builder.close()


def _soft_break(builder: TreeBuilder, token: Token) -> None:
    builder.line += 1
    if builder.context.breaks:
        builder.leaf("br")
    builder.text("\n" + JOIN if token.meta else "\n")


def _hard_break(builder: TreeBuilder, _token: Token) -> None:
    builder.line += 1
    builder.leaf("br")
    builder.text("\n")


def _table_open(builder: TreeBuilder, _token: Token) -> None:
    builder.open("div", {"class": "table", "role": "region", "tabindex": "0"})
    builder.open("table")


def _table_close(builder: TreeBuilder, _token: Token) -> None:
    builder.close()
    builder.close()


def _cell_open(builder: TreeBuilder, token: Token) -> None:
    style = str(token.attrs.get("style", ""))
    builder.open(token.tag, {"align": style.removeprefix("text-align:")} if style else None)


def _struck_open(builder: TreeBuilder, _token: Token) -> None:
    builder.open("del")


def _code_inline(builder: TreeBuilder, token: Token) -> None:
    builder.leaf("code", None, builder.context.marks.restore(token.content))


HANDLERS: dict[str, Handler] = {
    "paragraph_open": _paragraph_open,
    "paragraph_close": _paragraph_close,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "s_open": _struck_open,
    "code_inline": _code_inline,
}
