"""A library on the disk in which everything is hostile: bodies, front matter, names, citations, files and links.

Outside of it lie files that nothing has a reason to open; what opens one, or writes beside them, has broken out.
"""

import base64
import json
import os
import pickle
import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile import payloads

RUN = "console.log(/CANARY/.source)"
"""What a script carrier runs: without quotes, blanks or angles, so that it fits wherever `canary()` does."""

CANARY = "CANARY"
SECRET = "the-secret-outside"


@dataclass(frozen=True, slots=True)
class Hostile:
    """The library, what must not be reached from it, and the words that find each note.

    `words` leads from a note's path to a word that only this note contains.
    """

    root: Path
    outside: Path
    words: dict[str, str]


def build(folder: Path, host: str, share: int = 1) -> Hostile:
    """Make the library and what lies outside of it in `folder`; `host` is listened at.

    `share` takes every so-many-th payload, for a short test.
    """
    root, outside = folder / "library", folder / "outside"
    for place in (root / "bodies", root / "texts", root / "cited", root / "names", root / "images", outside):
        place.mkdir(parents=True)
    _outside(outside)
    words: dict[str, str] = {}

    def live(text: str) -> str:
        encoded = base64.b64encode(f"<script>{RUN}</script>".encode()).decode()
        svg = base64.b64encode(f"<svg onload={RUN}>".encode()).decode()
        text = text.replace("PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==", encoded)
        text = text.replace("PHN2ZyBvbmxvYWQ9Y2FuYXJ5KCk+", svg)
        text = text.replace("canary()", RUN).replace("canary.example", host)
        text = text.replace("/OUTSIDE", str(outside)).replace("OUTSIDE", str(outside))
        return text.replace("/etc/passwd", str(outside / "secret.txt"))

    made = [*_bodies(live), *_texts(live), *_cited(live), *_names(live)]
    for number, (path, text) in enumerate(made):
        if number % share == 0:
            word = f"zq{number:04}x"
            file = Path(os.fsdecode(os.path.join(os.fsencode(root), os.fsencode(path))))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.replace("{word}", word).encode("utf-8", "replace"))
            words[path] = word
    _files(root, outside, live)
    _traps(root, outside)
    return Hostile(root, outside, words)


def _bodies(live: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for number, (kind, payload) in enumerate(payloads.bodies()):
        text = live(payload)
        yield (
            f"bodies/{kind}{number:03}.md",
            f"# Body {kind}{number:03}\n\nBefore {{word}}.\n\n{text}\n\nAfter {{word}}.\n",
        )


def _texts(live: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield a note for each text that has it wherever a note carries text."""
    for number, payload in enumerate(payloads.TEXTS):
        text = live(payload)
        line = " ".join(text.split())[:2_000]
        quoted = json.dumps(text)
        fields = ("title", "author", "subject", "summary", "description", "cover", "banner", "css", "cssclasses")
        head = "".join(f"{name}: {quoted}\n" for name in (*fields, "lang", "date", "permalink", "my <key>"))
        text = (
            f"---\n{head}tags: [{quoted}, plain/{number}]\naliases: [{quoted}]\nbibliography: texts.bib\n---\n"
            f'# {line}\n\n{{word}} in [{line}](E000.md "{line}") and ![{line}](../images/dot.png "{line}") '
            f"#{line[:60]}\n\n> [!note] {line}\n> {line}\n\n"
            f"[[E000|{line}]] [[{line}]] ![[{line}]] [^1] [@key{number}] {{word}}\n\n"
            f"{line}\n: {line}\n\n## Sources\n\n[^1]: {line} https://a.example/{number}\n"
        )
        yield f"texts/E{number:03}.md", text


def _cited(live: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield notes that cite each text and each address in the shapes that are used most."""
    both = [(text, "https://a.example/t") for text in payloads.TEXTS]
    both += [("A plain title", address) for address in payloads.ADDRESSES]
    for number, (raw_title, raw_address) in enumerate(both):
        title, address = " ".join(live(raw_title).split())[:2_000], live(raw_address)
        text = (
            f"# Citing {number}\n\nA sentence {{word}} of {title[:80]} cites[1] and again [2] "
            f"and [^f] and {title[:40]} [3].\n\n"
            f"An [inline link](<{address}>) and [{title}]({address}).\n\nSources:\n\n[1] {title} {address}\n"
            f'[2] [{title}]({address})\n[3]: {address} "{title}"\n\n[^f]: {title}. <{address}>\n'
        )
        yield f"cited/K{number:03}.md", text
    items = [
        {"id": f"key{n}", "title": live(text), "URL": live(payloads.ADDRESSES[n % 16])}
        for n, text in enumerate(payloads.TEXTS)
    ]
    yield (
        "cited/K900.md",
        "---\nbibliography: all.json\n---\n# From a file {word}\n\n"
        + " ".join(f"[@key{n}]" for n in range(len(items))),
    )
    yield (
        "cited/K901.md",
        f"---\nreferences: {json.dumps(items)}\n---\n# From the front matter {{word}}\n\n[@key1] [@key2]\n",
    )


def _names(live: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(payloads.NAMES):
        shown = f"names/{name}" if "canary" not in name else f"names/{live(name).replace('/', '')}"
        yield shown, f"A note {{word}} without a title, called {number}.\n"
    yield "names/<b>folder & co/100% \u202e/in a folder.md", "A note {word} in a folder.\n"


def _outside(outside: Path) -> None:
    (outside / "secret.md").write_text(f"# Secret\n\n{SECRET}\n", encoding="utf-8")
    (outside / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    (outside / "secret.bib").write_text(f"@book{{key1, title = {{{SECRET}}}}}\n", encoding="utf-8")
    (outside / "secret.png").write_bytes(png(3, 3))
    for name in ("tool.exe", "tool.desktop"):
        (outside / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (outside / name).chmod(0o755)


def _files(root: Path, outside: Path, live: Callable[[str], str]) -> None:
    """Write images and bibliographies that are not what they say, lead out, never end, or want more than they may."""
    images = root / "images"
    (images / "dot.png").write_bytes(png(2, 2))
    (images / "huge.png").write_bytes(png(20_000, 2_000))
    (images / "html.png").write_text(live("<script>canary()</script>"), encoding="utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    (images / "comment.svg").write_text(
        live(f"<!-- x --><html><script>canary()</script>{drawing}</svg>"), encoding="utf-8"
    )
    inner = (
        "<script>canary()</script><style>@import url(http://canary.example/s.css);"
        "rect{fill:url(http://canary.example/f)}</style><image xlink:href='http://canary.example/i.png' width='9'/>"
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='http://canary.example/'/></foreignObject>"
        "<a xlink:href='javascript:canary()'><rect width='9' height='9' onclick='canary()'/></a>"
        "<use xlink:href='http://canary.example/u.svg#x'/><animate onbegin='canary()' attributeName='x' dur='1s'/>"
    )
    (images / "beacon.svg").write_text(live(f"{drawing}{inner}</svg>"), encoding="utf-8")
    reach = f"<image xlink:href='file://{outside}/secret.png' width='9'/><image href='../../outside/secret.png'/>"
    (images / "outside.svg").write_text(f"{drawing}{reach}</svg>", encoding="utf-8")
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 9))
    kind = f"<!DOCTYPE svg [<!ENTITY e0 'ha'>{bomb}<!ENTITY out SYSTEM 'file://{outside}/secret.txt'>]>"
    (images / "entities.svg").write_text(
        f"<?xml version='1.0'?>{kind}{drawing}<text>&e8;&out;</text></svg>", encoding="utf-8"
    )
    entries = "\n".join(
        f"@book{{key{n},\n title = {{{live(text)}}},\n url = {{{live(payloads.ADDRESSES[n % 16])}}}\n}}"
        for n, text in enumerate(payloads.TEXTS)
    )
    (root / "texts" / "texts.bib").write_text(entries, encoding="utf-8", errors="replace")
    items = [
        {"id": f"key{n}", "title": live(text), "URL": live(payloads.ADDRESSES[n % 16])}
        for n, text in enumerate(payloads.TEXTS)
    ]
    (root / "cited" / "all.json").write_text(json.dumps(items), encoding="utf-8")


def _traps(root: Path, outside: Path) -> None:
    """Lay what a careless program opens, follows, runs or unpickles."""
    for name, target in {
        "link-out.md": outside / "secret.md",
        "images/link-out.png": outside / "secret.png",
        "images/zero.png": Path("/dev/zero"),
        "zero.md": Path("/dev/zero"),
        "folder-out": outside,
        "loop": root,
        "nowhere.md": root / "nothing",
        "texts/out.bib": outside / "secret.bib",
    }.items():
        (root / name).symlink_to(target)
    os.mkfifo(root / "pipe.md")
    os.mkfifo(root / "images" / "pipe.png")
    with socket.socket(socket.AF_UNIX) as ear:
        here = os.open(root, os.O_RDONLY)
        try:
            ear.bind(f"/proc/self/fd/{here}/socket.md")
        finally:
            os.close(here)
    names = ("../../outside/secret.bib", str(outside / "secret.bib"), "out.bib", "pipe.bib", "texts.bib", "/dev/zero")
    os.mkfifo(root / "texts" / "pipe.bib")
    (root / "texts" / "reach.md").write_text(
        f"---\nbibliography: {json.dumps(names)}\n---\n# Reach\n\n[@key1]\n", encoding="utf-8"
    )
    code = f"open({str(outside / 'pwned')!r}, 'w').close()\n"
    (root / "reader").mkdir()
    for name in ("reader/__init__.py", "reader/__main__.py", "sitecustomize.py", "yaml.py", "conftest.py", "json.py"):
        (root / name).write_text(code, encoding="utf-8")
    for name in ("index", "Index", ".postil", ".cache"):
        (root / name).mkdir(exist_ok=True)
        for file in ("_MAIN_1.toc", "index.pickle", "segment.data", "catalogue-1.sqlite"):
            (root / name / file).write_bytes(pickle.dumps(_Bomb(str(outside / "pwned"))))
    style = "*{background:url(http://127.0.0.1:9/)} @import 'http://127.0.0.1:9/';"
    for name in ("style.css", "settings.json", "postil.toml", ".postil.json", "desk.json", ".env", "Makefile"):
        (root / name).write_text(style, encoding="utf-8")
    plugins = root / ".obsidian" / "plugins" / "evil"
    plugins.mkdir(parents=True)
    (plugins / "main.js").write_text("require('child_process').exec('calc')\n", encoding="utf-8")


class _Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self._file, "w")


def png(width: int, height: int) -> bytes:
    """Return a PNG in two colours."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\x55" * ((width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")
