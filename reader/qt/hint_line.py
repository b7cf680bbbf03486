"""What is said of a search above its rows: how it was understood, and what might be meant instead."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader.core.text import one_line
from reader.qt.flow import Flow
from reader.qt.plain_label import PlainLabel

_WIDEST = 220


class HintLine(QWidget):
    """A quiet sentence, and buttons with other queries; without either it is not there.

    Signals:
        query_requested(str query): one of the other queries shall be searched for.
    """

    query_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = PlainLabel(name="quiet", wraps=True)
        self._offers = QWidget()
        self._flow = Flow(4, self._offers)
        self._flow.setContentsMargins(0, 3, 0, 2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._offers.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(self._sentence)
        column.addWidget(self._offers)
        self.show_hint("", ())

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    @property
    def offers(self) -> list[str]:
        """The other queries."""
        return [
            str(button.property("query")) for button in self._offers.findChildren(QToolButton) if button.isEnabled()
        ]

    def show_hint(self, sentence: str, queries: Sequence[str]) -> None:
        """Say a sentence, and offer other queries."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        for button in self._offers.findChildren(QToolButton):
            self._flow.removeWidget(button)
            button.hide()
            button.setEnabled(False)
            button.deleteLater()
        for query in queries:
            self._flow.addWidget(self._button(query))
        self._offers.setVisible(bool(queries))
        self.setVisible(bool(sentence or queries))

    def _button(self, query: str) -> QToolButton:
        button = QToolButton(self._offers)
        button.setObjectName("chip")
        button.setProperty("query", query)
        shown = self.fontMetrics().elidedText(one_line(query), Qt.TextElideMode.ElideMiddle, _WIDEST)
        button.setText(shown.replace("&", "&&"))
        button.setAccessibleName(self.tr("Search for {query} instead").format(query=query))
        button.clicked.connect(lambda: self.query_requested.emit(query))
        button.show()
        return button
