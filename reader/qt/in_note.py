"""Finding within the shown note: what a search has found is marked at once, and a word can be typed under the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from reader.core.results import Snippet
from reader.qt.find_bar import FindBar
from reader.qt.viewer import Viewer

_MOST_WORDS = 60


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


def hit_words(snippets: Sequence[Snippet], query: str) -> dict[str, list[str]]:
    """Return what is to be marked in a page: whole `words`, and `parts` that are found within words.

    Passages know the forms in which words were found, which a query alone does not ("boats" for "boat").

    >>> hit_words([Snippet("Two boats met", ((4, 9),)), Snippet("the boatman", ((4, 8),))], "boat")
    {'words': ['boats'], 'parts': ['boat']}
    """
    words: dict[str, None] = {}
    parts: dict[str, None] = {}
    for passage in snippets:
        for start, end in passage.marks:
            before, after = passage.text[max(start - 1, 0) : start], passage.text[end : end + 1]
            inside = before.isalnum() or after.isalnum()
            (parts if inside else words)[passage.text[start:end].casefold()] = None
    if not words and not parts:
        words.update((word.casefold(), None) for word in query.replace('"', " ").split() if word.isalnum())
    return {"words": list(words)[:_MOST_WORDS], "parts": list(parts)[:_MOST_WORDS]}
