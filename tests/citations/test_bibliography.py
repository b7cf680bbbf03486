from reader.citations.bibliography import named_files, parse_bibliography, parse_bibtex, parse_csl
from reader.core.note import Note, Stamp

_BIB = """% comment
@string{press = "Bay Press"}
@book{berg2011,
  author = {Berg, Anna},
  title = {Sand on the {Move}},
  url = "https://dunes.example.org/sand"
}
@article{open2,
  title = {Never closed
@article{müller04, title = {{\\"U}ber Gez\\'eiten}, doi = {https://doi.org/10.1000/x}, year = 2004}
@misc{eprint1, title = "Grains", eprint = {2101.00001}, archivePrefix = {arXiv}}
@misc{ , title = {No key}}
@inproceedings(round1, title = "Round " # "brackets", doi = "10.1000/r(1)")
"""


def test_good_entries_are_read() -> None:
    """Braces, quotes, accents, joined strings and identifiers come out as plain words and addresses."""
    found = {key: (each.title, each.url) for key, each in parse_bibtex(_BIB).references.items()}
    assert {
        "berg2011": ("Sand on the Move", "https://dunes.example.org/sand"),
        "müller04": ("Über Gezéiten", "https://doi.org/10.1000/x"),
        "eprint1": ("Grains", "https://arxiv.org/abs/2101.00001"),
        "round1": ("Round brackets", "https://doi.org/10.1000/r(1)"),
    } == found


def test_bad_entries_are_told_with_their_line() -> None:
    """An entry that is not closed and one without a key are named, the others used."""
    assert [8, 12] == [fault.line for fault in parse_bibtex(_BIB).faults]


def test_csl_json() -> None:
    """CSL-JSON gives id, title, URL or DOI; an item without id is told."""
    text = (
        '[{"id": "a", "title": "Tide", "DOI": "10.1000/1"}, {"title": "none"}, {"id": 7, "URL": "https://b.example"}]'
    )
    read = parse_csl(text)
    assert [("a", "https://doi.org/10.1000/1"), ("7", "https://b.example")] == [
        (each.key, each.url) for each in read.references.values()
    ]
    assert 1 == len(read.faults)


def test_broken_json_is_one_fault() -> None:
    """A file that is no JSON names the line."""
    assert [2] == [fault.line for fault in parse_bibliography("refs.json", '[\n{"id": }]').faults]


def test_named_files() -> None:
    """A note names one bibliography or several."""
    note = Note("n", Stamp(0, 0), "", 0, "n", "", metadata={"bibliography": ["a.bib", "b.json"]})
    assert ("a.bib", "b.json") == named_files(note)


def test_a_file_that_is_nothing_but_heads_is_read_once() -> None:
    """Three hundred thousand entries that begin and never go on; a thousand of them are told."""
    found = parse_bibtex("@a{" * 300_000)
    assert ({}, 1_000) == (found.references, len(found.faults))
