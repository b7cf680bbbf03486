import json
import os
import signal
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from reader.app.look import Look
from reader.qt import theme
from reader.qt.viewer import Viewer
from reader.qt.web_page import WebPage

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
LONG = "".join(
    f'<h2 id="h{number}">Section {number}</h2><p>The first sentence of {number}. The second, with its mark'
    f'<a class="cite cited" id="mention-{number}" href="#source-{number}">[{number}]</a>. A third one ends it.</p>'
    + "<p>Filler that makes the page long.</p>"
    * 8
    for number in range(12)
)
Shower = Callable[..., None]


def ask(qtbot: QtBot, viewer: Viewer, script: str) -> object:
    """Return what a script in the isolated world gives."""
    page = viewer.findChildren(WebPage)[0]
    answers: list[str] = []
    page.runJavaScript(f"JSON.stringify([{script}])", WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return json.loads(answers[0])[0]


def surface(viewer: Viewer) -> QWidget:
    """Return the widget that gets the mouse and the keys."""
    widget = viewer.focusProxy()
    while widget is not None and widget.focusProxy() is not None:
        widget = widget.focusProxy()
    assert widget is not None
    return widget


def middle_of(qtbot: QtBot, viewer: Viewer, selector: str) -> QPoint:
    """Return where an element is in the view."""
    found = ask(
        qtbot,
        viewer,
        f"(() => {{ const rect = document.querySelector({json.dumps(selector)}).getClientRects()[0];"
        "return [rect.x + rect.width / 2, rect.y + rect.height / 2] })()",
    )
    assert isinstance(found, list)
    return QPoint(round(found[0]), round(found[1]))


def click(
    qtbot: QtBot,
    viewer: Viewer,
    selector: str,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Click on an element as a person does."""
    at = middle_of(qtbot, viewer, selector)
    QTest.mouseMove(surface(viewer), at)
    QTest.mouseClick(surface(viewer), button, keys, at)


def top(qtbot: QtBot, viewer: Viewer) -> str:
    """Return the text of the first block that reaches into the view."""
    return str(
        ask(
            qtbot,
            viewer,
            "[...document.querySelectorAll('h2, p')].find(e => e.getBoundingClientRect().bottom > 1).textContent",
        )
    )


def test_a_page_is_painted(viewer: Viewer, qtbot: QtBot) -> None:
    """After the frame that shows it, with its path."""
    with qtbot.waitSignal(viewer.painted, timeout=10_000) as painted:
        viewer.show_document("folder/a b.md", "<!DOCTYPE html><p>Hello")
    assert painted.args == ["folder/a b.md"]
    assert viewer.path == "folder/a b.md"


def test_only_the_latest_page_is_painted(viewer: Viewer, qtbot: QtBot) -> None:
    """Two requests in a row end with the second."""
    painted: list[str] = []
    viewer.painted.connect(painted.append)
    viewer.show_document("1.md", "<!DOCTYPE html><p>1")
    viewer.show_document("2.md", "<!DOCTYPE html><p>2")
    qtbot.waitUntil(lambda: "2.md" in painted, timeout=10_000)
    assert painted == ["2.md"]


def test_a_page_of_more_than_two_megabytes_is_shown(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """The engine's own `setHtml` cannot do that."""
    open_page(f"<p>{'word ' * 250}</p>" * 2_000 + '<p id="end">end</p>')
    assert ask(qtbot, viewer, "document.getElementById('end').textContent") == "end"


@pytest.mark.parametrize(
    ("link", "signal", "told"),
    [
        ('<a href="/folder/Other%20note.md#some-id">x</a>', "note_requested", ["folder/Other note.md", "some-id"]),
        (
            '<a href="https://example.org/a?b=c&amp;d=%20e">x</a>',
            "web_link_requested",
            ["https://example.org/a?b=c&d=%20e"],
        ),
        ('<a href="mailto:a@example.org">x</a>', "web_link_requested", ["mailto:a@example.org"]),
        ('<a class="tag" href="#tag:caf%C3%A9/old">x</a>', "tag_requested", ["café/old"]),
        ('<sup><a class="cite" id="mention-7" href="#source-1">[2]</a></sup>', "mention_clicked", [7]),
        ('<a class="cite dangling" id="mention-3">[9]</a>', "mention_clicked", [3]),
        ('<a href="#far">x</a><p id="far">y', "jumped", ["far"]),
    ],
)
def test_a_click_tells_what_was_wanted(
    viewer: Viewer, open_page: Shower, qtbot: QtBot, link: str, signal: str, told: list[object]
) -> None:
    """Every kind of link of a page, and never a navigation."""
    open_page(f"<p>Look: {link}</p>")
    with qtbot.waitSignal(getattr(viewer, signal), timeout=3_000) as clicked:
        click(qtbot, viewer, "p a")
    assert clicked.args == told
    assert viewer.findChildren(WebPage)[0].url().path() == "/note.md"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "qrc:/x", "postil://app/x", "ftp://x/"])
def test_other_links_lead_nowhere(viewer: Viewer, open_page: Shower, qtbot: QtBot, href: str) -> None:
    """What the sanitiser should have taken out does nothing here either."""
    told: list[object] = []
    for wish in (viewer.note_requested, viewer.web_link_requested, viewer.tag_requested, viewer.jumped):
        wish.connect(lambda *values: told.append(values))
    open_page(f'<p><a href="{href}">x</a></p>')
    click(qtbot, viewer, "p a")
    qtbot.wait(150)
    assert told == []


def test_a_link_that_no_person_clicked_does_nothing(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """A click made by a script is none."""
    open_page('<p><a href="https://example.org/">x</a></p>')
    with qtbot.assertNotEmitted(viewer.web_link_requested, wait=150):
        ask(qtbot, viewer, "document.querySelector('a').click()")


@pytest.mark.parametrize(
    ("button", "keys"),
    [
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_another_button_asks_for_another_view(
    viewer: Viewer, open_page: Shower, qtbot: QtBot, button: Qt.MouseButton, keys: Qt.KeyboardModifier
) -> None:
    """The middle button and Ctrl mean: beside this one."""
    open_page('<p><a href="/b.md">x</a></p>')
    with qtbot.waitSignal(viewer.new_view_requested, timeout=3_000) as wanted:
        click(qtbot, viewer, "a", button, keys)
    assert wanted.args == ["b.md", ""]


@pytest.mark.parametrize(("button", "step"), [(Qt.MouseButton.BackButton, -1), (Qt.MouseButton.ForwardButton, 1)])
def test_the_mouse_goes_back_and_forward(
    viewer: Viewer, open_page: Shower, qtbot: QtBot, button: Qt.MouseButton, step: int
) -> None:
    """With its two buttons on the side."""
    open_page("<p>x</p>")
    with qtbot.waitSignal(viewer.travel_requested, timeout=3_000) as wanted:
        QTest.mouseClick(surface(viewer), button, pos=QPoint(50, 50))
    assert wanted.args == [step]


def test_control_and_the_wheel_ask_for_another_size(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """Text size, not the engine's zoom."""
    open_page("<p>x</p>")
    at = QPointF(50, 50)
    turn = QWheelEvent(
        at,
        QPointF(surface(viewer).mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(viewer.text_size_requested) as wanted:
        QApplication.sendEvent(surface(viewer), turn)
    assert wanted.args == [1]


def test_a_page_opens_at_an_anchor(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """A link to a heading shows the heading."""
    open_page(LONG, anchor="h7")
    assert top(qtbot, viewer) == "Section 7"


def test_the_place_is_kept_by_its_text(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """After a reload, in another size and width, and with another text above."""
    open_page(LONG)
    viewer.scroll_to("h5")
    qtbot.waitUntil(lambda: "Section 5" in viewer.place)
    place = viewer.place
    open_page("<p>New at the beginning.</p>" * 30 + LONG, place=place)
    assert top(qtbot, viewer) == "Section 5"
    viewer.set_look(Look(text_size=160, theme="dark"), theme.DARK)
    viewer.resize(420, 460)
    qtbot.wait(200)
    assert top(qtbot, viewer) == "Section 5"


def test_places_inside_lists_and_tables_are_kept(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """A list item that holds paragraphs and lists begins long before what is read in it."""
    items = "".join(
        f"<li><p>Item {number}.</p><ul><li>Below {number}</li><li><p>Again</p></li></ul></li>" for number in range(80)
    )
    open_page(f"<blockquote><ul>{items}</ul></blockquote>" + LONG)
    ask(
        qtbot,
        viewer,
        "[...document.querySelectorAll('li > p')].find(p => p.textContent === 'Item 33.').scrollIntoView()",
    )
    qtbot.waitUntil(lambda: "Item 33." in viewer.place)
    place = viewer.place
    viewer.set_look(Look(text_size=200), theme.LIGHT)
    qtbot.wait(150)
    assert viewer.place.partition('"index"')[0] == place.partition('"index"')[0]


def test_at_the_beginning_there_is_no_place(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """A page that was not scrolled begins at its beginning next time, whatever is written there then."""
    open_page(LONG)
    assert viewer.place == ""


def test_the_section_that_is_read_is_told(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """By scrolling as by going there."""
    sections: list[str] = []
    viewer.section_changed.connect(sections.append)
    open_page(LONG)
    viewer.scroll_to("h4")
    qtbot.waitUntil(lambda: sections[-1:] == ["h4"])
    ask(qtbot, viewer, "window.scrollTo(0, document.body.scrollHeight)")
    qtbot.waitUntil(lambda: sections[-1:] == ["h11"])


def test_at_the_end_the_last_section_is_the_one_that_is_read(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """It can come no nearer to the top; one of them that was asked for by its name stays the one."""
    sections: list[str] = []
    viewer.section_changed.connect(sections.append)
    open_page(LONG + "".join(f'<h2 id="last{number}">Last</h2><p>Few words.</p>' for number in range(3)))
    ask(qtbot, viewer, "window.scrollTo(0, document.body.scrollHeight)")
    qtbot.waitUntil(lambda: sections[-1:] == ["last2"])
    viewer.scroll_to("last1")
    qtbot.waitUntil(lambda: sections[-1:] == ["last1"])
    ask(qtbot, viewer, "window.scrollBy(0, -30)")
    qtbot.wait(200)
    ask(qtbot, viewer, "window.scrollTo(0, document.body.scrollHeight)")
    qtbot.waitUntil(lambda: sections[-1:] == ["last2"])


def test_a_citing_sentence_glows_once(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """The sentence, not the paragraph; in sight; and after a while no more."""
    open_page(LONG)
    viewer.scroll_to_mention(8)
    glowing = "[...(CSS.highlights.get('postil-glow') || [])].map(String).join()"
    qtbot.waitUntil(lambda: ask(qtbot, viewer, glowing) == "The second, with its mark[8].")
    at = middle_of(qtbot, viewer, "#mention-8")
    assert 0 < at.y() < viewer.height()
    qtbot.waitUntil(lambda: ask(qtbot, viewer, glowing) == "", timeout=4_000)


def test_a_look_is_taken_on_without_loading_again(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """Theme, size, measure and face of this page and of the next one."""
    open_page("<p>x</p>")
    viewer.set_look(Look("sepia", 125, 60, "sans", line_height=120), theme.SEPIA)
    state = "[document.documentElement.dataset.theme, document.documentElement.dataset.face, " + ", ".join(
        f"document.documentElement.style.getPropertyValue('{name}')"
        for name in ("--text-size", "--leading", "--measure")
    )
    wanted = ["sepia", "sans", "1.25", "1.2", "60ch"]
    qtbot.waitUntil(lambda: ask(qtbot, viewer, f"{state}]") == wanted)
    open_page("<p>y</p>", "other.md")
    assert ask(qtbot, viewer, f"{state}]") == wanted


def test_words_are_found_in_the_page(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """With which one of how many."""
    open_page("<p>tea, Tea and silver tea</p>")
    with qtbot.waitSignal(viewer.found, timeout=3_000, check_params_cb=lambda _current, total: total == 3) as found:
        viewer.find_text("tea")
    assert found.args == [1, 3]
    with qtbot.waitSignal(viewer.found, timeout=3_000) as found:
        viewer.find_text("tea", backward=True)
    assert found.args == [3, 3]


def test_the_link_under_the_pointer_is_told(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """A note by its path, the web by its address."""
    open_page('<p><a href="/a%20b.md">inside</a></p><p><a class="w" href="https://example.org/">outside</a></p>')
    hovered: list[str] = []
    viewer.link_hovered.connect(hovered.append)
    for selector, text in (("a", "a b.md"), ("a.w", "https://example.org/")):
        QTest.mouseMove(surface(viewer), middle_of(qtbot, viewer, selector))
        qtbot.waitUntil(partial(hovered.__contains__, text))


def test_without_a_page_a_sentence_is_shown(viewer: Viewer, open_page: Shower) -> None:
    """As plain text, and the note before it is no longer the shown one."""
    open_page("<p>x</p>")
    viewer.show_empty("<b>Choose</b> a note to read.")
    sentence = next(label for label in viewer.findChildren(QLabel) if label.isVisible())
    assert sentence.text() == "<b>Choose</b> a note to read."
    assert sentence.textFormat() is Qt.TextFormat.PlainText
    assert viewer.path == ""


def test_a_lost_process_is_replaced_once(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """The page is loaded again with one sentence; where it is lost again, it is not tried for ever."""
    open_page(LONG, anchor="h5")
    page = viewer.findChildren(WebPage)[0]
    told: list[str] = []
    viewer.engine_failed.connect(told.append)
    with qtbot.waitSignal(viewer.painted, timeout=10_000):
        os.kill(page.renderProcessPid(), signal.SIGKILL)
    assert told == ["The page could not be drawn and was loaded again."]
    assert top(qtbot, viewer) == "Section 5"
    with qtbot.waitSignal(viewer.engine_failed, timeout=10_000):
        os.kill(page.renderProcessPid(), signal.SIGKILL)
    assert told[1:] == ["The page cannot be drawn: the engine stops at this note."]
    assert viewer.path == ""


def test_the_context_menu_is_postils_own(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """It offers neither saving nor the source of the page."""
    open_page('<p>Some <a href="https://example.org/">link</a></p>')
    at = middle_of(qtbot, viewer, "a")
    QTest.mouseClick(surface(viewer), Qt.MouseButton.RightButton, pos=at)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    texts = {action.text().replace("&", "") for action in menu.actions()}
    menu.close()
    assert texts == {"Open in Browser", "Copy Link", "Select All"}
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_title_in_the_page_is_no_html_in_its_tooltip(viewer: Viewer, open_page: Shower, qtbot: QtBot) -> None:
    """Qt would load what its HTML names; so it is shown as it is written."""
    open_page("<p><b title=\"&lt;img src='file:///tmp/secret.png'&gt;\">Some words</b></p>")
    at = middle_of(qtbot, viewer, "b")
    QTest.mouseMove(surface(viewer), at)
    view = viewer.findChildren(QWebEngineView)[0]
    qtbot.waitUntil(lambda: "secret" in view.toolTip())
    event = QHelpEvent(QEvent.Type.ToolTip, at, surface(viewer).mapToGlobal(at))
    QApplication.sendEvent(surface(viewer), event)
    assert "<p>&lt;img src='file:///tmp/secret.png'&gt;</p>" == QToolTip.text()
    QToolTip.hideText()


def test_hits_are_marked_counted_and_gone_through(viewer: Viewer, open_page: Callable[..., None], qtbot: QtBot) -> None:
    """The page begins at the first; a word over several elements is one hit, a longer word is none."""
    told: list[tuple[int, int]] = []
    viewer.found.connect(lambda *found: told.append(found))
    filler = "<p>between</p>" * 60
    body = f"<p>Boatman.</p>{filler}<p id='a'>A bo<em>at</em> here, 船が好き</p>{filler}<p id='b'>BOAT</p>"
    open_page(body, hits={"rows": [{"words": ["boat"]}, {"words": ["船"]}]})
    qtbot.waitUntil(lambda: told == [(1, 3)])
    for step, wanted in ((1, (2, 3)), (1, (3, 3)), (1, (1, 3)), (-1, (3, 3))):
        viewer.go_to_hit(step)
        qtbot.waitUntil(lambda wanted=wanted: told[-1] == wanted)  # type: ignore[misc]  # a lambda with a default
    viewer.mark_hits(None)
    qtbot.waitUntil(lambda: told[-1] == (0, 0))
    viewer.mark_hits({"rows": [{"words": ["("]}], "parts": ["atm", "$&[^"]})
    qtbot.waitUntil(lambda: told[-1] == (1, 1))


def test_hits_of_a_huge_page_are_bounded(viewer: Viewer, open_page: Callable[..., None], qtbot: QtBot) -> None:
    """A megabyte of one letter does not stop the page."""
    told: list[tuple[int, int]] = []
    viewer.found.connect(lambda *found: told.append(found))
    open_page("<p>" + "a" * 1_000_000 + "</p>", hits={"rows": [{"words": ["aa"]}], "parts": ["a"]})
    qtbot.waitUntil(lambda: told == [(1, 5000)], timeout=10_000)


@pytest.mark.deep
def test_the_script_is_there_after_hundreds_of_pages(open_page: Shower) -> None:
    """A long day of reading: each page tells that it is painted, which only the script can."""
    for number in range(400):
        open_page(f"<p>Page {number}</p>", f"{number}.md")
