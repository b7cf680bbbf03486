"""What bibliographies know comes out again: BibTeX read back is the same, RIS and CSL-JSON say it all."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reader.app.bibliography import bibliography, bundled_styles
from reader.app.cited import cited
from reader.app.entries import Entry, gather
from reader.app.export.nodes import parse
from reader.app.export.one_list import OneList
from reader.app.export.plain import export_text
from reader.app.export.with_sources import export_markdown
from reader.app.paths import Places
from reader.app.reading import Reading
from reader.app.reference_forms import bibtex, csl_json, markdown, ris
from reader.citations.bibliography import Reference, parse_bibtex, parse_csl, parse_ris
from reader.citations.tidy import tidy
from reader.core.citation import Source, State
from reader.core.work import DATES, KINDS, NAMES, OTHERS, TEXTS, Date, Name, Work
from reader.files.parse import read

BIB = r"""
@string{cj = "The Tide Journal"}
@article{low84, author = {Ada de la Low and {Bay Club} and others}, title = {Literate {Tides} \& $\alpha$-Waves: 50\%},
  journal = cj, volume = 27, number = {2}, pages = {97--111, 113}, year = 1984, month = may, doi = {10.1000/tide.27_2},
  issn = {0010-4620}, abstract = {Long --- and {\"o}ld.}, keywords = {tide, bay}, language = {en}}
@book{moon, editor = {Moon, Jr., Karl and y Gasset, José}, title = {The {\LaTeX} Moon}, publisher = {Bay Press},
  address = {Reading, Mass.}, date = {1994-03-02/1995}, isbn = {0-201-54199-8}, edition = {2}, series = {Skies}, number = 4}
@proceedings{proc, title = {Of Dunes}, editor = {B. Dahl}, year = 2011, publisher = {Bay}, series = {LN}, volume = 7}
@inproceedings{sand, author = {Berg, Anna van der}, title = {Sand}, pages = {1--3}, crossref = {proc}}
@incollection{chap, author = {{\'E}tienne d'Alembert}, title = {A {--} dash}, booktitle = {Why We Can't}, year = {c. 1964}, chapter = 3}
@phdthesis{phd, author = {A. Berg}, title = {Dunes}, school = {Utrecht}, year = {in press}}
@mastersthesis{msc, author = {A. Berg}, title = {Sea}, school = {Utrecht}, year = {2001}}
@thesis{bsc, author = {A. Berg}, title = {Sky}, institution = {Utrecht}, type = {Bachelor's thesis}, date = {2001-22}}
@techreport{rep, author = {{NIST}}, title = {\#tags_ ^ ~ \{x\}}, number = {SP 800}, institution = {NIST}, type = {Special}, year = -44}
@misc{web, author = {Nobody}, title = {Page}, howpublished = {\url{https://a.example/x_y?z=1&w=50%25}}, urldate = {2021-03-04}}
@misc{pre, author = {Ash, V.}, title = {Attention}, eprint = {1706.03762}, archivePrefix = {arXiv}, primaryClass = {cs.CL}, year = 2017}
@misc{talk, title = {Talk}, howpublished = {Talk at the bay}, note = {see it}, date = {-0043-03-15}}
@online{on, title = {On}, url = {https://b.example}, date = {2020-01/}}
@unpublished{un, author = {plato}, title = {Un}}
@article{news, title = {News}, journaltitle = {Bay Post}, entrysubtype = {newspaper}, date = {1999-12-31}}
@patent{pat, title = {Pat}, number = {US1}, author = {Brinch Hansen, P.}}
@dataset{data, title = {Data}, version = {2.1}, publisher = {Zenodo}}
@booklet{bl, title = {Bl}}
"""  # noqa: E501 - entries as they are written


def source(reference: Reference) -> Source:
    """Return a cited source with what its entry tells."""
    work = reference.work
    return Source(reference.key, reference.title, reference.url, None, 1, 0, 1, State.CITED, work=work)


def entries() -> list[Entry]:
    """Return the references of the bibliography above."""
    return gather(map(source, parse_bibtex(BIB).references.values()))


def known(work: Work) -> dict[str, object]:
    """Return what a work says, in no order."""
    return {"kind": work.kind, **dict(work.texts), **dict(work.names), **dict(work.dates)}


def test_bibtex_comes_back_as_it_was() -> None:
    """A `.bib` read, written and read again says the same of every entry, and so does one written twice."""
    first = parse_bibtex(BIB).references
    text = bibtex(entries())
    again = parse_bibtex(text)
    assert () == again.faults
    assert {key: known(each.work) for key, each in first.items()} == {
        key: known(each.work) for key, each in again.references.items()
    }
    assert {key: each.url for key, each in first.items()} == {key: each.url for key, each in again.references.items()}
    assert text == bibtex(gather(map(source, again.references.values())))


def test_csl_json_comes_back_as_it_was() -> None:
    """CSL-JSON read back says the same, but for a DOI's address."""
    again = parse_csl(csl_json(entries())).references
    assert {key: known(each.work) for key, each in parse_bibtex(BIB).references.items()} == {
        key: known(each.work) for key, each in again.items()
    }


def test_csl_json_has_the_shape_of_the_schema() -> None:
    """Known types and variables, names as objects of texts, dates as lists of numbers or words."""
    for item in json.loads(csl_json(entries())):
        assert {"id", "type"} <= set(item)
        assert item.pop("type") in KINDS
        assert item.pop("id")
        assert set(item) <= TEXTS | NAMES | DATES
        for name, value in item.items():
            if name in NAMES:
                assert all(isinstance(part, str) and part for person in value for part in person.values())
            elif name in DATES:
                assert set(value) <= {"date-parts", "season", "circa", "literal"}
                assert all(isinstance(number, int) for part in value.get("date-parts", []) for number in part)
            else:
                assert isinstance(value, str)


def test_ris_says_it_too() -> None:
    """People, dates and places stand under the tags of RIS; each line is a field."""
    lines = ris(entries()).split("\r\n")
    records = [record.strip().split("\n") for record in "\n".join(lines).split("ER  - ")]
    low = [line.partition("  - ")[::2] for line in records[0]]
    assert [
        ("TY", "JOUR"), ("ID", "low84"), ("TI", "Literate Tides & α-Waves: 50%"), ("AU", "de la Low, Ada"),
        ("AU", "Bay Club"), ("AU", "et al."), ("PY", "1984"), ("DA", "1984/05//"), ("T2", "The Tide Journal"),
        ("VL", "27"), ("IS", "2"), ("LA", "en"), ("AB", "Long — and öld."), ("SN", "0010-4620"), ("SP", "97-111, 113"),
        ("KW", "tide"), ("KW", "bay"), ("UR", "https://doi.org/10.1000/tide.27_2"), ("DO", "10.1000/tide.27_2"),
    ] == low  # fmt: skip
    assert all(line[2:6] == "  - " for line in lines if line)


def test_ris_comes_back() -> None:
    """RIS read back has the same titles, people, years, numbers and addresses; only an open end of a range is lost."""
    again = parse_ris(ris(entries()))
    assert () == again.faults
    first = parse_bibtex(BIB).references
    assert list(first) == list(again.references)
    said = ("title", "container-title", "volume", "issue", "page", "DOI", "ISSN", "publisher", "edition", "abstract")
    for key, reference in first.items():
        old, new = reference.work, again.references[key].work
        assert {name: old.text(name) for name in said} == {name: new.text(name) for name in said}, key
        assert [name.short for name in old.makers] == [name.short for name in new.makers], key
        assert (old.year.rstrip("–"), reference.url) == (new.year, again.references[key].url), key


@pytest.mark.parametrize("style", bundled_styles())
def test_every_style_prints_people_and_year(style: str) -> None:
    """Each entry is one line with what is known of it, and without "None" where an end of a range is vague."""
    text = bibliography(entries(), style)
    assert len(entries()) == len(text.splitlines())
    assert all(word in text for word in ("Low", "Bay Club", "1984", "27", "97–111", "Utrecht", "NIST", "1994–1995"))
    assert "None" not in text


def test_markdown_says_who_and_when() -> None:
    """Who and when stand before the title, the rest behind; what only has a title is that."""
    lines = markdown(entries()).splitlines()
    assert (
        "1. Ada de la Low et al. (1984): [Literate Tides & α-Waves: 50%](https://doi.org/10.1000/tide.27_2)."
        " The Tide Journal 27 (2), 97–111, 113"
    ) == lines[0].replace("\\", "")
    assert "15. Bl" == lines[-1].replace("18.", "15.")


def test_two_notes_give_the_richest_entry() -> None:
    """One source of two bibliographies is one reference with all that both know, whatever its address is."""
    poor = Work("article-journal", (("title", "Tides"), ("DOI", "10.1000/x")), (("author", (Name("Low", "A."),)),))
    rich = Work(
        "article-journal",
        (("title", "Tides"), ("DOI", "10.1000/X"), ("URL", "https://j.example/1"), ("volume", "7")),
        (("author", (Name("Low", "Ada"),)),),
        (("issued", Date(((1984,),))),),
    )
    doi, page = "https://doi.org/10.1000/x", "https://j.example/1"
    found = gather([
        Source(label, "Tides", url, None, 1, 0, 1, State.CITED, (), url, work)
        for label, url, work in (("low", doi, poor), ("b", page, rich), ("1", page, None))
    ])  # fmt: skip
    assert [("low", "Ada", "1984", "7")] == [
        (entry.key, entry.work.makers[0].given, entry.work.year, entry.work.text("volume"))
        for entry in found
        if entry.work
    ]


def test_works_of_one_name_by_two_people_are_two() -> None:
    """A title alone does not make two books the same."""
    works = [
        Work("book", (("title", "Introduction"),), (("author", (Name(name),)),)) for name in ("Low", "Berg", "Low")
    ]
    assert 2 == len(gather(Source("", "Introduction", None, None, 1, 0, 1, State.CITED, work=work) for work in works))


_TEXT = st.text(max_size=30).map(tidy).filter(lambda text: bool(text) and "<" not in text and "&" not in text)
_WORD = st.from_regex(r"[A-Z][a-zé'-]{1,8}", fullmatch=True).filter(lambda word: word.lower() not in {"and", "others"})
_NAME = st.builds(
    Name, _WORD | st.builds("{} {}".format, _WORD, _WORD), _WORD | st.just(""), st.sampled_from(["", "van", "de la"])
) | st.builds(lambda text: Name(literal=text), _WORD)


@given(_TEXT, st.lists(_NAME | st.just(OTHERS), min_size=1, max_size=4), st.integers(1, 9999), _TEXT)
def test_any_title_and_any_names_come_back(title: str, people: list[Name], year: int, note: str) -> None:
    """Whatever a title holds, BibTeX gives back the same words, names and year."""
    work = Work(
        "book", (("title", title), ("annote", note)), (("author", tuple(people)),), (("issued", Date(((year,),))),)
    )
    again = parse_bibtex(bibtex([Entry("k", title, work=work)]))
    assert () == again.faults
    read_back = again.references["k"].work
    assert tuple(people) == read_back.people("author")
    assert str(year) == read_back.year
    assert (title, note) == (read_back.text("title"), read_back.text("annote"))


HOSTILE = (
    "}, author = {Mallory}, x = {\\input{/etc/passwd}\nER  - \r\nAU  - Mallory"
    " <script>alert(1)</script> ](javascript:x) " * 3
)


def test_hostile_fields_stay_in_their_form() -> None:
    """No field of a CSL item ends its field in any form, however it is nested or long."""
    item: dict[str, object] = dict.fromkeys(TEXTS, HOSTILE)
    item |= {name: [{"family": HOSTILE}, {"literal": HOSTILE}] for name in NAMES}
    item |= {name: {"literal": HOSTILE} for name in DATES} | {"id": "k", "type": HOSTILE}
    found = gather([source(parse_csl(json.dumps([item])).references["k"])])
    text = bibtex(found)
    assert 1 == text.count("\n@") + text.startswith("@")
    assert ["k"] == list(parse_bibtex(text).references)
    assert "Mallory" not in [name.family for name in parse_bibtex(text).references["k"].work.people("author")]
    assert all(line[2:6] == "  - " for line in ris(found).split("\r\n") if line)
    assert 1 == len(markdown(found).splitlines())
    assert 1 == len(bibliography(found).splitlines())
    assert "<script>" not in markdown(found).replace("\\<script\\>", "")


def test_a_note_carries_its_bibliography(tmp_path: Path) -> None:
    """From the files that a note names, and from its own front matter, to its sources."""
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "more.yaml").write_text(
        "---\nreferences:\n- id: yam\n  type: book\n  title: Yam\n  author: {family: Low}\n  issued: 1999\n...\n",
        encoding="utf-8",
    )
    (tmp_path / "note.md").write_text(
        "---\nbibliography: [refs.bib, more.yaml]\nreferences:\n- id: own\n  type: book\n  title: Of *own*\n"
        "  author:\n  - {family: Own, given: O.}\n  issued: {year: 2001}\n---\nAs [@low84], [@yam] and @own say.\n",
        encoding="utf-8",
    )
    found = cited(tmp_path, read(tmp_path, "note.md"))
    assert {"low84": "de la Low et al. 1984", "yam": "Low 1999", "own": "Own 2001"} == {
        each.label: each.work.byline for each in found.sources if each.work
    }
    assert {"own": 4, "low84": 2, "yam": 2} == {each.label: each.line for each in found.sources}


def test_exports_say_which_key_is_which_work(tmp_path: Path) -> None:
    """Under a text that cites by keys, each entry has its key; in one list, pages stay with numbers."""
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    text = "---\nbibliography: refs.bib\n---\nAs [see @low84, p. 9; @moon, ch. 2] and [-@low84, pp. 3-4] say.\n"
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    note = read(tmp_path, "note.md")
    found = export_markdown(note, cited(tmp_path, note))
    assert "1. \\[low84\\] Ada de la Low et al. (1984): [Literate Tides" in found
    reading = Reading(tmp_path, Places(tmp_path / "config", tmp_path / "cache"))
    page = reading.page(1, "note.md")
    reading.close()
    assert "1. [low84] Ada de la Low et al. (1984): Literate Tides" in export_text(page)
    root = parse(page.page.html)
    references = OneList()
    references.take(root, page.citations, "")
    assert "As [see 1, p. 9; 2, ch. 2] and [1, pp. 3-4] say." in root.plain()
    assert "Ada de la Low et al. (1984): Literate Tides" in references.section("References")[0].plain()
