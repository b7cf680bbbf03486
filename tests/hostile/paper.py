"""What must not be in files that are handed on: PDF, CSV, BibTeX and RIS, read as other programs read them."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

_ACTING = {"/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Sound", "/Movie"}
_KEYS = {"/JS", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/AcroForm", "/XFA", "/RichMediaContent", "/JavaScript"}
_FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_TEX = re.compile(r"\\([A-Za-z]+|.)")
_ADDRESS = re.compile(r"\\url\{[^\s{}\\]*\}")
_HARMLESS = re.compile(r"text[a-z]+|[%&_#$~^{}\\ ]|[\"'`=.]")
_RIS = re.compile(r"(?:TY|ID|TI|UR|DO|N1|ER)  - .*")


def pdf_faults(file: Path) -> list[str]:
    """Return every action, file and address in a PDF that a document of text has no business with."""
    found: list[str] = []
    with pikepdf.open(file) as pdf:
        if "/OpenAction" in pdf.Root and isinstance(pdf.Root.OpenAction, pikepdf.Dictionary):
            found.append("an action on opening")
        for item in pdf.objects:
            for part in _dictionaries(item, 0):
                kind = str(part.get("/S", ""))
                if kind in _ACTING or (
                    kind and part.get("/Type") == pikepdf.Name.Action and kind not in {"/URI", "/GoTo"}
                ):
                    found.append(f"an action {kind}")
                found += [f"a key {key}" for key in part if key in _KEYS]
                if "/URI" in part and not str(part["/URI"]).lower().startswith(("http://", "https://", "mailto:")):
                    found.append(f"a link to {part['/URI']}")
                if part.get("/Subtype") in {pikepdf.Name.FileAttachment, pikepdf.Name.Widget, pikepdf.Name.RichMedia}:
                    found.append(f"an annotation {part.Subtype}")
    return [f"{file.name}: {fault}" for fault in found]


def _dictionaries(item: object, depth: int) -> Iterator[pikepdf.Dictionary | pikepdf.Stream]:
    """Yield an object and what is written inside it; what it refers to is an object of its own."""
    if depth > 20:
        return
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield item
        for value in item.values():
            if not getattr(value, "is_indirect", False):
                yield from _dictionaries(value, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _dictionaries(value, depth + 1)


def csv_faults(text: str) -> list[str]:
    """Return the cells that a spreadsheet would take for formulas, whichever sign it takes for the end of a cell."""
    found = []
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            parts = re.split(r"[;\t\r\n]", cell)
            found += [cell[:120] for part in parts if _FORMULA.match(part.lstrip())]
    return found


def bibtex_faults(text: str, entries: int) -> list[str]:
    """Return what breaks out of its field; `entries` is how many there must be."""
    words = _TEX.finditer(_ADDRESS.sub("", text))
    found = [f"\\{match[1]}" for match in words if not _HARMLESS.fullmatch(match[1])]
    depth = begun = 0
    bare = re.sub(r"\\.", "  ", text)
    for at, sign in enumerate(bare):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == "@" and depth == 0:
            begun += 1
        if depth < 0:
            found.append(f"a brace too many at {at}: {text[max(0, at - 60) : at]!r}")
            break
    return found + ([] if (depth, begun) == (0, entries) else [f"{begun} entries, and {depth} braces left"])


def ris_faults(text: str, entries: int) -> list[str]:
    """Return the lines that are no fields, and say so where the entries are not as many as they must be."""
    lines = text.split("\r\n")
    found = [line[:120] for line in lines if line and (not _RIS.fullmatch(line) or "\n" in line or "\r" in line)]
    counts = [sum(line.startswith(tag) for line in lines) for tag in ("TY  - ", "ER  - ")]
    return found + ([] if counts == [entries, entries] else [f"{counts} entries"])
