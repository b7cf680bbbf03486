"""The viewer: a note's page, and what a person does with it.

It stands in the window before the engine is loaded, which takes longer than all else (see `reader.qt.equipment`).
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QWidget

from reader.app.look import Look
from reader.qt.addresses import note_path, note_url
from reader.qt.plain_label import PlainLabel
from reader.qt.theme import LIGHT, Palette

if TYPE_CHECKING:
    from reader.qt.page_view import PageView
    from reader.qt.scheme import SchemeHandler
    from reader.qt.web_page import WebPage

_WEB_SCHEMES = frozenset(("http", "https", "mailto"))
_FOR_OTHERS = frozenset(
    ("mark_entered", "link_entered", "part_entered", "left", "passage", "remote_image", "remote_failed", "leapt")
)
_LOST = "The page could not be drawn and was loaded again."
_LOST_AGAIN = "The page cannot be drawn: the engine stops at this note."


class Viewer(QWidget):
    """Shows one page at a time, or a quiet sentence where there is none.

    Signals:
        painted(str path): the page of `path` is on the screen.
        note_requested(str path, str fragment): a link to a note was clicked.
        new_view_requested(str path, str fragment): the same with Ctrl or the middle button.
        web_link_requested(str url): a link to the web was clicked by a person.
        tag_requested(str tag): a tag was clicked.
        mention_clicked(int number): the citation mark `mention-<number>` was clicked.
        jumped(str fragment): a link inside the page was followed.
        section_changed(str id): the heading above the top of the view; empty above the first.
        link_hovered(str text): the pointer is over a link to `text`; empty when it leaves.
        found(int current, int total): the answer to `find_text`, `mark_hits` and `go_to_hit`; 0 is none yet.
        travel_requested(int step): the mouse's back (-1) or forward (1) button.
        text_size_requested(int step): Ctrl and the wheel, up (1) or down (-1).
        told(str kind, object value): what the script tells of marks, links, passages and images (`hover.js`,
            `citations.js`, `remote.js`); a `folder` that a link leads to; the place that is left with a leap.
        engine_failed(str sentence): the process that draws pages has died; what was done about it.
    """

    painted = Signal(str)
    note_requested = Signal(str, str)
    new_view_requested = Signal(str, str)
    web_link_requested = Signal(str)
    tag_requested = Signal(str)
    mention_clicked = Signal(int)
    jumped = Signal(str)
    section_changed = Signal(str)
    link_hovered = Signal(str)
    found = Signal(int, int)
    travel_requested = Signal(int)
    text_size_requested = Signal(int)
    engine_failed = Signal(str)
    told = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handler: SchemeHandler
        self._page: WebPage
        self._view: PageView
        self._has_engine = False
        self._waiting: tuple[str, str] | None = None
        self._path = ""
        self._place: object = None
        self._hits: Mapping[str, object] | None = None
        self._look: dict[str, object] = {}
        self._palette = LIGHT
        self._serial = 0
        self._lost_serial = -1
        self._empty = _empty_state()
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._empty)
        self._turn_to(self._empty)

    def attach(self, view: "PageView", page: "WebPage", handler: "SchemeHandler") -> None:
        """Show pages in `view` from now on; `handler` serves their documents. What was to be shown is shown."""
        self._view, self._page, self._handler = view, page, handler
        self._has_engine = True
        view.setPage(page)
        # The engine would swallow what is dropped; the window takes it.
        view.setAcceptDrops(False)
        view.setAccessibleName(self.tr("Note"))
        page.setBackgroundColor(QColor(self._palette.page))
        self._layout.addWidget(view)
        self._connect(view, page)
        if self._waiting is not None:
            document, anchor = self._waiting
            self._show(document, anchor)

    @property
    def path(self) -> str:
        """The path of the shown note; empty where none is."""
        return self._path

    @property
    def place(self) -> str:
        """Where the reader is, by the text at the top of the view; empty at the beginning. Give it back later."""
        return json.dumps(self._place) if self._place else ""

    @property
    def hits(self) -> Mapping[str, object] | None:
        """What is marked in the page (see `mark_hits`)."""
        return self._hits

    def show_document(
        self, path: str, document: str, anchor: str = "", place: str = "", hits: Mapping[str, object] | None = None
    ) -> None:
        """Show a whole HTML document as the page of `path`, from `anchor` (an id) or else from `place` on.

        Without both, the page begins at the first of its `hits` (see `mark_hits`).
        """
        self._path = path
        self._hits = hits
        self._place = json.loads(place) if place else None
        self._waiting = document, anchor
        if self._has_engine:
            self._show(document, anchor)

    def show_empty(self, sentence: str) -> None:
        """Show no page but a sentence, in plain text."""
        self._path = ""
        self._place = None
        self._waiting = None
        self._empty.setText(sentence)
        self._turn_to(self._empty)

    def set_look(self, look: Look, palette: Palette) -> None:
        """Set theme, text size, line height, measure and face of this page and all after it; the place is kept."""
        self._palette = palette
        self._look = {
            "data": {"theme": look.theme, "face": look.face},
            "style": {
                "--text-size": str(look.text_size / 100),
                "--leading": str(look.line_height / 100),
                "--measure": f"{look.measure}ch",
                "--postil-mark": palette.mark,
                "--postil-hit": palette.accent,
                "--postil-ring": palette.focus,
                "--postil-hit-ink": palette.page,
            },
        }
        if self._has_engine:
            self._page.setBackgroundColor(QColor(palette.page))
            self._page.call("setLook", self._look)

    def scroll_to(self, fragment: str) -> None:
        """Bring the element with the id `fragment` to the top; an empty one is the beginning."""
        self.call("scrollToId", fragment)

    def scroll_to_mention(self, number: int) -> None:
        """Bring the citation mark `mention-<number>` to the middle; its sentence glows once."""
        self.call("goToMention", number)

    def mark_hits(self, hits: Mapping[str, object] | None) -> None:
        """Mark what `hits` wants (`find` in `hits.js`), and go to the first of it; None marks nothing."""
        self._hits = hits
        self.call("markHits", hits, True)

    def go_to_hit(self, step: int) -> None:
        """Go to the next marked hit (1) or the one before (-1), round and round."""
        self.call("goToHit", step)

    def find_text(self, text: str, *, backward: bool = False) -> None:
        """Find the next `text` in the page; an empty one ends finding. Answered by `found`."""
        if self._has_engine:
            self._page.find(text, backward=backward)

    def restore(self, place: str) -> None:
        """Go to a `place` in this page."""
        self._place = json.loads(place) if place else None
        self.call("restore", self._place)

    def call(self, name: str, *arguments: object) -> None:
        """Call a function of the script in the page; before the page is there, nothing happens."""
        if self._has_engine:
            self._page.call(name, *arguments)

    def copy(self) -> None:
        """Copy what is selected."""
        if self._has_engine:
            self._page.copy()

    def select_all(self) -> None:
        """Select the whole page."""
        if self._has_engine:
            self._page.select_all()

    def _turn_to(self, widget: QWidget) -> None:
        """Show page or sentence; the one that is shown has the keyboard."""
        before = self._layout.currentWidget()
        had_focus = before is not None and self.window().focusWidget() in (before, *before.findChildren(QWidget))
        self._layout.setCurrentWidget(widget)
        self.setFocusProxy(widget)
        if had_focus:
            widget.setFocus()

    def _connect(self, view: "PageView", page: "WebPage") -> None:
        page.heard.connect(self._on_heard)
        page.linkHovered.connect(lambda url: self.link_hovered.emit(_shown(url, self._path)))
        page.findTextFinished.connect(lambda told: self.found.emit(told.activeMatch(), told.numberOfMatches()))
        page.process_lost.connect(self._on_process_lost)
        view.menu_requested.connect(lambda at: self._show_menu(at, view, page))
        view.wheel_turned.connect(self.text_size_requested)
        view.ringed.connect(page.set_ring)

    def _show(self, document: str, anchor: str) -> None:
        self._waiting = None
        self._handler.put_document(note_url(self._path), document.encode())
        self._load(anchor)
        self._turn_to(self._view)

    def _load(self, anchor: str) -> None:
        self._serial += 1
        start = {"serial": self._serial, "anchor": anchor, "place": self._place, "look": self._look, "hits": self._hits}
        self._page.open(note_url(self._path), start)

    def _on_heard(self, kind: str, value: object) -> None:
        if kind == "painted" and value == self._serial:
            self.painted.emit(self._path)
        elif kind == "section":
            self.section_changed.emit(value)
        elif kind == "place":
            self._place = value
        elif kind == "mention":
            self.mention_clicked.emit(value)
        elif kind == "hits" and isinstance(value, dict):
            self.found.emit(value["current"], value["total"])
        elif kind == "travel":
            self.travel_requested.emit(value)
        elif kind == "link" and isinstance(value, dict):
            self._follow(value["written"], QUrl(value["url"]), other=value["other"])
        elif kind in _FOR_OTHERS:
            self.told.emit(kind, value)

    def _follow(self, written: str, url: QUrl, *, other: bool) -> None:
        fragment = url.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        path = note_path(url)
        if written.startswith("#tag:"):
            self.tag_requested.emit(unquote(written.removeprefix("#tag:")))
        elif written.startswith("#"):
            self.scroll_to(fragment)
            self.jumped.emit(fragment)
        elif path and path.endswith("/"):
            self.told.emit("folder", path)
        elif path:
            (self.new_view_requested if other else self.note_requested).emit(path, fragment)
        elif url.scheme() in _WEB_SCHEMES:
            self.web_link_requested.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _on_process_lost(self) -> None:
        if not self._path:
            return
        if self._lost_serial == self._serial:
            self.show_empty(self.tr(_LOST_AGAIN))
            self.engine_failed.emit(self.tr(_LOST_AGAIN))
            return
        self._load("")
        self._lost_serial = self._serial
        self.engine_failed.emit(self.tr(_LOST))

    def _show_menu(self, at: QPoint, view: "PageView", page: "WebPage") -> None:
        link = view.lastContextMenuRequest().linkUrl()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if page.hasSelection():
            menu.addAction(self.tr("&Copy"), self.copy)
            menu.addAction(self.tr("Copy &with Sources"), lambda: self.call("passage"))
        if link.scheme() in _WEB_SCHEMES:
            address = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            menu.addAction(self.tr("Open in &Browser"), lambda: self.web_link_requested.emit(address))
            menu.addAction(self.tr("Copy &Link"), lambda: QGuiApplication.clipboard().setText(address))
        menu.addAction(self.tr("Select &All"), self.select_all)
        menu.popup(at)


def _empty_state() -> QLabel:
    label = PlainLabel(name="emptyState", wraps=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    label.setContentsMargins(48, 48, 48, 48)
    return label


def _shown(url: str, own: str) -> str:
    """Return what the status line says of a link: the path of a note other than `own`, or the address."""
    path = note_path(QUrl(url))
    return url if path is None else path if path != own else ""
