"""What the list is filtered by, in sight: a chip for each tag and folder, which takes it away again."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reader.core.library_filter import EVERYTHING, Filter
from reader.core.text import one_line
from reader.qt.chip import Chip
from reader.qt.flow import Flow
from reader.qt.plain_label import PlainLabel

_MOST = 12
_WIDEST = 190


class FilterChips(QWidget):
    """A row of chips; without a filter it is not there.

    Signals:
        filter_requested(Filter wanted): a chip was taken away, or another way to join the tags was chosen.
    """

    filter_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._close = QIcon()
        self._wanted = EVERYTHING
        self._flow = Flow(4, self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setContentsMargins(12, 6, 8, 4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.text().replace("&&", "&") for chip in self.findChildren(Chip) if not chip.isHidden()]

    def show_filter(self, wanted: Filter) -> None:
        """Show what is wanted."""
        if wanted == self._wanted:
            return
        self._wanted = wanted
        for widget in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        parts = [
            *((tag, replace(wanted, tags=_others(wanted.tags, tag))) for tag in wanted.tags),
            *((self._bar(tag), replace(wanted, without=_others(wanted.without, tag))) for tag in wanted.without),
            *((self._place(one), replace(wanted, folders=_others(wanted.folders, one))) for one in wanted.folders),
        ]
        if len(wanted.tags) > 1:
            self._flow.addWidget(self._joiner())
        for text, less in parts[:_MOST]:
            self._flow.addWidget(self._chip(text, less))
        if len(parts) > _MOST:
            self._flow.addWidget(self._more(len(parts) - _MOST))
        self.setVisible(bool(wanted))
        self.updateGeometry()
        self._flow.activate()

    def set_icons(self, close: QIcon) -> None:
        """Wear an icon in the colour of the theme."""
        self._close = close
        for chip in self.findChildren(Chip):
            chip.set_icon(QIcon() if chip.isCheckable() else close)

    def _bar(self, tag: str) -> str:
        return self.tr("without {tag}").format(tag=tag)

    def _place(self, folder: str) -> str:
        return self.tr("in {folder}").format(folder=folder)

    def _more(self, count: int) -> QLabel:
        label = PlainLabel(self.tr("and {count} more").format(count=count), "quiet", parent=self)
        label.show()
        return label

    def _joiner(self) -> Chip:
        wanted = self._wanted
        chip = self._button(self.tr("any of") if wanted.any_tag else self.tr("all of"))
        chip.setCheckable(True)
        chip.setChecked(wanted.any_tag)
        chip.setAccessibleName(self.tr("Notes with any of these tags, not all of them"))
        chip.setToolTip(self.tr("All of these tags, or any of them"))
        chip.clicked.connect(lambda: self.filter_requested.emit(replace(wanted, any_tag=not wanted.any_tag)))
        return chip

    def _chip(self, text: str, without: Filter) -> Chip:
        text = one_line(text)
        chip = self._button(text)
        chip.setText(chip.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST).replace("&", "&&"))
        chip.set_icon(self._close)
        chip.setAccessibleName(self.tr("Stop filtering: {what}").format(what=text))
        chip.clicked.connect(lambda: self.filter_requested.emit(without))
        return chip

    def _button(self, text: str) -> Chip:
        chip = Chip(self)
        chip.setText(text)
        chip.show()
        return chip


def _others(names: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != gone)
