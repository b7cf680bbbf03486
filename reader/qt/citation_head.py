"""The head of the citation panel: how many there are, in which order, and which of them are wanted."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from reader.qt.chip import Chip
from reader.qt.citation_model import Entry, Kind, Order
from reader.qt.flow import Flow
from reader.qt.plain_label import PlainLabel
from reader.qt.sizes import grown

_ORDERS = {Order.APPEARANCE: "By &Appearance", Order.NAME: "By &Name", Order.DOMAIN: "By &Domain"}


class CitationHead(QWidget):
    """Title, order, chips that count and filter, and a field for words.

    Signals:
        changed(): other entries, or another order, are wanted.
        list_requested(): Down was pressed in the field.
    """

    changed = Signal()
    list_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneHead")
        self._order = Order.APPEARANCE
        self._title = PlainLabel(name="paneTitle")
        self._sort = self._make_sort_button()
        self._chips = {kind: self._make_chip(kind) for kind in Kind}
        self._chips[Kind.PROBLEM].setToolTip(
            self.tr("What is odd about these citations. Addresses were not checked online.")
        )
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter sources"))
        self._filter.setAccessibleName(self.tr("Filter sources"))
        self._filter.textChanged.connect(lambda _text: self.changed.emit())
        self._filter.returnPressed.connect(self.list_requested)
        self._empty = PlainLabel(name="quiet", wraps=True)
        self._lay_out()

    @property
    def words(self) -> str:
        """The words of the field."""
        return self._filter.text()

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of entries that are wanted; none means all."""
        return frozenset(kind for kind, chip in self._chips.items() if chip.isChecked())

    @property
    def order(self) -> Order:
        """The order that is wanted; it is kept from note to note."""
        return self._order

    @property
    def is_filtering(self) -> bool:
        """Whether words or chips may hide an entry."""
        return bool(self.words or self.kinds)

    def set_title(self, title: str) -> None:
        """Say what the panel holds."""
        self._title.setText(title)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Count the entries of another note, and want all of them."""
        kinds = Counter(entry.kind for entry in entries)
        for kind, chip in self._chips.items():
            count = kinds[kind]
            _quietly(chip, checked=False)
            chip.setText(f"{count:,} {'remark' if kind is Kind.PROBLEM and count == 1 else kind}")
            # That none of them is cited is worth saying of a list with numbers, and not of mere links.
            chip.setVisible(bool(count) or (kind is Kind.CITED and Kind.UNCITED in kinds))
        blocked = self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.blockSignals(blocked)
        self._filter.setVisible(bool(entries))
        if entries:
            # Not at once: Qt looks for the button's picture in all the themes of the system, before the first window.
            self._filter.setClearButtonEnabled(True)
        self._sort.setVisible(sum(entry.is_source for entry in entries) > 1)

    def set_order(self, order: Order) -> None:
        """Want another order."""
        self._order = order
        self._orders[order].setChecked(True)
        self._sort.setToolTip(self.tr("Ordered by {order}").format(order=order))
        self.changed.emit()

    def clear(self) -> None:
        """Want all entries."""
        self._filter.clear()
        for chip in self._chips.values():
            chip.setChecked(False)

    def set_empty_text(self, sentence: str) -> None:
        """Say why there is nothing to see; an empty sentence says nothing."""
        self._empty.setText(sentence)
        self._empty.setVisible(bool(sentence))

    def set_icons(self, chips: Mapping[Kind, QIcon], sort: QIcon) -> None:
        """Wear icons in the colours of the theme."""
        for kind, chip in self._chips.items():
            chip.set_icon(chips.get(kind, QIcon()))
        self._sort.setIcon(sort)

    def _make_chip(self, kind: Kind) -> Chip:
        chip = Chip()
        chip.setCheckable(True)
        chip.setIconSize(QSize(grown(chip, 15), grown(chip, 15)))
        what = self.tr("Show only remarks") if kind is Kind.PROBLEM else self.tr("Show only {kind} entries")
        chip.setAccessibleName(what.format(kind=kind))
        chip.setToolTip(what.format(kind=kind))
        chip.toggled.connect(lambda _checked: self.changed.emit())
        return chip

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(self.tr("Order of the sources"))
        button.setToolTip(self.tr("Ordered by {order}").format(order=self._order))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._orders: dict[Order, QAction] = {}
        for order, text in _ORDERS.items():
            action = menu.addAction(self.tr(text))
            action.setCheckable(True)
            action.setChecked(order is self._order)
            action.triggered.connect(lambda _checked, order=order: self.set_order(order))
            group.addAction(action)
            self._orders[order] = action
        button.setMenu(menu)
        # The line is as high without it, so that nothing below moves from note to note.
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._sort)
        column.addLayout(row)
        chips = Flow(4)
        for chip in self._chips.values():
            chips.addWidget(chip)
        column.addLayout(chips)
        column.addWidget(self._filter)
        column.addWidget(self._empty)


def _quietly(chip: QToolButton, *, checked: bool) -> None:
    blocked = chip.blockSignals(True)
    chip.setChecked(checked)
    chip.blockSignals(blocked)
