"""What a note contains can neither run, nor fetch, nor reach out of its library."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from reader.core.citation import Citations, Source, State
from reader.core.note import Note, Stamp
from reader.markup.page import document
from reader.markup.renderer import render
from reader.markup.sanitise import clean
from tests.markup.conftest import Draw, Library
from tests.markup.hostile import PAYLOADS

LINKS = re.compile(r"(?:https?://|mailto:|#|/(?![/\\]))")
DEAD = frozenset(
    "script style iframe frame frameset object embed applet base meta link form input button select textarea svg "
    "video audio source track template noscript title body html head portal bgsound picture".split()
)
LOOK = SimpleNamespace(theme="light", text_size=100, measure=66, line_height=100, face="serif")


class Audit(HTMLParser):
    """Collect what a page must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        self.tags.append(tag)
        if tag in DEAD:
            self.faults.append(tag)
        for name, value in attrs:
            address = name in {"href", "src"}
            if name.startswith("on") or name in {"style", "srcset", "ping", "action", "background", "poster", "srcdoc"}:
                self.faults.append(f"{tag} {name}")
            if (address and not LINKS.match(value or "")) or (name == "src" and not (value or "").startswith("/im")):
                self.faults.append(f"{tag} {name}={value}")
            if name == "id" and re.match(r"(?:source|mention)-", value or "", re.IGNORECASE):
                self.faults.append(f"{tag} id={value}")


def faults(html: str, kind: type[Audit] = Audit) -> list[str]:
    """Return what is wrong with a fragment, as an audit of this kind finds it."""
    audit = kind()
    audit.feed(html)
    audit.close()
    return audit.faults


CASES = [(kind, payload) for kind, payloads in PAYLOADS.items() for payload in payloads]


@pytest.mark.parametrize(("kind", "payload"), CASES)
def test_a_payload_is_inert(draw: Draw, kind: str, payload: str) -> None:
    """Nothing dangerous is left, alone, in a list, a quote, a table's neighbour, or behind unclosed tags."""
    nested = "- a\n\n  " + payload.replace("\n", "\n  ")
    quoted = "> " + payload.replace("\n", "\n> ")
    for text in (payload, nested, quoted, f"<div title='\n\n{payload}\n\n# End", f"x {payload} y"):
        page = draw(text, library=Library(files=frozenset({"images/x.png"})))
        assert [] == faults(page.html)


def test_there_are_enough_payloads() -> None:
    """The set is broad: at least 150 payloads, none twice."""
    payloads = [payload for _, payload in CASES]
    assert len(payloads) == len(set(payloads))
    assert len(payloads) >= 150


@pytest.mark.parametrize("payload", [payload for _, payload in CASES])
def test_what_is_clean_stays_clean(payload: str) -> None:
    """Cleaning twice gives what cleaning once gave: no parser reads more into the page than the first one."""
    once = clean(payload)
    assert once == clean(once)


def test_metadata_is_text() -> None:
    """A title, a tag and a nonce with markup in them are shown as text."""
    evil = '"><script>canary()</script>'
    note = Note("x.md", Stamp(0, 0), "Text.\n", 0, evil, "", (evil, "a b"), language='en" onload="canary()')
    citations = Citations((Source("1", evil, "https://a.example", "a.example", 1, 0, 1, State.UNCITED),))
    page = render(note, citations, Library())
    html = document(page, note, citations, nonce='x" onload="canary()', look=LOOK)
    assert "<script" not in html
    assert "onload=" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
    assert 'lang=""' in html


def test_the_policy_of_a_document() -> None:
    """A document allows its own style element, images and fonts of the private scheme, and nothing else."""
    note = Note("x.md", Stamp(0, 0), "Text.\n", 0, "Title", "")
    html = document(render(note, Citations(), Library()), note, Citations(), nonce="n0nce", look=LOOK)
    policy = "default-src 'none'; img-src postil: data:; style-src 'nonce-n0nce'; font-src postil:"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html
    assert 1 == html.count('<style nonce="n0nce">')
    assert html.index("Content-Security-Policy") < html.index("<style")
    assert " style=" not in html
