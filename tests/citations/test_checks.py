import pytest

from reader.citations.checks import suspicion
from reader.citations.read import read
from reader.core.note import Note, ProblemKind, Stamp


def _problems(text: str) -> list[tuple[str, int]]:
    note = Note(path="note.md", stamp=Stamp(0, 0), text=text, body_start=0, title="Note", modified="")
    return [(str(each.kind), each.line) for each in read(note).problems]


def test_a_sound_note_has_none() -> None:
    """A list in order, each entry cited, is not remarked upon."""
    assert [] == _problems("One[1], two[2].\n\n[1] https://a.example\n[2] https://b.example\n")


def test_dangling_and_uncited() -> None:
    """A mark without entry and an entry without mark are told at their lines, a repeated mark once."""
    text = "One[1], two[7].\nAgain[7].\n\nSources:\n[1] https://a.example\n[2] https://b.example\n"
    assert [("dangling-citation", 1), ("uncited-source", 6)] == _problems(text)


def test_duplicate_source() -> None:
    """Two spellings of one address are one source."""
    text = "One[1], two[2].\n\nSources:\n[1] http://www.a.example/x/\n[2] https://a.example/x?utm_source=y\n"
    assert [("duplicate-source", 5)] == _problems(text)


def test_duplicate_label() -> None:
    """The second entry of a number is told, and that nothing cites it."""
    text = "One[1].\n\nSources:\n[1] https://a.example\n[1] https://b.example\n"
    assert [("uncited-source", 5), ("duplicate-label", 5)] == _problems(text)


def test_gap_and_order() -> None:
    """A number that is left out, and one that comes too late."""
    text = "One[1], two[2], four[4].\n\nSources:\n[1] https://a.example\n[4] https://d.example\n[2] https://b.example\n"
    assert [("citation-gap", 5), ("citation-order", 6)] == _problems(text)


def test_lists_that_restart_are_in_order() -> None:
    """A second list that begins at 1 repeats numbers rightly."""
    part = "One[1], two[2].\n\nSources:\n[1] https://{0}1.example\n[2] https://{0}2.example\n\n"
    assert [] == _problems("## A\n\n" + part.format("a") + "## B\n\n" + part.format("b"))


def test_missing_url() -> None:
    """A numbered entry without address is told; a footnote may be mere words."""
    text = "One[1], two[^n].\n\nSources:\n[1] A talk with the miller, 1999\n\n[^n]: A remark.\n"
    assert [("missing-url", 4)] == _problems(text)


def test_repeated_inline_links_are_no_duplicates() -> None:
    """A plain link that the text repeats is no mistake."""
    assert [] == _problems("[a](https://a.example) and [b](https://a.example)\n")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("https://bit.ly/x", "shortened"),
        ("http://192.168.0.4/x", "network"),
        ("http://localhost:80/x", "network"),
        ("http://printer.local/x", "network"),
        ("https://user@bank.example/", "before the host"),
        ("https://nodots/x", "no name"),
        ("https://pаypal.example/", "scripts"),
        ("http://[broken/x", "no browser"),
    ],
)
def test_suspicious_urls(url: str, word: str) -> None:
    """What is odd about an address is said in words."""
    assert word in str(suspicion(url))


def test_suspicion_says_that_nothing_was_looked_up() -> None:
    """A verdict without network says so."""
    note = Note("n", Stamp(0, 0), "One[1].\n\n[1] https://bit.ly/x\n", 0, "n", "")
    (problem,) = read(note).problems
    assert (ProblemKind.SUSPICIOUS_URL, True) == (problem.kind, "not checked online" in problem.message)


@pytest.mark.parametrize(
    "url", ["https://a.example/x", "www.b.example", "https://müller.example/", "https://8.8.8.8/dns", "zotero://x"]
)
def test_ordinary_urls(url: str) -> None:
    """Ordinary addresses raise no suspicion."""
    assert suspicion(url) is None
