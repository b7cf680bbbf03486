"""BibTeX, RIS, CSL-JSON and Markdown, with titles and addresses that try to break out of their field."""

import json
import re
from html import unescape

from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from reader.app.entries import Entry, plain, web_address
from reader.app.reference_forms import bibtex, csl_json, markdown, ris, tex

TIDES = Entry("example-tides", "Tides & Tables", "https://example.org/a_b?x=1&y=50%25#c")
PAPER = Entry("doi-x", "", "https://doi.org/10.1000/a", doi="10.1000/a")
OFFLINE = Entry("zotero-one", "One", None, note="zotero://select/1")
HOSTILE = [
    "}, author = {Mallory}, x = {",
    "\\input{/etc/passwd} \\write18{id}",
    "x\nER  - \r\nTY  - BOOK\u2028AU  - Mallory",
    '", "author": "Mallory',
    "](javascript:alert(1)) <img src=x onerror=alert(1)>",
    "@book{mallory, title={x}}",
    "% comment # $ & _ ~ ^ {{{ ",
]


def entry(title: str, rest: str = "") -> Entry:
    """Return an entry as `gather` makes it of a note's text."""
    return Entry("k", plain(title), web_address("https://e.example/" + rest))


def test_bibtex() -> None:
    """One entry for each source, with the fields that classic BibTeX and biblatex need."""
    expected = r"""@online{example-tides,
  title = {Tides \& Tables},
  howpublished = {\url{https://example.org/a_b?x=1&y=50%25#c}},
  url = {https://example.org/a_b?x=1&y=50%25#c},
}

@online{doi-x,
  title = {https://doi.org/10.1000/a},
  howpublished = {\url{https://doi.org/10.1000/a}},
  url = {https://doi.org/10.1000/a},
  doi = {10.1000/a},
}

@misc{zotero-one,
  title = {One},
  note = {zotero://select/1},
}
"""
    assert expected == bibtex([TIDES, PAPER, OFFLINE])


def test_ris() -> None:
    """Every line ends with CR LF and every reference with ER."""
    expected = (
        "TY  - ELEC\r\nID  - doi-x\r\nTI  - https://doi.org/10.1000/a\r\nUR  - https://doi.org/10.1000/a\r\n"
        "DO  - 10.1000/a\r\nER  - \r\n\r\n"
        "TY  - ELEC\r\nID  - zotero-one\r\nTI  - One\r\nN1  - zotero://select/1\r\nER  - \r\n\r\n"
    )
    assert expected == ris([PAPER, OFFLINE])


def test_csl_json() -> None:
    """Items have the names of the CSL schema, and nothing that the note does not say."""
    expected = [
        {"id": "doi-x", "type": "webpage", "title": PAPER.url, "URL": PAPER.url, "DOI": "10.1000/a"},
        {"id": "zotero-one", "type": "webpage", "title": "One", "note": "zotero://select/1"},
    ]
    assert expected == json.loads(csl_json([PAPER, OFFLINE]))


def test_markdown() -> None:
    """A numbered list of links; parentheses stay where they are balanced."""
    wiki = Entry("w", "Foo", "https://en.wikipedia.org/wiki/Foo_(bar)")
    open_ended = Entry("o", "1. #x", "https://e.example/)(")
    expected = (
        "1. [Tides \\& Tables](https://example.org/a_b?x=1&y=50%25#c)\n"
        "2. [Foo](https://en.wikipedia.org/wiki/Foo_(bar))\n"
        "3. [1\\. \\#x](https://e.example/%29%28)\n"
        "4. One zotero://select/1\n"
    )
    assert expected == markdown([TIDES, wiki, open_ended, OFFLINE])


def test_nothing_in_is_nothing_out() -> None:
    """No sources give empty text, and an empty list where the form is a list."""
    assert ["", "", "[]\n", ""] == [bibtex([]), ris([]), csl_json([]), markdown([])]


def test_hostile_titles_stay_in_their_field() -> None:
    """No title makes a second entry, a second field, a control sequence or a live address."""
    entries = [entry(title, title) for title in HOSTILE]
    text = bibtex(entries)
    assert len(HOSTILE) == len(re.findall(r"(?m)^@", text))
    assert {"title", "howpublished", "url"} == set(re.findall(r"(?m)^  (\w+) = ", text))
    assert not re.search(r"\\(input|write)", text)
    lines = ris(entries).split("\r\n")
    assert ["TY", "ID", "TI", "UR", "ER", ""] * len(HOSTILE) + [""] == [line[:2] for line in lines]
    assert all(set(item) == {"id", "type", "title", "URL"} for item in json.loads(csl_json(entries)))
    html = MarkdownIt().render(markdown(entries))
    assert len(HOSTILE) == html.count("<a ") == html.count('href="https://e.example/')
    assert "<img" not in html


@given(st.text(), st.text())
def test_braces_of_bibtex_are_always_balanced(title: str, rest: str) -> None:
    """Counted as BibTeX counts, backslashes ignored: depth 0 comes at the end of an entry only."""
    depth = 0
    text = bibtex([entry(title, rest)])
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        assert depth > 0 or place < text.index("{") or place >= len(text) - 2
    assert depth == 0


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tex_can_be_read_back(text: str) -> None:
    """Every special character is spelled out, and nothing else is changed."""
    spelled = {
        r"\textbackslash{}": "\\",
        r"\textbraceleft{}": "{",
        r"\textbraceright{}": "}",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
        **{"\\" + mark: mark for mark in "#$%&_"},
    }
    back = re.sub("|".join(map(re.escape, spelled)), lambda match: spelled[match[0]], tex(text))
    assert text == back


@given(st.text(), st.text())
def test_a_ris_value_is_one_line(title: str, rest: str) -> None:
    """Readers that split at any line end of Unicode still find one field on every line."""
    lines = ris([entry(title, rest)]).splitlines()
    assert ["TY", "ID", "TI", "UR", "ER", ""] == [line[:2] for line in lines]


@given(st.text(), st.text())
def test_json_is_always_valid(title: str, rest: str) -> None:
    """What is read back is what was written, and is UTF-8."""
    given_entry = entry(title, rest)
    text = csl_json([given_entry])
    text.encode("utf-8")
    assert [given_entry.name] == [item["title"] for item in json.loads(text)]


@given(st.text(), st.text(st.characters(exclude_categories=["Cs"])))
def test_markdown_shows_the_title_and_nothing_else(title: str, rest: str) -> None:
    """A Markdown parser finds one item with one link whose text is the title."""
    given_entry = entry(title, rest)
    html = MarkdownIt().render(markdown([given_entry]))
    found = re.fullmatch(r'<ol>\n<li><a href="([^"]*)">([^<]*)</a></li>\n</ol>\n', html)
    assert found
    assert given_entry.name == unescape(found[2])
