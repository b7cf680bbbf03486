"""What stands above the list of notes: how many there are, what narrows them, and their order."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from reader.qt.hint_line import HintLine
from reader.qt.plain_label import PlainLabel

SORTS = {"title": "Title", "modified": "Modified", "created": "Created", "relevance": "Relevance"}
FILTERS = {
    "has:citations": "With Sources",
    "has:dangling": "With Marks That Lead Nowhere",
    "has:uncited": "With Sources That Nothing Cites",
}
"""Terms of the query language that the filter button offers, and what they are called."""


class NoteHead(QWidget):
    """A count, a `hint` under it where there is something to say of a search, and two menus.

    Signals:
        sort_requested(str order): one of `SORTS` was chosen.
        filter_requested(str term): a term of `FILTERS` was ticked or unticked.
    """

    sort_requested = Signal(str)
    filter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneHead")
        self._heading = ""
        self._chosen = 0
        self._count = PlainLabel(name="quiet")
        self.hint = HintLine()
        self._sort = self._make_sort_button()
        self._filter = self._make_filter_button()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self._filter)
        row.addWidget(self._sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 8, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.hint)

    def set_heading(self, heading: str) -> None:
        """Say how many notes there are."""
        self._heading = heading
        self._show_count()

    def set_chosen(self, count: int) -> None:
        """Say how many notes are chosen, where that are several."""
        if count != self._chosen:
            self._chosen = count
            self._show_count()

    def set_sort(self, order: str, *, with_relevance: bool) -> None:
        """Tick the order that is in force; relevance is offered only while something is searched for."""
        for name, action in self._orders.items():
            action.setChecked(name == order)
        self._orders["relevance"].setVisible(with_relevance)
        self._sort.setToolTip(self.tr("Sorted by {order}").format(order=self.tr(SORTS[order]).lower()))

    def set_filters(self, terms: Sequence[str]) -> None:
        """Tick the filters that are among the terms of a query."""
        for term, action in self._filters.items():
            action.setChecked(term in terms)
        self._filter.setChecked(any(action.isChecked() for action in self._filters.values()))

    def set_icons(self, sort: QIcon, narrow: QIcon) -> None:
        """Wear icons in the colours of the theme."""
        self._sort.setIcon(sort)
        self._filter.setIcon(narrow)

    def _show_count(self) -> None:
        chosen = self.tr("{count} chosen").format(count=f"{self._chosen:,}") if self._chosen > 1 else ""
        self._count.setText(" · ".join(part for part in (self._heading, chosen) if part))

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(self.tr("Sort the notes"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._orders: dict[str, QAction] = {}
        for name, text in SORTS.items():
            action = menu.addAction(self.tr(text))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, name=name: self.sort_requested.emit(name))
            group.addAction(action)
            self._orders[name] = action
        button.setMenu(menu)
        return button

    def _make_filter_button(self) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(self.tr("Filter the notes"))
        button.setToolTip(self.tr("Only notes with sources, or with citations to look at"))
        button.setCheckable(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._filters: dict[str, QAction] = {}
        for term, text in FILTERS.items():
            action = menu.addAction(self.tr(text))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, term=term: self.filter_requested.emit(term))
            self._filters[term] = action
        button.setMenu(menu)
        return button
