"""Looking ahead: resting on a link to a note, a place of the page or a footnote shows how that begins."""

from PySide6.QtCore import QObject, QRect, QUrl

from reader.app.peek_messages import NotePeeked, PeekNote
from reader.core.text import one_line
from reader.qt.addresses import note_path
from reader.qt.card import Card
from reader.qt.navigator import Navigator
from reader.qt.tasks import Tasks
from reader.qt.viewer import Viewer

_LONGEST = 420


class Previews(QObject):
    """Show a card for what the script in the page says is rested on (see `resources/viewer/hover.js`)."""

    def __init__(self, viewer: Viewer, tasks: Tasks, navigator: Navigator) -> None:
        super().__init__(viewer)
        self.card = Card(viewer)
        self._tasks = tasks
        self._navigator = navigator
        self._ticket = 0
        self._at = QRect()
        viewer.told.connect(self._on_told)
        navigator.note_opened.connect(lambda _facts: self._leave())
        tasks.page_fact.connect(self._on_fact)

    def _on_told(self, kind: str, value: object) -> None:
        if kind == "left":
            self._leave()
        if not isinstance(value, dict):
            return
        if kind == "link_entered":
            self._at = _place(value["box"])
            self._ask(QUrl(str(value["url"])))
        elif kind == "part_entered":
            text = "\n".join(one_line(str(line), _LONGEST) for line in value["lines"])
            self.card.show_texts(one_line(str(value["title"])), "", text[:_LONGEST], _place(value["box"]))

    def _ask(self, url: QUrl) -> None:
        path = note_path(url)
        if path:
            self._ticket = self._tasks.new_ticket()
            fragment = url.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
            self._tasks.ask_page(PeekNote(self._ticket, self._navigator.wish.root, path, fragment))

    def _on_fact(self, fact: object) -> None:
        """Show what has come, if the pointer is still there."""
        if isinstance(fact, NotePeeked) and fact.ticket == self._ticket:
            self.card.show_texts(fact.title, fact.part, fact.text, self._at)

    def _leave(self) -> None:
        self._ticket = 0
        self.card.hide()


def _place(box: list[float]) -> QRect:
    return QRect(*(round(part) for part in box))
