"""Places of a printed page that must be known behind the engine: it keeps those that a link of the page points to."""

from collections.abc import Iterable
from urllib.parse import quote

from reader.core.page import Heading

FRONT = ("cover", "contents")
"""Ids of a merged document whose places tell where its text begins."""


def with_targets(document: str, headings: Iterable[Heading]) -> str:
    """Return the HTML document with a hidden link to each heading at its end."""
    ids = [heading.id for heading in headings]
    ids += [name for name in FRONT if f' id="{name}"' in document]
    links = "".join(f'<a href="#{quote(name)}"></a>' for name in ids)
    before, end, after = document.rpartition("</body>")
    return f"{before}<div hidden>{links}</div>{end}{after}" if links and end else document
