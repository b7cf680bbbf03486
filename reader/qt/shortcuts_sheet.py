"""All keys on one sheet, menu by menu; made from the table of actions, so that it cannot be wrong."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reader.qt.actions import ACTIONS
from reader.qt.plain_buttons import plain_buttons
from reader.qt.sizes import open_wide


class ShortcutsSheet(QDialog):
    """Lists every action, with its keys where it has some."""

    def __init__(self, commands: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Keyboard shortcuts"))
        self._tree = QTreeWidget()
        self._tree.setAccessibleName(_tr("Keyboard shortcuts"))
        self._tree.setHeaderLabels([_tr("Action"), _tr("Keys")])
        self._tree.setRootIsDecorated(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.setUniformRowHeights(True)
        self._lines: list[tuple[str, str]] = []
        bold = QFont(self.font())
        bold.setBold(True)
        menus: dict[str, QTreeWidgetItem] = {}
        for line in ACTIONS:
            keys = [keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in commands[line.name].shortcuts()]
            name = line.menu.partition("/")[0]
            if name not in menus:
                menus[name] = QTreeWidgetItem([QCoreApplication.translate("Action", name).replace("&", "")])
                menus[name].setFlags(Qt.ItemFlag.ItemIsEnabled)
                menus[name].setFont(0, bold)
                menus[name].setData(1, Qt.ItemDataRole.AccessibleTextRole, _tr("menu"))
                self._tree.addTopLevelItem(menus[name])
            self._lines.append((commands[line.name].text().replace("&", ""), ", ".join(keys)))
            child = QTreeWidgetItem(self._lines[-1])
            if not keys:
                child.setData(1, Qt.ItemDataRole.AccessibleTextRole, _tr("no keys"))
            menus[name].addChild(child)
        self._tree.expandAll()
        buttons = plain_buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self._tree)
        column.addWidget(buttons)
        open_wide(self, 520, 640)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The actions and their keys, as they are shown."""
        return self._lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShortcutsSheet", text)
