"""The tree of tags, some of which the reader does not want to see."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QMenu, QWidget

from reader.core.text import fold
from reader.qt.branch_model import BranchRole
from reader.qt.branch_tree import BranchTree


class TagTree(BranchTree):
    """Filters by tags that notes have, and by tags that they do not have.

    The middle button of the mouse, Minus, or the menu of a row bars a tag, and the same lets it in again.
    """

    def __init__(self, title: str, *, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, fold, empty=empty, parent=parent)
        self._barred: tuple[str, ...] = ()
        self._view.bar_requested.connect(self._toggle)

    @property
    def barred(self) -> tuple[str, ...]:
        """The tags that no listed note has, in the order in which they were barred."""
        return self._barred

    def bar(self, names: tuple[str, ...]) -> None:
        """Bar exactly these tags; what is barred is not chosen."""
        if names == self._barred:
            return
        keys = set(map(fold, names))
        self._barred = names
        self._chosen = tuple(name for name in self._chosen if fold(name) not in keys)
        self._model.bar(keys)
        self._rebuild()
        self.choice_changed.emit()

    def choose(self, names: tuple[str, ...]) -> None:
        """Choose exactly these tags; what is chosen is not barred."""
        self._let_in(names)
        super().choose(names)

    def clear(self) -> None:
        """Choose none and bar none."""
        barred = self._barred
        self._barred = ()
        self._model.bar(set())
        if self._chosen:
            self.choose(())
        elif barred:
            self._rebuild()
            self.choice_changed.emit()

    def _kept(self) -> tuple[str, ...]:
        return (*super()._kept(), *self._barred)

    def _let_in(self, names: tuple[str, ...]) -> None:
        keys = set(map(fold, names))
        self._barred = tuple(name for name in self._barred if fold(name) not in keys)
        self._model.bar(set(map(fold, self._barred)))

    def _on_selection_changed(self) -> None:
        if not self._restoring:
            selected = self._view.selectionModel().selectedIndexes()
            self._let_in(tuple(str(index.data(BranchRole.NAME)) for index in selected))
        super()._on_selection_changed()

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Return what can be done with one tag."""
        menu = super().menu_of(index)
        text = self.tr("Let &In Again") if index.data(BranchRole.BARRED) else self.tr("&Without This")
        name = str(index.data(BranchRole.NAME))
        menu.addAction(text, lambda: self._toggle_name(name))
        return menu

    def _toggle(self, index: QModelIndex) -> None:
        self._toggle_name(str(index.data(BranchRole.NAME)))

    def _toggle_name(self, name: str) -> None:
        others = tuple(other for other in self._barred if fold(other) != fold(name))
        self.bar(others if len(others) < len(self._barred) else (*others, name))
