"""References out, from sources to text in a form."""

import pytest

from reader.app.references import FORMS, write_references
from reader.core.citation import Source, State
from reader.errors import UsageError

SOURCES = [
    Source(
        "1", "Tides", "https://example.org/tides", "example.org", 3, 0, 9, State.CITED, (), "https://example.org/tides"
    ),
    Source(
        "2", "", "http://example.org/tides/", "example.org", 4, 9, 19, State.UNCITED, (), "https://example.org/tides"
    ),
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_each_source_once(form: str) -> None:
    """Whatever the form, two spellings of one source are one reference with its title."""
    text = write_references(SOURCES, form)
    assert 1 == text.count("Tides")
    assert "http://example.org" not in text


@pytest.mark.parametrize("form", FORMS)
def test_no_form_invents_an_author_or_a_date(form: str) -> None:
    """Nothing but what the note says is in a reference."""
    text = write_references(SOURCES, form).lower()
    assert not any(word in text for word in ("author", "year", "date", "au  -", "py  -", "da  -", "n.d.", "issued"))


def test_an_unknown_form_is_one_sentence() -> None:
    """The error says which forms there are."""
    with pytest.raises(UsageError, match=r"no form of references called endnote\. Choose one of bibtex, ris,"):
        write_references(SOURCES, "endnote")
