"""Finding within the shown note: what a search has found is marked at once, and a word can be typed under the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from reader.core.results import Sought
from reader.qt.find_bar import FindBar
from reader.qt.viewer import Viewer


class InNote(QObject):
    """Join the find bar and the page.

    A note that is opened from a search begins at its first hit, and the bar counts and goes on. As soon as something
    is typed into the bar, that is looked for instead.
    """

    def __init__(self, viewer: Viewer, bar: FindBar) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._bar = bar
        viewer.found.connect(bar.set_found)
        bar.find_requested.connect(lambda text, backward: viewer.find_text(text, backward=backward))
        bar.hit_requested.connect(viewer.go_to_hit)
        bar.hits_dropped.connect(partial(viewer.mark_hits, None))
        bar.closed.connect(viewer.setFocus)

    def expect(self, query: str) -> None:
        """Show for a note that is about to come what it was found by; an empty query is none."""
        if query:
            self._bar.show_hits(query)
        else:
            self._bar.drop_hits()


def to_mark(sought: Sequence[Sought]) -> dict[str, object] | None:
    """Return what is to be marked in a page as its script wants it (see `Viewer.mark_hits`); None where it is nothing.

    >>> to_mark([Sought(("red", "app"), prefix=True)])
    {'rows': [{'words': ['red', 'app'], 'open': True}]}
    """
    return {"rows": [{"words": list(row.words), "open": row.prefix} for row in sought]} if sought else None
