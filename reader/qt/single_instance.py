"""One window for each user: it listens for what later starts are asked to open (see `reader.app.handover`)."""

import logging
import os

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from reader.app.handover import LIMIT, TAKEN, Request, hand_over, unpack

_LOG = logging.getLogger(__name__)
_MOST_GUESTS = 8
_PATIENCE_MS = 3000


class SingleInstance(QObject):
    """The place where this window listens, for as long as it is open.

    Only this user can connect; a guest may send one line of at most `LIMIT` bytes within three seconds. Whatever is no
    request is passed over in silence.

    Signals:
        requested(Request): a later start has handed over what it was asked to open.
    """

    requested = Signal(object)

    def __init__(self, where: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_GUESTS)
        self._server.newConnection.connect(self._on_new_connection)
        self._guests: set[QLocalSocket] = set()

    def begin(self, request: Request, patience: float = 5.0) -> bool:
        """Listen from now on; return False where another start was faster and has taken `request`.

        What a crashed window left behind is replaced. Where listening is impossible, this is a window of its own.
        """
        if not self._where or self._server.listen(self._where):
            return True
        if hand_over(self._where, request, patience):
            return False
        QLocalServer.removeServer(self._where)
        if not self._server.listen(self._where):
            _LOG.info("Later starts will open a window of their own: %s", self._server.errorString())
        return True

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        for guest in tuple(self._guests):
            guest.abort()

    def _on_new_connection(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            if len(self._guests) >= _MOST_GUESTS:
                guest.abort()
                guest.deleteLater()
                continue
            self._guests.add(guest)
            guest.setReadBufferSize(LIMIT + 1)
            guest.readyRead.connect(lambda guest=guest: self._hear(guest))
            guest.disconnected.connect(lambda guest=guest: self._forget(guest))
            QTimer.singleShot(_PATIENCE_MS, guest, guest.abort)
            # Both may have happened before anybody listened.
            self._hear(guest)
            if guest.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._forget(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        if not guest.canReadLine():
            if guest.bytesAvailable() > LIMIT:
                guest.abort()
            return
        request = unpack(bytes(guest.readLine(LIMIT).data()))
        if request is not None:
            guest.write(TAKEN)
            guest.flush()
            self.requested.emit(request)
        guest.disconnectFromServer()

    def _forget(self, guest: QLocalSocket) -> None:
        if guest in self._guests:
            self._guests.discard(guest)
            guest.deleteLater()


def bring_forward(window: QWidget, token: str) -> None:
    """Show `window` in front of all others, as far as the desktop allows that."""
    if token:
        # Qt's Wayland platform takes it from here when the window asks to be active.
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
