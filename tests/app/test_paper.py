"""What a page becomes for paper: addresses, ways back, code in lines, tables and formulas that fit."""

import re

import pytest

from reader.app.export.code_lines import number_lines
from reader.app.export.nodes import parse, write
from reader.app.export.paper import address, for_paper, letters
from reader.app.export.table_fit import fit_formulas, fit_tables
from reader.core.citation import Citations, Mention, Source, State
from tests.pace import at_most

A4 = 170.0


def cited(*urls: str) -> Citations:
    """Return citations of sources that are each cited twice."""
    sources = []
    for number, url in enumerate(urls):
        marks = tuple(Mention(1, 1, "[1]", str(number + 1), "s", start, start + 3) for start in (number, 50 + number))
        sources.append(Source(str(number + 1), "", url, None, 1, 100, 105, State.CITED, marks, url))
    return Citations(tuple(sources))


def test_references_get_their_address_and_ways_back() -> None:
    """A short address becomes the whole one; every mark that is in the page can be gone back to."""
    html = (
        '<p>x <a class="cite cited" id="mention-0" href="#source-0">[1]</a> '
        '<a class="cite cited" id="mention-1" href="#source-0">[1]</a></p><p class="reference" id="source-0">'
        '<a class="external" href="https://a.example/b?c=1&amp;d"><span class="url-host">a.example</span>'
        '<span class="url-path">/b</span></a></p>'
    )
    made = for_paper(html, cited("https://a.example/b?c=1&d"), A4)
    assert "https://a.example/b?c=1&amp;d" in re.sub(r"<wbr>", "", made)
    assert "url-path" not in made
    assert ["#mention-0", "#mention-1"] == re.findall(r'class="way-back" href="([^"]*)"', made)
    assert ["1a", "1b"] == re.findall(r'class="way-back"[^>]*>([^<]*)<', made)


def test_what_no_entry_tells_is_listed() -> None:
    """Sources of citekeys get an entry; links that are sources are listed with their addresses."""
    keyed = Source("doe2020", "On Tides", "https://e.example/t", None, 1, 1, 2, State.CITED, (), "e")
    linked = Source("", "the table", "https://e.example/u", None, 1, 1, 2, State.CITED, (), "u")
    made = for_paper("<p>x</p>", Citations((keyed, linked)), A4)
    assert 'id="source-0"' in made
    assert ["References", "Links"] == re.findall(r'class="references-label">([^<]*)<', made)
    plain = re.sub(r"<[^>]*>", "", made)
    assert "[doe2020] On Tides https://e.example/t" in plain
    assert "the table https://e.example/u" in plain


@pytest.mark.parametrize("url", ["https://a.example/", "http://a.example/b/c?d=e&f=g#h", "https://ä.example/%20x"])
def test_an_address_is_only_broken_never_changed(url: str) -> None:
    """Its text is the address; nothing is broken inside `//`."""
    made = address(url)
    assert url == made.plain()
    assert "/<wbr>/" not in write(made)


def test_letters_go_on_behind_z() -> None:
    """A source may be cited a thousand times."""
    assert ["a", "z", "aa", "az", "ba", "zz", "aaa"] == [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)]


def test_code_is_cut_into_lines_and_stays_what_it_is() -> None:
    """Colours go over line ends; the text, ids once, and blank lines are kept."""
    root = parse('<pre><code><span class="s" id="x">one\n\ntwo</span>\nthree</code></pre>')
    before = root.plain()
    assert 4 == number_lines(root.children[0], A4)
    assert before == root.plain()
    assert 4 == write(root).count('class="code-line"')
    assert 1 == write(root).count('id="x"')


def test_only_lines_that_may_wrap_are_marked() -> None:
    """A mark for each line would cost the engine seconds."""
    root = parse(f"<pre><code>short\n{'x' * 200}</code></pre>")
    number_lines(root.children[0], A4)
    assert 1 == write(root).count("wraps")


def test_tables_are_set_as_small_as_they_need() -> None:
    """Three columns stand as they are, fourteen are set smaller, of forty the words break."""
    classes = []
    for columns in (3, 14, 40):
        cells = "".join(f"<td>value-{number}</td>" for number in range(columns))
        root = parse(f"<table><tbody><tr>{cells}</tr></tbody></table>")
        fit_tables(root, A4)
        classes.append(root.children[0].attributes["class"])
    assert "fit-100" == classes[0]
    assert classes[1] in {"fit-88", "fit-76", "fit-66", "fit-58"}
    assert "fit-58 anywhere" == classes[2]


def test_long_words_of_a_table_may_break() -> None:
    """And stay the words that they are."""
    root = parse(f"<table><tr><td>a &amp; {'b' * 40}</td></tr></table>")
    before = root.plain()
    fit_tables(root, A4)
    assert before == root.plain()
    assert f'<span class="long-word">{"b" * 40}</span>' in write(root)


def test_wide_formulas_are_set_smaller() -> None:
    """Narrow ones are left alone."""
    for count, expected in ((3, False), (40, True)):
        terms = "<mo>+</mo>".join("<mi>a</mi>" for _ in range(count))
        root = parse(f'<div class="math display"><math><mrow>{terms}</mrow></math></div>')
        fit_formulas(root, 156.0)
        assert expected == ("fit-" in root.children[0].attributes["class"])


@pytest.mark.parametrize(
    "html",
    [
        "<span>" * 20_000 + "x",
        "<table><tr>" + "<td>x</td>" * 50_000 + "</tr></table>",
        "<pre><code>" + "<span>" * 3000 + "\n" * 3000,
        '<div class="math display">' + "<mrow>" * 5000 + "<mi>x</mi>",
        '<p class="reference" id="source-0"><a href="https://a.example/">' + "/" * 100_000 + "</a></p>",
    ],
)
def test_odd_pages_take_little_time(html: str) -> None:
    """Depth and length that no person writes end neither in an error nor in a wait."""
    prose = "<p>A word or two, and a <em>third</em> one.</p>" * 5000
    citations = cited("https://a.example/")
    assert at_most(60, lambda: for_paper(html, citations, A4), lambda: for_paper(prose, citations, A4))
