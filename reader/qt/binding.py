"""Bind what the engine has printed: an outline, metadata, and no link that leads nowhere.

The engine's PDF has pages, fonts and links; bookmarks, title, author and keywords are added here. Chromium keeps the
place of every element that a link of the page points to, so the page gets a hidden link to each of its headings before
it is printed (`with_targets`), and the outline is made of these places (`bind`).
"""

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import quote, unquote

import pikepdf

from reader import __version__
from reader.app.messages import NoteFacts
from reader.core.page import Heading
from reader.core.text import one_line

_KEPT_SCHEMES = ("http://", "https://", "mailto:")


def with_targets(document: str, headings: Iterable[Heading]) -> str:
    """Return the HTML document with a hidden link to each heading at its end."""
    links = "".join(f'<a href="#{quote(heading.id)}"></a>' for heading in headings)
    before, end, after = document.rpartition("</body>")
    return f"{before}<div hidden>{links}</div>{end}{after}" if links and end else document


def bind(data: bytes, facts: NoteFacts, headings: Iterable[Heading]) -> bytes:
    """Return the PDF with outline and metadata, and without links to places that exist in Postil only."""
    with pikepdf.open(BytesIO(data)) as pdf:
        _drop_private_links(pdf)
        _add_outline(pdf, headings)
        _add_metadata(pdf, facts)
        bound = BytesIO()
        pdf.save(bound, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
        return bound.getvalue()


def _drop_private_links(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is None:
            continue
        kept = [annotation for annotation in annotations if _leads_somewhere(annotation)]
        if len(kept) != len(annotations):
            page.obj["/Annots"] = pdf.make_indirect(pikepdf.Array(kept))


def _leads_somewhere(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    if action is None or action.get("/S") == pikepdf.Name.GoTo:
        return True
    return "/URI" in action and str(action["/URI"]).lower().startswith(_KEPT_SCHEMES)


def _add_outline(pdf: pikepdf.Pdf, headings: Iterable[Heading]) -> None:
    places = _places(pdf)
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for heading in headings:
            place = places.get(heading.id)
            if place is None:
                continue
            item = pikepdf.OutlineItem(one_line(heading.text), destination=place)
            while above[-1][0] >= heading.level:
                above.pop()
            above[-1][1].append(item)
            above.append((heading.level, item.children))
        if outline.root:
            pdf.Root.PageMode = pikepdf.Name.UseOutlines


def _places(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Array]:
    """Return the named destinations that Chromium has left, by the ids of their elements, which it percent-encodes."""
    named = pdf.Root.get("/Dests")
    if named is None:
        return {}
    return {
        unquote(key.removeprefix("/")): pikepdf.Array(value if isinstance(value, pikepdf.Array) else value["/D"])
        for key, value in named.items()
    }


def _add_metadata(pdf: pikepdf.Pdf, facts: NoteFacts) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = one_line(facts.title)
        metadata["pdf:Producer"] = f"Postil {__version__}"
        metadata["xmp:CreatorTool"] = "Postil"
        if facts.tags:
            metadata["pdf:Keywords"] = ", ".join(one_line(tag) for tag in facts.tags)
            metadata["dc:subject"] = [one_line(tag) for tag in facts.tags]
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
