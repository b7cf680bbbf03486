from reader.core.links import Rank, keys, names, nearest, without_suffix
from reader.core.note import Stamp, Summary


def test_every_name_of_a_note() -> None:
    """A note is known by path, by name, by alias, by title and by permalink."""
    note = Summary("Garden/Sea Tide.md", Stamp(1, 1), "The Tide", "", aliases=("Ebb",), permalink="/sea/tide/")
    expected = {
        ("garden/sea tide.md", Rank.PATH),
        ("garden/sea tide", Rank.PATH),
        ("sea tide.md", Rank.NAME),
        ("sea tide", Rank.NAME),
        ("ebb", Rank.ALIAS),
        ("the tide", Rank.ALIAS),
        ("permalink:sea/tide", Rank.PATH),
    }
    assert expected == set(names(note))


def test_a_link_is_tried_beside_the_note_first() -> None:
    """`Page` in a folder means the one of this folder before the one at the top."""
    assert ["a/b/page", "page", "permalink:page"] == keys("Page#part", "A/B/note.md")


def test_a_link_with_escapes_is_tried_both_ways() -> None:
    """A literal `%20` in a name is found as well as an escaped blank."""
    assert {"a%20b.md", "a b.md"} <= set(keys("a%20b.md", "n.md"))


def test_a_link_cannot_leave_the_library() -> None:
    """Dots that lead above the root lead nowhere."""
    assert not [key for key in keys("../../etc/passwd", "a/n.md") if key.startswith("..")]


def test_an_empty_target_has_no_keys() -> None:
    """`[[#heading]]` is no link to another note."""
    assert [] == keys("#heading", "a/n.md")


def test_the_nearest_note_wins() -> None:
    """Most shared folders first, then the shortest path, then the name."""
    paths = ["b/page.md", "a/x/page.md", "a/y/page.md", "page.md"]
    assert "a/x/page.md" == nearest(paths, "a/x/note.md")
    assert "page.md" == nearest(paths, "c/note.md")
    assert nearest([], "c/note.md") is None


def test_suffixes_fall_off_in_any_case() -> None:
    """`.MD` is an extension too, `.mdx` is none."""
    assert ["a", "a.mdx"] == [without_suffix("a.MD"), without_suffix("a.mdx")]
