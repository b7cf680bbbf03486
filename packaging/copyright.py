"""Print the copyright file of the packaged application: every part inside, with its licence's text.

usage: copyright.py, with the interpreter of the environment that was packaged

Texts that every Debian system has in /usr/share/common-licenses are named by their place.
"""

import json
import re
import sys
import sysconfig
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMON = "On Debian systems the text is in /usr/share/common-licenses/"
LONG = {
    "GNU LESSER GENERAL PUBLIC LICENSE": "LGPL-3",
    "GNU GENERAL PUBLIC LICENSE": "GPL-3",
    "Apache License": "Apache-2.0",
    "Mozilla Public License Version 2.0": "MPL-2.0",
    "Mozilla Public License, version 2.0": "MPL-2.0",
}
"""How long texts begin, and what Debian calls them."""
ABSENT = ("pillow",)
"""Locked packages of which nothing is inside."""
BESIDE = "The notices are in /usr/share/doc/postil/third-party/"
LIBRARIES = (
    ("libpython3.11.so.1.0, python3.11/*, base_library.zip", "Python Software Foundation and others", "PSF-2.0",
     BESIDE + "python.gz."),
    ("../postil (the program's first lines)", "PyInstaller Development Team",
     "GPL-2.0-or-later with an exception that allows any use of the bootloader in a packaged program", ""),
    ("libcrypto.so.3, libssl.so.3 (in an AppImage; not in Debian's package)", "The OpenSSL Project", "Apache-2.0", ""),
    ("libsqlite3.so.0 (in an AppImage)", "nobody: its authors disclaim copyright", "public-domain", ""),
    ("libffi.so.8 (in an AppImage)", "1996-2024 Anthony Green, Red Hat, Inc. and others", "MIT", ""),
    ("libbz2.so.1.0 (in an AppImage)", "1996-2019 Julian Seward", "bzip2-1.0.6", BESIDE + "python.gz."),
    ("liblzma.so.5 (in an AppImage)", "nobody: its authors disclaim copyright", "public-domain", ""),
    ("pikepdf.libs/libqpdf*", "2005-2025 Jay Berkenbilt and others", "Apache-2.0", ""),
    ("pikepdf.libs/libjpeg*", "Independent JPEG Group, D. R. Commander and others", "IJG AND BSD-3-Clause",
     "The texts stand with pikepdf, below."),
    ("lxml/* (libxml2, libxslt)", "Daniel Veillard and others", "MIT", BESIDE + "libxml2.gz and libxslt.gz."),
    ("lxml/* (GNU libiconv)", "Free Software Foundation, Inc.", "LGPL-2.1-or-later", ""),
    ("lxml/* (zlib)", "1995-2024 Jean-loup Gailly and Mark Adler", "Zlib", "The text stands with pikepdf, below."),
    ("yaml/* (LibYAML)", "Kirill Simonov and others", "MIT", BESIDE + "libyaml.gz."),
    ("latex2mathml/unimathsymbols.txt", "2011 Günter Milde", "LPPL-1.3+",
     "This list of symbols is unchanged. The text of its licence is at www.latex-project.org/lppl.txt."),
    ("citeproc/data/locales/*, citeproc/data/styles/*", "The authors of the Citation Style Language", "CC-BY-SA-3.0",
     "These files are unchanged. The text of the licence is at creativecommons.org/licenses/by-sa/3.0/legalcode."),
    ("citeproc/data/schema/*", "The authors of the Citation Style Language", "MIT", ""),
    ("PySide6/Qt/lib/libicu*.so.73", "Unicode, Inc. and others", "Unicode-3.0", BESIDE + "icu.gz."),
    ("PySide6/Qt/lib/*, PySide6/Qt/plugins/*", "The Qt Company Ltd. and others",
     "LGPL-3.0-only", BESIDE + ", in the files that begin with qt."),
    ("PySide6/Qt/lib/libQt6WebEngineCore*, PySide6/Qt/lib/libQt6Pdf*, PySide6/Qt/resources/*",
     "The Chromium Authors, The Qt Company Ltd. and others",
     "LGPL-3.0-only AND BSD-3-Clause AND those of the projects in Chromium",
     BESIDE + "chromium.gz and qtwebengine.gz."),
)  # fmt: skip
"""What is inside beside Python packages: files, holders, licence, and more about it."""


def copyright_file() -> str:
    """Return the whole file."""
    parts = [
        "This is Postil with all that it needs to run. It consists of the parts below, each under its own licence.\n",
        stanza("*", "2026 The Postil authors", "MIT", ROOT.joinpath("LICENSE").read_text(encoding="utf-8")),
    ]
    for files, holders, licence, more in LIBRARIES:
        text = "\n".join(part for part in (common(licence, holders), more) if part)
        parts.append(stanza(f"/usr/lib/postil/_internal: {files}", holders, licence, text))
    table = ROOT.joinpath("docs", "licences.md").read_text(encoding="utf-8")
    for name, licence in re.findall(r"(?m)^\| ([a-z0-9-]+) \| ([^|]+) \|", table):
        if name not in ABSENT:
            parts.append(package(distribution(name), licence.strip()))
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if python.is_file():
        parts.append(f"License: PSF-2.0\n{indented(python.read_text(encoding='utf-8'))}\n")
    return "\n".join(parts)


def package(found: Distribution, licence: str) -> str:
    """Return the stanza of an installed package, with the texts that it brings, also those of what is built into it."""
    texts, parts = [], []
    for file in found.files or ():
        place = Path(str(found.locate_file(file)))
        if file.name.endswith((".cyclonedx.json", ".cdx.json")) and place.is_file():
            parts += built_in(json.loads(place.read_bytes()))
        elif is_licence(str(file)) and place.is_file():
            texts.append(short(place.read_text(encoding="utf-8", errors="replace")))
    told = found.metadata.json
    holder = " ".join(str(told.get("author") or told.get("author_email") or f"the authors of {found.name}").split())
    if parts:
        texts.append("\nBuilt into it:\n" + "\n".join(sorted(set(parts))))
    return stanza(f"/usr/lib/postil/_internal: {found.name} {found.version}", holder, licence,
                  "\n".join(dict.fromkeys(texts)) or common(licence, holder))  # fmt: skip


def is_licence(file: str) -> bool:
    """Return whether a file of a package has a licence's text or a notice in it.

    >>> [is_licence(f"a-1.dist-info/{name}") for name in ("licenses/parts/zlib.txt", "METADATA")]
    [True, False]
    """
    name = file.rpartition("/")[2]
    return ".dist-info/licenses/" in file or bool(re.match(r"(?i)licen[cs]e|copying|notice", name))


def built_in(bill: dict[str, Any]) -> list[str]:
    """Return name, version and licences of the parts in a bill of materials (CycloneDX) that say their licence.

    >>> built_in({"components": [{"name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]}]})
    ['a 1: MIT']
    """
    found = []
    for part in bill.get("components", ()):
        licences = [told.get("expression") or told["license"].get("id") or told["license"].get("name")
                    for told in part.get("licenses", ())]  # fmt: skip
        if licences:
            found.append(f"{part['name']} {part.get('version', '')}: {' AND '.join(licences)}")
    return found


def short(text: str) -> str:
    """Return a licence's text, or where it is where every Debian system has it."""
    head = " ".join(text[:400].split())
    for beginning, name in LONG.items():
        if beginning.lower() in head.lower():
            return COMMON + name + "."
    return text


def common(licence: str, holder: str) -> str:
    """Return the text of a well-known licence that is named without one, or where it is."""
    found = next(
        (name for name in ("LGPL-3", "LGPL-2.1", "Apache-2.0", "MPL-2.0", "GPL-2") if licence.startswith(name)), ""
    )
    if found:
        return f"{COMMON}{found}."
    if licence == "MIT":
        own = ROOT.joinpath("LICENSE").read_text(encoding="utf-8")
        return re.sub(r"(?m)^(Copyright \(c\)).*$", rf"\1 {holder}", own)
    return ""


def stanza(files: str, holders: str, licence: str, text: str) -> str:
    """Return what is said of one part."""
    return f"Files: {files}\nCopyright: {holders}\nLicense: {licence}\n{indented(text)}\n"


def indented(text: str) -> str:
    """Return `text` set in by two columns."""
    return "\n".join(f"  {line}".rstrip() for line in text.strip().splitlines())


if __name__ == "__main__":
    sys.stdout.write(copyright_file())
