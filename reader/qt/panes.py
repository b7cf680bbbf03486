"""The panes around the page: shown, hidden, and gone through with the keyboard."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from reader.qt.side_tabs import SideTabs

_TURNS = {"at_hand": 1, "folders": 2, "saved_searches": 3}
"""The commands that bring up a pane of the shelf, and its number there."""


class Panes(QObject):
    """Let commands show and hide panes, bring one up, and hand the keyboard round."""

    def __init__(
        self,
        commands: Mapping[str, QAction],
        foldable: Mapping[str, QWidget],
        left: QWidget,
        shelf: SideTabs,
        cycle: Sequence[QWidget],
    ) -> None:
        """`foldable` are shown and hidden by the commands of their names; `left` holds the first two of them."""
        super().__init__(left)
        self._commands = commands
        self._foldable = foldable
        self._left = left
        self._shelf = shelf
        self._cycle = cycle
        for name, pane in foldable.items():
            commands[name].toggled.connect(pane.setVisible)
            commands[name].toggled.connect(self._fold_left)
        commands["next_pane"].triggered.connect(lambda: self.go(1))
        commands["previous_pane"].triggered.connect(lambda: self.go(-1))
        for name, at in _TURNS.items():
            commands[name].triggered.connect(partial(self._turn_to, at))

    @property
    def hidden(self) -> list[str]:
        """The commands of the panes that are hidden."""
        return [name for name in self._foldable if not self._commands[name].isChecked()]

    def hide(self, names: Sequence[str]) -> None:
        """Hide exactly the panes of these commands."""
        for name in self._foldable:
            self._commands[name].setChecked(name not in names)

    def go(self, step: int) -> None:
        """Give the keyboard to the next visible pane (1) or the one before (-1)."""
        panes = [pane for pane in self._cycle if pane.isVisible()]
        focused = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(panes) if _holds(pane, focused)), -1 if step > 0 else 0)
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_to(self, at: int, _checked: object = None) -> None:
        """Bring up a pane of the shelf and give it the keyboard."""
        self._commands["show_tags"].setChecked(True)
        self._shelf.turn_to(at)
        if self._shelf.shown is not None:
            self._shelf.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold_left(self) -> None:
        self._left.setVisible(self._commands["show_tags"].isChecked() or self._commands["show_notes"].isChecked())


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))
