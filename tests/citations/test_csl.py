"""Items of CSL as people and programs write them."""

import json

import pytest
from hypothesis import given, strategies as st

from reader.citations.csl import csl_reference, items_of, parse_csl, work_of
from reader.core.work import Date, Name, Work

ITEM = {
    "id": "doe",
    "type": "article-journal",
    "title": "Of <i>tides</i> &amp; CO<sub>2</sub>",
    "author": [
        {"family": "Doe", "given": "Jane", "non-dropping-particle": "van"},
        {"literal": "The Bay"},
        "Plain Name",
    ],
    "issued": {"date-parts": [["2020", "05", 3]]},
    "volume": 12,
    "page": "3-9",
    "DOI": "https://doi.org/10.1000/tides",
}


def test_an_item_is_read() -> None:
    """Tags in titles go, numbers may be texts and texts numbers, names may be literal."""
    expected = Work(
        "article-journal",
        (("title", "Of tides & CO₂"), ("volume", "12"), ("page", "3-9"), ("DOI", "10.1000/tides")),
        (("author", (Name("Doe", "Jane", "van"), Name(literal="The Bay"), Name(literal="Plain Name"))),),
        (("issued", Date(((2020, 5, 3),))),),
    )
    assert expected == work_of(ITEM)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"date-parts": [[2020]]}, Date(((2020,),))),
        ({"date-parts": [["2020", "1"], ["2021"]]}, Date(((2020, 1), (2021,)))),
        ({"date-parts": [2020, 5]}, Date(((2020, 5),))),
        ({"date-parts": [["2020", "13", "40"]]}, Date(((2020,),))),
        ({"date-parts": [[2020]], "circa": True}, Date(((2020,),), circa=True)),
        ({"date-parts": [[2020]], "circa": "0", "season": "21"}, Date(((2020,),), season=1)),
        ({"raw": "May 3, 2020"}, Date(((2020, 5, 3),))),
        ({"raw": "2020-05"}, Date(((2020, 5),))),
        ({"literal": "in press"}, Date(literal="in press")),
        ({"edtf": "2020~"}, Date(((2020,),), circa=True)),
        ({"date-parts": [[]], "literal": "n.d."}, Date(literal="n.d.")),
        ({"year": "2020", "month": "May"}, Date(((2020, 5),))),
        ([{"year": 2019}, {"year": 2020}], Date(((2019,), (2020,)))),
        ("2020-05-03", Date(((2020, 5, 3),))),
        (2020, Date(((2020,),))),
        ({}, None),
        ({"date-parts": {"a": 1}}, None),
        ({"date-parts": [[True]]}, None),
        ([[[]]], None),
    ],
)
def test_dates(written: object, read: Date | None) -> None:
    """Five forms of dates, and what is none."""
    assert read == work_of({"issued": written}).date("issued")


def test_the_same_id_twice_is_told() -> None:
    """The first item counts."""
    found = parse_csl('[{"id": "a", "title": "One"}, {"id": "a", "title": "Two"}]')
    assert ("One", [True]) == (found.references["a"].title, [fault.doubled for fault in found.faults])


def test_lists_are_found_where_programs_put_them() -> None:
    """`items`, `references`, a bare list, or one item."""
    for data in ([ITEM], {"items": [ITEM]}, {"references": [ITEM]}, ITEM):
        assert ["doe"] == list(items_of(data).references)


def test_manubots_identifiers_are_keys_too() -> None:
    """`standard_id` stands in the note of an item, `standard_citation` beside its id."""
    item = {"id": "a", "standard_citation": "doi:10.1/x", "note": "words\nstandard_id: url:https://b.example"}
    reference = csl_reference(item)
    assert reference
    assert ("a", ("doi:10.1/x", "url:https://b.example")) == (reference.key, reference.others)


def test_markdown_in_the_titles_of_front_matter_is_plain() -> None:
    """A title of `references:` is Markdown; that of a JSON file is not."""
    item = {"id": "a", "title": "Of *tides* and C*-algebras*"}
    plain, written = csl_reference(item, markdown=True), csl_reference(item)
    assert plain
    assert written
    assert ("Of tides and C-algebras", "Of *tides* and C*-algebras*") == (plain.title, written.title)


@pytest.mark.parametrize(
    "item",
    [
        {"id": "a", "title": ["x"], "author": {"family": {"x": 1}}, "issued": [1, [2, [3]]], "volume": {"a": 1}},
        {"id": "a", "title": None, "author": None, "issued": None, "DOI": [], "type": 7, "note": 3},
        {"id": "a", "author": [[["x"]], 7, None, {"given": "G"}], "issued": {"date-parts": "2020"}},
        {
            "id": "a",
            "title": "x" * 1_000_000,
            "author": [{"family": "y" * 1_000_000}] * 10_000,
            "abstract": "<" * 100_000,
        },
        {"id": "a", "title": "\ud800 <script>alert(1)</script>\u2028\n\x00", "custom": {"a": ITEM}, "unknown": "x"},
    ],
)
def test_whatever_an_item_holds_is_a_work(item: dict[str, object]) -> None:
    """Nested, missing, endless and broken values are left out or cut; every text is one line of UTF-8."""
    work = work_of(item)
    assert all(text.encode() and len(text) <= 10_000 and len(text.splitlines()) == 1 for _, text in work.texts)
    assert all(len(people) <= 5_000 and all(len(name.short) <= 300 for name in people) for _, people in work.names)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*ITEM, "accessed", "editor", "note", "URL"]), _JSON))
def test_no_value_raises(item: dict[str, object]) -> None:
    """Any JSON may stand in any field."""
    found = parse_csl(json.dumps([item]))
    for reference in found.references.values():
        assert reference.work.byline.splitlines()[1:] == []
