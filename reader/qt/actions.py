"""Every action of the window, in one table: menus, shortcuts, the command list and the manual are made from it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from reader.qt.theme import CHOICES


class Action(Struct, frozen=True):
    """One thing that a person can do.

    `menu` is where it is found; `View/Theme` is a menu in a menu. `shortcuts` are in Qt's portable form, the first one
    is shown. `group` names a set of which one is ticked; `ticked` stands for an action that is on or off. A `gap` is a
    line above it. `icon` is a name in `resources/icons`.
    """

    name: str
    text: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    ticked: bool | None = None
    gap: bool = False


_THEMES = {"system": "As the &System", "light": "&Light", "sepia": "S&epia", "dark": "&Dark"}

ACTIONS = (
    Action("open_library", "&Open Folder…", "&File", ("Ctrl+O",), icon="folder"),
    Action("open_note", "Open &Note…", "&File", ("Ctrl+Shift+O",), icon="note"),
    Action("quick_open", "Open by &Title or Heading…", "&File", ("Ctrl+P",)),
    Action("note_info", "Note &Information…", "&File", ("Ctrl+I",)),
    Action("pin", "&Pin Note", "&File", ("Ctrl+D",), ticked=False),
    Action("open_in_editor", "Open in &Another Program", "&File", ("Ctrl+Shift+E",), gap=True),
    Action("show_in_folder", "&Show in Folder", "&File"),
    Action("copy_link", "Copy &Link to Note", "&File", ("Ctrl+Shift+K",)),
    Action("export_pdf", "&Export or Print…", "&File", ("Ctrl+E",), icon="export", gap=True),
    Action("close_tab", "&Close Tab", "&File", ("Ctrl+W",), gap=True),
    Action("reopen_tab", "Reopen Close&d Tab", "&File", ("Ctrl+Shift+T",)),
    Action("settings", "Settin&gs…", "&File", ("Ctrl+,",), gap=True),
    Action("quit", "&Quit", "&File", ("Ctrl+Q",), gap=True),
    Action("copy", "&Copy", "&Edit", ("Ctrl+C",), icon="copy"),
    Action("copy_with_sources", "Copy &with Sources", "&Edit", ("Ctrl+Shift+C",)),
    Action("select_all", "Select &All", "&Edit", ("Ctrl+A",)),
    Action("find", "&Find in Note…", "&Edit", ("Ctrl+F",), gap=True),
    Action("find_next", "Find &Next", "&Edit", ("F3", "Ctrl+G")),
    Action("find_previous", "Find &Previous", "&Edit", ("Shift+F3", "Ctrl+Shift+G")),
    Action("search", "&Search All Notes", "&Edit", ("Ctrl+Shift+F",), icon="search", gap=True),
    Action("save_search", "Save &This Search", "&Edit", ("Ctrl+Shift+S",)),
    Action("show_tags", "&Tags, Folders and Notes at Hand", "&View", ("Ctrl+1",), ticked=True),
    Action("show_notes", "&Notes", "&View", ("Ctrl+2",), ticked=True),
    Action("show_sides", "&Citations and Outline", "&View", ("Ctrl+3",), ticked=True),
    Action("links", "Lin&ks to This Note", "&View", ("Ctrl+4",)),
    Action("folders", "Fold&ers", "&View", ("Ctrl+5",)),
    Action("at_hand", "&Pinned and Recent Notes", "&View", ("Ctrl+6",)),
    Action("saved_searches", "Sa&ved Searches", "&View", ("Ctrl+7",)),
    Action("larger", "&Larger Text", "&View", ("Ctrl++", "Ctrl+="), gap=True),
    Action("smaller", "&Smaller Text", "&View", ("Ctrl+-",)),
    Action("normal_size", "Normal Text Si&ze", "&View", ("Ctrl+0",)),
    *(
        Action(f"theme_{choice}", _THEMES[choice], "&View/T&heme", group="theme", ticked=choice == "system")
        for choice in CHOICES
    ),
    Action("hard_breaks", "Line &Breaks as Written", "&View", ticked=False, gap=True),
    Action("article", "Read as Plain &Article", "&View", ticked=False),
    Action("domains", "&Domains in the Margin", "&View", ticked=False),
    Action("full_screen", "&Full Screen", "&View", ("F11",), ticked=False, gap=True),
    Action("quiet", "Distract&ion-Free", "&View", ("Shift+F11",), ticked=False),
    Action("commands", "All C&ommands…", "&View", ("Ctrl+K",)),
    Action("back", "&Back", "&Go", ("Alt+Left",), icon="back"),
    Action("forward", "&Forward", "&Go", ("Alt+Right",), icon="forward"),
    Action("next_tab", "Next &Tab", "&Go", ("Ctrl+Tab", "Ctrl+PgDown"), gap=True),
    Action("previous_tab", "Pre&vious Tab", "&Go", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Action("next_pane", "Next &Pane", "&Go", ("F6",), gap=True),
    Action("previous_pane", "P&revious Pane", "&Go", ("Shift+F6",)),
    Action("sources", "&Sources…", "&Library", ("Ctrl+Shift+U",), icon="citations"),
    Action("related", "&Related Notes…", "&Library", ("Ctrl+R",)),
    Action("any_tag", "&Any of the Chosen Tags", "&Library", ("Ctrl+Shift+A",), ticked=False, gap=True),
    Action("clear_filters", "&Clear Search and Filters", "&Library", ("Ctrl+Shift+L",), icon="clear"),
    Action("refresh", "&Look for Changes", "&Library", ("F5",)),
    Action("manual", "&Manual", "&Help", ("F1",)),
    Action("shortcuts", "&Keyboard Shortcuts", "&Help", ("Ctrl+/",)),
    Action("copy_report", "&Copy Crash Report", "&Help"),
    Action("about", "&About Postil", "&Help", gap=True),
)


def build(parent: QObject) -> dict[str, QAction]:
    """Return a QAction for each line of the table, by name; `parent` owns them and hears their shortcuts."""
    made = {}
    groups: dict[str, QActionGroup] = {}
    for line in ACTIONS:
        action = QAction(QCoreApplication.translate("Action", line.text), parent)
        action.setObjectName(line.name)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in line.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        # A few pictures among many words would be noise; they are for buttons.
        action.setIconVisibleInMenu(False)
        if line.ticked is not None:
            action.setCheckable(True)
            action.setChecked(line.ticked)
        if line.group:
            groups.setdefault(line.group, QActionGroup(parent)).addAction(action)
        made[line.name] = action
    return made


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Put the actions into menus as the table says; return the menus by their paths in it."""
    menus: dict[str, QMenu] = {}
    for line in ACTIONS:
        path = ""
        for part in line.menu.split("/"):
            above = menus.get(path)
            path = f"{path}/{part}" if path else part
            if path not in menus:
                text = QCoreApplication.translate("Action", part)
                menus[path] = above.addMenu(text) if above else bar.addMenu(text)
        menu = menus[line.menu]
        if line.gap:
            menu.addSeparator()
        menu.addAction(actions[line.name])
    return menus


def shown(actions: Mapping[str, QAction]) -> Iterator[tuple[str, str, str]]:
    """Yield name, text and first shortcut of every action that can be done now, as the command list shows them."""
    for line in ACTIONS:
        action = actions[line.name]
        if action.isEnabled() and line.name != "commands":
            where = line.menu.rpartition("/")[2].replace("&", "")
            text = action.text().replace("&", "")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield line.name, f"{where}: {text}", keys
