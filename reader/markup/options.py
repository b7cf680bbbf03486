"""What a reader may choose about how a note is drawn."""

from msgspec import Struct


class RenderOptions(Struct, frozen=True):
    """How to read one note; None leaves the choice to a guess from the note itself.

    `hard_breaks`: a single line end is a line break, as Obsidian and published gardens write. `article`: the note has
    no Markdown marks, so paragraphs and headings are found by their shape. `embed_depth`: how deep notes inside notes
    are shown.
    """

    hard_breaks: bool | None = None
    article: bool | None = None
    embed_depth: int = 4
