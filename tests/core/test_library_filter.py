"""Filters against what a person would do: go through all notes, one by one, with the rules in hand."""

from hypothesis import given, strategies as st
from msgspec.structs import replace

from reader.core.library import TagCount
from reader.core.library_filter import Facets, Filter, facets, narrowed
from reader.core.note import Stamp, Summary
from reader.core.text import fold

PARTS = st.sampled_from(["ai", "AI", "é", "e\u0301", "china", "b", "ß"])
TAGS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
FOLDERS = st.lists(st.sampled_from(["a", "A", "ab", "b c"]), max_size=3)
NOTES = st.lists(st.tuples(FOLDERS, st.lists(TAGS, max_size=4)), max_size=12)
FILTERS = st.builds(
    Filter,
    tags=st.lists(TAGS, max_size=3).map(tuple),
    any_tag=st.booleans(),
    without=st.lists(TAGS, max_size=2).map(tuple),
    folders=st.lists(FOLDERS.filter(bool).map("/".join), max_size=2).map(tuple),
)


def made(places: list[tuple[list[str], list[str]]]) -> list[Summary]:
    """Return notes in these folders with these tags."""
    return [
        Summary("/".join([*folders, f"{number}.md"]), Stamp(1, 1), str(number), "", tags=tuple(tags))
        for number, (folders, tags) in enumerate(places)
    ]


def has_tag(note: Summary, tag: str) -> bool:
    """Return whether a note has a tag, or one below it."""
    return any(fold(own) == fold(tag) or fold(own).startswith(fold(tag) + "/") for own in note.tags)


def is_in(note: Summary, folder: str) -> bool:
    """Return whether a note lies in a folder, or in one below it."""
    above = note.path.split("/")[:-1]
    return any("/".join(above[:depth]) == folder for depth in range(1, len(above) + 1))


def judged(note: Summary, wanted: Filter) -> bool:
    """Judge one note rule by rule."""
    tagged = [has_tag(note, tag) for tag in wanted.tags]
    if tagged and not (any(tagged) if wanted.any_tag else all(tagged)):
        return False
    if any(has_tag(note, tag) for tag in wanted.without):
        return False
    return not wanted.folders or any(is_in(note, folder) for folder in wanted.folders)


def flat(tree: tuple[TagCount, ...]) -> dict[str, int]:
    """Return the counts of a tree by their names."""
    found: dict[str, int] = {}
    for branch in tree:
        found[branch.name] = branch.count
        found |= flat(branch.children)
    return found


@given(NOTES, FILTERS)
def test_a_filter_leaves_what_a_person_would(places: list[tuple[list[str], list[str]]], wanted: Filter) -> None:
    """All, any and without, in folders: each note is judged as by hand, and the order stays."""
    notes = made(places)
    assert [note for note in notes if judged(note, wanted)] == narrowed(notes, wanted)


@given(NOTES, FILTERS)
def test_counts_are_those_of_the_list(places: list[tuple[list[str], list[str]]], wanted: Filter) -> None:
    """A tag counts the notes that it would leave, beside alternatives those that it would bring; a folder too."""
    notes = made(places)
    counted = facets(notes, wanted)
    others = replace(wanted, tags=()) if wanted.any_tag else wanted
    for tag, count in flat(counted.tags).items():
        assert count == sum(judged(note, others) and has_tag(note, tag) for note in notes)
    left = {fold(tag) for note in notes if judged(note, others) for tag in note.tags}
    assert left <= {fold(tag) for tag in flat(counted.tags)}
    elsewhere = replace(wanted, folders=())
    expected = {
        "/".join(parts[:depth]): sum(judged(one, elsewhere) and is_in(one, "/".join(parts[:depth])) for one in notes)
        for note in notes
        if judged(note, elsewhere)
        for parts in [note.path.split("/")[:-1]]
        for depth in range(1, len(parts) + 1)
    }
    assert expected == flat(counted.folders)


@given(NOTES, FILTERS, TAGS)
def test_a_further_tag_leaves_as_many_as_it_says(
    places: list[tuple[list[str], list[str]]], wanted: Filter, tag: str
) -> None:
    """What stands beside a tag is how long the list is after it was added to the others, where all are wanted."""
    notes = made(places)
    wanted = replace(wanted, any_tag=False)
    count = {fold(name): count for name, count in flat(facets(notes, wanted).tags).items()}.get(fold(tag), 0)
    assert count == len(narrowed(notes, replace(wanted, tags=(*wanted.tags, tag))))


def test_nothing_is_wanted_at_first() -> None:
    """An empty filter leaves everything and is false."""
    notes = made([(["a"], ["ai"]), ([], [])])
    assert notes == narrowed(notes, Filter())
    assert not Filter(any_tag=True)
    assert Facets((TagCount("ai", 1),), (TagCount("a", 1),)) == facets(notes, Filter())
