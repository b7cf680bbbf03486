"""Where the reader has been: back and forward, each with the place in the note."""

from msgspec import Struct
from msgspec.structs import replace

_LONGEST = 200


class Visit(Struct, frozen=True):
    """A note that was open, and the place in it as the viewer knows it ("" for the top)."""

    path: str
    place: str = ""


class History(Struct, frozen=True):
    """The visits so far; `at` is the index of the present one, -1 before the first."""

    visits: tuple[Visit, ...] = ()
    at: int = -1

    @property
    def present(self) -> Visit | None:
        """Return the visit that is on, or None."""
        return self.visits[self.at] if self.at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Return whether there is a visit before the present one."""
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        """Return whether there is a visit after the present one."""
        return self.at + 1 < len(self.visits)

    def leaving(self, place: str) -> "History":
        """Return the history with the place at which the present note is left."""
        if self.at < 0:
            return self
        left = replace(self.visits[self.at], place=place)
        return replace(self, visits=(*self.visits[: self.at], left, *self.visits[self.at + 1 :]))

    def visiting(self, path: str) -> "History":
        """Return the history after a new visit; what lay ahead is gone, and a note twice in a row is one visit."""
        if self.present is not None and self.present.path == path:
            return self
        visits = (*self.visits[: self.at + 1], Visit(path))[-_LONGEST:]
        return History(visits, len(visits) - 1)

    def leaping(self, place: str) -> "History":
        """Return the history after a leap within the present note, away from `place`; what lay ahead is gone."""
        if self.present is None:
            return self
        visits = (*self.leaving(place).visits[: self.at + 1], Visit(self.present.path))[-_LONGEST:]
        return History(visits, len(visits) - 1)

    def going(self, steps: int) -> "History":
        """Return the history after `steps` back (negative) or forward, as far as it reaches."""
        if not self.visits:
            return self
        return replace(self, at=min(len(self.visits) - 1, max(0, self.at + steps)))
