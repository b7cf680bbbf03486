"""The export dialog: choices on the left, the first pages as they will be on the right."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, Qt, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.app.look import Paper
from reader.qt.export_form import Choice, ExportForm, Scope
from reader.qt.plain_buttons import plain_buttons
from reader.qt.plain_label import PlainLabel
from reader.qt.sizes import open_wide

_REST_MS = 250
"""How long the fields must rest before the pages are made anew."""
_WAITING = "The first pages appear here."
_NO_PAGES = {
    "html": "A web page has no sheets: it is as wide as the window that it is read in. Images and styles are inside, "
    "scripts are not.",
    "markdown": "The note as it is written, with a list of its sources at the end.",
    "text": "Words only: tables in rows, addresses in full.",
}


class Deed(Enum):
    """What shall be done with the choice."""

    SAVE = auto()
    PRINT = auto()


class Answer(NamedTuple):
    """What the dialog returns: a choice and what to do with it."""

    choice: Choice
    deed: Deed


Show = Callable[[bytes | str], None]
"""Show pages, or a sentence where there are none."""


class ExportDialog(QDialog):
    """Choose what becomes of notes; `make_preview` is asked for pages whenever the choice has changed."""

    def __init__(self, parent: QWidget | None, form: ExportForm, make_preview: Callable[[Choice, Show], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Export"))
        self._form = form
        self._make_preview = make_preview
        self._deed = Deed.SAVE
        self._wanted = 0
        self._is_over = False
        self._data = QBuffer(self)
        self.document = QPdfDocument(self)
        self._pages = QPdfView(self)
        self._pages.setDocument(self.document)
        self._pages.setPageMode(QPdfView.PageMode.MultiPage)
        self._pages.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._pages.setAccessibleName(_tr("Preview of the pages"))
        self._sentence = PlainLabel(_tr(_WAITING), wraps=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMargin(40)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sentence)
        self._stack.addWidget(self._pages)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._renew)
        form.changed.connect(self._on_changed)
        self._buttons = self._make_buttons()
        self._lay_out()
        self._follow()
        QTimer.singleShot(0, self._renew)

    @property
    def answer(self) -> Answer:
        """What is chosen now."""
        return Answer(self._form.choice, self._deed)

    @property
    def sentence(self) -> str:
        """What stands in the place of the pages; empty where they are shown."""
        return "" if self._stack.currentWidget() is self._pages else self._sentence.text()

    def done(self, result: int) -> None:
        """Let go of the pages (Qt calls this)."""
        # Pages that are on their way come too late.
        self._is_over = True
        self._rest.stop()
        self._wanted += 1
        self.document.close()
        self._data.close()
        super().done(result)

    def _make_buttons(self) -> QDialogButtonBox:
        box = plain_buttons(QDialogButtonBox.StandardButton.Cancel)
        self._save = box.addButton(_tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._print = box.addButton(_tr("P&rint…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._save.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._print.clicked.connect(self._on_print)
        return box

    def _lay_out(self) -> None:
        left = QScrollArea()
        left.setWidget(self._form)
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFixedWidth(max(340, self._form.sizeHint().width()) + left.verticalScrollBar().sizeHint().width())
        row = QHBoxLayout()
        row.addWidget(left)
        row.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(row, 1)
        whole.addWidget(self._buttons)
        open_wide(self, 960, 680)

    def _on_changed(self, _choice: Choice) -> None:
        self._follow()
        self._rest.start()

    def _follow(self) -> None:
        self._print.setEnabled(self._form.choice.form == "pdf")

    def _on_print(self) -> None:
        self._deed = Deed.PRINT
        self.accept()

    def _renew(self) -> None:
        if self._is_over:
            return
        choice = self._form.choice
        self._wanted += 1
        if choice.form != "pdf":
            self._say(_tr(_NO_PAGES[choice.form]))
            return
        wanted = self._wanted

        def show(pages: bytes | str) -> None:
            if wanted == self._wanted and not self._is_over:
                self._show(pages)

        self._make_preview(choice, show)

    def _show(self, pages: bytes | str) -> None:
        if isinstance(pages, str):
            self._say(pages)
            return
        place = self._pages.verticalScrollBar().value()
        self.document.close()
        self._data.close()
        self._data.setData(QByteArray(pages))
        self._data.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._data)
        self._stack.setCurrentWidget(self._pages)
        self._pages.verticalScrollBar().setValue(place)

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._stack.setCurrentWidget(self._sentence)


def ask_for_export(
    parent: QWidget,
    scopes: Sequence[Scope],
    remembered: tuple[str, Paper],
    make_preview: Callable[[Choice, Show], None],
) -> Answer | None:
    """Return what was chosen for one of `scopes`, or None; `remembered` is the form and the paper of the last time."""
    dialog = ExportDialog(parent, ExportForm(scopes, *remembered), make_preview)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer
    dialog.deleteLater()
    return answer if accepted else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)
