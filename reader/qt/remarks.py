"""What Qt and Chromium remark goes to the log: graphics or buses that are not there are nobody's concern."""

import atexit
import logging
import os

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from reader.app.alert import tell
from reader.app.system import how_to_get, missing_libraries
from reader.core.text import one_line
from reader.errors import ReaderError

_LOG = logging.getLogger(__name__)


def log() -> None:
    """Log all remarks from now on, and end with one sentence where Qt gives up."""
    qInstallMessageHandler(_log_message)
    atexit.unregister(qInstallMessageHandler)
    atexit.register(qInstallMessageHandler, None)


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        # Qt ends the process when this returns, with a core dump and its own words.
        tell(_why_fatal(message))
        os._exit(ReaderError.exit_code)
    grave = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    _LOG.log(logging.ERROR if grave else logging.DEBUG, "%s", message)


def _why_fatal(message: str) -> str:
    """Return one sentence for what Qt says before it gives up; nearly always it cannot show a window."""
    if missing := missing_libraries():
        return how_to_get(missing)
    if "platform plugin" in message:
        display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
        return f"The display {display} cannot be reached. Start Postil on a desktop, or under xvfb-run."
    return f"Qt cannot go on: {one_line(message, 300)}"
