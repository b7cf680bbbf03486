"""What entries of BibTeX say: people, dates, kinds and texts, through macros, crossref and TeX."""

import pytest

from reader.citations.bibtex import parse_bibtex
from reader.citations.bibtex_names import names_of
from reader.citations.latex import untex
from reader.core.work import OTHERS, Date, Name, Work


def work(entry: str, key: str = "k") -> Work:
    """Return the work that an entry tells of."""
    return parse_bibtex(entry).references[key].work


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Donald E. Knuth", Name("Knuth", "Donald E.")),
        ("Knuth, Donald E.", Name("Knuth", "Donald E.")),
        ("Anna van der Berg", Name("Berg", "Anna", "van der")),
        ("van der Berg, Anna", Name("Berg", "Anna", "van der")),
        ("de la Vall{\\'e}e Poussin, Charles", Name("Vallée Poussin", "Charles", "de la")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("{World Health Organization}", Name(literal="World Health Organization")),
        ("{{Barnes and Noble}}", Name(literal="Barnes and Noble")),
        ("{\\'E}mile Zola", Name("Zola", "Émile")),
        ("{\\o}rsted Hansen", Name("Hansen", "", "ørsted")),
        ("Brinch Hansen, Per", Name("Brinch Hansen", "Per")),
        ("Jean-Paul~Sartre", Name("Sartre", "Jean-Paul")),
        ("Aristotle", Name("Aristotle")),
        ("family=Knuth, given={Donald E.}, prefix=van", Name("Knuth", "Donald E.", "van")),
        ("others", OTHERS),
    ],
)
def test_a_name_is_taken_apart_as_bibtex_does(written: str, read: Name) -> None:
    """`First von Last`, `von Last, First`, `von Last, Jr, First`, and what braces keep whole."""
    assert (read,) == names_of(written)


def test_names_are_parted_by_and_outside_of_braces() -> None:
    """In any case, over line ends; nothing between two of them is nobody."""
    found = names_of("A. One AND\n  {Two and Sons}\nand and Sand, Andy and others")
    assert [Name("One", "A."), Name(literal="Two and Sons"), Name("Sand", "Andy"), OTHERS] == list(found)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 1984, month = may", Date(((1984, 5),))),
        ('year = "1984", month = 10 # "~" # jul', Date(((1984, 7, 10),))),
        ("year = 1984, month = 12, day = 31", Date(((1984, 12, 31),))),
        ("date = {2001-05-03}, year = 1999", Date(((2001, 5, 3),))),
        ("date = {2001-05/2003}", Date(((2001, 5), (2003,)))),
        ("date = {2001/}", Date(((2001,), (0,)))),
        ("date = {1723~}", Date(((1723,),), circa=True)),
        ("date = {-0043-03-15}", Date(((-43, 3, 15),))),
        ("date = {2001-22}", Date(((2001,),), season=2)),
        ("year = {c. 1500}", Date(((1500,),), circa=True)),
        ("year = {1984--86}", Date(((1984,), (1986,)))),
        ("year = {in press}", Date(literal="in press")),
        ("date = {2001-13-99}", Date(((2001,),))),
    ],
)
def test_dates(fields: str, date: Date) -> None:
    """BibTeX's year and month, biblatex's date with ranges, seasons and doubt, and words."""
    assert date == work(f"@misc{{k, {fields}}}").date("issued")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\"U}ber Gez\'eiten", "Über Gezéiten"),
        (r"\v{S}koda, \c{c}a, \~n, \H{o}, na\"{\i}ve, {\'\i}", "Škoda, ça, ñ, ő, naïve, í"),
        (r"{\O}rsted, {\ss}, \AE on, \L{}\'od\'z", "Ørsted, ß, Æon, Łódź"),
        (r"H$_2$O, $\alpha$-decay, $^{13}$C, $\mathcal{O}(n^2)$", "H₂O, α-decay, ¹³C, O(n²)"),
        (r"\emph{Homo} \textbf{sapiens} --- 50\% \& \#1 \_ \$5", "Homo sapiens — 50% & #1 _ $5"),
        (r"``Quoted'' and 'so' 1--2", "“Quoted” and 'so' 1–2"),
        (r"\href{https://x.example/a}{Text}", "Text"),
        (r"from $5 to $10 each", "from $5 to $10 each"),
        ("trailing \\", "trailing "),
    ],
)
def test_tex_becomes_text(tex: str, text: str) -> None:
    """Accents are composed, letters and signs spelled, mathematics and markup are words."""
    assert text == untex(tex)


def test_macros_are_filled_in() -> None:
    """`@string` in braces or parentheses, joined by `#`, in any case, also made of others."""
    text = """@string{acm = "ACM"} @STRING(tr = ACM # { Transactions})
    @article{k, journal = TR # " on " # {Tides}, title = undefined}"""
    found = work(text)
    assert ("ACM Transactions on Tides", "undefined") == (found.text("container-title"), found.text("title"))


def test_a_chapter_inherits_from_its_book() -> None:
    """What the entry lacks comes from `crossref`, whose title is the book's; its own fields stay; circles end."""
    text = """@inproceedings{k, author = {A. Berg}, title = {Sand}, pages = {1--3}, crossref = {Proc}}
    @proceedings{proc, title = {Of Dunes}, editor = {B. Dahl}, year = 2011, publisher = {Bay}, crossref = {k}}"""
    found = work(text)
    assert ("Sand", "Of Dunes", "2011", "Bay", "1-3") == (
        found.text("title"), found.text("container-title"), found.year, found.text("publisher"), found.text("page"),
    )  # fmt: skip
    assert (Name("Dahl", "B."),) == found.people("editor")


@pytest.mark.parametrize(
    ("entry", "kind", "url"),
    [
        (r"@misc{k, howpublished = {\url{https://a.example/x_y%20z}}}", "webpage", "https://a.example/x_y%20z"),
        (r"@misc{k, howpublished = {Talk at the bay}}", "document", None),
        ("@article{k, doi = {https://doi.org/10.1000/x_1}}", "article-journal", "https://doi.org/10.1000/x_1"),
        (r"@article{k, doi = {10.1000/x\_1}}", "article-journal", "https://doi.org/10.1000/x_1"),
        ("@misc{k, eprint = {2101.00001}, archivePrefix = {arXiv}}", "article", "https://arxiv.org/abs/2101.00001"),
        ("@phdthesis{k, url = {www.a.example}}", "thesis", "www.a.example"),
        ("@techreport{k}", "report", None),
        ("@article{k, entrysubtype = {newspaper}}", "article-newspaper", None),
        ("@unheardof{k}", "document", None),
    ],
)
def test_kinds_and_addresses(entry: str, kind: str, url: str | None) -> None:
    """Each type of entry is a type of CSL; an address comes from URL, DOI or preprint."""
    reference = parse_bibtex(entry).references["k"]
    assert (kind, url) == (reference.work.kind, reference.url)


def test_a_key_that_comes_twice_is_told() -> None:
    """The first entry counts, also where only capitals tell them apart; both lines are named."""
    found = parse_bibtex("@book{tide, title = {One}}\n@book{moon}\n\n@book{tide, title = {Two}}\n@book{Moon}\n")
    assert "One" == found.references["tide"].title
    assert [(4, True), (5, True)] == [(fault.line, fault.doubled) for fault in found.faults]
    assert "line 1" in found.faults[0].message
    assert "“moon”" in found.faults[1].message


def test_what_is_commented_out_is_no_entry() -> None:
    """A comment holds what its braces hold; a preamble is none either, and an address of mail begins nothing."""
    text = '@comment{ @book{a, title = {x}} }\n@preamble{"\\newcommand{x}"}\nme@book.example {y}\n@book{b}'
    assert ["b"] == list(parse_bibtex(text).references)


def test_an_entry_has_more_keys() -> None:
    """Biblatex's `ids` are told with the entry."""
    assert ("old1", "old2") == parse_bibtex("@book{k, ids = {old1, old2}}").references["k"].others


@pytest.mark.parametrize(
    "text",
    [
        "@comment{" * 100_000,
        "@string{a = " * 50_000,
        "@a{k, t = {" * 50_000,
        "@string{a = {x}}" + "@string{a = a # a}" * 60 + "@book{k, title = a}",
        "@book{k, author = {" + "A and " * 100_000 + "}}",
        "@book{k, title = {" + "{" * 100_000 + "}" * 100_000 + "}}",
        "@book{k, title = {" + "\\'" * 100_000 + "}}",
        "@book{k, title = {" + "$a" * 100_001 + "}}",
        "@book{k, crossref = {" + ",".join("abcdefghij" * 10) + "}}"
        + "".join(f"@book{{{key}, crossref = {{a,b,c,d,e,f,g,h,i,j}}}}" for key in "abcdefghij"),
    ],
    ids=["comments", "strings", "open", "growth", "names", "braces", "accents", "maths", "crossrefs"],
)  # fmt: skip
def test_hostile_files_end(text: str) -> None:
    """Whatever a file holds, reading it takes no longer than its length allows, and fields stay short."""
    for reference in parse_bibtex(text).references.values():
        assert len(reference.work.text("title")) <= 10_000
