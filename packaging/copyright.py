"""Print the copyright file of the packaged application: every part inside, with its licence's text.

usage: copyright.py, with the interpreter of the environment that was packaged

Texts that every Debian system has in /usr/share/common-licenses are named by their place.
"""

import re
import sys
import sysconfig
from importlib.metadata import Distribution, distribution
from pathlib import Path

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
LIBRARIES = (
    ("libpython3.11.so.1.0, python3.11/*, base_library.zip", "Python Software Foundation", "PSF-2.0"),
    ("postil (the program's first lines)", "PyInstaller Development Team",
     "GPL-2.0-or-later with an exception that allows any use of the bootloader in a packaged program"),
    ("libcrypto.so.3, libssl.so.3", "The OpenSSL Project", "Apache-2.0"),
    ("libsqlite3.so.0", "none", "public domain"),
    ("libffi.so.8", "Anthony Green, Red Hat and others", "MIT"),
    ("libbz2.so.1.0", "Julian Seward", "bzip2-1.0.6"),
    ("liblzma.so.5", "none", "public domain"),
    ("pikepdf.libs/libqpdf*", "Jay Berkenbilt and others", "Apache-2.0"),
    ("pikepdf.libs/libjpeg*", "Independent JPEG Group, D. R. Commander and others", "IJG and BSD-3-Clause"),
    ("libicu*.so.73", "Unicode, Inc.", "Unicode-3.0"),
    ("PySide6/Qt/lib/*", "The Qt Company Ltd. and others",
     "LGPL-3.0-only; the third-party code in Qt is listed at doc.qt.io/qt-6/licenses-used-in-qt.html"),
    ("PySide6/Qt/lib/libQt6WebEngineCore*, PySide6/Qt/resources/*",
     "The Chromium Authors, The Qt Company Ltd. and others",
     "LGPL-3.0-only AND BSD-3-Clause and the licences listed at doc.qt.io/qt-6/qtwebengine-licensing.html"),
)  # fmt: skip


def copyright_file() -> str:
    """Return the whole file."""
    parts = [
        "This is Postil with all that it needs to run. It consists of the parts below, each under its own licence.\n",
        stanza("*", "2026 The Postil authors", "MIT", ROOT.joinpath("LICENSE").read_text(encoding="utf-8")),
    ]
    for files, holders, licence in LIBRARIES:
        parts.append(stanza(f"/usr/lib/postil/ {files}", holders, licence, common(licence)))
    table = ROOT.joinpath("docs", "licences.md").read_text(encoding="utf-8")
    for name, licence in re.findall(r"(?m)^\| ([a-z0-9-]+) \| ([^|]+) \|", table):
        if name not in ABSENT:
            parts.append(package(distribution(name), licence.strip()))
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if python.is_file():
        parts.append(f"License: PSF-2.0\n{indented(python.read_text(encoding='utf-8'))}\n")
    return "\n".join(parts)


def package(found: Distribution, licence: str) -> str:
    """Return the stanza of an installed package, with the texts that it brings."""
    texts = []
    for file in found.files or ():
        text = Path(str(found.locate_file(file)))
        if ".dist-info" in str(file) and re.search(r"(?i)licen[cs]e|copying", file.name) and text.is_file():
            texts.append(short(text.read_text(encoding="utf-8", errors="replace")))
    told = found.metadata.json
    holder = str(told.get("author") or told.get("author_email") or f"the authors of {found.name}")
    version = f"{found.name} {found.version}"
    return stanza(f"/usr/lib/postil/_internal: {version}", " ".join(holder.split()), licence,
                  "\n".join(texts) or common(licence))  # fmt: skip


def short(text: str) -> str:
    """Return a licence's text, or where it is where every Debian system has it."""
    head = " ".join(text[:400].split())
    for beginning, name in LONG.items():
        if beginning.lower() in head.lower():
            return COMMON + name + "."
    return text


def common(licence: str) -> str:
    """Return where the text of a well-known licence is, or nothing."""
    found = next((name for name in ("LGPL-3", "Apache-2.0", "MPL-2.0", "GPL-2") if licence.startswith(name)), "")
    return f"{COMMON}{found}." if found else f"This is the licence known as {licence}."


def stanza(files: str, holders: str, licence: str, text: str) -> str:
    """Return what is said of one part."""
    return f"Files: {files}\nCopyright: {holders}\nLicense: {licence}\n{indented(text)}\n"


def indented(text: str) -> str:
    """Return `text` set in by two columns."""
    return "\n".join(f"  {line}".rstrip() for line in text.strip().splitlines())


if __name__ == "__main__":
    sys.stdout.write(copyright_file())
