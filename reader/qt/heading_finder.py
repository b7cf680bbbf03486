"""Quick open by heading: the library process looks them up, for there are many times as many as notes."""

from PySide6.QtCore import QObject

from reader.app.heading_messages import FindHeadings, HeadingsFound
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow

_LEAST = 2
"""Fewer letters stand in nearly every heading."""


class HeadingFinder(QObject):
    """Add the headings that fit to the notes that quick open finds by itself."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._sheet = window.quick_open
        self._tasks = tasks
        self._ticket = 0
        self._sheet.more_requested.connect(self._ask)
        tasks.library_fact.connect(self._on_fact)

    def _ask(self, letters: str) -> None:
        if len(letters.strip()) >= _LEAST:
            self._ticket = self._tasks.new_ticket()
            self._tasks.ask_library(FindHeadings(self._ticket, letters))

    def _on_fact(self, fact: object) -> None:
        if isinstance(fact, HeadingsFound) and fact.ticket == self._ticket:
            self._sheet.add_picks(fact.letters, fact.picks)
