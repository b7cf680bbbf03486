"""What a reference is: each source once, with a key of its own, in text that cannot break out."""

from hypothesis import given, strategies as st

from reader.app.entries import gather, plain, web_address
from reader.core.citation import Source, State


def source(title: str = "", url: str | None = None, label: str = "1", canonical: str | None = None) -> Source:
    """Return a cited source."""
    return Source(label, title, url, None, 1, 0, 1, State.CITED, (), canonical)


def keys(*sources: Source) -> list[str]:
    """Return the keys that the sources get."""
    return [entry.key for entry in gather(sources)]


def test_a_source_of_two_notes_is_one_reference() -> None:
    """Two spellings of an address are one reference; a title that the first lacks comes from the second."""
    same = "https://example.org/tides"
    found = gather([
        source("", "http://www.example.org/tides/", canonical=same),
        source("Tides", "https://example.org/tides?utm_source=x", canonical=same),
        source("Moon", "https://example.org/moon"),
        source("Moon again", "https://example.org/moon"),
        source("A talk"),
        source("a TALK"),
    ])  # fmt: skip
    expected = [("Tides", "http://www.example.org/tides/"), ("Moon", "https://example.org/moon"), ("A talk", None)]
    assert expected == [(entry.title, entry.url) for entry in found]


def test_an_entry_that_says_nothing_is_left_out() -> None:
    """Neither a title nor an address is no reference."""
    assert gather([source(), source(" \n ")]) == []


def test_an_address_is_no_title() -> None:
    """An entry that is a bare URL has none, whatever it is shown as."""
    url = "https://example.org/2025-01-30/how-tides-turn.html"
    found = gather([source(url, url), source("https://example.org/x", "https://example.org/x?utm_source=a")])
    assert [("", "example-how-tides-turn"), ("", "example-x")] == [(entry.title, entry.key) for entry in found]


def test_keys_are_readable_and_stable() -> None:
    """A key tells site and title; a citekey of the author's own is kept."""
    expected = [
        "example-tides-bay",
        "doe2020",
        "doi-s41586-020-2649-2",
        "x-report-final",
        "talk",
        "source-24",
    ]
    assert expected == keys(
        source("The Tides of the Bay", "https://www.example.org/a?b=1"),
        source("Paper", "https://example.org/paper", label="doe2020"),
        source("", "https://doi.org/10.1038/s41586-020-2649-2"),
        source("", "https://x.co.uk/long/path/report-final.pdf"),
        source("A talk"),
        source("24"),
    )


def test_marks_of_chat_exports_are_no_citekeys() -> None:
    """`web:1`, `turn0search3`, hashes and footnote numbers name nothing outside their note."""
    labels = ["web:1", "turn0search3", "1c3390", "ab12cd34", "fn-2", "1_2", "3"]
    found = keys(*(source(f"Word{number}", label=label) for number, label in enumerate(labels)))
    assert [f"word{number}" for number in range(len(labels))] == found


def test_equal_keys_are_counted_up_in_any_case() -> None:
    """Keys differ even for programs that ignore case, and one that was counted up is not given again."""
    found = keys(
        source("Tides bay", "https://example.org/1"),
        source("Tides bay", "https://example.org/2"),
        source("x", "https://example.org/3", label="Example-Tides-Bay-2"),
        source("Tides bay", "https://example.org/4"),
    )
    assert ["example-tides-bay", "example-tides-bay-2", "Example-Tides-Bay-2-2", "example-tides-bay-3"] == found


def test_a_thousand_equal_keys_are_all_different() -> None:
    """Counting up stays correct, and does not start from 2 each time."""
    found = keys(*(source("Same title", f"https://example.org/{number}") for number in range(20_000)))
    assert 20_000 == len(set(found))


def test_only_web_addresses_become_links() -> None:
    """Another scheme is told as a note; nobody can click on it."""
    hostile = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "zotero://select/1", "//host/x", "x"]
    found = gather(source("T", url) for url in hostile)
    assert [(None, url) for url in hostile] == [(entry.url, entry.note) for entry in found]
    assert web_address("www.example.org/a") == "https://www.example.org/a"


def test_a_doi_is_told_by_its_address() -> None:
    """The DOI is the decoded path of doi.org, and of no other host."""
    sici = "https://doi.org/10.1002/(SICI)1097-0258%3C1::AID%3E3.0"
    urls = [sici, "http://dx.doi.org/10.1000/182?x#y", "https://example.org/10.1000/182"]
    expected = ["10.1002/(SICI)1097-0258<1::AID>3.0", "10.1000/182", None]
    assert expected == [entry.doi for entry in gather(source("T", url) for url in urls)]


@given(st.text(), st.text(max_size=60))
def test_whatever_a_note_says_is_one_plain_line(title: str, rest: str) -> None:
    """Titles are one line of valid UTF-8; addresses hold no blank, quote, brace, bracket, backslash or control."""
    line = plain(title + "\ud800")
    assert len(line.splitlines()) <= 1
    line.encode("utf-8")
    url = web_address("https://e.example/" + rest) or ""
    assert not set(url) & set(' \t\r\n<>"{}|\\^`\x00\x7f\x85\u2028')
    url.encode("utf-8")


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=12))
def test_keys_are_always_unique_and_safe(given_sources: list[tuple[str, str]]) -> None:
    """Whatever labels and titles are, keys are ASCII words that no two references share."""
    found = keys(*(source(title, None, label=label) for label, title in given_sources))
    assert len({key.lower() for key in found}) == len(found)
    assert all(key.isascii() and key[0].isalpha() and set(key) <= set(WORD) for key in found)


WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-"
