"""PDFs are read back by another program: pypdf, and poppler where fonts and packets are looked at."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination
from PySide6.QtCore import QEvent
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.app.look import Paper
from reader.app.messages import NoteFacts, PageReady
from reader.core.citation import Citations
from reader.core.page import Heading
from reader.qt.binding import bind
from reader.qt.pdf import Printer
from reader.qt.scheme import SchemeHandler
from reader.qt.targets import with_targets
from reader.qt.web_page import ShutPage

A4 = Paper()
CHECKOUT = Path(__file__).resolve().parents[2]
BODY = (
    """
<h1 id="tea">Tea &amp; <em>silver</em></h1><p>First page<a id="mention-0" href="#source-0">[1]</a>,
<a href="https://example.org/a?b=c">the web</a>, <a href="/other%20note.md">a note</a>,
<a href="javascript:alert(1)">x</a>, <a href="file:///etc/passwd">y</a>, <img src="/images/pixel.png"></p>
<h2 id="trade">Trade</h2>"""
    + "<p>Filler, line after line.</p>" * 60
    + """
<h2 id="日本">日本 and العربية</h2><p id="source-0">[1] A source.</p>"""
)
OUTLINE = (Heading(1, "Tea & silver", "tea"), Heading(2, "Trade", "trade"), Heading(2, "日本 and العربية", "日本"))


def ready(body: str = BODY, title: str = "Tea & <b>silver</b>", tags: tuple[str, ...] = ("ai", "茶")) -> PageReady:
    """Return a page to print."""
    facts = NoteFacts("tea.md", title, tags, None, "2026-01-01T00:00:00+00:00", 9, "utf-8", "yaml", False, ())
    document = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return PageReady(1, "tea.md", document, facts, OUTLINE, (), Citations())


@pytest.fixture
def printer(handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot) -> Iterator[Printer]:
    """Return a printer; images are never there."""
    handler.file_requested.connect(lambda ticket, _path: handler.answer(ticket, "", b""))
    made = Printer(handler, profile)
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def print_bytes(printer: Printer, qtbot: QtBot, page: PageReady, paper: Paper = A4) -> bytes:
    """Print a page."""
    with qtbot.waitSignal(printer.printed, timeout=15_000) as done:
        printer.print_page(page, paper)
    assert done.args is not None
    return bind(done.args[1], page, paper)


def printed(printer: Printer, qtbot: QtBot, page: PageReady, paper: Paper = A4) -> PdfReader:
    """Print a page and return it as another program reads it."""
    return PdfReader(BytesIO(print_bytes(printer, qtbot, page, paper)))


def bookmarks(entries: Sequence[object], depth: int = 0) -> list[str]:
    """Return the outline as indented lines."""
    lines: list[str] = []
    for entry in entries:
        if isinstance(entry, list):
            lines += bookmarks(entry, depth + 1)
        elif isinstance(entry, Destination):
            lines.append("  " * depth + str(entry.title))
    return lines


def test_the_outline_is_that_of_the_note(printer: Printer, qtbot: QtBot) -> None:
    """Nested as the headings are, in every script, and leading to their pages."""
    pdf = printed(printer, qtbot, ready())
    assert bookmarks(pdf.outline) == ["Tea & silver", "  Trade", "  日本 and العربية"]
    last = pdf.outline[1][-1]
    assert isinstance(last, Destination)
    assert pdf.get_destination_page_number(last) == len(pdf.pages) - 1


def test_title_and_tags_are_in_the_metadata(printer: Printer, qtbot: QtBot) -> None:
    """As text, in both places where programs look."""
    pdf = printed(printer, qtbot, ready())
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Tea & <b>silver</b>"
    assert str(pdf.metadata["/Keywords"]) == "ai, 茶"
    assert pdf.xmp_metadata is not None
    assert pdf.xmp_metadata.dc_title == {"x-default": "Tea & <b>silver</b>"}


def test_links_lead_into_the_document_or_to_the_web(printer: Printer, qtbot: QtBot) -> None:
    """A mark leads to its source; addresses of Postil, of files and of scripts are not in the PDF."""
    pdf = printed(printer, qtbot, ready())
    annotations = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert [str(note["/A"]["/URI"]) for note in annotations if "/A" in note] == ["https://example.org/a?b=c"]
    inner = [str(note["/Dest"]) for note in annotations if "/Dest" in note]
    assert inner == ["/source-0"]


def test_the_text_can_be_read_back(printer: Printer, qtbot: QtBot) -> None:
    """Words, not pictures of words; and the hidden links are not among them."""
    text = "".join(page.extract_text() for page in printed(printer, qtbot, ready()).pages)
    assert "Tea & silver" in text
    assert text.count("Filler, line after line.") == 60


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper(), (210, 297)),
        (Paper("Letter"), (215.9, 279.4)),
        (Paper("A5", landscape=True), (210, 148)),
        (Paper("Tabloid"), (210, 297)),
    ],
)
def test_the_paper_is_the_one_asked_for(
    printer: Printer, qtbot: QtBot, paper: Paper, size: tuple[float, float]
) -> None:
    """In millimetres; an unknown paper is A4."""
    box = printed(printer, qtbot, ready("<p>x</p>"), paper).pages[0].mediabox
    millimetres = (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4)
    assert millimetres == pytest.approx(size, abs=0.6)


def test_margins_are_kept(printer: Printer, qtbot: QtBot, tmp_path: Path) -> None:
    """The text begins where the margin ends."""
    left = []
    for margins in (10.0, 40.0):
        file = tmp_path / "x.pdf"
        file.write_bytes(print_bytes(printer, qtbot, ready("<p>x</p>"), Paper(margins=margins)))
        boxes = subprocess.run(
            ["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True
        ).stdout
        left.append(float(boxes.split('xMin="')[1].split('"')[0]))
    assert left[1] - left[0] == pytest.approx(30 / 25.4 * 72, abs=2)


def test_pages_are_printed_one_after_another(printer: Printer, qtbot: QtBot) -> None:
    """Three wishes at once, three answers in their order."""
    done: list[str] = []
    printer.printed.connect(lambda page, _data: done.append(page.facts.title))
    for title in ("one", "two", "three"):
        printer.print_page(ready("<p>x</p>", title), Paper())
    qtbot.waitUntil(lambda: len(done) == 3, timeout=15_000)
    assert done == ["one", "two", "three"]


def test_what_is_cancelled_is_not_printed(printer: Printer, qtbot: QtBot) -> None:
    """And what is asked for after it, is."""
    with qtbot.assertNotEmitted(printer.printed, wait=400):
        printer.print_page(ready("<p>x</p>"), Paper())
        printer.cancel()
    assert len(printed(printer, qtbot, ready("<p>x</p>")).pages) == 1


def test_a_lost_process_ends_in_one_sentence(printer: Printer, qtbot: QtBot) -> None:
    """The page that was being printed has failed, and the next one is printed."""
    page = printer.findChildren(ShutPage)[0]
    with qtbot.waitSignal(printer.failed, timeout=10_000) as failed:
        printer.print_page(ready("<img src='/never.png'>" + BODY, "lost"), Paper())
        qtbot.waitUntil(lambda: page.renderProcessPid() > 0)
        os.kill(page.renderProcessPid(), signal.SIGKILL)
    assert failed.args is not None
    assert failed.args[1] == "The note could not be printed: the engine stopped at it."
    assert len(printed(printer, qtbot, ready("<p>x</p>")).pages) == 1


def test_a_page_that_takes_long_is_stopped(handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot) -> None:
    """Here for an image that never comes; it fails in one sentence, and the next one is printed."""
    page = ShutPage(profile)
    impatient = Printer(handler, profile, page, page, least_s=0.3)
    with qtbot.waitSignal(impatient.failed, timeout=60_000) as failed:
        impatient.print_page(ready("<img src='/never.png'>", "endless"), Paper())
    assert failed.args is not None
    assert failed.args[1] == "The note could not be printed: it takes too long to set."
    assert len(printed(impatient, qtbot, ready("<p>x</p>")).pages) == 1
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def test_headings_get_hidden_targets() -> None:
    """An id cannot break out of its attribute."""
    document = with_targets("<body><p>x</p></body>", [Heading(1, "x", 'a"><script>')])
    assert document == '<body><p>x</p><div hidden><a href="#a%22%3E%3Cscript%3E"></a></div></body>'


def test_a_document_without_headings_is_left_alone() -> None:
    """There is nothing to point at."""
    assert with_targets("<body></body>", []) == "<body></body>"


def test_launching_and_private_links_are_taken_out() -> None:
    """Whatever the engine might have let through."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    actions = [
        {"/S": pikepdf.Name.URI, "/URI": "https://example.org/"},
        {"/S": pikepdf.Name.URI, "/URI": "javascript:alert(1)"},
        {"/S": pikepdf.Name.URI, "/URI": "postil://library/x.md"},
        {"/S": pikepdf.Name.Launch, "/F": "calc.exe"},
        {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"},
    ]
    page.obj["/Annots"] = pikepdf.Array(
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(action))
        for action in actions
    )
    raw = BytesIO()
    pdf.save(raw)
    bound = pikepdf.open(BytesIO(bind(raw.getvalue(), ready(), Paper())))
    kept = bound.pages[0].obj["/Annots"]
    assert [str(annotation["/A"]["/URI"]) for annotation in kept] == ["https://example.org/"]


SCRIPT = """
import json, sys
from concurrent.futures import Future
from reader.app.look import Paper
from reader.app.messages import FileReady, NoteFacts, PageReady
from reader.core.citation import Citations
from reader.core.page import Heading
from reader.qt.binding import bind
from reader.qt.pdf import print_document
facts = NoteFacts("tea.md", "Tea", (), None, "", 9, "utf-8", "yaml", False, ())
document = "<!DOCTYPE html><p>x</p><img src='/a%20b.png'><img src='http://127.0.0.1:9/beacon.png'>"
page = PageReady(1, "tea.md", document, facts, (Heading(1, "x", "x"),), (), Citations())
made = Future()
made.set_result(page)
asked = []
def read(path):
    asked.append(path)
    return FileReady(0, "image/png", b"")
sizes = [len(bind(print_document(made, Paper(), read), page, Paper())) for _ in range(2)]
print(json.dumps([asked, [size > 1000 for size in sizes]]))
"""


def run_without_display(*before: str) -> subprocess.CompletedProcess[str]:
    """Print in a process of its own that has no display."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    command = [*before, sys.executable, "-c", SCRIPT]
    return subprocess.run(
        command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60
    )


def test_printing_needs_no_display_and_ends_quietly() -> None:
    """Two notes in one run; images are asked for; stderr has at most the sentence on the sandbox."""
    done = run_without_display()
    assert json.loads(done.stdout) == [["a b.png", "a b.png"], [True, True]]
    assert [line for line in done.stderr.splitlines() if "sandbox" not in line] == []


def test_printing_sends_no_packet(tmp_path: Path) -> None:
    """Not a single socket but local ones is connected or sent to, beacons in the note notwithstanding."""
    trace = tmp_path / "trace"
    run_without_display("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(trace))
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert [line for line in lines if "AF_INET" in line] == []
