"""Tabs: several ways through the library beside each other, one of which is on the screen."""

from msgspec import Struct
from msgspec.structs import replace

from reader.core.history import History

_KEPT = 20


class Tabs(Struct, frozen=True):
    """The histories of all tabs; `at` is the index of the shown one. There is always one, if only an empty one.

    `closed` can be opened again, the last one first.
    """

    histories: tuple[History, ...] = (History(),)
    at: int = 0
    closed: tuple[History, ...] = ()

    @property
    def present(self) -> History:
        """Return the history of the shown tab."""
        return self.histories[self.at]

    def keeping(self, history: History) -> "Tabs":
        """Return the tabs with another history in the shown one."""
        return replace(self, histories=(*self.histories[: self.at], history, *self.histories[self.at + 1 :]))

    def opening(self, history: History | None = None) -> "Tabs":
        """Return the tabs with a new one behind the shown one, which is shown."""
        after = self.at + 1
        new = history if history is not None else History()
        return replace(self, histories=(*self.histories[:after], new, *self.histories[after:]), at=after)

    def going_to(self, at: int) -> "Tabs":
        """Return the tabs with the one at `at` shown, counted round and round."""
        return replace(self, at=at % len(self.histories))

    def closing(self, at: int) -> "Tabs":
        """Return the tabs without the one at `at`; the next one takes the place of the shown one."""
        gone = self.histories[at]
        left = (*self.histories[:at], *self.histories[at + 1 :]) or (History(),)
        closed = (*self.closed, gone)[-_KEPT:] if gone.present else self.closed
        shown = self.at - 1 if at < self.at else self.at
        return Tabs(left, min(shown, len(left) - 1), closed)

    def reopening(self) -> "Tabs":
        """Return the tabs with the one that was closed last; it takes the place of an empty one."""
        if not self.closed:
            return self
        rest = replace(self, closed=self.closed[:-1])
        return rest.keeping(self.closed[-1]) if self.present.present is None else rest.opening(self.closed[-1])

    def moving(self, start: int, end: int) -> "Tabs":
        """Return the tabs with the one at `start` moved to `end`; the shown one stays shown."""
        order = list(range(len(self.histories)))
        order.insert(end, order.pop(start))
        return replace(self, histories=tuple(self.histories[old] for old in order), at=order.index(self.at))
