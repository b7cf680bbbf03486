"""The tags of a page that Postil has made: read, changed and written again.

Only for what came out of the sanitiser or of `reader.markup.page`: every tag is well-formed there, every value stands
in double quotes, and a `<` in a text is always escaped. Nothing here makes foreign HTML safe.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from msgspec import Struct

_TOKEN = re.compile(
    r"<style\b[^<>]*>(?P<style>[^<]*(?:<(?!/?style\b)[^<]*)*)</style>"
    r'|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:[^<>"]|"[^"]*")*)>'
)
_FIRST_HEADING = re.compile(r"\s*<h1[\s>]")
_ATTRIBUTE = re.compile(r'([^\s"=/<>]+)(?:="([^"]*)")?')

Attributes = dict[str, str]


class Tag(Struct, frozen=True):
    """A tag, or with the name "" a piece of text; `text` is it as written, still escaped."""

    name: str
    text: str
    closes: bool = False

    def attributes(self) -> Attributes:
        """Return the attributes with their plain values."""
        inner = self.text[1 + len(self.name) : -1]
        return {match[1]: unescape(match[2] or "") for match in _ATTRIBUTE.finditer(inner)}


def tokens(html: str) -> Iterator[Tag]:
    """Yield the tags of a page and the text between them; a style element is one tag with all it holds."""
    position = 0
    for match in _TOKEN.finditer(html):
        if position < match.start():
            yield Tag("", html[position : match.start()])
        name = "style" if match["style"] is not None else match["name"]
        yield Tag(name, match[0], bool(match["end"]))
        position = match.end()
    if position < len(html):
        yield Tag("", html[position:])


def has_title(html: str) -> bool:
    """Return whether a fragment begins with its own title, so that the note's is not set above it."""
    return _FIRST_HEADING.match(html) is not None


def rewrite(html: str, changes: dict[str, Callable[[Attributes], Attributes]]) -> str:
    """Return `html` with the attributes of its tags changed; `changes` goes by tag name, "*" is for all others."""
    default = changes.get("*")
    pieces: list[str] = []
    for tag in tokens(html):
        change = changes.get(tag.name, default)
        if change is None or tag.closes or tag.name in ("", "style"):
            pieces.append(tag.text)
            continue
        before = tag.attributes()
        after = change(dict(before))
        pieces.append(tag.text if after == before else start_tag(tag.name, after))
    return "".join(pieces)


def start_tag(name: str, attributes: Attributes) -> str:
    """Return the text of a start tag."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
