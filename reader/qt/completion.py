"""What the window needs once the first note is there: export, dialogs, images of the web, searches, the menus."""

from PySide6.QtCore import QTimer

from reader.app.cycles import sweep_briefly
from reader.app.workers import Worker
from reader.qt.by_name import ByName
from reader.qt.chosen import Chosen
from reader.qt.citation_menu import CitationMenu
from reader.qt.commands import Commands
from reader.qt.controller import Controller
from reader.qt.exporter import Exporter
from reader.qt.pdf import Printer
from reader.qt.previews import Previews
from reader.qt.remote_images import RemoteImages
from reader.qt.search_desk import SearchDesk
from reader.qt.sheets import Sheets

_SWEEP_MS = 20_000


def complete(controller: Controller) -> None:
    """Give a controller that has an engine all that it lacks."""
    window, tasks, engine = controller.window, controller.tasks, controller.engine
    assert engine is not None
    printer = Printer(engine.handler, engine.profile, window)
    exporter = Exporter(printer, tasks, controller.trace, controller.places, window)
    commands = Commands(window, tasks, controller.finder, controller.navigator, controller.appearance)
    Chosen(window, controller.finder, controller.navigator, controller.opener, controller.desktop, exporter)
    remote = RemoteImages(
        window.viewer,
        engine.handler,
        window.notice,
        lambda: controller.preferences.current.remote_images,
        lambda: Worker("fetch", controller.places),
    )
    window.closing.connect(remote.close)
    CitationMenu(window.citations)
    Previews(window.viewer, tasks, controller.navigator)
    Sheets(window, controller.appearance, controller.preferences)
    by_name = ByName(window, tasks, controller.finder, controller.opener)
    searches = SearchDesk(window, controller.finder, controller.places.searches)
    controller.complete(exporter, commands, searches, by_name)
    sweep_briefly()
    sweeping = QTimer(window, interval=_SWEEP_MS)
    sweeping.timeout.connect(sweep_briefly)
    sweeping.start()
