"""A bibliography in a citation style, bundled or given."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reader.app.bibliography import bibliography, bundled_styles
from reader.app.entries import Entry, plain
from reader.errors import ReaderError, UnreadableError, UsageError

ENTRIES = [
    Entry("tides", "Tides of the Bay", "https://example.org/tides"),
    Entry("doi-x", "", "https://doi.org/10.1000/a", doi="10.1000/a"),
    Entry("Anchors", "Anchors, <b>and</b> & chains", None),
]
QUOTED = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>q</title><id>q</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout prefix="* "><text variable="title" quotes="true"/></layout></bibliography></style>"""


def test_the_default_style_numbers_in_the_order_of_the_text() -> None:
    """Number, title and address, whichever there are."""
    expected = (
        "[1] Tides of the Bay. https://example.org/tides\n"
        "[2] https://doi.org/10.1000/a\n"
        "[3] Anchors, <b>and</b> & chains\n"
    )
    assert expected == bibliography(ENTRIES) == bibliography(ENTRIES, "numbered")


def test_the_alphabetical_style_sorts_by_title() -> None:
    """Entries without a title come last."""
    found = bibliography(ENTRIES, "alphabetical").splitlines()
    assert ["Anchors", "Tides o", "https:/"] == [line[:7] for line in found]


def test_a_style_can_be_given_as_a_file(tmp_path: Path) -> None:
    """Any independent CSL style works."""
    style = tmp_path / "quoted.csl"
    style.write_text(QUOTED, encoding="utf-8")
    assert "* “Tides of the Bay”\n" == bibliography(ENTRIES[:1], str(style))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.csl", "../styles/numbered", "a\0b"])
def test_an_unknown_style_is_a_wrong_usage(name: str) -> None:
    """The error names the styles that there are."""
    with pytest.raises(
        UsageError, match=r"There is no citation style .* alphabetical, author-date, initials, numbered\."
    ):
        bibliography(ENTRIES, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML at all",
        "<html/>",
        QUOTED.replace("bibliography", "nothing"),
        QUOTED.replace('<text variable="title" quotes="true"/>', '<text macro="missing"/>'),
        QUOTED.replace("<info>", '<macro name="m"><text macro="m"/></macro><info>').replace(
            '<text variable="title" quotes="true"/>', '<text macro="m"/>'
        ),
        QUOTED + "\n" * 2**20,
    ],
    ids=["empty", "no-xml", "html", "dependent", "missing-macro", "endless-macro", "huge"],
)
def test_a_broken_style_is_one_sentence(tmp_path: Path, text: str) -> None:
    """Whatever is wrong with it, the user learns which file it is."""
    style = tmp_path / "broken.csl"
    style.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        bibliography(ENTRIES, str(style))
    assert "broken.csl" in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_style_reads_no_other_file(tmp_path: Path) -> None:
    """An external entity in a style brings nothing of the disk into the output."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SESAME", encoding="utf-8")
    style = tmp_path / "entity.csl"
    doctype = f'<!DOCTYPE style [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    style.write_text(doctype + QUOTED.replace("<title>q", "<title>&s;").replace('"* "', '"&s;"'), encoding="utf-8")
    try:
        found = bibliography(ENTRIES, str(style))
    except ReaderError as error:
        found = str(error)
    assert "SESAME" not in found


@pytest.mark.parametrize("style", bundled_styles())
def test_bundled_styles_keep_to_the_schema(style: str) -> None:
    """Each of them formats everything, and says all that is known of an entry."""
    text = bibliography(ENTRIES, style)
    assert all(part in text for entry in ENTRIES for part in (entry.title, entry.url or ""))


@given(st.lists(st.text(), max_size=5))
def test_every_entry_is_one_line(titles: list[str]) -> None:
    """No title breaks a line, vanishes or is taken for markup."""
    entries = [Entry(f"k{number}", plain(title)) for number, title in enumerate(titles) if plain(title)]
    lines = bibliography(entries).splitlines()
    assert [f"[{number}] {entry.title}" for number, entry in enumerate(entries, 1)] == lines
