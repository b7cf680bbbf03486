"""PDFs as other programs read them: poppler's tools, pypdf and qpdf, none of which Postil writes with."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdf.generic import Destination

Area = tuple[int, int, int, int]


def run(*command: str | Path) -> str:
    """Return what a program prints."""
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True).stdout


def letters(text: str) -> str:
    """Return the letters and digits of a text, so that blanks, breaks and ligatures make no difference."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum())


@dataclass(frozen=True)
class Link:
    """A link from one page to a place inside the document: its name, the page it is on, the page it leads to."""

    name: str
    page: int
    target: int


@dataclass(frozen=True)
class ReadBack:
    """A PDF, opened by others."""

    file: Path

    @cached_property
    def pdf(self) -> PdfReader:
        """Return it as pypdf reads it."""
        return PdfReader(self.file)

    @cached_property
    def information(self) -> dict[str, str]:
        """Return what poppler's `pdfinfo` says, by name."""
        lines = run("pdfinfo", "-isodates", self.file).splitlines()
        return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @cached_property
    def pages(self) -> list[str]:
        """Return the text of each page between the running lines, in the order of the file."""
        return self._texts("-raw")

    @cached_property
    def pages_as_read(self) -> list[str]:
        """Return the same in the order in which it is read.

        In the order of the file, poppler tears an Arabic word at the ligature of lam and alef.
        """
        return self._texts()

    def _texts(self, *order: str) -> list[str]:
        box = self.pdf.pages[0].mediabox
        edge = 50
        width, height = int(box.width), int(box.height)
        area = ("-x", "0", "-y", str(edge), "-W", str(width), "-H", str(height - 2 * edge))
        return run("pdftotext", *order, "-r", "72", *area, self.file, "-").split("\f")[:-1]

    @property
    def outline(self) -> list[tuple[int, str]]:
        """Return the bookmarks with their depths, as pypdf reads them."""
        return [(depth, str(entry.title)) for depth, entry in self._bookmarks(self.pdf.outline, 0)]

    @property
    def bookmark_pages(self) -> list[tuple[str, int]]:
        """Return the bookmarks with the pages that they lead to, counted from 0."""
        found = self._bookmarks(self.pdf.outline, 0)
        return [(str(entry.title), self.pdf.get_destination_page_number(entry) or 0) for _, entry in found]

    def _bookmarks(self, entries: Sequence[object], depth: int) -> list[tuple[int, Destination]]:
        found: list[tuple[int, Destination]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += self._bookmarks(entry, depth + 1)
            elif isinstance(entry, Destination):
                found.append((depth, entry))
        return found

    @cached_property
    def links(self) -> list[Link]:
        """Return the links that lead to places inside."""
        places = self.pdf.named_destinations
        found: list[Link] = []
        for number, page in enumerate(self.pdf.pages):
            for annotation in page.get("/Annots") or []:
                name = str(annotation.get_object().get("/Dest", "")).removeprefix("/")
                place = places.get(name) or places.get(f"/{name}")
                if name and place is not None:
                    found.append(Link(name, number, self.pdf.get_destination_page_number(place) or 0))
        return found

    @cached_property
    def addresses(self) -> set[str]:
        """Return the addresses of the web that something links to."""
        notes = (note.get_object() for page in self.pdf.pages for note in page.get("/Annots") or [])
        return {str(note["/A"]["/URI"]) for note in notes if "/A" in note}

    def unembedded(self) -> list[str]:
        """Return the lines of `pdffonts` for fonts that are not inside."""
        lines = run("pdffonts", self.file).splitlines()[2:]
        return [line for line in lines if line.split()[-5] != "yes"]

    @property
    def fonts(self) -> dict[str, str]:
        """Return the kinds of the fonts, by their names, as `pdffonts` says."""
        lines = run("pdffonts", self.file).splitlines()[2:]
        return {line.split()[0]: " ".join(line.split()[1:-6]) for line in lines}

    def damage(self) -> list[str]:
        """Return what is wrong with the file, as qpdf says."""
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--check", self.file], capture_output=True, text=True, check=False)
            return [] if done.returncode == 0 else [done.stdout + done.stderr]
        with pikepdf.open(self.file) as pdf:
            return list(map(str, pdf.check_pdf_syntax()))

    def missing_glyphs(self) -> list[str]:
        """Return the fonts of which the box for what a font lacks (`.notdef`) is drawn somewhere."""
        found: list[str] = []
        with pikepdf.open(self.file) as pdf:
            for page in pdf.pages:
                resources: Any = page.obj.get("/Resources", {})
                found += _missing(page, resources)
                for form in resources.get("/XObject", {}).values():
                    if form.get("/Subtype") == "/Form":
                        found += _missing(form, form.get("/Resources", {}))
        return found


def _missing(content: Any, resources: Any) -> list[str]:  # noqa: ANN401 - pikepdf's objects are of any kind
    fonts = resources.get("/Font", {})
    found: list[str] = []
    current: Any = None
    for instruction in pikepdf.parse_content_stream(content):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "Tf":
            current = fonts.get(str(operands[0]))
        elif name in {"Tj", "TJ"} and current is not None:
            parts = list(operands[0]) if name == "TJ" else [operands[0]]
            texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
            if any(_has_notdef(current, text) for text in texts):
                found.append(str(current.get("/BaseFont", current.get("/Subtype"))))
    return found


def _has_notdef(font: Any, text: bytes) -> bool:  # noqa: ANN401 - the same
    if font.get("/Subtype") == "/Type0":
        return any(text[at : at + 2] == b"\0\0" for at in range(0, len(text), 2))
    if font.get("/Subtype") != "/Type3":
        return False
    names: dict[int, str] = {}
    code = 0
    for item in font["/Encoding"]["/Differences"]:
        if str(item).startswith("/"):
            names[code] = str(item)
            code += 1
        else:
            code = int(item)
    return any(re.fullmatch(r"/(?:g0|\.notdef)", names.get(byte, "/g0")) for byte in text)
