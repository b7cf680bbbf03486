"""The images of a page: what it shows of the library is read by the page process."""

from PySide6.QtCore import QObject

from reader.app.messages import FileReady, ReadFile
from reader.qt.navigator import Navigator
from reader.qt.scheme import SchemeHandler
from reader.qt.tasks import Tasks


class PageFiles(QObject):
    """Answer what a page asks `handler` for, once it was read."""

    def __init__(self, handler: SchemeHandler, tasks: Tasks, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._handler = handler
        self._tasks = tasks
        self._navigator = navigator
        self._jobs: dict[int, int] = {}
        handler.file_requested.connect(self._on_file_requested)
        tasks.page_fact.connect(self._on_page_fact)

    def _on_file_requested(self, job: int, path: str) -> None:
        ticket = self._tasks.new_ticket()
        self._jobs[ticket] = job
        self._tasks.ask_page(ReadFile(ticket, self._navigator.root, path))

    def _on_page_fact(self, fact: object) -> None:
        if isinstance(fact, FileReady):
            self._handler.answer(self._jobs.pop(fact.ticket, 0), fact.mime, fact.data)
