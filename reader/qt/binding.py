"""Bind what the engine has printed: bookmarks, metadata, running lines, and no link that leads nowhere.

The engine's PDF has pages, fonts and links; all else is added here. Bookmarks, sections and the numbers of the contents
are made of the places that `reader.qt.targets` has asked for.
"""

from io import BytesIO
from urllib.parse import unquote

import pikepdf

from reader.app.look import Paper
from reader.app.messages import PageReady
from reader.qt.folios import Place, folios, sheet_of
from reader.qt.metadata import add_metadata
from reader.qt.outlines import add_outline
from reader.qt.running import draw

_KEPT_SCHEMES = ("http://", "https://", "mailto:")
_RUNNING = pikepdf.Name("/PostilRunning")


def bind(data: bytes, ready: PageReady, paper: Paper) -> bytes:
    """Return the PDF as it is handed out. The same page on the same paper gives the same bytes, but for the dates."""
    with pikepdf.open(BytesIO(data)) as pdf:
        _drop_private_links(pdf)
        places = _places(pdf)
        add_outline(pdf, ready.outline, places)
        add_metadata(pdf, ready.facts)
        if paper.running:
            _run_along(pdf, ready, places, paper)
        bound = BytesIO()
        pdf.save(
            bound,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
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
    """Return whether a link goes to a place in the document or to the web; no other action has a business here."""
    action = annotation.get("/A")
    if action is None or action.get("/S") == pikepdf.Name.GoTo:
        return True
    return "/URI" in action and str(action["/URI"]).lower().startswith(_KEPT_SCHEMES)


def _places(pdf: pikepdf.Pdf) -> dict[str, Place]:
    """Return the named destinations that Chromium has left, by the ids of their elements, which it percent-encodes."""
    named = pdf.Root.get("/Dests")
    if named is None:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    places: dict[str, Place] = {}
    for key, value in named.items():
        target = value if isinstance(value, pikepdf.Array) else value["/D"]
        number = numbers.get(target[0].objgen)
        if number is not None:
            top = float(target[3]) if len(target) > 3 and target[3] is not None else 0.0
            places[unquote(key.removeprefix("/"))] = Place(number, top, pikepdf.Array(target))
    return places


def _run_along(pdf: pikepdf.Pdf, ready: PageReady, places: dict[str, Place], paper: Paper) -> None:
    lines = folios(pdf, ready, places)
    with pikepdf.open(BytesIO(draw(lines, sheet_of(pdf, paper)))) as drawn:
        _mend_blanks(drawn)
        for page, line, over in zip(pdf.pages, lines, drawn.pages, strict=True):
            if not (line.title or line.section or line.foot or line.numbers):
                continue
            form = pdf.copy_foreign(over.as_form_xobject())
            page.add_resource(form, pikepdf.Name.XObject, _RUNNING, replace_existing=True)
            page.contents_add(b"q\n", prepend=True)
            # An artifact: a program that reads the page aloud knows that it is not part of the text.
            page.contents_add(b"\nQ /Artifact <</Type /Pagination>> BDC q /PostilRunning Do Q EMC\n")


def _mend_blanks(drawn: pikepdf.Pdf) -> None:
    """Let a blank be read as one: Qt takes it for a tabulator, because fonts draw both with the same glyph."""
    for item in drawn.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            table = item["/ToUnicode"]
            table.write(table.read_bytes().replace(b"<0009>", b"<0020>"))
