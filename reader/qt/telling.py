"""What the reader is told: the bar over the page, and the line at the foot of the window."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.app.messages import IndexFinished, IndexProgress, NoteFacts, Refused, StopReading
from reader.app.trace import Trace
from reader.core.results import Results
from reader.qt.desktop import show_file
from reader.qt.finder import Finder
from reader.qt.navigator import Navigator
from reader.qt.tasks import Tasks
from reader.qt.window import MainWindow

IndexFact = IndexProgress | IndexFinished | Refused


class Telling(QObject):
    """Say in one sentence what happened to library, page and export, and offer one action."""

    def __init__(self, window: MainWindow, tasks: Tasks, finder: Finder, navigator: Navigator, trace: Trace) -> None:
        super().__init__(window)
        self._window = window
        self._notice = window.notice
        self._status = window.status
        self._finder = finder
        self._trace = trace
        self._refusal = ""
        self._gone = ""
        self._exported = ""
        tasks.ended.connect(self._notice.show_notice)
        window.viewer.engine_failed.connect(self._notice.show_notice)
        finder.listed.connect(self._status.set_facts)
        finder.understood.connect(self._on_understood)
        window.status.stop_requested.connect(lambda: tasks.ask_library(StopReading()))
        navigator.refused.connect(self._on_refused)
        navigator.note_opened.connect(self._on_note_opened)
        self._notice.action_requested.connect(self._on_notice_answered)

    def take_fact(self, fact: IndexFact) -> None:
        """Say how far the index is, or why the library process could not do something."""
        match fact:
            case IndexProgress(done, total):
                self._status.set_progress(done, total, self.tr("Reading notes"))
                self._status.set_facts(len(self._finder.listing.notes), self.tr("reading notes…"))
            case IndexFinished(notes, seconds, notice):
                self._status.set_progress(0, 0)
                self._status.set_facts(notes, notice or self.tr("index up to date"))
                if self._gone and self._notice.sentence == self._gone:
                    self._notice.dismiss()
                self._trace.mark("index_finished", notes=notes, seconds=seconds)
            case Refused(_, message, hint):
                self._status.set_progress(0, 0)
                self._status.set_facts(len(self._finder.listing.notes))
                sentence = f"{message} {hint}".strip()
                self._gone = "" if Path(self._finder.listing.root).is_dir() else sentence
                self._tell_of_library(sentence)

    def tell_exported(self, file: str, sentence: str) -> None:
        """Say what was written, and offer to open it."""
        self._exported = file
        self._notice.show_notice(sentence, self.tr("Open it"), "")

    def _on_understood(self, results: Results | None) -> None:
        sentence = results.understood if results is not None else "index up to date"
        self._status.set_facts(len(self._finder.listing.notes), sentence)

    def _on_notice_answered(self, name: str) -> None:
        if name:
            self._window.commands[name].trigger()
        else:
            show_file(self._exported)

    def _on_note_opened(self, _facts: NoteFacts) -> None:
        if self._notice.sentence == self._refusal:
            self._notice.dismiss()

    def _on_refused(self, sentence: str) -> None:
        if self._gone and not Path(self._finder.listing.root).is_dir():
            # The note is missing because its library is.
            self._refusal = self._gone
            self._tell_of_library(self._gone)
            return
        self._refusal = sentence
        self._notice.show_notice(sentence)

    def _tell_of_library(self, sentence: str) -> None:
        self._notice.show_notice(sentence, self.tr("Open a folder…"), "open_library")
