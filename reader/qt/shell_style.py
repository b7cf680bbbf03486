"""The style sheet of the shell: flat panes, hairlines, and a ring around what has the keyboard.

`@name@` stands for a colour of `reader.qt.theme.Palette`. Sizes are in the pixels of a 100 % screen; Qt scales them.
"""

SHELL = """
QMainWindow, QMenuBar, QStatusBar { background: @room@; color: @ink@; }
QMenuBar { padding: 1px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @selection@; color: @selection_ink@; }
QMenu { background: @page@; color: @ink@; border: 1px solid @line@; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 20px; border-radius: 4px; }
QMenu::item:selected { background: @selection@; color: @selection_ink@; }
QMenu::item:disabled { color: @quiet@; }
QMenu::separator { height: 1px; background: @line@; margin: 4px 8px; }
QToolTip { background: @page@; color: @ink@; border: 1px solid @line@; padding: 3px 5px; }

#bar { background: @room@; border-bottom: 1px solid @line@; }
#barTitle { color: @quiet@; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px; background: transparent; color: @ink@; }
QToolButton:hover { background: @hover@; border-color: @line@; }
QToolButton:pressed, QToolButton:checked { background: @selection@; color: @selection_ink@; }
QToolButton:focus { border-color: @focus@; }
QToolButton:disabled { color: @quiet@; }
QToolButton::menu-indicator { image: none; }

QLineEdit { background: @page@; color: @ink@; border: 1px solid @handle@; border-radius: 7px; padding: 4px 6px;
  selection-background-color: @selection@; selection-color: @selection_ink@; placeholder-text-color: @quiet@; }
QLineEdit:focus { border-color: @focus@; }

#pane { background: @pane@; }
#paneHead, #paneHead QLabel { background: @pane@; }
#paneTitle { color: @ink@; font-weight: 700; }
#quiet { color: @quiet@; }
QAbstractItemView { background: @pane@; color: @ink@; border: none; outline: none; placeholder-text-color: @quiet@;
  selection-background-color: @selection@; selection-color: @selection_ink@; }
QAbstractItemView[ring="true"] { border: 1px solid transparent; }
QAbstractItemView[ring="true"]:focus { border: 1px solid @focus@; }
QTreeView::item { padding: 3px 2px; border: none; }
QTreeView::item:hover { background: @hover@; }
QTreeView::item:selected { background: @selection@; color: @selection_ink@; }
QTreeView::branch { background: transparent; }

QSplitter::handle { background: @line@; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @handle@; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @quiet@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

#noticeBar { background: @selection@; border-bottom: 1px solid @line@; }
#noticeBar QLabel { color: @selection_ink@; }
#noticeBar QPushButton { color: @selection_ink@; background: transparent; border: 1px solid @selection_ink@;
  border-radius: 6px; padding: 3px 10px; }
#noticeBar QPushButton:focus { background: @page@; color: @ink@; }
#tabs { background: @room@; border-bottom: 1px solid @line@; }
QTabBar::tab { background: @room@; color: @quiet@; border: none; border-bottom: 2px solid transparent;
  padding: 5px 6px 4px 12px; }
QTabBar::tab:hover { background: @hover@; }
QTabBar::tab:selected { background: @page@; color: @ink@; border-bottom-color: @accent@; }
QTabBar:focus::tab:selected { border-bottom-color: @focus@; background: @hover@; }
#sideTabs { background: @pane@; }
#sideTabs::tab { background: @pane@; font-weight: 700; padding: 7px 8px 4px 8px; margin: 0 3px; }
#sideTabs[narrow="true"]::tab { padding: 7px 2px 4px 2px; margin: 0 1px; }
#sideTabs::tab:selected { background: @pane@; }
#sideTabs::tab:hover { background: @hover@; }
#findBar { background: @room@; border-top: 1px solid @line@; }
#emptyState { background: @page@; color: @quiet@; }

#popover { background: @page@; border: 1px solid @line@; border-radius: 8px; }
#popover QLabel { color: @ink@; background: transparent; }
#popover #cardTitle { font-weight: 700; }
#popover #quiet { color: @quiet@; }
#citing { background: @pane@; border-top: 1px solid @line@; }
#table { background: @page@; border: 1px solid @line@; }
#table QHeaderView::section { background: @pane@; color: @quiet@; border: none; border-bottom: 1px solid @line@;
  padding: 5px 7px; }
#table::item { padding: 4px 5px; border: none; }
#kinds::tab { padding: 5px 12px; margin-right: 4px; border: 1px solid transparent; border-radius: 6px; color: @quiet@;
  background: transparent; }
#kinds::tab:selected { background: @selection@; color: @selection_ink@; }
#kinds:focus::tab:selected { border-color: @focus@; }
#chip { padding: 2px 5px 2px 3px; border-radius: 9px; border: 1px solid @line@; color: @quiet@; }
#chip:checked { background: @selection@; color: @selection_ink@; border-color: @selection@; }
#chip:focus { border-color: @focus@; }

QStatusBar { border-top: 1px solid @line@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @quiet@; padding: 1px 4px; }
QStatusBar QToolButton { padding: 0 6px; border-radius: 4px; }
QProgressBar { background: @line@; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }

QDialog { background: @room@; color: @ink@; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @quiet@; border-radius: 4px; background: @page@; }
QCheckBox::indicator:focus { border: 2px solid @focus@; width: 12px; height: 12px; }
QCheckBox::indicator:checked { background: @accent@; border-color: @accent@; image: url("@tick@"); }
QCheckBox::indicator:disabled { border-color: @line@; background: transparent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox, QAbstractSpinBox { background: @page@; color: @ink@; border: 1px solid @handle@; border-radius: 7px;
  padding: 3px 7px; min-height: 1.2em; selection-background-color: @selection@; selection-color: @selection_ink@; }
QComboBox:focus, QAbstractSpinBox:focus { border-color: @focus@; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @quiet@; border-color: @line@; background: transparent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@down@"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @page@; border: 1px solid @line@; padding: 3px; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; border-radius: 0; padding: 0 5px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @hover@; }
QAbstractSpinBox::up-arrow { image: url("@up@"); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url("@down@"); width: 11px; height: 11px; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @handle@; }
QSlider::sub-page:horizontal { border-radius: 2px; background: @accent@; }
QSlider::handle:horizontal { width: 14px; margin: -6px 0; border-radius: 8px; border: 1px solid @quiet@;
  background: @page@; }
QSlider::handle:horizontal:focus { border: 2px solid @focus@; width: 12px; }
QPlainTextEdit { background: @page@; color: @ink@; border: 1px solid @handle@; border-radius: 7px; padding: 2px;
  selection-background-color: @selection@; selection-color: @selection_ink@; }
QPlainTextEdit:focus { border-color: @focus@; }
QHeaderView::section { background: @pane@; color: @quiet@; border: none; border-bottom: 1px solid @line@;
  padding: 4px 6px; }
#sheet { background: @page@; border: 1px solid @line@; border-radius: 10px; }
#sheet QAbstractItemView { background: @page@; }
"""
