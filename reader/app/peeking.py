"""How a note begins, in a few lines of plain text: what the card of a link shows."""

from collections.abc import Callable

from msgspec.structs import replace

from reader.app.peek_messages import NotePeeked
from reader.core.note import Note
from reader.core.text import fold, one_line
from reader.markup.parts import beginning, part_of
from reader.markup.slugs import slug

_READ = 2_500
"""Characters that are drawn to show the beginning of them."""

_LINES = 7
_LONGEST = 420
"""Characters of a card altogether."""


def peek(note: Note, fragment: str, ticket: int, draw: Callable[[Note], str]) -> NotePeeked:
    """Return how `note` begins, or the heading or block that the id `fragment` means; `draw` gives its plain text.

    An unknown part is the whole, as a link to it leads to the top.
    """
    block = fragment.removeprefix("block-")
    wanted = fragment if block == fragment else f"^{block}"
    text = part_of(note.body, wanted) if wanted else None
    part = ""
    if text is None:
        text = note.body
    elif block == fragment:
        part = _heading(text)
    drawn = draw(replace(note, text=note.text[: note.body_start] + beginning(text, _READ)))
    return NotePeeked(ticket, one_line(note.title), one_line(part), _first_lines(drawn, {note.title, part}))


def _heading(section: str) -> str:
    return section.partition("\n")[0].strip().strip("#").strip()


def _first_lines(text: str, known: set[str]) -> str:
    """Return the first lines of `text`, without those at its head that the card says already."""
    said = {slug(fold(line)) for line in known if line}
    lines = [one_line(line, _LONGEST) for line in text.split("\n")]
    while lines and (not lines[0] or slug(fold(lines[0])) in said):
        del lines[0]
    kept: list[str] = []
    left = _LONGEST
    for line in lines[:_LINES]:
        kept.append(one_line(line, max(2, left)))
        left -= len(line)
        if left <= 0:
            break
    return "\n".join(kept)
