import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, strategies as st
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineScript
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.markup import fonts
from reader.qt.addresses import note_path, note_url
from reader.qt.scheme import SchemeHandler
from reader.qt.viewer import Viewer
from reader.qt.web_page import ShutPage

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
SEGMENT = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda part: part not in {".", ".."}
)


def ask(qtbot: QtBot, page: ShutPage, script: str) -> object:
    """Return what a script in the isolated world gives."""
    answers: list[str] = []
    page.runJavaScript(f"JSON.stringify([{script}])", WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return json.loads(answers[0])[0]


def load(qtbot: QtBot, page: ShutPage, handler: SchemeHandler, body: str) -> None:
    """Load a document without a policy of its own, so that the walls stand alone; no image is ever there."""
    handler.file_requested.connect(lambda ticket, _path: handler.answer(ticket, "", b""))
    url = note_url("note.md")
    handler.put_document(url, f"<!DOCTYPE html><meta charset=utf-8><body>{body}".encode())
    with qtbot.waitSignal(page.loadFinished, timeout=10_000):
        page.show_url(url)


@pytest.fixture
def page(profile: QWebEngineProfile, qtbot: QtBot) -> Iterator[ShutPage]:
    """Return a page without a view; the engine wants it to go before its profile."""
    made = ShutPage(profile)
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@given(st.lists(SEGMENT, min_size=1, max_size=4).map("/".join))
def test_every_path_comes_back_from_its_address(path: str) -> None:
    """Blanks, percent signs, question marks and every script survive."""
    assert note_path(note_url(path)) == path


def test_a_fragment_does_not_change_the_path() -> None:
    """An address names a note and a place in it."""
    url = note_url("a b.md", "über uns")
    assert note_path(url) == "a b.md"
    assert url.fragment() == "über uns"


@pytest.mark.parametrize(
    "address",
    ["https://library/a.md", "postil://app/a.md", "file:///etc/passwd", "a.md", "", "postil://library/%2Fetc/x.png"],
)
def test_other_addresses_name_no_note(address: str) -> None:
    """Only the library is the library."""
    assert note_path(QUrl(address)) is None


def test_images_are_asked_for_and_answered_later(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot
) -> None:
    """The path that is asked for is the plain one; the page shows what it gets."""
    asked: list[tuple[int, str]] = []
    handler.file_requested.connect(lambda ticket, path: asked.append((ticket, path)))
    handler.put_document(note_url("n.md"), b"<!DOCTYPE html><img src='/pictures/a%20b.png'><img src='/gone.png'>")
    page.show_url(note_url("n.md"))
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=10_000)
    assert {path for _, path in asked} == {"pictures/a b.png", "gone.png"}
    with qtbot.waitSignal(page.loadFinished, timeout=10_000):
        for ticket, path in asked:
            handler.answer(ticket, "image/png", PIXEL if path.startswith("pictures") else b"")
    widths = ask(qtbot, page, "[...document.images].map(image => image.naturalWidth).join()")
    assert widths == "1,0"


def test_an_answer_to_a_job_that_is_gone_is_dropped(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot
) -> None:
    """The person went on to another note before the image came."""
    asked: list[int] = []
    handler.file_requested.connect(lambda ticket, _path: asked.append(ticket))
    handler.put_document(note_url("n.md"), b"<!DOCTYPE html><img src='/a.png'>")
    page.show_url(note_url("n.md"))
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    load(qtbot, page, handler, "<p>another")
    handler.answer(asked[0], "image/png", PIXEL)
    handler.answer(asked[0], "image/png", PIXEL)
    handler.answer(9_999, "image/png", PIXEL)
    assert ask(qtbot, page, "document.body.textContent") == "another"


def test_an_unknown_document_is_not_found(page: ShutPage, handler: SchemeHandler, qtbot: QtBot) -> None:
    """Nothing is read from the disk by its address."""
    with qtbot.waitSignal(page.loadFinished, timeout=10_000) as finished:
        page.show_url(note_url("unknown.md"))
    assert finished.args == [False]


def test_old_documents_are_forgotten(page: ShutPage, handler: SchemeHandler, qtbot: QtBot) -> None:
    """Memory does not grow with every note that was read."""
    for number in range(20):
        handler.put_document(note_url(f"{number}.md"), b"x" * 10)
    with qtbot.waitSignal(page.loadFinished, timeout=10_000) as finished:
        page.show_url(note_url("0.md"))
    assert finished.args == [False]


@pytest.mark.parametrize(
    "body",
    [
        "<img src='http://127.0.0.1:9/x.png'>",
        "<img src='file:///etc/hostname'>",
        "<img src='postil://app/icons/back.svg'>",
        "<img src='postil://app/../../etc/hostname'>",
        "<link rel=stylesheet href='postil://library/x.css'>",
        "<iframe src='postil://library/note.md'></iframe>",
        "<object data='postil://library/note.md'></object>",
        "<embed src='postil://library/x.pdf' type='application/pdf'>",
        "<video src='postil://library/x.mp4' autoplay></video>",
    ],
)
def test_nothing_else_is_served(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot, body: str
) -> None:
    """Without a policy and without a sanitiser, the scheme and the interceptor still give nothing away."""
    asked: list[str] = []
    handler.file_requested.connect(lambda _ticket, path: asked.append(path))
    load(qtbot, page, handler, body)
    assert asked == []
    assert ask(qtbot, page, "[...document.images].every(image => image.naturalWidth === 0)") is True
    assert ask(qtbot, page, "frames.length && !!frames[0].document?.body?.textContent") == 0


def test_scripts_of_a_page_do_not_run(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot
) -> None:
    """Neither elements nor handlers nor addresses run, even where the sanitiser has failed."""
    load(
        qtbot,
        page,
        handler,
        "<p id=p>calm</p><script>p.textContent='ran'</script><img src=x onerror=\"p.textContent='ran'\">"
        "<svg onload=\"p.textContent='ran'\"></svg><a id=a href=\"javascript:p.textContent='ran'\">x</a>",
    )
    ask(qtbot, page, "document.getElementById('a').click()")
    qtbot.wait(100)
    assert ask(qtbot, page, "document.getElementById('p').textContent") == "calm"


@pytest.mark.parametrize(
    "body",
    [
        "<meta http-equiv=refresh content='0;url=https://example.org/'>",
        "<meta http-equiv=refresh content='0;url=postil://library/other.md'>",
        "<form action='https://example.org/'><input autofocus></form>",
    ],
)
def test_a_page_goes_nowhere_by_itself(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot, body: str
) -> None:
    """Navigation is refused but for what was put there."""
    handler.put_document(note_url("other.md"), b"other")
    load(qtbot, page, handler, f"<p>here</p>{body}")
    ask(qtbot, page, "document.forms.length && document.forms[0].submit()")
    qtbot.wait(150)
    assert page.url() == note_url("note.md")
    assert "here" in str(ask(qtbot, page, "document.body.textContent"))


def test_the_programs_own_files_are_few(
    viewer: Viewer, handler: SchemeHandler, open_page: Callable[..., None], qtbot: QtBot
) -> None:
    """What is not on the list is not served, whatever lies in the folder."""
    asked: list[str] = []
    handler.file_requested.connect(lambda _ticket, path: asked.append(path))
    open_page("<p>x</p><img src='postil://app/viewer/viewer.js'>")
    assert asked == []


@pytest.mark.skipif(not fonts.files(), reason="the font packages are not installed")
def test_the_faces_of_a_page_come_with_the_program(
    page: ShutPage, handler: SchemeHandler, profile: QWebEngineProfile, qtbot: QtBot
) -> None:
    """A page gets Source Serif from the package that brings it, and no file beside it."""
    style = f"<style>{fonts.rules()} p {{ font-family: 'Postil Serif' }}</style>"
    load(qtbot, page, handler, f"{style}<p>hamburgefonts</p>")
    ask(qtbot, page, "document.fonts.load('16px \"Postil Serif\"').then(f => globalThis.faces = f.length) && 0")
    qtbot.waitUntil(lambda: ask(qtbot, page, "globalThis.faces ?? -1") == 1, timeout=10_000)
    url = fonts.ADDRESS + "../LICENSE.txt"
    ask(qtbot, page, f"new FontFace('x', 'url({url})').load().catch(() => globalThis.refused = 1) && 0")
    qtbot.waitUntil(lambda: ask(qtbot, page, "globalThis.refused ?? 0") == 1, timeout=10_000)
