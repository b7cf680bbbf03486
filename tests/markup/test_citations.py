"""Marks in the text and entries of reference lists lead to each other."""

import re

import pytest

from reader.citations.read import read
from reader.core.citation import Citations, Mention
from reader.core.note import Stamp
from reader.files.parse import parse
from tests.markup.conftest import Draw, make_citations

LINK = re.compile(r'<a class="(cite \w+)" (?:href="(#[^"]*)" )?id="([^"]*)"[^>]*>([^<]*)</a>')


def links(html: str) -> list[tuple[str, ...]]:
    """Return class, target, id and text of every mark in the page."""
    return [tuple(groups) for groups in LINK.findall(html)]


def test_a_mark_leads_to_its_entry(draw: Draw) -> None:
    """A mark links to the element of its source, which is set as a reference."""
    text = "The bay is wide[1].\n\nSources:\n[1] https://www.example.org/tides/long-name\n[2] https://example.net\n"
    entries = {"1": "[1] https://www.example.org/tides/long-name", "2": "[2] https://example.net"}
    page = draw(text, citations=make_citations(text, entries, ("[1]",)))
    assert [("cite cited", "#source-0", "mention-0", "[1]")] == links(page.html)
    assert re.findall(r'<p class="reference" id="([^"]*)"', page.html) == ["source-0", "source-1"]
    assert '<span class="reference-label">[2]</span>' in page.html
    assert (
        '<span class="url-host"><span class="url-scheme">https://www.</span>example.org</span>'
        '<span class="url-path">/tides/long-name</span>'
    ) in page.html
    assert "[1] https://www.example.org/tides/long-name\n" in page.text
    assert '<p class="references-label">Sources:</p>' in page.html


def test_several_marks_side_by_side(draw: Draw) -> None:
    """Marks that touch each other are separate links, numbered in the order of the text."""
    text = "Wide[2][1].\n\n[1] https://a.example\n[2] https://b.example\n"
    entries = {"1": "[1] https://a.example", "2": "[2] https://b.example"}
    page = draw(text, citations=make_citations(text, entries, ("[2]", "[1]")))
    expected = [("cite cited", "#source-1", "mention-0", "[2]"), ("cite cited", "#source-0", "mention-1", "[1]")]
    assert expected == links(page.html)


def test_a_group_is_several_links(draw: Draw) -> None:
    """Every number of a group leads to its own source."""
    text = "Wide [1, 2].\n\n[1] https://a.example\n[2] https://b.example\n"
    entries = {"1": "[1] https://a.example", "2": "[2] https://b.example"}
    page = draw(text, citations=make_citations(text, entries, ("[1, 2]",)))
    expected = [("cite cited", "#source-0", "mention-0", "1"), ("cite cited", "#source-1", "mention-1", "2")]
    assert expected == links(page.html)
    assert "Wide [1, 2]." in page.text


def test_a_range_has_a_place_for_each_number(draw: Draw) -> None:
    """The numbers inside a range are there to be gone to, and the text reads as it was written."""
    text = "Wide [1-4].\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1-4]",)))
    expected = [
        ("cite cited", "#source-0", "mention-0", "1"),
        ("cite dangling", "", "mention-1", "–"),
        ("cite dangling", "", "mention-2", ""),
        ("cite dangling", "", "mention-3", "4"),
    ]
    assert expected == links(page.html)
    assert "Wide [1–4]." in page.text


def test_a_dangling_mark_leads_nowhere(draw: Draw) -> None:
    """A mark without a source is marked as such and has no target."""
    text = "Wide[7].\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[7]",)))
    assert [("cite dangling", "", "mention-0", "[7]")] == links(page.html)


def test_emphasis_around_a_mark_is_kept(draw: Draw) -> None:
    """A mark is punctuation to Markdown, as the brackets are that it is written with."""
    text = "**Bold.**[1] and *slanted [1]*\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]", "[1]")))
    assert re.search(r"<strong>Bold\.</strong><a [^>]*>\[1\]</a> and <em>slanted <a [^>]*>\[1\]</a></em>", page.html)


def test_a_mark_in_a_table_a_heading_and_a_link(draw: Draw) -> None:
    """Marks work in cells and headings; inside a link there can be no second one, so they keep place and look."""
    text = "# Bay [1]\n\n| a | b |\n|---|---|\n| x[1] | [y [1]](https://c.example) |\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]", "[1]", "[1]")))
    assert ["mention-0", "mention-1"] == [found[2] for found in links(page.html)]
    assert '<span class="cite cited" id="mention-2">[1]</span>' in page.html
    assert [("Bay", "bay")] == [(heading.text, heading.id) for heading in page.outline]


def test_a_link_with_a_defined_number_keeps_its_text(draw: Draw) -> None:
    """`[text][1]` is a link and a mark; the definition, which Markdown hides, is shown as an entry."""
    text = 'See [the tides][1] and [1].\n\n[1]: https://a.example/x "The tides"\n'
    entry = '[1]: https://a.example/x "The tides"'
    page = draw(text, citations=make_citations(text, {"1": entry}, ("[1]", "[1]")))
    assert ["mention-0", "mention-1"] == [found[2] for found in links(page.html)]
    assert '<a class="external" href="https://a.example/x" title="The tides" rel="noopener noreferrer">' in page.html
    assert '<p class="reference" id="source-0"><span class="reference-label">[1]</span>' in page.html
    assert "See the tides[1] and [1]." in page.text


def test_footnotes_are_mentions(draw: Draw) -> None:
    """A footnote's mark and text carry the same ids as any citation."""
    text = "One[^a], again[^a], none[^b].\n\n[^a]: The text.\n\n[^c]: Never used.\n"
    entries = {"a": "[^a]: The text.", "c": "[^c]: Never used."}
    page = draw(text, citations=make_citations(text, entries, ("[^a]", "[^a]", "[^b]")))
    expected = [
        ("cite cited", "#source-0", "mention-0", "[1]"),
        ("cite cited", "#source-0", "mention-1", "[1]"),
        ("cite dangling", "", "mention-2", "[^b]"),
    ]
    assert expected == links(page.html)
    assert ["source-0", "source-1"] == re.findall(r'<li id="([^"]*)"', page.html)


def test_numbered_list_items_carry_the_id(draw: Draw) -> None:
    """An entry that is an item of a list stays one."""
    text = "Wide[2].\n\n1. [Tides](https://a.example)\n2. [Bays](https://b.example)\n"
    entries = {"1": "1. [Tides](https://a.example)", "2": "2. [Bays](https://b.example)"}
    page = draw(text, citations=make_citations(text, entries, ("[2]",)))
    assert ["source-0", "source-1"] == re.findall(r'<li class="reference" id="([^"]*)"', page.html)


def test_entries_on_one_line_are_set_apart(draw: Draw) -> None:
    """A list that was written on one line becomes one entry a line."""
    text = "Wide[1].\n\nCitations: [1] https://a.example [2] https://b.example\n\nEnd.\n"
    entries = {"1": "[1] https://a.example", "2": "[2] https://b.example"}
    page = draw(text, citations=make_citations(text, entries, ("[1]",)))
    assert ["source-0", "source-1"] == re.findall(r'<p class="reference" id="([^"]*)"', page.html)
    assert re.search(r'<p class="references-label">Citations:\s*</p>', page.html)
    assert "<p>End.</p>" in page.html


def test_an_entry_ends_where_it_ends(draw: Draw) -> None:
    """An entry over two lines keeps both; what follows in the same paragraph is no part of it."""
    text = "Wide[1].\n\n[1] The tides\nhttps://a.example\nAnswer from a machine\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] The tides\nhttps://a.example"}, ("[1]",)))
    assert re.search(r"The tides <a [^>]*>.*a\.example.*</a></p></div>\s*<p>Answer from a machine</p>", page.html)


def test_marks_in_code_stay_code(draw: Draw) -> None:
    """Where the text is shown as its source, a mark is what was written."""
    text = 'Use `x[1]` and\n\n    y[1]\n\n<b title="[1]">z</b>\n\n[1] https://a.example\n'
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]", "[1]", "[1]")))
    assert "<code>x[1]</code>" in page.html
    assert "y[1]" in page.text
    assert '<b title="[1]">' in page.html


def test_rare_punctuation_of_a_note_survives(draw: Draw) -> None:
    """A note that contains the characters that frame placeholders is drawn as it is."""
    text = "A\ua8cem0\ua8cf B[1].\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]",)))
    assert "A\ua8cem0\ua8cf B[1]." in page.text
    assert 1 == len(links(page.html))


def test_a_note_cannot_pretend_to_be_a_mark(draw: Draw) -> None:
    """The ids of marks and sources are given by rendering alone."""
    page = draw('<p id="mention-0">x</p><p id="source-0">y</p><p id="own">z</p>')
    assert ["own"] == re.findall(r'id="([^"]*)"', page.html)


def test_a_link_that_cites_itself_stays_a_link(draw: Draw) -> None:
    """Where plain links are the sources, they keep text and address, and carry both ids."""
    text = "See [the tide](https://a.example/x) and https://b.example/y."
    entries = {"": "[the tide](https://a.example/x)"}
    made = make_citations(text, entries)
    mention = Mention(1, 5, entries[""], "", "", 4, 4 + len(entries[""]))
    citations = Citations((made.sources[0]._replace(mentions=(mention,)),))
    page = draw(text, citations=citations)
    assert (
        '<a class="external" href="https://a.example/x" id="mention-0" rel="noopener noreferrer">the tide</a>'
        '<span class="source-place" id="source-0"></span>'
    ) in page.html
    assert "See the tide and https://b.example/y." == page.text


def test_a_mark_inside_the_authors_html(draw: Draw) -> None:
    """In the text of an HTML block a mark is a link; inside a tag it is what was written."""
    text = '<div title="see [1]">\nWide[1].\n</div>\n\n[1] https://a.example\n'
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]", "[1]")))
    assert [("cite cited", "#source-0", "mention-1", "[1]")] == links(page.html)
    assert '<div title="see [1]">' in page.html


def test_a_mark_inside_an_address_is_part_of_it(draw: Draw) -> None:
    """What stands between angle brackets is an address, whatever it looks like."""
    text = "<https://b.example/[1]>\n\n[1] https://a.example\n"
    page = draw(text, citations=make_citations(text, {"1": "[1] https://a.example"}, ("[1]",)))
    assert 'href="https://b.example/[1]"' in page.html
    assert "https://b.example/[1]\n" in page.text


def test_footnotes_beside_numbered_sources_are_told_apart(draw: Draw) -> None:
    """A footnote's number has no brackets where those of a list have them: each counts from one."""
    text = "One[1], two[^a].\n\n[^a]: The text.\n\n[1] https://a.example\n"
    entries = {"1": "[1] https://a.example", "a": "[^a]: The text."}
    page = draw(text, citations=make_citations(text, entries, ("[1]", "[^a]")))
    assert ["[1]", "1"] == [shown for *_, shown in LINK.findall(page.html)]


@pytest.mark.parametrize(
    ("entry", "html"),
    [
        ("1. 2024 report", '<ol><li class="reference" id="source-0">2024 report</li></ol>'),
        ("- 2) Tides", '<ul><li><ol start="2"><li class="reference" id="source-0">Tides</li></ol></li></ul>'),
        ("1. - Tides", '<ol><li><ul><li class="reference" id="source-0">Tides</li></ul></li></ol>'),
        ("- ***", "<ul><li><hr></li></ul>"),
        ("- * * *", "<ul><li><hr></li></ul>"),
        ("1. ---", "<ol><li><hr></li></ol>"),
        ("2.", '<ol start="2"><li></li></ol>'),
        ("- ```\n  Bay\n  ```", "<ul><li><pre><code>Bay\n</code></pre></li></ul>"),
    ],
)
def test_an_entry_does_not_change_what_its_line_is(draw: Draw, entry: str, html: str) -> None:
    """Whatever block an entry begins with, or has instead of words, its author still sees it."""
    text = f"Sources\n\n{entry}\n"
    page = draw(text, citations=make_citations(text, {"1": entry}))
    assert "<p>Sources</p>\n" + html == page.html.strip()


def test_an_entry_in_the_head_of_a_table_leaves_it_a_table(draw: Draw) -> None:
    """Neither a cell of its head nor the row of dashes below it becomes words."""
    text = "Sources\n\n- | Bay |\n  |---|\n"
    page = draw(text, citations=make_citations(text, {"1": "- | Bay |", "2": "|---|"}))
    assert '<tr class="reference" id="source-0"><th>Bay</th></tr></thead></table>' in page.html


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("[2,4-6]", "[2, 4–6]"),
        ("[1–3; 5]", "[1–3;5]"),
        ("[1\u20113]", "[1–3]"),
        ("[1\uff0c3]", "[1\uff0c3]"),
    ],
)
def test_a_group_reads_as_it_was_written(draw: Draw, mark: str, shown: str) -> None:
    """Commas and dashes stand where they stood, also where a group holds a range."""
    text = f"Wide {mark}.\n\n" + "\n".join(f"[{number}] https://a.example/{number}" for number in range(1, 7))
    page = draw(text, citations=read(parse(text.encode(), "note.md", Stamp(0, 0))))
    assert shown in page.text


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("[see @low84, p. 97; -@berg, ch. 2 and *passim*]", "[see low84, p. 97; berg, ch. 2 and passim]"),
        ("[@low84; @berg]", "[low84; berg]"),
        ("[@{low84}; @berg, <b>]", "[low84; berg, <b>]"),
        ("@low84 [p. 33]", "[low84, p. 33]"),
        ("[@low84, p. 3]", "[@low84, p. 3]"),
    ],
)
def test_words_and_pages_around_keys_stay(draw: Draw, mark: str, shown: str) -> None:
    """What an author says beside the keys of a bibliography is a part of the text."""
    text = f"---\nreferences:\n- id: low84\n- id: berg\n---\nWide {mark}.\n"
    page = draw(text, citations=read(parse(text.encode(), "note.md", Stamp(0, 0))))
    assert f"Wide {shown}." in page.text
    assert "<b>" not in page.html


def test_a_short_address_is_the_mark_of_itself(draw: Draw) -> None:
    """An address without a scheme is a link, and carries the id of its mark."""
    text = "See www.bay.example/tides! It is wide."
    page = draw(text, citations=read(parse(text.encode(), "note.md", Stamp(0, 0))))
    assert re.search(r'<a [^>]*id="mention-0"[^>]*>www\.bay\.example/tides</a>', page.html)
