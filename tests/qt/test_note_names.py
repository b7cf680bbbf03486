"""A note is found by every name that it has."""

from reader.core.note import Stamp, Summary
from reader.core.pick_book import Pick
from reader.qt.note_names import note_names


def test_a_note_has_several_names() -> None:
    """Title, alias and path lead to the note, which shows them; the latest are offered first."""
    notes = {
        path: Summary(path, Stamp(0, 0), title, f"2026-0{number}-01", aliases=aliases)
        for number, (path, title, aliases) in enumerate(
            [("trade/tea.md", "Silver", ()), ("b.md", "The <b>mill</b>", ("Quern", "Wheel")), ("c.md", "Oak", ())], 1
        )
    }
    book = note_names(list(notes.values()))
    assert ["c.md", "b.md", "trade/tea.md"] == [pick.key for pick in book.best("")]
    assert [Pick("trade/tea.md", "Silver", "trade/tea.md")] == book.best("trade")
    assert [Pick("b.md", "The <b>mill</b>", "Wheel · b.md")] == book.best("whee")
    assert [] == note_names([]).best("a")
