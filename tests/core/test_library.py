from collections import Counter

from hypothesis import given, strategies as st

from reader.core.library import Snapshot, TagCount, branches, folder_tree, tag_tree
from reader.core.library_filter import Filter, narrowed
from reader.core.note import Stamp, Summary
from reader.core.text import fold

PARTS = st.sampled_from(["ai", "AI", "é", "e\u0301", "china", "b", "ß"])
TAGS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
NOTES = st.lists(st.lists(TAGS, max_size=4), max_size=12)


def note(path: str, *tags: str) -> Summary:
    """Return a note that has nothing but a path and tags."""
    return Summary(path, Stamp(1, 1), path, "2026-01-01T00:00:00Z", tags=tags)


def flat(tree: tuple[TagCount, ...]) -> dict[str, int]:
    """Return the counts of a tree by folded name."""
    found: dict[str, int] = {}
    for branch in tree:
        found[fold(branch.name)] = branch.count
        found |= flat(branch.children)
    return found


def counted_one_by_one(tagged: list[list[str]]) -> Counter[str]:
    """Count what a person would: for every tag, the notes that have it or one below it."""
    wanted = {"/".join(fold(tag).split("/")[:depth]) for tags in tagged for tag in tags for depth in range(1, 4)}
    return Counter(
        {
            one: sum(any(fold(tag) == one or fold(tag).startswith(one + "/") for tag in tags) for tags in tagged)
            for one in wanted
        }
    )


@given(NOTES)
def test_the_tree_counts_as_a_person_would(tagged: list[list[str]]) -> None:
    """Every tag counts the notes with it or with one below it, each once."""
    notes = [note(str(number), *tags) for number, tags in enumerate(tagged)]
    assert dict(counted_one_by_one(tagged)) == flat(tag_tree(notes))


@given(NOTES, st.lists(TAGS, max_size=3))
def test_filter_and_count_agree(tagged: list[list[str]], wanted: list[str]) -> None:
    """A tag's count is the number of notes that its filter leaves."""
    notes = [note(str(number), *tags) for number, tags in enumerate(tagged)]
    left = narrowed(notes, Filter(tuple(wanted)))
    for name, count in flat(tag_tree(left)).items():
        assert count == len(narrowed(left, Filter((name,))))


def test_two_tags_under_one_count_once() -> None:
    """A note with `a/b` and `a/c` counts once under `a`."""
    expected = (TagCount("a", 1, (TagCount("a/b", 1), TagCount("a/c", 1))),)
    assert expected == tag_tree([note("n", "a/b", "a/c")])


def test_the_most_frequent_spelling_is_shown() -> None:
    """Tags that differ in case are one tag."""
    assert (TagCount("AI", 3),) == tag_tree([note("1", "AI"), note("2", "ai"), note("3", "AI")])


def test_branches_skip_empty_parts() -> None:
    """Slashes without a name between them make no level."""
    assert ("a", "a/b") == branches("/A//b/")


def test_snapshot_finds_by_path() -> None:
    """A snapshot knows its notes by their paths."""
    one = note("x.md")
    assert one is Snapshot("/", (one,)).by_path["x.md"]


def test_a_folder_counts_the_notes_below_it() -> None:
    """Folders are told apart exactly as the disk does, case and all; notes in no folder are in none."""
    notes = [note(path) for path in ("a/1.md", "a/b/2.md", "a/b/3.md", "A/4.md", "5.md")]
    expected = (TagCount("A", 1), TagCount("a", 3, (TagCount("a/b", 2),)))
    assert expected == folder_tree(notes)


def test_a_flat_library_has_no_folders() -> None:
    """Nothing is shown where nothing is to choose."""
    assert () == folder_tree([note("1.md"), note("2.md")])


def test_trees_that_go_down_without_end_are_cut() -> None:
    """A tag or a path of a thousand parts is counted as far as anybody can unfold it."""
    deep = "/".join("a" * 1000)
    (top,) = folder_tree([note(f"{deep}/1.md")])
    assert "a" == top.name
    (top,) = tag_tree([note("1.md", deep)])
    assert ("a", 1) == (top.name, top.count)
