"""References in the forms that other programs read; each has one way in which no text can end its field."""

import re
from collections.abc import Iterable

from reader.app.bibtex_form import bibtex, tex
from reader.app.csl_form import csl_json
from reader.app.entries import Entry
from reader.app.ris_form import ris
from reader.app.wording import credit, details

__all__ = ["bibtex", "csl_json", "markdown", "markdown_link", "markdown_reference", "markdown_text", "ris", "tex"]

_INLINE_MARK = re.compile(r"[\\`*_\[\]<>&~|$^=]|#(?=\w)|%(?=%)")
_NESTING = 8
_FIRST_MARK = re.compile(r"(?P<digits>\d{0,9})(?P<mark>[-+.)#:!])")
_ENTITY = re.compile(r"&(?=[#\w]+;)")


def markdown(entries: Iterable[Entry]) -> str:
    """Return a numbered list of links, with what bibliographies tell around them."""
    return "".join(f"{number}. {markdown_reference(entry)}\n" for number, entry in enumerate(entries, 1))


def markdown_reference(entry: Entry) -> str:
    """Return a reference as one line of Markdown: who made it, the title as a link, and where it came out."""
    before, after = credit(entry.work), details(entry.work)
    said = f"{markdown_text(before)}: {markdown_link(entry)}" if before else markdown_link(entry)
    # Behind a title nothing can open a list or a heading.
    return f"{said}. {markdown_text('x' + after)[1:]}" if after else said


def markdown_link(entry: Entry) -> str:
    """Return a reference as one Markdown link, or as text where nothing on the web is its address."""
    if entry.url is None:
        return markdown_text(" ".join(filter(None, (entry.title, entry.note))))
    return f"[{markdown_text(entry.name)}]({_target(entry.url)})"


def _target(url: str) -> str:
    """Return an address for the brackets of a link. Balanced parentheses may stand there as they are."""
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if not 0 <= depth <= _NESTING:
            break
    if depth:
        url = url.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub("&amp;", url)


def markdown_text(text: str) -> str:
    r"""Return one line of plain text so that Markdown shows it as it is.

    >>> markdown_text("1. *not* a list")
    '1\\. \\*not\\* a list'
    """
    escaped = _INLINE_MARK.sub(lambda match: "\\" + match[0], text)
    first = _FIRST_MARK.match(escaped)
    return f"{first['digits']}\\{escaped[first.start('mark') :]}" if first else escaped
