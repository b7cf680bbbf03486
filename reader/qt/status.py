"""The line at the foot of the window: how many notes, whether all is well, and that nothing is ever written."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from reader.qt.plain_label import PlainLabel

_PATIENCE_MS = 150
"""What takes less shows no progress: a line that flashes by says nothing."""


class StatusLine(QStatusBar):
    """Counts, a thin line of progress with its number and a way to stop, the link under the pointer, and `read-only`.

    Signals:
        stop_requested(): what the progress tells of shall end.
    """

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._facts = PlainLabel()
        self._link = PlainLabel()
        self._progress_text = PlainLabel()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(120)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._stop = QToolButton()
        self._stop.setAutoRaise(True)
        self._stop.setText(self.tr("Stop"))
        self._stop.setToolTip(self.tr("Stop reading; what is read so far can be searched"))
        # A button is higher than the line, even while it is hidden.
        self._stop.setMaximumHeight(self._progress_text.sizeHint().height())
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self.stop_requested)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._show_progress(shown=True))
        self.addWidget(self._facts)
        self.addWidget(self._progress)
        self.addWidget(self._progress_text)
        self.addWidget(self._stop)
        self.addWidget(self._link, 1)
        read_only = PlainLabel()
        read_only.setText(self.tr("read-only"))
        read_only.setToolTip(self.tr("Postil never changes a note."))
        self.addPermanentWidget(read_only)
        self._show_progress(shown=False)

    @property
    def facts(self) -> str:
        """What the line says."""
        return self._facts.text()

    def set_facts(self, notes: int, state: str = "") -> None:
        """Say how many notes the library has, and the state of its index in a few words."""
        counted = self.tr("1 note") if notes == 1 else self.tr("{count} notes").format(count=f"{notes:,}")
        self._facts.setText(" · ".join(part for part in (counted, state) if part))

    def set_progress(self, done: int, total: int, doing: str = "") -> None:
        """Show how far something is that takes a while: `done` of `total`; a total of 0 ends it."""
        if total <= 0 or done >= total:
            self._patience.stop()
            self._show_progress(shown=False)
            return
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress_text.setText(f"{doing} {done:,} / {total:,}".strip())
        if self._progress.isHidden() and not self._patience.isActive():
            self._patience.start()

    def set_link(self, text: str) -> None:
        """Say where the link under the pointer leads."""
        room = max(self.width() // 2, 120)
        metrics = self._link.fontMetrics()
        self._link.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room))

    def _show_progress(self, *, shown: bool) -> None:
        self._progress.setVisible(shown)
        self._progress_text.setVisible(shown)
        self._stop.setVisible(shown)
