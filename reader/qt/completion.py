"""What the window needs once the first note is there: export, dialogs, searches, and what the menus ask for."""

from reader.qt.chosen import Chosen
from reader.qt.commands import Commands
from reader.qt.controller import Controller
from reader.qt.exporter import Exporter
from reader.qt.pdf import Printer
from reader.qt.search_desk import SearchDesk


def complete(controller: Controller) -> None:
    """Give a controller that has an engine all that it lacks."""
    window, tasks, engine = controller.window, controller.tasks, controller.engine
    assert engine is not None
    printer = Printer(engine.handler, engine.profile, window)
    exporter = Exporter(printer, tasks, controller.trace, controller.places, window)
    commands = Commands(window, tasks, controller.finder, controller.navigator, controller.appearance)
    Chosen(window, controller.finder, controller.navigator, controller.opener, controller.desktop, exporter)
    searches = SearchDesk(window, controller.finder, controller.places.searches)
    controller.complete(exporter, commands, searches)
