"""Hold facts until somebody listens: workers are started before the window that hears them."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.app.messages import Fact

    Listener = Callable[[Fact | None], None]


class Relay:
    """Pass facts on to the listener, and keep those that come before there is one."""

    def __init__(self) -> None:
        self._waiting: list[Fact | None] = []
        self._listener: Listener | None = None
        self._passing = threading.Lock()

    def __call__(self, fact: "Fact | None") -> None:
        """Take a fact from a worker's thread."""
        with self._passing:
            if self._listener is None:
                self._waiting.append(fact)
            else:
                self._listener(fact)

    def attach(self, listener: "Listener") -> None:
        """Hand all facts so far, and from now on, to `listener`."""
        with self._passing:
            for fact in self._waiting:
                listener(fact)
            self._waiting.clear()
            self._listener = listener
