"""RIS read as programs write it: good entries are used, what is broken is named with its line."""

import pytest
from hypothesis import given, strategies as st

from reader.citations.bibliography import parse_bibliography, parse_ris
from reader.core.work import OTHERS, Name, Work
from tests.pace import at_most

FILE = """\
TY  - JOUR
ID  - low84
TI  - Of tides
AU  - de la Low, Ada
A1  - Moon, Karl, Jr.
AU  - Bay Club
AU  - et al.
T2  - The Tide Journal
J2  - Tide J.
VL  - 27
IS  - 2
SP  - 97
EP  - 111
PY  - 1984
DA  - 1984/05/03/
SN  - 0010-462X
DO  - 10.1000/tide.27_2
UR  - https://journal.example/low
KW  - tide
KW  - bay
Y2  - 2021/03/04/
AB  - A long text
that is folded over lines.
ER  -

TY  - CHAP
ID  - sand11
T1  - Sand
BT  - Of Dunes
A2  - Dahl, B.
SN  - 978-3-16-148410-0
PB  - Bay Press
CY  - Reading
Y1  - 2011///Spring
ER  -
"""


def work(text: str) -> Work:
    """Return the only work in a file of RIS."""
    (reference,) = parse_ris(text).references.values()
    return reference.work


def test_fields_are_those_of_csl() -> None:
    """People, container, numbers, dates and identifiers stand where bibliographies have them."""
    found = parse_bibliography("refs.RIS", FILE.replace("\n", "\r\n"))
    assert () == found.faults
    low, sand = found.references.values()
    assert ("low84", 1, "https://journal.example/low", ("doi:10.1000/tide.27_2",)) == (
        low.key, low.line, low.url, low.others
    )  # fmt: skip
    assert "article-journal" == low.work.kind
    people = (Name("de la Low", "Ada"), Name(literal="Bay Club"), OTHERS, Name("Moon", "Karl", suffix="Jr."))
    assert people == low.work.people("author")
    assert {
        "title": "Of tides", "container-title": "The Tide Journal", "container-title-short": "Tide J.", "volume": "27",
        "issue": "2", "page": "97-111", "ISSN": "0010-462X", "DOI": "10.1000/tide.27_2", "keyword": "tide, bay",
        "URL": "https://journal.example/low", "abstract": "A long text that is folded over lines.",
    } == dict(low.work.texts)  # fmt: skip
    assert {"issued": ((1984, 5, 3),), "accessed": ((2021, 3, 4),)} == {
        name: date.parts for name, date in low.work.dates
    }
    assert ("chapter", "Of Dunes", "978-3-16-148410-0", "Reading", "2011") == (
        sand.work.kind, sand.work.text("container-title"), sand.work.text("ISBN"), sand.work.text("publisher-place"),
        sand.work.year,
    )  # fmt: skip
    assert (Name("Dahl", "B."),) == sand.work.people("editor")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("TY  - BOOK\nTI  - Tides\nER  - \n", ["The entry in line 1 has no key (ID) by which a note could cite it."]),
        (
            "TY  - BOOK\nID  - a\n\nTY  - BOOK\nID  - b\n",
            [
                "The entry in line 1 has no end (ER); it is used as far as it goes.",
                "The entry in line 4 has no end (ER); it is used as far as it goes.",
            ],
        ),
        (
            "TY  - BOOK\nID  - a\nER  -\nTI  - Lost\nAU  - Lost\nER  -\n\nTY  - BOOK\nID  - b\nER  -",
            ["Line 4 belongs to no entry: none begins (TY) above it."],
        ),
        (
            "TY  - BOOK\nID  - a\nER  -\nTY  - BOOK\nID  - a\nER  -\nTY  - BOOK\nID  - b\nER  -",
            ["“a” in line 4 stands in line 1 already; marks lead there."],
        ),
        ("@book{a, title = {Tides}}\n", ["Line 1 belongs to no entry: none begins (TY) above it."]),
    ],
)
def test_what_is_broken_is_named_with_its_line(text: str, messages: list[str]) -> None:
    """All that can be used is; the rest is said once."""
    found = parse_ris(text)
    assert messages == [fault.message for fault in found.faults]
    assert [key for key in ("a", "b") if f"ID  - {key}" in text] == list(found.references)


@pytest.mark.parametrize(
    ("line", "variable", "value"),
    [
        ("DA  - 2020/05//", "issued", "2020"),
        ("PY  - 2020", "issued", "2020"),
        ("Y1  - 3 May 2020", "issued", "2020"),
        ("PY  - ///in press", "issued", "in press"),
        ("UR  - see https://a.example/x.", "URL", "https://a.example/x"),
        ("M3  - https://doi.org/10.1000/x", "DOI", "10.1000/x"),
        ("SP  - 5--9", "page", "5-9"),
    ],
)
def test_values_are_read_as_people_write_them(line: str, variable: str, value: str) -> None:
    """Dates have five forms, and identifiers stand in the wrong field."""
    found = work(f"TY - GEN\nID  - a\n{line}\nER  - ")
    date = found.date(variable)
    assert value == (date.year if date else found.text(variable))


def test_a_preprint_is_none_without_an_address() -> None:
    """`UNPB` stands for both; only what can be fetched is an article."""
    assert "manuscript" == work("TY  - UNPB\nID  - a\nER  - ").kind
    assert "article" == work("TY  - UNPB\nID  - a\nUR  - https://a.example\nER  - ").kind


@given(st.text(alphabet=st.sampled_from(list("TYIDERA0- \n\r\t:/.,x")), max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Whatever a file holds, reading ends in entries and faults, and every entry can be asked."""
    found = parse_ris("TY  - BOOK\nID  - k\n" + text)
    assert "k" in found.references
    assert all(each.work.kind and each.title for each in found.references.values())


def test_long_files_take_time_in_proportion() -> None:
    """A text that is folded a hundred thousand times, and entries without number."""
    small, large = "TY  - BOOK\nID  - a\nAB  - x\n", 40_000
    assert at_most(40, lambda: parse_ris(small + "more\n" * 10 * large), lambda: parse_ris(small + "more\n" * large))
    assert 1_000 == len(parse_ris("TY  - BOOK\nER  -\n" * 5_000).faults)
