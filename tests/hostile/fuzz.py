"""Mix hostile pieces at random, draw them, and let a real engine say what it reads into the cleaned page.

Usage: python -m tests.hostile.fuzz COUNT SEED REPORT. The engine is a stranger's, with scripts on and no policy: what
the cleaner and the engine read differently shows itself. REPORT is a JSON list of faults with the text that made them.
"""

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication

from reader.core.citation import Citations
from reader.core.note import Note, Stamp
from reader.markup.long_words import with_breaks
from reader.markup.options import RenderOptions
from reader.markup.renderer import render
from tests.hostile.browse import Page
from tests.hostile.library import RUN
from tests.hostile.payloads import TEXTS, bodies
from tests.markup.conftest import Library

_BATCH = 200
_PATIENCE_S = 60.0
_GLUE = (
    *"\n \t<>\"'`=/&;#!-*_~[](){}|\\$%^:+.",
    *(
        "\n\n",
        "\n> ",
        "\n- ",
        "\n    ",
        "```",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "</",
        "/>",
        "<p ",
        "<a href=",
        "<img src=",
    ),
    *("<svg>", "<math>", "<mtext>", "<style>", "</style>", "<title>", "<noscript>", "<table>", "<td>", "<template>"),
    *(
        "\0",
        "\x02",
        "\x03",
        "\x0c",
        "\u2028",
        "\ufeff",
        "&#x3c;",
        "&lt;",
        "%3c",
        "onerror=",
        "style=",
        "[[",
        "]]",
        "![[",
    ),
)
_LOOK = """(() => {
  const words = (text) => new Set(text.split(" "));
  const dead = words("script style iframe frame frameset object embed applet base meta link form input button select "
    + "textarea svg video audio source track template noscript title body html head portal bgsound picture image");
  const live = words("href src srcset action formaction poster background ping data xlink:href cite manifest");
  const good = /^(https?:|mailto:|#|\\/(?![\\/\\\\]))/i;
  const drawn = /^(\\/(?![\\/\\\\])|data:image\\/(png|jpe?g|gif|webp|avif|bmp);base64,)/i;
  return JSON.stringify(FRAGMENTS.map((html) => {
    const faults = [];
    const box = document.createElement("main");
    document.body.replaceChildren(box);
    box.innerHTML = html;
    if (document.body.children.length !== 1) faults.push("left its place");
    for (const one of box.querySelectorAll("*")) {
      const name = one.tagName.toLowerCase();
      if (dead.has(name)) faults.push(name);
      for (const { name: key, value } of one.attributes) {
        if (key.startsWith("on") || key === "style" || key === "srcdoc") faults.push(`${name} ${key}`);
        const image = name === "img" && key === "src";
        if (live.has(key) && !(image ? drawn : good).test(value)) faults.push(`${name} ${key}=${value}`);
        if (key === "id" && /^(source|mention)-\\d/i.test(value)) faults.push(`${name} id=${value}`);
      }
    }
    return faults;
  }));
})()"""


def mixed(chance: random.Random, pieces: list[str]) -> str:
    """Return a text of some pieces, whole or cut, with signs between them."""
    parts = []
    for _ in range(chance.randint(1, 5)):
        piece = chance.choice(pieces)
        if chance.random() < 0.6:
            start = chance.randrange(len(piece) + 1)
            piece = piece[start : start + chance.randint(1, 60)]
        parts += [piece, *chance.choices(_GLUE, k=chance.randint(0, 4))]
    text = "".join(parts)
    if chance.random() < 0.3 and text:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(_GLUE) + text[at + chance.randint(0, 3) :]
    return text


def drawn(text: str) -> str:
    """Return the cleaned fragment of a note."""
    note = Note("note.md", Stamp(0, 0), text, 0, "note", "")
    files = Library({"other.md": "Other."}, frozenset({"images/x.png", "x"}))
    return with_breaks(render(note, Citations(), files, RenderOptions(hard_breaks=False)).html)


def main(count: str, seed: str, report: str) -> int:
    """Mix, draw and look, and write the report."""
    chance = random.Random(int(seed))
    pieces = [text.replace("canary()", RUN)[:400] for text in (*(payload for _, payload in bodies()), *TEXTS)]
    application = QApplication(["fuzz"])
    profile = QWebEngineProfile()
    page = Page(profile)
    page.setHtml("<!DOCTYPE html><title>fuzz</title><body>", QUrl("http://fuzz.invalid/"))
    QTest.qWait(1000)
    faults: list[dict[str, object]] = []
    for _ in range(0, int(count), _BATCH):
        texts = [mixed(chance, pieces) for _ in range(_BATCH)]
        fragments = [drawn(text) for text in texts]
        told: list[object] = []
        page.told.clear()
        page.runJavaScript(_LOOK.replace("FRAGMENTS", json.dumps(fragments)), 0, told.append)
        ends = time.monotonic() + _PATIENCE_S
        while not told and time.monotonic() < ends:
            QTest.qWait(5)
        QTest.qWait(20)
        found = json.loads(str(told[0])) if told else [["no answer"]]
        pairs = zip(texts, fragments, found, strict=False)
        faults += [{"text": text, "html": html, "faults": bad} for text, html, bad in pairs if bad]
        faults += [{"text": "", "faults": page.told[:1]}] if page.told else []
    Path(report).write_text(json.dumps(faults, indent=1), encoding="utf-8")
    page.deleteLater()
    QTest.qWait(50)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
