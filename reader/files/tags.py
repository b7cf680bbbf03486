"""Tags, as authors write them in properties and in the text."""

import re
from collections.abc import Iterable, Iterator

from reader.core.text import fold, one_line
from reader.files.prose import passages

_STOPS = (
    r"\s\x00-\x1f!-,.:-@\[-\^`{-~\u00a0-\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020"
    r"\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd"
)
"""What no tag holds: blanks, punctuation (but not `-`, `_` and `/`), that of Chinese and Japanese among it."""

_INLINE = re.compile(
    # The sign comes first, so that the search can run from one to the next; what stands before it is looked at then.
    r"#(?<![^\s(,;'\"*_~=\u2018\u201c\u3001\u3002\uff0c\uff08\uff1b\uff1a]#)"
    rf"(?:\[\[([^\[\]\n]{{1,100}})\]\]|([^{_STOPS}]{{1,200}}+)(?:(?!#)|#(?!\S)))"
)
"""Bear and Weibo close a tag with the sign, too; `#a#b` is none."""

_WORDLESS = re.compile(r"[\d/_\-]*\Z")
_WIKILINK = re.compile(r"#?\[\[([^\[\]\n]+)\]\]")
_MAX_TAGS = 1000


def split(value: object) -> Iterator[str]:
    """Yield the single tags in a property's value: a list, or a text with commas, else with blanks between them.

    >>> list(split("#ai, machine learning"))
    ['ai', 'machine learning']
    """
    if isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield from _clean([_WIKILINK.sub(r"\1", item)])
            else:
                yield from split(item)
    elif isinstance(value, str):
        yield from _clean(_pieces(value))


def _pieces(value: str) -> Iterable[str]:
    linked = _WIKILINK.findall(value)
    if linked:
        value = _WIKILINK.sub(" ", value)
        return [*linked, *(value.split(",") if "," in value else value.split())]
    if value.startswith("[") and value.endswith("]"):
        value = value[1:-1]
    return value.split(",") if "," in value else value.split()


def unlinked(value: str) -> list[str]:
    """Return the names in `value`, with commas between them, without the brackets of wikilinks."""
    return _WIKILINK.sub(r"\1", value).split(",")


def _clean(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        tag = one_line(piece.strip().strip("\"'").lstrip("#"), 200).strip("/ ")
        if tag and tag.replace("/", ""):
            yield tag


def inline(flat: str, start: int) -> Iterator[str]:
    """Yield the `#tags` in the prose of `flat[start:]`, whose lines end in LF.

    Code, formulas, links, HTML and addresses hold no tags, and a number is none (`#12`).
    """
    for prose in passages(flat, start, _INLINE):
        for match in _INLINE.finditer(prose):
            tag = (match[1] or match[2]).strip("/ ")
            if prose[match.start() - 1 : match.start()] == "_":
                tag = tag.rstrip("_")
            if tag and not _WORDLESS.match(tag):
                yield tag


def each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Return `tags` in order, the first spelling of each; a thousand at most."""
    seen: dict[str, str] = {}
    for tag in dict.fromkeys(tags):
        seen.setdefault(fold(tag), tag)
        if len(seen) >= _MAX_TAGS:
            break
    return tuple(seen.values())
